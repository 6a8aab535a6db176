/// Finds the nearest of many places, exactly: the order of geodesic distances, at the price of chords.
///
/// A balanced k-d tree over earth-centred points. Chords discard what certainly lies farther; where
/// several places remain, the geodesic decides. Two at the very same distance go to the lower position,
/// so an answer never depends on the tree.
///
/// Source: J. L. Bentley, "Multidimensional binary search trees used for associative searching",
/// Communications of the ACM 18 (1975), 509–517; pruning by incremental distances from S. Arya,
/// D. M. Mount, "Algorithms for fast vector quantization", DCC 1993, 381–390.
public struct NearestIndex: Sendable {
  /// A place that was found.
  public struct Neighbour: Equatable, Sendable {
    /// Its position in the array that the index was made of.
    public let position: Int
    /// The geodesic distance to it.
    public let distance: Meters
  }

  /// The greatest number of points in a leaf.
  private static let leafCapacity = 8

  struct Entry {
    var point: EarthCentredPoint
    var position: Int32
  }

  struct Split {
    var axis: Int8
    var value: Double
  }

  private let coordinates: [Coordinate]
  private let entries: [Entry]
  /// The inner nodes in heap order: the children of node `i` are `2i + 1` and `2i + 2`.
  private let splits: [Split]
  private let depth: Int

  /// Builds the index of some places; a `nil` among them is never found.
  ///
  /// - Complexity: O(n log n) time, at most 52 bytes a place.
  public init(_ places: [Coordinate?]) {
    precondition(places.count <= Int32.max, "an index holds at most 2³¹ − 1 places")
    var coordinates: [Coordinate] = []
    var entries: [Entry] = []
    coordinates.reserveCapacity(places.count)
    entries.reserveCapacity(places.count)
    // A hole keeps its position but has no entry in the tree; what stands in its place is never read.
    let filler = places.lazy.compactMap { $0 }.first
    for (position, place) in places.enumerated() {
      guard let coordinate = place ?? filler else { break }
      coordinates.append(coordinate)
      if let place {
        entries.append(Entry(point: EarthCentredPoint(place), position: Int32(position)))
      }
    }
    var depth = 0
    while entries.count >> depth > Self.leafCapacity { depth += 1 }
    var splits = [Split](repeating: Split(axis: 0, value: 0), count: (1 << depth) - 1)
    let count = entries.count
    entries.withUnsafeMutableBufferPointer { entries in
      splits.withUnsafeMutableBufferPointer { splits in
        KDTreeBuilder(entries: entries, splits: splits).build(node: 0, from: 0, to: count)
      }
    }
    self.coordinates = coordinates
    self.entries = entries
    self.splits = splits
    self.depth = depth
  }

  /// Whether no place at all can be found.
  public var isEmpty: Bool { entries.isEmpty }

  /// The place nearest to a coordinate; `nil` when the index is empty.
  ///
  /// - Complexity: O(log n) for places that do not all lie at one distance.
  public func nearest(to origin: Coordinate) -> Neighbour? {
    guard let nearest = nearestByChord(to: EarthCentredPoint(origin)) else { return nil }
    guard nearest.isAmbiguous else { return neighbour(nearest.position, of: origin) }
    let bound = ChordBounds.squaredChordCertainlyFarther(than: nearest.squaredChord)
    return candidates(withinSquaredChord: bound, of: EarthCentredPoint(origin))
      .map { neighbour($0, of: origin) }
      .min { Self.precedes($0, $1) }
  }

  /// The places nearest to a coordinate, nearest first, at most `count` of them.
  ///
  /// - Complexity: O(log n + count²) for places that do not all lie at one distance.
  public func nearest(_ count: Int, to origin: Coordinate) -> [Neighbour] {
    guard count > 0, !isEmpty else { return [] }
    guard count < entries.count else {
      return entries.map { neighbour($0.position, of: origin) }.sorted(by: Self.precedes)
    }
    let point = EarthCentredPoint(origin)
    var search = RankedSearch(count: count)
    withTree { tree in tree.visit(from: point, &search) }
    let bound = ChordBounds.squaredChordCertainlyFarther(than: search.squaredChords[count - 1])
    let found = candidates(withinSquaredChord: bound, of: point)
      .map { neighbour($0, of: origin) }
      .sorted(by: Self.precedes)
    return Array(found.prefix(count))
  }

  /// Whether a place lies no farther from a coordinate than a standard allows; at the standard counts.
  ///
  /// - Complexity: O(log n), and a geodesic only for places within a hair's breadth of the standard.
  public func contains(within standard: DistanceStandard, of origin: Coordinate) -> Bool {
    let point = EarthCentredPoint(origin)
    var search = WithinSearch(
      certain: standard.squaredChordCertainlyMet, possible: standard.squaredChordPossiblyMet)
    withTree { tree in tree.visit(from: point, &search) }
    if search.isCertain { return true }
    return search.doubtful.contains { position in
      standard.isMet(by: Geodesic.distance(from: origin, to: coordinates[Int(position)]))
    }
  }

  // MARK: - Private

  private func nearestByChord(to point: EarthCentredPoint) -> NearestSearch? {
    var search = NearestSearch()
    withTree { tree in tree.visit(from: point, &search) }
    return search.position >= 0 ? search : nil
  }

  private func candidates(withinSquaredChord bound: Double, of point: EarthCentredPoint) -> [Int32] {
    var search = RangeSearch(bound: bound)
    withTree { tree in tree.visit(from: point, &search) }
    return search.positions
  }

  private func neighbour(_ position: Int32, of origin: Coordinate) -> Neighbour {
    let position = Int(position)
    return Neighbour(
      position: position, distance: Geodesic.distance(from: origin, to: coordinates[position]))
  }

  private static func precedes(_ first: Neighbour, _ second: Neighbour) -> Bool {
    (first.distance, first.position) < (second.distance, second.position)
  }

  @inline(__always)
  private func withTree(_ body: (KDTree) -> Void) {
    entries.withUnsafeBufferPointer { entries in
      splits.withUnsafeBufferPointer { splits in
        body(KDTree(entries: entries, splits: splits, depth: depth))
      }
    }
  }
}
