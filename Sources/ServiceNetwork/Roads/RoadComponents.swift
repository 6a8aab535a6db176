/// Which nodes hang together over open edges, whichever way those lead: the weakly connected components.
///
/// Source: R. E. Tarjan, "Efficiency of a good but not linear set union algorithm", Journal of the ACM 22 (1975),
/// 215–225; paths are halved.
struct RoadComponents: Sendable {
  /// The least node of each node's component.
  private let representatives: [Int32]

  init(_ network: RoadNetwork, _ costs: [RoadGraph.EdgeCost]) {
    var parents = Array(0..<Int32(network.nodeCount))
    func root(_ node: Int32) -> Int32 {
      var node = node
      while parents[Int(node)] != node {
        parents[Int(node)] = parents[Int(parents[Int(node)])]
        node = parents[Int(node)]
      }
      return node
    }
    for (edge, cost) in zip(network.edges, costs) where cost.isOpen {
      let (first, second) = (root(edge.from), root(edge.to))
      // The lesser node leads, so that what leads depends on no order.
      if first < second { parents[Int(second)] = first } else { parents[Int(first)] = second }
    }
    for node in parents.indices { parents[node] = root(Int32(node)) }
    representatives = parents
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
