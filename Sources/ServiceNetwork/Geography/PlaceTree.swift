/// Places in the order of a balanced k-d tree of their earth-centred points.
struct PlaceTree: Sendable {
  /// The greatest number of points in a leaf.
  private static let leafCapacity = 8

  struct Entry {
    var point: EarthCentredPoint
    /// The place's position among those that the tree was made of.
    var position: Int32
  }

  struct Split {
    var value: Double
    var axis: Int32
  }

  let entries: [Entry]
  /// The inner nodes in heap order: the children of node `i` are `2i + 1` and `2i + 2`; leaves come after them.
  let splits: [Split]
  /// Where the entries of each leaf begin, and the end of the last one.
  let leaves: [Int32]
  private let depth: Int

  /// Makes a tree of some places; a `nil` among them has no entry.
  ///
  /// - Complexity: O(n log n) time, at most 40 bytes a place.
  init(_ places: [Coordinate?], workers: Workers) {
    precondition(places.count <= Int32.max, "a tree holds at most 2³¹ − 1 places")
    var entries: [Entry] = []
    entries.reserveCapacity(places.count)
    for (position, place) in places.enumerated() {
      if let place {
        entries.append(Entry(point: EarthCentredPoint(place), position: Int32(position)))
      }
    }
    var depth = 0
    while entries.count >> depth > Self.leafCapacity { depth += 1 }
    var splits = [Split](repeating: Split(value: 0, axis: 0), count: (1 << depth) - 1)
    var leaves = [Int32](repeating: 0, count: (1 << depth) + 1)
    entries.withUnsafeMutableBufferPointer { entries in
      splits.withUnsafeMutableBufferPointer { splits in
        leaves.withUnsafeMutableBufferPointer { leaves in
          KDTreeBuilder(entries: entries, splits: splits, leaves: leaves).build(workers)
        }
      }
    }
    self.entries = entries
    self.splits = splits
    self.leaves = leaves
    self.depth = depth
  }

  /// The tree for the time of one walk, or of many.
  @inline(__always)
  func withView(_ body: (KDTree) -> Void) {
    withUnsafeTemporaryAllocation(of: KDTree.Waiting.self, capacity: depth + 1) { waiting in
      entries.withUnsafeBufferPointer { entries in
        splits.withUnsafeBufferPointer { splits in
          leaves.withUnsafeBufferPointer { leaves in
            guard let waiting = waiting.baseAddress else { return }
            body(KDTree(entries: entries, splits: splits, leaves: leaves, waiting: waiting))
          }
        }
      }
    }
  }
}
