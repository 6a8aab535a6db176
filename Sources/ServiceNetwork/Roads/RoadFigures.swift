/// What a network consists of, in numbers.
public struct RoadFigures: Hashable, Sendable {
  /// The roads of one class.
  public struct ClassFigures: Hashable, Sendable {
    /// The class.
    public let roadClass: String
    /// How many edges it has.
    public let edges: Int
    /// How long they are together, metres.
    public let length: Meters
  }

  /// How many nodes there are.
  public let nodes: Int
  /// How many edges there are.
  public let edges: Int
  /// How long all edges are together, metres.
  public let length: Meters
  /// The classes, the longest first, then by name.
  public let classes: [ClassFigures]
}

extension RoadNetwork {
  /// The network in numbers.
  ///
  /// - Complexity: O(edges).
  public var figures: RoadFigures {
    var lengths = [Double](repeating: 0, count: classes.count)
    var counts = [Int](repeating: 0, count: classes.count)
    for edge in edges {
      lengths[Int(edge.roadClass)] += edge.length
      counts[Int(edge.roadClass)] += 1
    }
    return RoadFigures(
      nodes: nodeCount, edges: edgeCount, length: Meters(lengths.reduce(0, +)),
      classes: classes.indices
        .map { .init(roadClass: classes[$0], edges: counts[$0], length: Meters(lengths[$0])) }
        .sorted { ($1.length, $0.roadClass) < ($0.length, $1.roadClass) })
  }
}

extension RoadGraph {
  /// How many nodes hang together over edges that are open to the measure, the largest component first.
  ///
  /// A component hangs together whichever way its edges lead: one-way roads may still keep two of its places apart.
  ///
  /// - Complexity: O(nodes + edges).
  public var componentSizes: [Int] { components.sizes(edges: network.edges, costs: edgeCosts) }
}
