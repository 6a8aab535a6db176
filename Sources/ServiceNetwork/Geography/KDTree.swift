/// What a walk through a ``KDTree`` looks for.
protocol TreeSearch {
  /// The squared chord beyond which nothing is of interest any more.
  var bound: Double { get }
  /// Takes a point that is no farther than ``bound``.
  mutating func take(_ position: Int32, squaredChord: Double)
}

/// The nearest point by chord, and whether another one is too near to it for chords to tell.
struct NearestSearch: TreeSearch {
  var bound = Double.infinity
  var squaredChord = Double.infinity
  var position: Int32 = -1
  var isAmbiguous = false

  @inline(__always)
  mutating func take(_ position: Int32, squaredChord: Double) {
    guard squaredChord < self.squaredChord else {
      isAmbiguous = true
      return
    }
    let bound = ChordBounds.squaredChordCertainlyFarther(than: squaredChord)
    // All that was seen before lies at least as far as the best so far: that one speaks for them.
    isAmbiguous = self.squaredChord <= bound
    self.bound = bound
    self.squaredChord = squaredChord
    self.position = position
  }
}

/// Whether a point lies within a standard for certain, and those of which only the geodesic can tell.
struct WithinSearch: TreeSearch {
  let certain: Double
  private(set) var bound: Double
  private(set) var isCertain = false
  private(set) var doubtful: [Int32] = []

  init(certain: Double, possible: Double) {
    self.certain = certain
    bound = possible
  }

  @inline(__always)
  mutating func take(_ position: Int32, squaredChord: Double) {
    if squaredChord <= certain {
      isCertain = true
      bound = -1
    } else {
      doubtful.append(position)
    }
  }
}

/// Every point within a chord.
struct RangeSearch: TreeSearch {
  let bound: Double
  private(set) var positions: [Int32] = []

  init(bound: Double) {
    self.bound = bound
  }

  mutating func take(_ position: Int32, squaredChord: Double) {
    positions.append(position)
  }
}

/// The chords of the nearest few points, shortest first.
struct RankedSearch: TreeSearch {
  let count: Int
  private(set) var squaredChords: [Double] = []

  init(count: Int) {
    self.count = count
    squaredChords.reserveCapacity(count + 1)
  }

  var bound: Double {
    squaredChords.count < count ? .infinity : squaredChords[count - 1]
  }

  mutating func take(_ position: Int32, squaredChord: Double) {
    let place = squaredChords.firstIndex { squaredChord < $0 } ?? squaredChords.count
    squaredChords.insert(squaredChord, at: place)
    if squaredChords.count > count { squaredChords.removeLast() }
  }
}

/// A view of a ``NearestIndex``'s arrays for the time of one walk.
struct KDTree {
  let entries: UnsafeBufferPointer<NearestIndex.Entry>
  let splits: UnsafeBufferPointer<NearestIndex.Split>
  let depth: Int

  /// Shows a search every point that it may be interested in, the likely ones first.
  @inline(__always)
  func visit<Search: TreeSearch>(from origin: EarthCentredPoint, _ search: inout Search) {
    guard !entries.isEmpty else { return }
    visit(
      node: 0, level: 0, from: 0, to: entries.count, origin: origin,
      offset: (0, 0, 0), squaredDistance: 0, &search)
  }

  /// - Parameters:
  ///   - offset: how far the origin lies outside the node's cell, along each axis.
  ///   - squaredDistance: the square of that, summed.
  private func visit<Search: TreeSearch>(
    node: Int, level: Int, from lower: Int, to upper: Int, origin: EarthCentredPoint,
    offset: (Double, Double, Double), squaredDistance: Double, _ search: inout Search
  ) {
    guard level < depth else {
      for index in lower..<upper {
        let entry = entries[index]
        let squaredChord = origin.squaredChord(to: entry.point)
        if squaredChord <= search.bound { search.take(entry.position, squaredChord: squaredChord) }
      }
      return
    }
    let middle = (lower + upper) / 2
    let split = splits[node]
    var farOffset = offset
    let difference: Double
    let previous: Double
    switch split.axis {
    case 0:
      difference = origin.x - split.value
      previous = offset.0
      farOffset.0 = difference
    case 1:
      difference = origin.y - split.value
      previous = offset.1
      farOffset.1 = difference
    default:
      difference = origin.z - split.value
      previous = offset.2
      farOffset.2 = difference
    }
    let farDistance = squaredDistance - previous * previous + difference * difference
    let left = 2 * node + 1
    if difference < 0 {
      visit(
        node: left, level: level + 1, from: lower, to: middle, origin: origin,
        offset: offset, squaredDistance: squaredDistance, &search)
      guard farDistance <= search.bound else { return }
      visit(
        node: left + 1, level: level + 1, from: middle, to: upper, origin: origin,
        offset: farOffset, squaredDistance: farDistance, &search)
    } else {
      visit(
        node: left + 1, level: level + 1, from: middle, to: upper, origin: origin,
        offset: offset, squaredDistance: squaredDistance, &search)
      guard farDistance <= search.bound else { return }
      visit(
        node: left, level: level + 1, from: lower, to: middle, origin: origin,
        offset: farOffset, squaredDistance: farDistance, &search)
    }
  }
}

/// Puts a ``NearestIndex``'s entries in the order of their tree.
struct KDTreeBuilder {
  let entries: UnsafeMutableBufferPointer<NearestIndex.Entry>
  let splits: UnsafeMutableBufferPointer<NearestIndex.Split>

  /// Orders the entries of a node: its left half lies at or below the split, its right half at or above.
  func build(node: Int, from lower: Int, to upper: Int) {
    guard node < splits.count else { return }
    let axis = widestAxis(from: lower, to: upper)
    let middle = (lower + upper) / 2
    select(middle, from: lower, to: upper - 1, axis: axis)
    splits[node] = NearestIndex.Split(axis: axis, value: value(middle, axis))
    build(node: 2 * node + 1, from: lower, to: middle)
    build(node: 2 * node + 2, from: middle, to: upper)
  }

  private func widestAxis(from lower: Int, to upper: Int) -> Int8 {
    var least = entries[lower].point
    var greatest = least
    for index in lower..<upper {
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

  @inline(__always)
  private func value(_ index: Int, _ axis: Int8) -> Double {
    switch axis {
    case 0: entries[index].point.x
    case 1: entries[index].point.y
    default: entries[index].point.z
    }
  }

  /// Hoare's selection: afterwards the entry at `rank` is the one that sorting would put there.
  ///
  /// The pivot is the median of three, which is what keeps sorted and equal input linear.
  private func select(_ rank: Int, from first: Int, to last: Int, axis: Int8) {
    var (lower, upper) = (first, last)
    while lower < upper {
      let pivot = medianOfThree(lower, (lower + upper) / 2, upper, axis)
      var (left, right) = (lower, upper)
      while left <= right {
        while value(left, axis) < pivot { left += 1 }
        while value(right, axis) > pivot { right -= 1 }
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
        return
      }
    }
  }

  private func medianOfThree(_ first: Int, _ second: Int, _ third: Int, _ axis: Int8) -> Double {
    let (a, b, c) = (value(first, axis), value(second, axis), value(third, axis))
    return max(min(a, b), min(max(a, b), c))
  }
}
