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

  /// What a search for the nearest of one origin among many found.
  struct Nearest: BitwiseCopyable, Sendable {
    /// The position of the nearest place; −1 where there is none.
    var position: Int32
    /// The square of the chord to it, square metres; infinite where there is none, NaN for an origin that is no place.
    var squaredChord: Double
  }

  private let coordinates: [Coordinate]
  private let tree: PlaceTree
  private var entries: [PlaceTree.Entry] { tree.entries }

  /// Builds the index of some places; a `nil` among them is never found.
  ///
  /// - Complexity: O(n log n) time, at most 56 bytes a place.
  public init(_ places: [Coordinate?], workers: Workers = .one) {
    // A hole keeps its position but has no entry in the tree; what stands in its place is never read.
    let filler = places.lazy.compactMap { $0 }.first
    coordinates = filler.map { filler in places.map { $0 ?? filler } } ?? []
    tree = PlaceTree(places, workers: workers)
  }

  /// Whether no place at all can be found.
  public var isEmpty: Bool { entries.isEmpty }

  /// The place nearest to a coordinate; `nil` when the index is empty.
  ///
  /// - Complexity: O(log n) for places that do not all lie at one distance.
  public func nearest(to origin: Coordinate) -> Neighbour? {
    guard let nearest = nearestByChord(to: EarthCentredPoint(origin)) else { return nil }
    guard nearest.isAmbiguous else { return neighbour(entries[nearest.entry].position, of: origin) }
    return best(near: nearest.squaredChord, to: origin)
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
    tree.withView { tree in tree.visit(from: point, &search) }
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
    tree.withView { tree in tree.visit(from: point, &search) }
    if search.isCertain { return true }
    return search.doubtful.contains { entry in
      standard.isMet(by: neighbour(entries[entry].position, of: origin).distance)
    }
  }

  /// The nearest place of each of many origins, as ``nearest(to:)`` finds it for one.
  ///
  /// Each begins with the place that was found for the one before: along a curve that is near the nearest.
  ///
  /// - Throws: ``CoverageError/cancelled`` where the task is.
  /// - Complexity: O(n log m) for n origins and m places that do not all lie at one distance; nothing is allocated
  ///   for an origin unless its nearest places lie within a hair's breadth of each other.
  func nearest(toEach origins: IndexedOrigins, workers: Workers) throws(CoverageError) -> [Nearest] {
    let order = origins.order
    let points = origins.points
    var nearest = [Nearest](
      repeating: Nearest(position: -1, squaredChord: .infinity), count: points.count)
    var failure: CoverageError?
    nearest.withUnsafeMutableBufferPointer { buffer in
      // Each origin comes once in the order, and its part writes its own answer alone.
      nonisolated(unsafe) let nearest = buffer
      do throws(CoverageError) {
        try workers.forEachPart(of: order.count) { range in
          tree.withView { tree in
            var last = -1
            for index in range {
              let origin = Int(order[index])
              nearest[origin] = find(points[origin], places: origins.places[origin], from: &last, tree)
            }
          }
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return nearest
  }

  /// The place nearest to a coordinate among those that are still in; `nil` where none is.
  ///
  /// - Complexity: O(log n), and more where many near ones are out.
  func nearest(to origin: Coordinate, where isIn: @escaping (Int) -> Bool) -> Neighbour? {
    let point = EarthCentredPoint(origin)
    var search = FilteredSearch(NearestSearch()) { isIn(Int(entries[$0].position)) }
    tree.withView { tree in tree.visit(from: point, &search) }
    guard search.inner.entry >= 0 else { return nil }
    guard search.inner.isAmbiguous else { return neighbour(entries[search.inner.entry].position, of: origin) }
    let bound = ChordBounds.squaredChordCertainlyFarther(than: search.inner.squaredChord)
    return candidates(withinSquaredChord: bound, of: point)
      .filter { isIn(Int($0)) }
      .map { neighbour($0, of: origin) }
      .min { Self.precedes($0, $1) }
  }

  // MARK: - Private

  /// The nearest place, found from an entry that may be near; leaves the one by chord for the next search.
  @inline(__always)
  private func find(
    _ point: EarthCentredPoint, places origin: Coordinate?, from entry: inout Int, _ tree: KDTree
  ) -> Nearest {
    guard let origin else { return Nearest(position: -1, squaredChord: .nan) }
    var search = NearestSearch()
    if entry >= 0 {
      let squaredChord = point.squaredChord(to: tree.entries[entry].point)
      search.bound = ChordBounds.squaredChordCertainlyFarther(than: squaredChord)
    }
    tree.visit(from: point, &search)
    guard search.entry >= 0 else { return Nearest(position: -1, squaredChord: .infinity) }
    entry = search.entry
    let found = Nearest(position: tree.entries[entry].position, squaredChord: search.squaredChord)
    guard search.isAmbiguous, let best = best(near: search.squaredChord, to: origin) else { return found }
    return Nearest(
      position: Int32(best.position),
      squaredChord: point.squaredChord(to: EarthCentredPoint(coordinates[best.position])))
  }

  private func nearestByChord(to point: EarthCentredPoint) -> NearestSearch? {
    var search = NearestSearch()
    tree.withView { tree in tree.visit(from: point, &search) }
    return search.entry >= 0 ? search : nil
  }

  /// Of the places that lie about as far as the least chord, the one that the geodesic prefers.
  private func best(near squaredChord: Double, to origin: Coordinate) -> Neighbour? {
    let bound = ChordBounds.squaredChordCertainlyFarther(than: squaredChord)
    return candidates(withinSquaredChord: bound, of: EarthCentredPoint(origin))
      .map { neighbour($0, of: origin) }
      .min { Self.precedes($0, $1) }
  }

  private func candidates(withinSquaredChord bound: Double, of point: EarthCentredPoint) -> [Int32] {
    var search = RangeSearch(bound: bound)
    tree.withView { tree in tree.visit(from: point, &search) }
    return search.entries.map { entries[$0].position }
  }

  private func neighbour(_ position: Int32, of origin: Coordinate) -> Neighbour {
    let position = Int(position)
    return Neighbour(
      position: position, distance: Geodesic.distance(from: origin, to: coordinates[position]))
  }

  private static func precedes(_ first: Neighbour, _ second: Neighbour) -> Bool {
    (first.distance, first.position) < (second.distance, second.position)
  }
}
