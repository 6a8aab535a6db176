import Foundation

/// Nodes that wait to be looked at, roughly the cheapest first: in buckets of a width.
///
/// Within a bucket they come as they were put in, so a node may be taken before one that makes it cheaper, and is then
/// put in again. Who takes them out corrects labels until nothing waits; the labels are those of an exact order.
/// For a search over everything this is quicker than a heap: nothing is moved, and the memory of one node is
/// fetched while another is still looked at.
///
/// Source: U. Meyer, P. Sanders, "Δ-stepping: a parallelizable shortest path algorithm", Journal of Algorithms 49
/// (2003), 114–152; here on one core.
struct CostBuckets: ~Copyable {
  private struct Bucket {
    var entries: UnsafeMutablePointer<PricedNode>?
    var count = 0
    var capacity = 0
  }

  /// The most buckets that there may be, 24 bytes each.
  private static let greatestCount: UInt64 = 1 << 16

  /// The width as a power of two: costs are shifted by it.
  private let shift: UInt64
  private let buckets: UnsafeMutablePointer<Bucket>
  /// A power of two, less one.
  private let mask: UInt64
  /// The bucket that is being emptied, counted without end.
  private var current: UInt64 = 0
  private var position = 0
  private var waiting = 0

  /// Buckets for costs that are never farther from the least one than a reach.
  ///
  /// - Parameters:
  ///   - width: what the costs of a bucket should differ by at the most; a power of two below it is taken.
  ///   - reach: the greatest edge, and the greatest cost that is put in first.
  init(width: UInt64, reach: UInt64) {
    var shift: UInt64 = 0
    while width >> shift > 1 || reach >> shift > Self.greatestCount - 2 { shift += 1 }
    var count: UInt64 = 2
    while count < (reach >> shift) + 2 { count *= 2 }
    self.shift = shift
    mask = count - 1
    buckets = .allocate(capacity: Int(count))
    buckets.initialize(repeating: Bucket(), count: Int(count))
  }

  deinit {
    for index in 0...Int(mask) { free(buckets[index].entries) }
    buckets.deallocate()
  }

  /// Puts a node in; nothing that was taken out may have cost more than a reach less.
  @inline(__always)
  mutating func insert(_ node: Int32, cost: UInt64) {
    let index = Int((cost >> shift) & mask)
    if buckets[index].count == buckets[index].capacity { grow(index) }
    buckets[index].entries.unsafelyUnwrapped[buckets[index].count] = PricedNode(cost: cost, node: node)
    buckets[index].count += 1
    waiting += 1
  }

  /// Takes a node of the cheapest bucket out; `nil` where nothing waits.
  @inline(__always)
  mutating func popNext() -> PricedNode? {
    guard waiting > 0 else { return nil }
    var bucket = buckets + Int(current & mask)
    while position == bucket.pointee.count {
      bucket.pointee.count = 0
      position = 0
      current += 1
      bucket = buckets + Int(current & mask)
    }
    let entry = bucket.pointee.entries.unsafelyUnwrapped[position]
    position += 1
    waiting -= 1
    return entry
  }

  @inline(never)
  private mutating func grow(_ index: Int) {
    let capacity = max(2 * buckets[index].capacity, 64)
    guard let memory = realloc(buckets[index].entries, capacity * MemoryLayout<PricedNode>.stride) else {
      preconditionFailure("no memory for a queue of \(capacity) nodes")
    }
    buckets[index].entries = memory.bindMemory(to: PricedNode.self, capacity: capacity)
    buckets[index].capacity = capacity
  }
}
