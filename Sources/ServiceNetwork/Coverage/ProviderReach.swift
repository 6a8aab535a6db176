/// How near the nearest of some providers is to each village, along any measure.
struct ProviderReach: Sendable {
  /// A provider that was found.
  struct Found {
    /// Its position among the providers.
    var position: Int
    /// What the way to it costs: metres, or minutes by a mode.
    var cost: Double
  }

  private enum Means {
    /// Straight distances times a factor, looked up where they are asked for.
    case straight(NearestIndex, factor: Double)
    /// What one search along the roads found for all villages, and where each stands in that.
    case roads([RoadOutcome], positions: [Int32: Int32])
  }

  private let means: Means
  private let snapshot: NetworkSnapshot

  /// Makes providers ready to be looked for.
  ///
  /// - Parameters:
  ///   - providers: those who may be found; those without a place never are.
  ///   - measure: what distances are measured by.
  ///   - villages: the divisions that will be asked about, by their positions.
  /// - Throws: ``CoverageError/roadsMissing(_:)``, ``CoverageError/cancelled``.
  /// - Complexity: O(n log n) for n providers; along roads one search over the network.
  init(
    _ providers: [Provider], by measure: Measure, for villages: [Int32], in snapshot: NetworkSnapshot
  ) throws(CoverageError) {
    self.snapshot = snapshot
    if let factor = measure.detourFactor {
      means = .straight(NearestIndex(providers.map(\.location)), factor: factor)
      return
    }
    guard let roads = snapshot.roads else { throw .roadsMissing(measure) }
    let graph = roads.graph(measure)
    let destinations = RoadPlaces(
      try graph.joins(providers.map(\.location), tolerance: roads.tolerance), on: graph)
    let origins = try graph.joins(
      villages.map { snapshot.divisions[Int($0)].location }, tolerance: roads.tolerance)
    means = .roads(
      try graph.nearestDestinations(from: origins, among: destinations),
      positions: Dictionary(uniqueKeysWithValues: zip(villages, 0..<Int32(villages.count))))
  }

  /// Whether a village has a provider no farther than a bound, at the bound included; `nil` where it has no place.
  func isWithin(_ standard: Standard, of village: Int32) -> Bool? {
    guard let location = snapshot.divisions[Int(village)].location else { return nil }
    switch means {
    case .straight(let index, _): return index.contains(within: standard.straight, of: location)
    case .roads: return nearest(to: village).map { $0.cost <= standard.bound } ?? false
    }
  }

  /// The provider nearest to a village; `nil` where there is none, or no way to it.
  func nearest(to village: Int32) -> Found? {
    switch means {
    case .straight(let index, let factor):
      guard let location = snapshot.divisions[Int(village)].location, let found = index.nearest(to: location)
      else { return nil }
      return Found(position: found.position, cost: found.distance.value * factor)
    case .roads(let outcomes, let positions):
      return positions[village].flatMap { outcomes[Int($0)].neighbour }
        .map { Found(position: $0.position, cost: $0.cost) }
    }
  }

  /// Why no provider can be reached from a village; `nil` where one can, or no roads are needed.
  func unreachable(from village: Int32) -> Unreachable? {
    guard case .roads(let outcomes, let positions) = means, let position = positions[village],
      case .unreachable(let reason) = outcomes[Int(position)]
    else { return nil }
    return reason
  }

  /// A bound along a measure, made ready to be compared with.
  struct Standard {
    /// Metres, or minutes by a mode.
    var bound: Double
    /// The same for straight distances; of no meaning for a measure along roads.
    var straight: DistanceStandard

    init(bound: Double, measure: Measure) {
      self.bound = bound
      straight = DistanceStandard(limit: Meters(bound), detourFactor: measure.detourFactor ?? 1)
    }

    /// Whether a straight distance meets it, or a way along roads of which only the cost is known.
    func isMet(by cost: Double) -> Bool { cost <= bound }
  }
}

extension ServiceRule {
  /// The bound of the rule's `within`; `nil` where it has none.
  var standard: ProviderReach.Standard? {
    distance.map { ProviderReach.Standard(bound: $0.bound, measure: $0.measure) }
  }
}
