/// Which nodes hang together over open edges, whichever way those lead: the weakly connected components.
struct RoadComponents: Sendable {
  /// The least node of each node's component.
  private let representatives: [Int32]

  init(_ network: RoadNetwork, _ costs: [RoadGraph.EdgeCost]) {
    var sets = DisjointSets(count: network.nodeCount)
    for (edge, cost) in zip(network.edges, costs) where cost.isOpen { sets.join(edge.from, edge.to) }
    representatives = (0..<Int32(network.nodeCount)).map { sets.root($0) }
  }

  /// What a node shares with all that it hangs together with, and with nobody else.
  func representative(of node: Int32) -> Int32 { representatives[Int(node)] }

  /// How many nodes each component has that an edge belongs to, the largest first.
  func sizes(edges: [RoadNetwork.Edge], costs: [RoadGraph.EdgeCost]) -> [Int] {
    var counts = [Int32](repeating: 0, count: representatives.count)
    for representative in representatives { counts[Int(representative)] += 1 }
    var isOpen = [Bool](repeating: false, count: representatives.count)
    for (edge, cost) in zip(edges, costs) where cost.isOpen {
      isOpen[Int(representatives[Int(edge.from)])] = true
    }
    return zip(counts, isOpen).compactMap { $1 ? Int($0) : nil }.sorted(by: >)
  }
}
