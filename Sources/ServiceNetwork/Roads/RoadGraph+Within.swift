extension RoadGraph {
  /// The places within a cost of another one, cheapest first, then by position.
  ///
  /// - Parameters:
  ///   - places: those that are looked for.
  ///   - limit: metres or minutes; what costs exactly as much is within. Nothing is within a negative one.
  ///   - join: where the place joins this graph.
  ///   - direction: which way one travels.
  /// - Throws: ``CoverageError/cancelled`` where the task is.
  /// - Complexity: O(n log n) in what lies within, and O(places) once.
  public func places(
    among places: RoadPlaces, within limit: Double, of join: RoadJoin, _ direction: TravelDirection
  ) throws(CoverageError) -> [RoadNeighbour] {
    guard let limit = scale.limit(limit) else { return [] }
    var search = BoundedSearch(self, among: places, direction)
    try search.run(from: join, within: limit)
    return search.found.sorted().map(neighbour)
  }

  /// The cheapest places from another one, cheapest first, then by position.
  ///
  /// - Parameters:
  ///   - count: how many at the most.
  ///   - places: those that are looked for.
  ///   - join: where the place joins this graph.
  ///   - direction: which way one travels.
  /// - Throws: ``CoverageError/cancelled`` where the task is.
  /// - Complexity: O(n log n) in what lies nearer than the last one, O(count²) and O(places) once.
  public func nearest(
    _ count: Int, among places: RoadPlaces, of join: RoadJoin, _ direction: TravelDirection
  ) throws(CoverageError) -> [RoadNeighbour] {
    guard count > 0 else { return [] }
    var ranking = Ranking(count: count)
    places.forEach(onEdge: join.edge) { position, other in
      ranking.take(PricedPlace(cost: directCost(of: join, and: other, direction), place: position))
    }
    var search = RoadSearch(self)
    search.offer(ends(of: join, direction))
    let doors = places.doors(direction)
    try arcs(direction).withView { arcs throws(CoverageError) in
      while let (node, cost) = try search.settleNext(arcs, limit: ranking.limit) {
        doors.forEach(at: node) {
          ranking.take(PricedPlace(cost: cost + $0.cost, place: $0.place))
        }
      }
    }
    return ranking.places.map(neighbour)
  }

  /// All pairs of an origin and a destination within a cost, by origin, then by destination.
  ///
  /// Searches from whichever are fewer; the pairs are the same.
  ///
  /// - Parameters:
  ///   - origins: where one comes from.
  ///   - destinations: where one goes to.
  ///   - limit: metres or minutes; what costs exactly as much is within. Nothing is within a negative one.
  /// - Throws: ``CoverageError/cancelled`` where the task is.
  /// - Complexity: a search from each of the fewer, as far as the limit; 16 bytes a pair, twice while they are sorted.
  public func pairs(
    from origins: RoadPlaces, to destinations: RoadPlaces, within limit: Double
  ) throws(CoverageError) -> [RoadPair] {
    try pairs(from: origins, to: destinations, within: limit, atMost: .max)
  }

  /// The same, which gives up where there are more than so many; what it gives then are some of them, and one too many at
  /// the least.
  func pairs(
    from origins: RoadPlaces, to destinations: RoadPlaces, within limit: Double, atMost greatest: Int
  ) throws(CoverageError) -> [RoadPair] {
    guard let limit = scale.limit(limit) else { return [] }
    let isForward = origins.joins.count <= destinations.joins.count
    let (sources, places) = isForward ? (origins, destinations) : (destinations, origins)
    var search = BoundedSearch(self, among: places, isForward ? .fromPlace : .toPlace)
    var pairs: [RoadPair] = []
    for (source, join) in sources.joins.enumerated() {
      try CoverageError.checkCancellation(at: source)
      guard let join else { continue }
      try search.run(from: join, within: limit)
      guard pairs.count <= greatest else { return pairs }
      let found = isForward ? search.found.sorted { $0.place < $1.place } : search.found
      for found in found {
        let (origin, destination) = isForward ? (Int32(source), found.place) : (found.place, Int32(source))
        pairs.append(
          RoadPair(origin: origin, destination: destination, cost: scale.cost(found.cost)))
      }
    }
    return isForward ? pairs : Self.ordered(pairs, origins: origins.joins.count)
  }

  /// Pairs by origin, those of an origin as they were.
  private static func ordered(_ pairs: [RoadPair], origins: Int) -> [RoadPair] {
    var positions = [Int](repeating: 0, count: origins + 1)
    for pair in pairs { positions[Int(pair.origin) + 1] += 1 }
    for origin in 0..<origins { positions[origin + 1] += positions[origin] }
    var ordered = pairs
    for pair in pairs {
      ordered[positions[Int(pair.origin)]] = pair
      positions[Int(pair.origin)] += 1
    }
    return ordered
  }
}

