/// A view of a ``PlaceTree``'s arrays for the time of one walk, or of many after each other.
struct KDTree {
  /// A part of the tree that waits, and how far the origin lies outside its cell, along each axis and in all.
  struct Waiting {
    var node: Int
    var squaredDistance: Double
    var offset: (Double, Double, Double)
  }

  let entries: UnsafeBufferPointer<PlaceTree.Entry>
  let splits: UnsafeBufferPointer<PlaceTree.Split>
  /// Where the entries of each leaf begin, and the end of the last one.
  let leaves: UnsafeBufferPointer<Int32>
  /// Room for as many as the tree is deep.
  let waiting: UnsafeMutablePointer<Waiting>

  /// Shows a search every entry that it may be interested in, the likely ones first.
  @inline(__always)
  func visit<Search: TreeSearch>(from origin: EarthCentredPoint, _ search: inout Search) {
    guard !entries.isEmpty else { return }
    var waitingCount = 0
    var part = Waiting(node: 0, squaredDistance: 0, offset: (0, 0, 0))
    while true {
      while part.node < splits.count {
        let split = splits[part.node]
        let (difference, farOffset, previous): (Double, (Double, Double, Double), Double)
        switch split.axis {
        case 0:
          difference = origin.x - split.value
          previous = part.offset.0
          farOffset = (difference, part.offset.1, part.offset.2)
        case 1:
          difference = origin.y - split.value
          previous = part.offset.1
          farOffset = (part.offset.0, difference, part.offset.2)
        default:
          difference = origin.z - split.value
          previous = part.offset.2
          farOffset = (part.offset.0, part.offset.1, difference)
        }
        let farDistance = part.squaredDistance - previous * previous + difference * difference
        let isRight = difference < 0 ? 0 : 1
        if farDistance <= search.bound {
          waiting[waitingCount] = Waiting(
            node: 2 * part.node + 2 - isRight, squaredDistance: farDistance, offset: farOffset)
          waitingCount += 1
        }
        part.node = 2 * part.node + 1 + isRight
      }
      let leaf = part.node - splits.count
      for index in Int(leaves[leaf])..<Int(leaves[leaf + 1]) {
        let squaredChord = origin.squaredChord(to: entries[index].point)
        if squaredChord <= search.bound { search.take(index, squaredChord: squaredChord) }
      }
      repeat {
        guard waitingCount > 0 else { return }
        waitingCount -= 1
      } while waiting[waitingCount].squaredDistance > search.bound
      part = waiting[waitingCount]
    }
  }
}

/// Puts a ``PlaceTree``'s entries in the order of their tree.
struct KDTreeBuilder {
  let entries: UnsafeMutableBufferPointer<PlaceTree.Entry>
  let splits: UnsafeMutableBufferPointer<PlaceTree.Split>
  let leaves: UnsafeMutableBufferPointer<Int32>

  /// A node of the tree and its entries.
  private struct Part {
    var node: Int
    var entries: Range<Int>
  }

  /// Orders all entries; where there are several workers, each takes subtrees of its own.
  func build(_ workers: Workers) {
    leaves[leaves.count - 1] = Int32(entries.count)
    var parts = [Part(node: 0, entries: 0..<entries.count)]
    while parts.count < 2 * workers.count, workers.count > 1, parts[0].node < splits.count {
      parts = parts.flatMap(halves)
    }
    // No two subtrees share an entry, a split or a leaf.
    nonisolated(unsafe) let builder = self
    let subtrees = parts
    workers.forEach(of: subtrees.count) { builder.build(subtrees[$0]) }
  }

  private func build(_ part: Part) {
    guard part.node < splits.count else {
      leaves[part.node - splits.count] = Int32(part.entries.lowerBound)
      return
    }
    halves(part).forEach(build)
  }

  /// Divides a node: its left half lies at or below the split, its right half at or above.
  private func halves(_ part: Part) -> [Part] {
    let (lower, upper) = (part.entries.lowerBound, part.entries.upperBound)
    let axis = widestAxis(part.entries)
    let middle = (lower + upper) / 2
    let value =
      switch axis {
      case 0: select(middle, from: lower, to: upper - 1) { $0.x }
      case 1: select(middle, from: lower, to: upper - 1) { $0.y }
      default: select(middle, from: lower, to: upper - 1) { $0.z }
      }
    splits[part.node] = PlaceTree.Split(value: value, axis: axis)
    return [
      Part(node: 2 * part.node + 1, entries: lower..<middle),
      Part(node: 2 * part.node + 2, entries: middle..<upper),
    ]
  }

  private func widestAxis(_ range: Range<Int>) -> Int32 {
    var least = entries[range.lowerBound].point
    var greatest = least
    for index in range {
      let point = entries[index].point
      least.x = min(least.x, point.x)
      least.y = min(least.y, point.y)
      least.z = min(least.z, point.z)
      greatest.x = max(greatest.x, point.x)
      greatest.y = max(greatest.y, point.y)
      greatest.z = max(greatest.z, point.z)
    }
    let (x, y, z) = (greatest.x - least.x, greatest.y - least.y, greatest.z - least.z)
    return x >= y ? (x >= z ? 0 : 2) : (y >= z ? 1 : 2)
  }

  /// Hoare's selection: afterwards the entry at `rank` is the one that sorting by a value would put there.
  ///
  /// The pivot is the median of three, which is what keeps sorted and equal input linear.
  ///
  /// - Returns: the value of that entry.
  @inline(__always)
  private func select(
    _ rank: Int, from first: Int, to last: Int, by coordinate: (EarthCentredPoint) -> Double
  ) -> Double {
    func value(at index: Int) -> Double { coordinate(entries[index].point) }
    var (lower, upper) = (first, last)
    while lower < upper {
      let (a, b, c) = (value(at: lower), value(at: (lower + upper) / 2), value(at: upper))
      let pivot = max(min(a, b), min(max(a, b), c))
      var (left, right) = (lower, upper)
      while left <= right {
        while value(at: left) < pivot { left += 1 }
        while value(at: right) > pivot { right -= 1 }
        if left <= right {
          entries.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if rank <= right {
        upper = right
      } else if rank >= left {
        lower = left
      } else {
        break
      }
    }
    return value(at: rank)
  }
}
