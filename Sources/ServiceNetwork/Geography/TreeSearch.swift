/// What a walk through a ``KDTree`` looks for.
protocol TreeSearch {
  /// The squared chord beyond which nothing is of interest any more.
  var bound: Double { get }
  /// Takes an entry that is no farther than ``bound``.
  mutating func take(_ entry: Int, squaredChord: Double)
}

/// The nearest point by chord, and whether another one is too near to it for chords to tell.
struct NearestSearch: TreeSearch {
  var bound = Double.infinity
  var squaredChord = Double.infinity
  var entry = -1
  var isAmbiguous = false

  /// A search for what may be the nearest; `bound` is one beyond which nothing can be.
  init(bound: Double = .infinity) {
    self.bound = bound
  }

  @inline(__always)
  mutating func take(_ entry: Int, squaredChord: Double) {
    guard squaredChord < self.squaredChord else {
      isAmbiguous = true
      return
    }
    let bound = ChordBounds.squaredChordCertainlyFarther(than: squaredChord)
    // All that was seen before lies at least as far as the best so far: that one speaks for them.
    isAmbiguous = self.squaredChord <= bound
    self.bound = bound
    self.squaredChord = squaredChord
    self.entry = entry
  }
}

/// Whether a point lies within a standard for certain, and those of which only the geodesic can tell.
struct WithinSearch: TreeSearch {
  let certain: Double
  private(set) var bound: Double
  private(set) var isCertain = false
  private(set) var doubtful: [Int] = []

  init(certain: Double, possible: Double) {
    self.certain = certain
    bound = possible
  }

  @inline(__always)
  mutating func take(_ entry: Int, squaredChord: Double) {
    if squaredChord <= certain {
      isCertain = true
      bound = -1
    } else {
      doubtful.append(entry)
    }
  }
}

/// Every point within a chord.
struct RangeSearch: TreeSearch {
  let bound: Double
  private(set) var entries: [Int] = []

  init(bound: Double) {
    self.bound = bound
  }

  mutating func take(_ entry: Int, squaredChord: Double) {
    entries.append(entry)
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

  mutating func take(_ entry: Int, squaredChord: Double) {
    let place = squaredChords.firstIndex { squaredChord < $0 } ?? squaredChords.count
    squaredChords.insert(squaredChord, at: place)
    if squaredChords.count > count { squaredChords.removeLast() }
  }
}

/// What another search looks for, among some of the entries.
struct FilteredSearch<Inner: TreeSearch>: TreeSearch {
  private(set) var inner: Inner
  private let isIn: (Int) -> Bool

  init(_ inner: Inner, where isIn: @escaping (Int) -> Bool) {
    self.inner = inner
    self.isIn = isIn
  }

  var bound: Double { inner.bound }

  mutating func take(_ entry: Int, squaredChord: Double) {
    if isIn(entry) { inner.take(entry, squaredChord: squaredChord) }
  }
}