/// Searches as far as a limit, one after another in the same memory, for places.
private struct BoundedSearch: ~Copyable {
  private let graph: RoadGraph
  private let places: RoadPlaces
  private let direction: TravelDirection
  private var search: RoadSearch
  private var costs: PlaceCosts

  init(_ graph: RoadGraph, among places: RoadPlaces, _ direction: TravelDirection) {
    self.graph = graph
    self.places = places
    self.direction = direction
    search = RoadSearch(graph)
    costs = PlaceCosts(count: places.joins.count)
  }

  /// What was found, in no order.
  var found: [PricedPlace] { costs.known }

  /// Finds every place within a limit of one.
  mutating func run(from join: RoadJoin, within limit: UInt64) throws(CoverageError) {
    search.reset()
    costs.reset()
    places.forEach(onEdge: join.edge) { position, other in
      costs.take(position, graph.directCost(of: join, and: other, direction), within: limit)
    }
    search.offer(graph.ends(of: join, direction))
    let doors = places.doors(direction)
    try graph.arcs(direction).withView { arcs throws(CoverageError) in
      while let (node, cost) = try search.settleNext(arcs, limit: limit) {
        doors.forEach(at: node) { costs.take($0.place, cost + $0.cost, within: limit) }
      }
    }
  }
}

/// The least cost of each place that was found.
private struct PlaceCosts {
  /// ``CostScale/closed`` for those that were not found.
  private var costs: [UInt64]
  private var positions: [Int32] = []

  init(count: Int) {
    costs = [UInt64](repeating: CostScale.closed, count: count)
  }

  var known: [PricedPlace] { positions.map { PricedPlace(cost: costs[Int($0)], place: $0) } }

  @inline(__always)
  mutating func take(_ place: Int32, _ cost: UInt64, within limit: UInt64) {
    guard cost <= limit, cost < costs[Int(place)] else { return }
    if costs[Int(place)] == CostScale.closed { positions.append(place) }
    costs[Int(place)] = cost
  }

  mutating func reset() {
    for position in positions { costs[Int(position)] = CostScale.closed }
    positions.removeAll(keepingCapacity: true)
  }
}

/// The cheapest few of the places that come by.
private struct Ranking {
  private let count: Int
  private(set) var places: [PricedPlace] = []

  init(count: Int) {
    self.count = count
  }

  /// The cost beyond which nothing is of interest any more; at the cost a place of a lower position still is.
  var limit: UInt64 { places.count < count ? CostScale.greatest : places[count - 1].cost }

  mutating func take(_ place: PricedPlace) {
    guard place.cost <= limit else { return }
    // A place comes by twice where it can be had from both ends of its edge.
    if let known = places.firstIndex(where: { $0.place == place.place }) {
      guard place < places[known] else { return }
      places.remove(at: known)
    }
    places.insert(place, at: places.firstIndex { place < $0 } ?? places.count)
    if places.count > count { places.removeLast() }
  }
}
