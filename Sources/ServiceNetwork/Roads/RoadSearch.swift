import Foundation

/// Dijkstra's search over a graph, and the memory it is done in, which one search after another may use.
///
/// Memory: 12 bytes a node at the most, of which only those are touched that a search comes by.
///
/// Source: E. W. Dijkstra, "A note on two problems in connexion with graphs", Numerische Mathematik 1 (1959), 269–271.
struct RoadSearch: ~Copyable {
  /// The least cost known of each node, plus one: memory that is zero knows none.
  private let labels: UnsafeMutablePointer<UInt64>
  /// The nodes that have a label.
  private let labelled: UnsafeMutablePointer<Int32>
  private var labelledCount = 0
  private var queue: CostQueue
  private var settledCount = 0

  /// Memory for searches over a graph.
  init(_ graph: RoadGraph) {
    let count = graph.network.nodeCount
    guard let labels = calloc(count, MemoryLayout<UInt64>.stride),
      let labelled = malloc(count * MemoryLayout<Int32>.stride)
    else { preconditionFailure("no memory for a search over \(count) nodes") }
    self.labels = labels.bindMemory(to: UInt64.self, capacity: count)
    self.labelled = labelled.bindMemory(to: Int32.self, capacity: count)
    queue = CostQueue(capacity: 1024)
  }

  deinit {
    free(labels)
    free(labelled)
  }

  /// Forgets everything, for another search.
  mutating func reset() {
    for index in 0..<labelledCount { labels[Int(labelled[index])] = 0 }
    labelledCount = 0
    queue.removeAll()
  }

  /// The least cost known of a node; ``CostScale/closed`` where none is.
  @inline(__always)
  func cost(of node: Int32) -> UInt64 { labels[Int(node)] &- 1 }

  /// The least cost of a node that waits; `nil` where none does, and the search is at its end.
  var leastWaiting: UInt64? { queue.leastCost }

  /// Says that a node can be had at a cost.
  @inline(__always)
  mutating func offer(_ node: Int32, cost: UInt64) {
    let known = labels[Int(node)]
    guard cost < known &- 1 else { return }
    if known == 0 {
      labelled[labelledCount] = node
      labelledCount += 1
    }
    labels[Int(node)] = cost + 1
    queue.insert(node, cost: cost)
  }

  /// Offers the ends that a place is had by.
  mutating func offer(_ ends: RoadEnds) {
    for end in [ends.first, ends.second] { if let end { offer(end.node, cost: end.cost) } }
  }

  /// Takes the cheapest node that waits, and offers its neighbours where they cost no more than a limit.
  ///
  /// - Returns: the node and its cost, which is final; `nil` where none waits within the limit.
  /// - Throws: ``CoverageError/cancelled`` where the task is.
  @inline(__always)
  mutating func settleNext(
    _ arcs: RoadArcs.View, limit: UInt64
  ) throws(CoverageError) -> (node: Int32, cost: UInt64)? {
    while let (node, cost) = takeNext(limit: limit) {
      settledCount += 1
      try CoverageError.checkCancellation(at: settledCount)
      for arc in arcs.leaving(node) where cost + arc.cost <= limit {
        offer(arc.head, cost: cost + arc.cost)
      }
      return (node, cost)
    }
    return nil
  }

  /// The cheapest node that waits and was not taken yet, if it is within the limit.
  @inline(__always)
  private mutating func takeNext(limit: UInt64) -> (node: Int32, cost: UInt64)? {
    while let entry = queue.popLeast() {
      guard entry.cost <= limit else { return nil }
      if entry.cost == cost(of: entry.node) { return (entry.node, entry.cost) }
    }
    return nil
  }
}
