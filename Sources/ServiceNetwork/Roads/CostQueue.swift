import Foundation

/// A node that waits, and what it costs to get there.
struct PricedNode {
  var cost: UInt64
  var node: Int32
}

/// Nodes that wait to be looked at, the cheapest first.
///
/// A heap of four children a parent, which share a line of the cache. A node may wait several times; who takes it out
/// tells by its label whether it was seen already at a lower cost.
///
/// Source: D. B. Johnson, "Priority queues with update and finding minimum spanning trees", Information Processing
/// Letters 4 (1975), 53–57.
struct CostQueue: ~Copyable {
  /// A line of the cache holds four entries, and begins with the first child of a parent.
  private static let line = 64
  private static let offset = 3

  private var memory: UnsafeMutablePointer<PricedNode>
  private var entries: UnsafeMutablePointer<PricedNode>
  private var capacity: Int
  private(set) var count = 0

  /// A queue that holds so many nodes before it must grow.
  init(capacity: Int) {
    self.capacity = max(capacity, 16)
    memory = Self.allocate(self.capacity)
    entries = memory + Self.offset
  }

  deinit { free(memory) }

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<PricedNode> {
    let bytes = (capacity + offset) * MemoryLayout<PricedNode>.stride
    guard let memory = aligned_alloc(line, (bytes + line - 1) / line * line) else {
      preconditionFailure("no memory for a queue of \(capacity) nodes")
    }
    return memory.bindMemory(to: PricedNode.self, capacity: capacity + offset)
  }

  /// The least cost that waits; `nil` where nobody does.
  var leastCost: UInt64? { count > 0 ? entries[0].cost : nil }

  /// Empties the queue.
  mutating func removeAll() { count = 0 }

  /// Puts a node in.
  @inline(__always)
  mutating func insert(_ node: Int32, cost: UInt64) {
    if count == capacity { grow() }
    var index = count
    count += 1
    while index > 0 {
      let parent = (index - 1) >> 2
      guard entries[parent].cost > cost else { break }
      entries[index] = entries[parent]
      index = parent
    }
    entries[index] = PricedNode(cost: cost, node: node)
  }

  /// Takes the cheapest node out; `nil` where there is none.
  @inline(__always)
  mutating func popLeast() -> PricedNode? {
    guard count > 0 else { return nil }
    let least = entries[0]
    count -= 1
    let last = entries[count]
    var index = 0
    while true {
      let first = 4 * index + 1
      guard first < count else { break }
      var child = first
      for other in first + 1..<max(min(first + 4, count), first + 1)
      where entries[other].cost < entries[child].cost { child = other }
      guard entries[child].cost < last.cost else { break }
      entries[index] = entries[child]
      index = child
    }
    entries[index] = last
    return least
  }

  @inline(never)
  private mutating func grow() {
    let larger = Self.allocate(2 * capacity)
    (larger + Self.offset).update(from: entries, count: count)
    free(memory)
    memory = larger
    entries = larger + Self.offset
    capacity *= 2
  }
}
