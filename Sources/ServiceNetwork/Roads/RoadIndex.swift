/// Finds the stretches of road that may be nearest to a place.
///
/// A packed R-tree over earth-centred chords. Stretches come in the order of their edges' first nodes along the
/// curve, eight to a leaf and eight nodes to a node above. What it finds is every stretch that could be the nearest,
/// and it leaves the choice among them to the geodesic:
///
/// A geodesic of length ℓ bends no more than a circle of radius R = 6 335 439 m (see ``ChordBounds``), so it
/// leaves its chord by no more than h = ℓ² ÷ 8R, 79 mm for the 2 km that a stretch may have. If a place's straight
/// distance to the chord is D, that to the stretch lies between D − h and D + h.
///
/// Source: I. Kamel, C. Faloutsos, "On packing R-trees", CIKM 1993, 490–499.
struct RoadIndex: Sendable {
  /// The longest stretch of a shape, metres.
  static let longestStretch = 2000.0

  /// The straight line between two points of a shape, 56 bytes.
  struct Stretch {
    var start: EarthCentredPoint
    var end: EarthCentredPoint
    var edge: Int32
    /// Which one of the edge's stretches it is.
    var part: Int32
  }

  fileprivate struct Box {
    var least: SIMD3<Float>
    var greatest: SIMD3<Float>
  }

  private static let capacity = 8

  private let stretches: [Stretch]
  /// The boxes of the leaves, then those of the nodes above them, level by level; the root is the last.
  private let boxes: [Box]
  /// Where each level's boxes begin.
  private let levels: [Int]

  init(nodes: [Coordinate], edges: [RoadNetwork.Edge], shapePoints: [Coordinate], shapeStarts: [Int32]) {
    var stretches: [Stretch] = []
    stretches.reserveCapacity(edges.count + shapePoints.count)
    for edge in Self.order(edges, nodes: nodes.count) {
      var start = EarthCentredPoint(nodes[Int(edges[Int(edge)].from)])
      var part: Int32 = 0
      let inner = shapeStarts[Int(edge)]..<shapeStarts[Int(edge) + 1]
      for point in inner {
        let end = EarthCentredPoint(shapePoints[Int(point)])
        stretches.append(Stretch(start: start, end: end, edge: edge, part: part))
        start = end
        part += 1
      }
      let end = EarthCentredPoint(nodes[Int(edges[Int(edge)].to)])
      stretches.append(Stretch(start: start, end: end, edge: edge, part: part))
    }
    self.stretches = stretches
    var boxes = stride(from: 0, to: stretches.count, by: Self.capacity).map { first in
      stretches[first..<min(first + Self.capacity, stretches.count)].map { Box($0) }.reduce { $0.union($1) }
    }
    var levels = [0]
    while let first = levels.last, boxes.count - first > 1 {
      let end = boxes.count
      levels.append(end)
      for start in stride(from: first, to: end, by: Self.capacity) {
        boxes.append(boxes[start..<min(start + Self.capacity, end)].reduce { $0.union($1) })
      }
    }
    self.boxes = boxes
    self.levels = levels
  }

  /// The edges by their first nodes, and by position.
  private static func order(_ edges: [RoadNetwork.Edge], nodes: Int) -> [Int32] {
    var ends = [Int32](repeating: 0, count: nodes + 1)
    for edge in edges { ends[Int(edge.from) + 1] += 1 }
    for node in 0..<nodes { ends[node + 1] += ends[node] }
    var order = [Int32](repeating: 0, count: edges.count)
    for (position, edge) in edges.enumerated() {
      order[Int(ends[Int(edge.from)])] = Int32(position)
      ends[Int(edge.from)] += 1
    }
    return order
  }

  /// How far the arc of a chord may be from it, metres: 1 ÷ 8R, and 1 % more for the arc's being the longer one.
  @inline(__always)
  fileprivate static func bulge(squaredLength: Double) -> Double { squaredLength * 2e-8 }

  // MARK: - Searching

  /// A stretch that may be the nearest.
  struct Candidate {
    var edge: Int32
    var part: Int32
    /// Where the place lies along its chord, 0…1.
    var fraction: Double
    /// What the straight distance to it is not less than, metres.
    fileprivate var least: Double
  }

  /// What a search writes on, kept from one place to the next.
  struct Scratch {
    fileprivate var stack: [(box: Int32, level: Int32, squaredDistance: Double)] = []
    fileprivate(set) var candidates: [Candidate] = []
  }

