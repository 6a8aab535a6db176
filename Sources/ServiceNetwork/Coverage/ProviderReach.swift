/// How near the nearest of some providers is to each of some villages, along any measure.
///
/// Villages are spoken of by their positions among the origins.
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
    let measure: Measure
    /// Their positions among the divisions.
    let villages: [Int32]
    /// Where the villages are.
    let places: [Coordinate?]
    /// Where they join the roads; `nil` for a measure that needs none.
    let roads: (graph: RoadGraph, tolerance: Meters, joins: [RoadJoin?])?
    /// The same made ready for straight distances; `nil` for any other measure.
    let straight: IndexedOrigins?
    /// What a cost matrix says; `nil` for a measure that is not one.
    let costs: CostMatrix?

    /// - Parameter villages: their positions among the divisions.
    /// - Throws: ``CoverageError/roadsMissing(_:)``, ``CoverageError/cancelled``.
    init(
      _ villages: [Int32], by measure: Measure, in snapshot: NetworkSnapshot, workers: Workers
    ) throws(CoverageError) {
      self.measure = measure
      self.villages = villages
      places = try workers.array(of: villages.count) { range, places in
        for index in range { places[index] = snapshot.divisions[Int(villages[index])].location }
      }
      if case .costs = measure {
        (roads, straight, costs) = (nil, nil, snapshot.costs)
        return
      }
      costs = nil
      guard measure.needsRoads else {
        straight = try IndexedOrigins(places, workers: workers)
        roads = nil
        return
      }
      guard let travel = snapshot.roads else { throw .roadsMissing(measure) }
      let graph = travel.graph(measure)
      roads = (graph, travel.tolerance, try graph.joins(places, tolerance: travel.tolerance))
      straight = nil
    }

    /// Some of them, by their positions.
    init(_ origins: Origins, at positions: [Int], workers: Workers) throws(CoverageError) {
      measure = origins.measure
      costs = origins.costs
      villages = positions.map { origins.villages[$0] }
      places = positions.map { origins.places[$0] }
      roads = origins.roads.map { roads in
        (roads.graph, roads.tolerance, positions.map { roads.joins[$0] })
      }
      straight = origins.straight == nil ? nil : try IndexedOrigins(places, workers: workers)
    }
  }

  enum Means {
    /// The nearest by straight distance, which is times a factor.
    case straight([NearestIndex.Nearest], factor: Double)
    /// What one search along the roads found for each village.
    case roads([RoadOutcome])
    /// What a cost matrix says, looked up where it is asked for.
    case costs(CostMatrix.Lookup)
  }

  /// Those who can be asked about.
  let origins: Origins
  private let providers: Providers
  let means: Means

  /// Looks for the nearest provider of each of some villages, whose origins are made ready meanwhile.
  ///
  /// - Throws: as the two initialisers that it takes the place of.
  init(
    _ providers: Providers, fromVillages villages: [Int32], by measure: Measure, in snapshot: NetworkSnapshot,
    workers: Workers
  ) throws(CoverageError) {
    let (origins, index) = workers.both {
      Result { () throws(CoverageError) in
        try Origins(villages, by: measure, in: snapshot, workers: workers)
      }
    } and: {
      measure.detourFactor != nil ? NearestIndex(providers.locations, workers: workers) : nil
    }
    try self.init(providers, from: origins.get(), index: index, workers: workers)
  }

  /// Looks for the nearest provider of each village; those without a place never are found.
  ///
  /// - Parameter index: the providers' places, where someone made an index of them; it is made where it is needed.
  ///
  /// - Throws: ``CoverageError/cancelled``, ``CoverageError/costsMissing``.
  /// - Complexity: O((n + m) log m) for n villages and m providers; along roads one search over the network.
  init(
    _ providers: Providers, from origins: Origins, index: NearestIndex? = nil, workers: Workers
  ) throws(CoverageError) {
    self.origins = origins
    self.providers = providers
    if let (graph, tolerance, joins) = origins.roads {
      let destinations = RoadPlaces(try graph.joins(providers.locations, tolerance: tolerance), on: graph)
      means = .roads(try graph.nearestDestinations(from: joins, among: destinations))
    } else if let straight = origins.straight {
      let index = index ?? NearestIndex(providers.locations, workers: workers)
      means = .straight(
        try index.nearest(toEach: straight, workers: workers), factor: origins.measure.detourFactor ?? 1)
    } else {
      guard let costs = origins.costs else { throw .costsMissing }
      means = .costs(CostMatrix.Lookup(costs, to: providers.ids))
    }
  }

  /// What was found for some of the villages, by their positions.
  init(_ reach: ProviderReach, at positions: [Int], workers: Workers) throws(CoverageError) {
    origins = try Origins(reach.origins, at: positions, workers: workers)
    providers = reach.providers
    means =
      switch reach.means {
      case .straight(let nearest, let factor): .straight(positions.map { nearest[$0] }, factor: factor)
      case .roads(let outcomes): .roads(positions.map { outcomes[$0] })
      case .costs: reach.means
      }
  }

  /// Whether a village has a provider no farther than a bound, at the bound included; `nil` where it has no place
  /// and needs one.
  @inline(__always)
  func isWithin(_ standard: Standard, of village: Int) -> Bool? {
    switch means {
    case .straight(let nearest, let factor):
      let squaredChord = nearest[village].squaredChord
      if squaredChord <= standard.straight.squaredChordCertainlyMet { return true }
      // Infinitely far is nobody; a bound may be as large as that.
      if squaredChord > standard.straight.squaredChordPossiblyMet || squaredChord == .infinity {
        return false
      }
      return cost(of: nearest[village], from: village, factor).map(standard.isMet)
    case .roads(let outcomes):
      guard origins.places[village] != nil else { return nil }
      return outcomes[village].neighbour.map { standard.isMet(by: $0.cost) } ?? false
    case .costs: return self.nearest(to: village).map { standard.isMet(by: $0.cost) } ?? false
    }
  }

  /// The provider nearest to a village; `nil` where there is none, or no way to it.
  func nearest(to village: Int) -> Found? {
    switch means {
    case .straight(let nearest, let factor):
      let nearest = nearest[village]
      return cost(of: nearest, from: village, factor).map { Found(position: Int(nearest.position), cost: $0) }
    case .roads(let outcomes):
      return outcomes[village].neighbour.map { Found(position: $0.position, cost: $0.cost) }
    case .costs(let costs):
      return costs.nearest(to: origins.villages[village]).map { Found(position: $0.position, cost: $0.cost) }
    }
  }

  /// What a cost matrix says of the way from a village to a provider; `nil` for any other means.
  func statedCost(from village: Int, to position: Int) -> Double? {
    if case .costs(let costs) = means {
      costs.cost(from: origins.villages[village], to: position)
    } else {
      nil
    }
  }

  /// Why no provider can be reached from a village; `nil` where one can, or no roads are needed.
  func unreachable(from village: Int) -> Unreachable? {
    guard case .roads(let outcomes) = means, case .unreachable(let reason) = outcomes[village] else {
      return nil
    }
    return reason
  }

  private func cost(
    of nearest: NearestIndex.Nearest, from village: Int, _ factor: Double
  ) -> Double? {
    guard nearest.position >= 0, let origin = origins.places[village],
      let place = providers.location(at: Int(nearest.position))
    else { return nil }
    return Geodesic.distance(from: origin, to: place).value * factor
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

    /// Whether what a way costs meets it.
    func isMet(by cost: Double) -> Bool { cost <= bound }
  }
}

extension ServiceRule {
  /// The bound of the rule's `within`; `nil` where it has none.
  var standard: ProviderReach.Standard? {
    distance.map { ProviderReach.Standard(bound: $0.bound, measure: $0.measure) }
  }
}
