/// How near the nearest of some providers is to each village, along any measure.
struct ProviderReach: Sendable {
  /// A provider that was found.
  struct Found {
    /// Its position among the providers.
    var position: Int
    /// What the way to it costs: metres, or minutes by a mode.
    var cost: Double
  }

  /// Villages from which providers are looked for; along roads each was joined to them.
  struct Origins: Sendable {
    let snapshot: NetworkSnapshot
    let measure: Measure
    /// By their positions among the divisions.
    let villages: [Int32]
    /// Where the villages join the roads; `nil` for a measure that needs none.
    let roads: (graph: RoadGraph, tolerance: Meters, joins: [RoadJoin?])?

    /// - Throws: ``CoverageError/roadsMissing(_:)``, ``CoverageError/cancelled``.
    init(_ villages: [Int32], by measure: Measure, in snapshot: NetworkSnapshot) throws(CoverageError) {
      self.snapshot = snapshot
      self.measure = measure
      self.villages = villages
      guard measure.needsRoads else {
        roads = nil
        return
      }
      guard let travel = snapshot.roads else { throw .roadsMissing(measure) }
      let graph = travel.graph(measure)
      let places = villages.map { snapshot.divisions[Int($0)].location }
      roads = (graph, travel.tolerance, try graph.joins(places, tolerance: travel.tolerance))
    }
  }

  private enum Means {
    /// Straight distances times a factor, looked up where they are asked for.
    case straight(NearestIndex, factor: Double)
    /// What one search along the roads found for each village.
    case roads([Int32: RoadOutcome])
    /// What a cost matrix says, looked up where it is asked for.
    case costs(CostMatrix.Lookup)
  }

  /// Those who can be asked about.
  let origins: Origins
  private let means: Means
  private var snapshot: NetworkSnapshot { origins.snapshot }

  /// Makes providers ready to be looked for; those without a place never are found.
  ///
  /// - Throws: ``CoverageError/cancelled``, ``CoverageError/costsMissing``.
  /// - Complexity: O(n log n) for n providers; along roads one search over the network.
  init(_ providers: [Provider], from origins: Origins) throws(CoverageError) {
    self.origins = origins
    if case .costs = origins.measure {
      guard let costs = origins.snapshot.costs else { throw .costsMissing }
      means = .costs(CostMatrix.Lookup(costs, to: providers.map(\.id)))
      return
    }
    let places = providers.map(\.location)
    guard let (graph, tolerance, joins) = origins.roads else {
      means = .straight(NearestIndex(places), factor: origins.measure.detourFactor ?? 1)
      return
    }
    let destinations = RoadPlaces(try graph.joins(places, tolerance: tolerance), on: graph)
    let outcomes = try graph.nearestDestinations(from: joins, among: destinations)
    means = .roads(Dictionary(uniqueKeysWithValues: zip(origins.villages, outcomes)))
  }

  /// Whether a village has a provider no farther than a bound, at the bound included; `nil` where it has no place
  /// and needs one.
  func isWithin(_ standard: Standard, of village: Int32) -> Bool? {
    if case .costs(let costs) = means {
      return costs.nearest(to: village).map { standard.isMet(by: $0.cost) } ?? false
    }
    guard let location = snapshot.divisions[Int(village)].location else { return nil }
    switch means {
    case .straight(let index, _): return index.contains(within: standard.straight, of: location)
    case .roads, .costs: return nearest(to: village).map { standard.isMet(by: $0.cost) } ?? false
    }
  }

  /// The provider nearest to a village; `nil` where there is none, or no way to it.
  func nearest(to village: Int32) -> Found? {
    switch means {
    case .straight(let index, let factor):
      guard let location = snapshot.divisions[Int(village)].location, let found = index.nearest(to: location)
      else { return nil }
      return Found(position: found.position, cost: found.distance.value * factor)
    case .roads(let outcomes):
      return outcomes[village]?.neighbour.map { Found(position: $0.position, cost: $0.cost) }
    case .costs(let costs):
      return costs.nearest(to: village).map { Found(position: $0.position, cost: $0.cost) }
    }
  }

  /// What a cost matrix says of the way from a village to a provider; `nil` for any other means.
  func statedCost(from village: Int32, to position: Int) -> Double? {
    if case .costs(let costs) = means { costs.cost(from: village, to: position) } else { nil }
  }

  /// Why no provider can be reached from a village; `nil` where one can, or no roads are needed.
  func unreachable(from village: Int32) -> Unreachable? {
    guard case .roads(let outcomes) = means, case .unreachable(let reason)? = outcomes[village] else {
      return nil
    }
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
