import Foundation

extension RoadGraph {
  /// The cheapest destination of every origin: one search for all.
  ///
  /// The search starts at all destinations at once and goes against the direction of travel. Of destinations that cost
  /// the same, the one of the lowest position is taken.
  ///
  /// - Parameters:
  ///   - origins: where they join this graph, see ``joins(_:tolerance:)``.
  ///   - destinations: those that may be reached.
  /// - Returns: an outcome for each origin.
  /// - Throws: ``CoverageError/cancelled`` where the task is.
  /// - Complexity: O(edges + nodes × log nodes), however many origins and destinations.
  public func nearestDestinations(
    from origins: [RoadJoin?], among destinations: RoadPlaces
  ) throws(CoverageError) -> [RoadOutcome] {
    var seeds: [(end: RoadEnds.End, place: Int32)] = []
    for (position, join) in destinations.joins.enumerated() {
      guard let join else { continue }
      arrivals(join).forEach { seeds.append(($0, Int32(position))) }
    }
    let greatest = seeds.lazy.map(\.end.cost).max() ?? 0
    var search = NearestPlaceSearch(
      nodes: network.nodeCount,
      CostBuckets(width: incoming.meanCost / 2, reach: max(incoming.greatestCost, greatest)))
    for (end, place) in seeds { search.offer(end.node, cost: end.cost, place: place) }
    try incoming.withView { arcs throws(CoverageError) in try search.run(arcs) }
    let served = Set(destinations.joins.compactMap { $0.map(component(of:)) })
    return origins.map { origin in
      guard let origin else { return .unreachable(.originOffRoad) }
      var best = PricedPlace.none
      departures(origin).forEach { end in
        let label = search.label(of: end.node)
        if label != .none { best = min(best, PricedPlace(cost: label.cost + end.cost, place: label.place)) }
      }
      destinations.forEach(onEdge: origin.edge) { position, destination in
        best = min(best, PricedPlace(cost: directCost(from: origin, to: destination), place: position))
      }
      if best.cost != CostScale.closed { return .reached(neighbour(best)) }
      if served.isEmpty { return .unreachable(.destinationsOffRoad) }
      return .unreachable(served.contains(component(of: origin)) ? .noWay : .otherComponent)
    }
  }
}

/// A search from many places at once, where each node learns which of them is its cheapest.
///
/// Labels are pairs of cost and place, and the lesser pair wins: so the answer is the same in whichever order nodes are
/// taken, edges of no length included. A node is taken again where its label became less since.
private struct NearestPlaceSearch: ~Copyable {
  /// The least cost known of each node, plus one: memory that is zero knows none.
  private let costs: UnsafeMutablePointer<UInt64>
  private let places: UnsafeMutablePointer<Int32>
  private var queue: CostBuckets

  init(nodes: Int, _ queue: consuming CostBuckets) {
    guard let costs = calloc(nodes, MemoryLayout<UInt64>.stride),
      let places = malloc(nodes * MemoryLayout<Int32>.stride)
    else { preconditionFailure("no memory for a search over \(nodes) nodes") }
    self.costs = costs.bindMemory(to: UInt64.self, capacity: nodes)
    self.places = places.bindMemory(to: Int32.self, capacity: nodes)
    self.queue = queue
  }

  deinit {
    free(costs)
    free(places)
  }

  @inline(__always)
  func label(of node: Int32) -> PricedPlace {
    let cost = costs[Int(node)] &- 1
    return cost == CostScale.closed ? .none : PricedPlace(cost: cost, place: places[Int(node)])
  }

  @inline(__always)
  mutating func offer(_ node: Int32, cost: UInt64, place: Int32) {
    let known = costs[Int(node)] &- 1
    guard cost < known || (cost == known && place < places[Int(node)]) else { return }
    costs[Int(node)] = cost + 1
    places[Int(node)] = place
    queue.insert(node, cost: cost)
  }

  mutating func run(_ arcs: RoadArcs.View) throws(CoverageError) {
    var taken = 0
    while let entry = queue.popNext() {
      guard entry.cost == costs[Int(entry.node)] &- 1, entry.cost <= CostScale.greatest else { continue }
      try CoverageError.checkCancellation(at: taken)
      taken += 1
      let place = places[Int(entry.node)]
      for arc in arcs.leaving(entry.node) {
        offer(arc.head, cost: entry.cost + arc.cost, place: place)
      }
    }
  }
}
