/// Places each of which reaches some way, found by whom they reach.
///
/// A k-d tree that knows of every node how far the places below it reach at the most. Where each place reaches its
/// nearest facility, those that a new facility can matter to are the ones that reach it.
///
/// Source: F. Korn, S. Muthukrishnan, "Influence sets based on reverse nearest neighbor queries",
/// SIGMOD 2000, 201–212.
struct ReachIndex: Sendable {
  private let tree: PlaceTree
  /// The entry of each place; −1 for a hole.
  private let entryOfPlace: [Int32]
  /// How far each entry reaches, as a squared chord.
  private var reaches: [Double]
  /// The greatest of the reaches below each node.
  private var greatest: [Double]

  /// Makes an index of places, `nil` for those that nobody knows, and of their reaches: squared chords, square metres.
  ///
  /// - Complexity: O(n log n); 70 bytes a place.
  init(_ places: [Coordinate?], reaches reachOfPlace: [Double], workers: Workers) {
    tree = PlaceTree(places, workers: workers)
    var entryOfPlace = [Int32](repeating: -1, count: places.count)
    for (entry, place) in tree.entries.enumerated() { entryOfPlace[Int(place.position)] = Int32(entry) }
    self.entryOfPlace = entryOfPlace
    reaches = tree.entries.map { reachOfPlace[Int($0.position)] }
    greatest = [Double](repeating: -1, count: tree.splits.count + tree.leaves.count - 1)
    for node in greatest.indices.reversed() { greatest[node] = greatestBelow(node) }
  }

  /// The positions of the places that reach a point, and the squares of their chords to it.
  ///
  /// - Complexity: O(log n) for each of them, about.
  func places(reaching point: Coordinate) -> [(position: Int, squaredChord: Double)] {
    var found: [(position: Int, squaredChord: Double)] = []
    visit(0, 0, (0, 0, 0), from: EarthCentredPoint(point)) { found.append(($0, $1)) }
    return found
  }

  /// Lets a place reach another way.
  ///
  /// - Complexity: O(log n).
  mutating func setReach(_ reach: Double, of place: Int) {
    let entry = entryOfPlace[place]
    guard entry >= 0 else { return }
    reaches[Int(entry)] = reach
    var node = tree.splits.count + leaf(of: entry)
    while true {
      let value = greatestBelow(node)
      guard value != greatest[node] else { return }
      greatest[node] = value
      guard node > 0 else { return }
      node = (node - 1) / 2
    }
  }

  // MARK: - Private

  /// The leaf of an entry: the last one that begins no later.
  private func leaf(of entry: Int32) -> Int {
    var (lower, upper) = (0, tree.leaves.count - 1)
    while upper - lower > 1 {
      let middle = (lower + upper) / 2
      if tree.leaves[middle] <= entry { lower = middle } else { upper = middle }
    }
    return lower
  }

  private func greatestBelow(_ node: Int) -> Double {
    guard node >= tree.splits.count else { return max(greatest[2 * node + 1], greatest[2 * node + 2]) }
    return reaches[entries(ofLeaf: node)].max() ?? -1
  }

  private func entries(ofLeaf node: Int) -> Range<Int> {
    let leaf = node - tree.splits.count
    return Int(tree.leaves[leaf])..<Int(tree.leaves[leaf + 1])
  }

  /// - Parameters:
  ///   - squaredDistance: how far the origin lies outside the node's cell, squared.
  ///   - offset: how far along each axis.
  private func visit(
    _ node: Int, _ squaredDistance: Double, _ offset: (Double, Double, Double),
    from origin: EarthCentredPoint, _ body: (Int, Double) -> Void
  ) {
    guard squaredDistance <= greatest[node] else { return }
    guard node < tree.splits.count else {
      for entry in entries(ofLeaf: node) {
        let squaredChord = origin.squaredChord(to: tree.entries[entry].point)
        if squaredChord <= reaches[entry] { body(Int(tree.entries[entry].position), squaredChord) }
      }
      return
    }
    let split = tree.splits[node]
    let (difference, farOffset, previous): (Double, (Double, Double, Double), Double)
    switch split.axis {
    case 0:
      difference = origin.x - split.value
      (farOffset, previous) = ((difference, offset.1, offset.2), offset.0)
    case 1:
      difference = origin.y - split.value
      (farOffset, previous) = ((offset.0, difference, offset.2), offset.1)
    default:
      difference = origin.z - split.value
      (farOffset, previous) = ((offset.0, offset.1, difference), offset.2)
    }
    let isRight = difference < 0 ? 0 : 1
    visit(2 * node + 1 + isRight, squaredDistance, offset, from: origin, body)
    let farDistance = squaredDistance - previous * previous + difference * difference
    visit(2 * node + 2 - isRight, farDistance, farOffset, from: origin, body)
  }
}