  /// Finds every stretch that can be the nearest to a place among those that are open and no farther than a geodesic.
  ///
  /// - Complexity: O(log n) where roads lie apart.
  func findCandidates(
    near place: EarthCentredPoint, within tolerance: Meters, _ scratch: inout Scratch,
    isOpen: (Int32) -> Bool
  ) {
    scratch.candidates.removeAll(keepingCapacity: true)
    scratch.stack.removeAll(keepingCapacity: true)
    // The square of the straight distance beyond which nothing is of interest.
    var bound = ChordBounds.squaredChordCertainlyBeyond(tolerance.value)
    guard bound >= 0 else { return }
    scratch.stack.append((Int32(boxes.count - 1), Int32(levels.count - 1), 0))
    while let (box, level, squaredDistance) = scratch.stack.popLast() {
      guard squaredDistance <= bound else { continue }
      let first = (Int(box) - levels[Int(level)]) * Self.capacity
      if level == 0 {
        for index in first..<min(first + Self.capacity, stretches.count) where isOpen(stretches[index].edge) {
          take(index, from: place, &bound, &scratch)
        }
      } else {
        push(childrenAt: first, of: Int(level), from: place, bound, &scratch)
      }
    }
    let reach = bound.squareRoot()
    scratch.candidates.removeAll { $0.least > reach }
  }

  /// Puts the children of a box onto the stack, the nearest on top.
  private func push(
    childrenAt first: Int, of level: Int, from place: EarthCentredPoint, _ bound: Double,
    _ scratch: inout Scratch
  ) {
    let base = levels[level - 1] + first
    let bottom = scratch.stack.count
    for box in base..<min(base + Self.capacity, levels[level]) {
      let distance = boxes[box].squaredDistance(to: place)
      guard distance <= bound else { continue }
      scratch.stack.append((Int32(box), Int32(level - 1), distance))
      var slot = scratch.stack.count - 1
      while slot > bottom, scratch.stack[slot - 1].squaredDistance < distance {
        scratch.stack.swapAt(slot - 1, slot)
        slot -= 1
      }
    }
  }

  @inline(__always)
  private func take(
    _ index: Int, from place: EarthCentredPoint, _ bound: inout Double, _ scratch: inout Scratch
  ) {
    let stretch = stretches[index]
    let (fraction, squaredDistance, squaredLength) = stretch.project(place)
    let bulge = Self.bulge(squaredLength: squaredLength)
    let distance = squaredDistance.squareRoot()
    let least = max(distance - bulge, 0)
    guard least * least <= bound else { return }
    let greatest = distance + bulge
    bound = min(bound, ChordBounds.squaredChordCertainlyFarther(than: greatest * greatest))
    scratch.candidates.append(
      Candidate(edge: stretch.edge, part: stretch.part, fraction: fraction, least: least))
  }
}

extension RoadIndex.Stretch {
  /// Where a place lies along the chord, and the squares of its distance from it and of the chord's length.
  @inline(__always)
  fileprivate func project(_ place: EarthCentredPoint) -> (
    fraction: Double, squaredDistance: Double, squaredLength: Double
  ) {
    let (x, y, z) = (end.x - start.x, end.y - start.y, end.z - start.z)
    let squaredLength = x * x + y * y + z * z
    let along = (place.x - start.x) * x + (place.y - start.y) * y + (place.z - start.z) * z
    let fraction = squaredLength > 0 ? min(max(along / squaredLength, 0), 1) : 0
    var foot = start
    foot.x += fraction * x
    foot.y += fraction * y
    foot.z += fraction * z
    return (fraction, foot.squaredChord(to: place), squaredLength)
  }
}

extension RoadIndex.Box {
  /// The box of a stretch and all that its arc may leave its chord by, rounded outwards.
  fileprivate init(_ stretch: RoadIndex.Stretch) {
    let (start, end) = (stretch.start, stretch.end)
    let bulge = RoadIndex.bulge(squaredLength: start.squaredChord(to: end))
    let lows = SIMD3(min(start.x, end.x), min(start.y, end.y), min(start.z, end.z)) - bulge
    let highs = SIMD3(max(start.x, end.x), max(start.y, end.y), max(start.z, end.z)) + bulge
    least = SIMD3(Float(lows.x).nextDown, Float(lows.y).nextDown, Float(lows.z).nextDown)
    greatest = SIMD3(Float(highs.x).nextUp, Float(highs.y).nextUp, Float(highs.z).nextUp)
  }

  fileprivate func union(_ other: Self) -> Self {
    Self(
      least: pointwiseMin(least, other.least), greatest: pointwiseMax(greatest, other.greatest))
  }

  /// The square of the distance from a point outside, 0 inside.
  @inline(__always)
  fileprivate func squaredDistance(to point: EarthCentredPoint) -> Double {
    let place = SIMD3(point.x, point.y, point.z)
    let below = SIMD3<Double>(least) - place
    let above = place - SIMD3<Double>(greatest)
    let outside = pointwiseMax(pointwiseMax(below, above), .zero)
    return (outside * outside).sum()
  }
}

extension Collection {
  /// The elements made one; there must be one.
  fileprivate func reduce(_ join: (Element, Element) -> Element) -> Element {
    guard let first else { preconditionFailure("no box is made of nothing") }
    return dropFirst().reduce(first, join)
  }
}
