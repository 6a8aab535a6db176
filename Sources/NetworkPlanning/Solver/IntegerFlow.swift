/// A maximum flow in whole numbers, by Dinic's method.
///
/// Which of several greatest flows it finds depends on the order of the arcs alone: earlier ones fill first.
///
/// Source: E. A. Dinic, "Algorithm for solution of a problem of maximum flow in networks with power estimation", Soviet
/// Mathematics Doklady 11 (1970), 1277–1280.
struct IntegerFlow {
  private var heads: [Int32] = []
  private var left: [Int64] = []
  private var arcs: [[Int32]]
  private var levels: [Int32] = []
  private var next: [Int] = []

  /// A network of so many nodes, without arcs.
  init(nodes: Int) { arcs = Array(repeating: [], count: nodes) }

  /// Adds an arc.
  ///
  /// - Returns: its position, for ``flow(along:)``.
  @discardableResult
  mutating func addArc(from tail: Int, to head: Int, capacity: Int64) -> Int {
    let arc = heads.count
    heads += [Int32(head), Int32(tail)]
    left += [capacity, 0]
    arcs[tail].append(Int32(arc))
    arcs[head].append(Int32(arc + 1))
    return arc
  }

  /// How much flows along an arc.
  func flow(along arc: Int) -> Int64 { left[arc + 1] }

  /// Whether a node lies on the source's side of the minimum cut, once the flow is the greatest.
  func isOnSourceSide(_ node: Int) -> Bool { levels[node] >= 0 }

  /// Lets as much flow as can.
  ///
  /// - Returns: how much that is.
  /// - Complexity: O(nodes² × arcs); far less in what plans have.
  mutating func maximize(from source: Int, to sink: Int) -> Int64 {
    var total: Int64 = 0
    while level(from: source, to: sink) {
      next = Array(repeating: 0, count: arcs.count)
      while case let pushed = push(from: source, to: sink, atMost: .max), pushed > 0 { total += pushed }
    }
    return total
  }

  private mutating func level(from source: Int, to sink: Int) -> Bool {
    levels = Array(repeating: -1, count: arcs.count)
    levels[source] = 0
    var queue = [source]
    var first = 0
    while first < queue.count {
      let node = queue[first]
      first += 1
      for arc in arcs[node] where left[Int(arc)] > 0 && levels[Int(heads[Int(arc)])] < 0 {
        levels[Int(heads[Int(arc)])] = levels[node] + 1
        queue.append(Int(heads[Int(arc)]))
      }
    }
    return levels[sink] >= 0
  }

  private mutating func push(from node: Int, to sink: Int, atMost most: Int64) -> Int64 {
    if node == sink { return most }
    while next[node] < arcs[node].count {
      let arc = Int(arcs[node][next[node]])
      let head = Int(heads[arc])
      if left[arc] > 0, levels[head] == levels[node] + 1 {
        let pushed = push(from: head, to: sink, atMost: min(most, left[arc]))
        if pushed > 0 {
          left[arc] -= pushed
          left[arc ^ 1] += pushed
          return pushed
        }
      }
      next[node] += 1
    }
    return 0
  }
}
