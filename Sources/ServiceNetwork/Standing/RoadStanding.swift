/// Every village's cheapest facility along roads, within a bound, while facilities begin to serve and cease.
///
/// What lies beyond the bound is not kept: it serves nobody, and a search for it would go through the whole network.
struct RoadStanding: Sendable {
  /// After so many openings those who serve are put on the network anew.
  private static let mostAdded = 256

  /// A site and what the way to it costs.
  struct Found: Sendable {
    /// −1 where none is within the bound.
    var site: Int32
    var cost: Double

    static let none = Found(site: -1, cost: .infinity)
  }

  private let graph: RoadGraph
  private let tolerance: Meters
  private let bound: Double
  private let hasPlace: [Bool]
  private let villages: RoadPlaces
  /// The cheapest of each village.
  private(set) var nearest: [Found]
  private var places: RoadPlaces
  /// The sites that ``places`` holds, in the order of a full answer.
  private var indexed: [Int32]
  /// Those that began to serve since, and what each costs the villages within the bound.
  private var added: [Int32: [Int: Double]] = [:]

  /// What an analysis found, made ready for changes.
  ///
  /// - Throws: ``CoverageError/cancelled``.
  init(
    _ outcomes: [RoadOutcome], from origins: ProviderReach.Origins, within bound: Double,
    _ sites: StandingSites
  ) throws(CoverageError) {
    guard let (graph, tolerance, joins) = origins.roads else {
      preconditionFailure("origins that were reached along roads have joined them")
    }
    self.graph = graph
    self.tolerance = tolerance
    self.bound = bound
    hasPlace = origins.places.map { $0 != nil }
    villages = RoadPlaces(joins, on: graph)
    nearest = outcomes.map { outcome in
      guard let found = outcome.neighbour, found.cost <= bound else { return .none }
      return Found(site: Int32(found.position), cost: found.cost)
    }
    indexed = sites.open
    places = RoadPlaces(
      try graph.joins(indexed.map { sites[$0].location }, tolerance: tolerance), on: graph)
  }

  /// Whether a village has one within the bound; `nil` where it has no place.
  func isWithin(_ village: Int) -> Bool? {
    hasPlace[village] ? nearest[village].site >= 0 : nil
  }

  /// Lets a site serve: one search from it against the direction of travel, as far as the bound.
  ///
  /// - Returns: the villages to which it is the cheapest now.
  mutating func open(_ site: Int32, _ sites: StandingSites) throws(CoverageError) -> [Int] {
    var costs: [Int: Double] = [:]
    if let join = sites[site].location.flatMap({ graph.join($0, tolerance: tolerance) }) {
      for found in try graph.places(among: villages, within: bound, of: join, .toPlace)
      where found.cost <= bound {
        costs[found.position] = found.cost
      }
    }
    added[site] = costs
    var touched: [Int] = []
    for (village, cost) in costs {
      let candidate = Found(site: site, cost: cost)
      guard isCheaper(candidate, than: nearest[village], sites) else { continue }
      nearest[village] = candidate
      touched.append(village)
    }
    if added.count > Self.mostAdded {
      indexed = sites.open
      places = RoadPlaces(
        try graph.joins(indexed.map { sites[$0].location }, tolerance: tolerance), on: graph)
      added = [:]
    }
    return touched
  }

  /// Lets a site, which is closed already, serve nobody: a search from each village that it was the cheapest to.
  ///
  /// - Returns: those villages.
  mutating func close(_ site: Int32, _ sites: StandingSites) throws(CoverageError) -> [Int] {
    added[site] = nil
    let served = nearest.indices.filter { nearest[$0].site == site }
    for village in served { nearest[village] = try search(village, sites) }
    return served
  }

  // MARK: - Private

  private func search(_ village: Int, _ sites: StandingSites) throws(CoverageError) -> Found {
    guard let join = villages.joins[village] else { return .none }
    var best = Found.none
    for found in try graph.places(among: places, within: bound, of: join, .fromPlace)
    where found.cost <= bound && sites[indexed[found.position]].isOpen {
      best = Found(site: indexed[found.position], cost: found.cost)
      break
    }
    for (site, costs) in added {
      guard let cost = costs[village] else { continue }
      let candidate = Found(site: site, cost: cost)
      if isCheaper(candidate, than: best, sites) { best = candidate }
    }
    return best
  }

  private func isCheaper(_ first: Found, than second: Found, _ sites: StandingSites) -> Bool {
    guard second.site >= 0, first.cost == second.cost else { return first.cost < second.cost }
    return sites.precedes(first.site, second.site)
  }
}
