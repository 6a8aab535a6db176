/// Places on a network, made ready for searches that come by them.
///
/// Memory: 8 bytes a node, and up to 124 a place.
public struct RoadPlaces: Sendable {
  /// A place that can be had from a node, and what the rest of the way costs.
  struct Entry {
    var cost: UInt64
    var place: Int32
  }

  /// The places that can be had from each node.
  struct Doors {
    private let starts: [Int32]
    private let entries: [Entry]

    init(_ ends: [RoadEnds], nodes: Int) {
      var positions = [Int32](repeating: 0, count: nodes + 1)
      for ends in ends { ends.forEach { positions[Int($0.node) + 1] += 1 } }
      for node in 0..<nodes { positions[node + 1] += positions[node] }
      starts = positions
      var entries = [Entry](repeating: Entry(cost: 0, place: 0), count: Int(positions[nodes]))
      for (place, ends) in ends.enumerated() {
        ends.forEach { end in
          entries[Int(positions[Int(end.node)])] = Entry(cost: end.cost, place: Int32(place))
          positions[Int(end.node)] += 1
        }
      }
      self.entries = entries
    }

    /// Shows the places that can be had from a node.
    @inline(__always)
    func forEach(at node: Int32, _ body: (Entry) -> Void) {
      for index in starts[Int(node)]..<starts[Int(node) + 1] { body(entries[Int(index)]) }
    }
  }

  /// Where each place joins; `nil` for those that do not.
  public let joins: [RoadJoin?]
  /// How the places are reached.
  let arrivals: Doors
  /// How they are left.
  let departures: Doors
  /// The positions of those that join, by edge, and their edges beside them.
  private let byEdge: [Int32]
  private let edges: [Int]

  /// Makes places ready.
  ///
  /// - Parameters:
  ///   - joins: where each of them joins the graph; `nil` for those that do not.
  ///   - graph: the graph that will be searched.
  /// - Complexity: O(nodes + places × log places).
  public init(_ joins: [RoadJoin?], on graph: RoadGraph) {
    precondition(joins.count < Int32.max, "at most 2³¹ − 1 places are looked for")
    self.joins = joins
    let nodes = graph.network.nodeCount
    arrivals = Doors(joins.map { $0.map(graph.arrivals) ?? RoadEnds() }, nodes: nodes)
    departures = Doors(joins.map { $0.map(graph.departures) ?? RoadEnds() }, nodes: nodes)
    let onEdges = joins.enumerated()
      .compactMap { position, join in join.map { (edge: $0.edge, position: Int32(position)) } }
      .sorted { ($0.edge, $0.position) < ($1.edge, $1.position) }
    byEdge = onEdges.map(\.position)
    edges = onEdges.map(\.edge)
  }

  /// Shows every place of an edge.
  @inline(__always)
  func forEach(onEdge edge: Int, _ body: (Int32, RoadJoin) -> Void) {
    var (lower, upper) = (0, edges.count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if edges[middle] < edge { lower = middle + 1 } else { upper = middle }
    }
    while lower < edges.count, edges[lower] == edge {
      if let join = joins[Int(byEdge[lower])] { body(byEdge[lower], join) }
      lower += 1
    }
  }
}

/// The one or two ends of an edge by which a place on it is reached or left, and what the way to there costs.
struct RoadEnds {
  struct End {
    var node: Int32
    var cost: UInt64
  }

  var first: End?
  var second: End?

  @inline(__always)
  func forEach(_ body: (End) -> Void) {
    if let first { body(first) }
    if let second { body(second) }
  }
}

extension RoadGraph {
  /// How a place is left: by the end of its edge, and by its beginning, as the edge allows.
  ///
  /// A place at a junction is left by all edges that leave it.
  func departures(_ join: RoadJoin) -> RoadEnds {
    let (edge, parts) = (network.edges[join.edge], parts(of: join))
    return RoadEnds(
      first: end(edge.to, after: parts.walk, parts.forward?.after, isHere: join.share == 1),
      second: end(edge.from, after: parts.walk, parts.backward?.before, isHere: join.share == 0))
  }

  /// How a place is reached: from the beginning of its edge, and from its end, as the edge allows.
  ///
  /// A place at a junction is reached by all edges that lead to it.
  func arrivals(_ join: RoadJoin) -> RoadEnds {
    let (edge, parts) = (network.edges[join.edge], parts(of: join))
    return RoadEnds(
      first: end(edge.from, after: parts.walk, parts.forward?.before, isHere: join.share == 0),
      second: end(edge.to, after: parts.walk, parts.backward?.after, isHere: join.share == 1))
  }

  /// An end of an edge, and what the way there costs; `nil` where the edge is closed and the place is not at the end itself.
  private func end(_ node: Int32, after walk: UInt64, _ cost: UInt64?, isHere: Bool) -> RoadEnds.End? {
    if let cost { return RoadEnds.End(node: node, cost: walk + cost) }
    return isHere ? RoadEnds.End(node: node, cost: walk) : nil
  }

  /// Places whose shares of an edge differ by no more are at one point of it: neither comes before the other.
  private static let shareResolution = 1e-9

  /// What the way along an edge from one place on it to another costs; ``CostScale/closed`` where there is none.
  func directCost(from origin: RoadJoin, to destination: RoadJoin) -> UInt64 {
    guard origin.edge == destination.edge else { return CostScale.closed }
    let (start, end) = (parts(of: origin), parts(of: destination))
    let way = destination.share - origin.share
    var least = CostScale.closed
    if let first = start.forward, let second = end.forward, way >= -Self.shareResolution {
      least = max(second.before, first.before) - first.before
    }
    if let first = start.backward, let second = end.backward, way <= Self.shareResolution {
      least = min(least, max(first.before, second.before) - second.before)
    }
    return least == CostScale.closed ? least : least + start.walk + end.walk
  }

  /// What the parts of an edge before and after a place cost in each direction that is open, and the way to it.
  private func parts(of join: RoadJoin) -> (
    walk: UInt64, forward: (before: UInt64, after: UInt64)?, backward: (before: UInt64, after: UInt64)?
  ) {
    func parts(_ cost: UInt64) -> (before: UInt64, after: UInt64)? {
      guard cost != CostScale.closed else { return nil }
      let before = min(UInt64((Double(cost) * join.share).rounded()), cost)
      return (before, cost - before)
    }
    let cost = edgeCosts[join.edge]
    return (walkingCost(of: join.distance), parts(cost.forward), parts(cost.backward))
  }
}
