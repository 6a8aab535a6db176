/// Cuts lines where nodes are on them.
struct LineCutter {
  /// A place of a line where a node is.
  private struct Cut {
    /// The position of the point before it, or at it.
    var point: Int
    /// How far behind that point it is, metres.
    var along: Double
    var node: Int32
    /// How far the node's place is that cuts here, metres; −1 at the ends of the line, which stay where they are.
    var distance: Double
  }

  private let lines: RoadLines
  private let places: JunctionPlaces
  private let nodes: JunctionNodes
  private let tolerance: Double
  private let nearness: Nearness
  /// The last stretch that looked at each place: parts of one may show a place twice.
  private var lastSeen: [Int32]
  /// The last line that has a point at each node.
  private var lastLine: [Int32]
  private var cuts: [Cut] = []
  /// How far each point of the line at hand is from its beginning, metres.
  private var distances: [Double] = []

  init(_ lines: RoadLines, _ places: JunctionPlaces, _ nodes: JunctionNodes, tolerance: Double) {
    self.lines = lines
    self.places = places
    self.nodes = nodes
    self.tolerance = tolerance
    nearness = Nearness(tolerance)
    lastSeen = [Int32](repeating: -1, count: places.places.count)
    lastLine = [Int32](repeating: -1, count: nodes.nodes.count)
  }

  /// Cuts a line, and adds its pieces.
  mutating func cut(_ line: Int, into pieces: inout [RoadJunctions.Piece]) {
    let range = lines.range(of: line)
    guard range.count > 1 else { return }
    let isPlain = findCuts(line, range)
    if !isPlain { joinTouches(range) }
    for (first, second) in zip(cuts, cuts.dropFirst()) {
      if first.node == second.node,
        position(of: second, range) - position(of: first, range) <= 2 * tolerance
      {
        continue
      }
      let last = second.along > 0 ? second.point : second.point - 1
      let path = first.point < last ? Array(lines.points[(first.point + 1)...last]) : []
      pieces.append(RoadJunctions.Piece(line: line, from: first.node, to: second.node, path: path))
    }
  }

  // MARK: - Private

  /// Finds all places of a line where nodes may be, in their order.
  ///
  /// - Returns: whether no node is near to it but at its own points, and none of these occurs twice.
  private mutating func findCuts(_ line: Int, _ range: Range<Int>) -> Bool {
    cuts.removeAll(keepingCapacity: true)
    var isPlain = true
    var next = EarthCentredPoint(lines.points[range.lowerBound])
    for point in range {
      let place = places.placeOfPoint[point]
      if place >= 0 {
        let node = nodes.nodeOfPlace[Int(place)]
        let isEnd = point == range.lowerBound || point == range.upperBound - 1
        if lastLine[Int(node)] == line { isPlain = false }
        lastLine[Int(node)] = Int32(line)
        cuts.append(Cut(point: point, along: 0, node: node, distance: isEnd ? -1 : 0))
      }
      guard point < range.upperBound - 1 else { break }
      let (start, end) = (lines.points[point], lines.points[point + 1])
      let first = next
      next = EarthCentredPoint(end)
      if findCuts(behind: point, RoadStretch(from: start, first, to: end, next)) { isPlain = false }
    }
    return isPlain
  }

  /// Finds the ends near the stretch that begins at a point; whether there are any.
  ///
  /// An end that is one with a point of the line, and within the tolerance of it, is at that point and not beside it.
  private mutating func findCuts(behind point: Int, _ stretch: RoadStretch) -> Bool {
    let (isStartJunction, isEndJunction) = (
      places.placeOfPoint[point] >= 0, places.placeOfPoint[point + 1] >= 0
    )
    let before = cuts.count
    nodes.ends.forEachPlace(within: tolerance, along: stretch) { place in
      guard lastSeen[Int(place)] != point else { return }
      lastSeen[Int(place)] = Int32(point)
      let (end, endPoint) = (places.places[Int(place)], nodes.points[Int(place)])
      if isStartJunction, nearness.isMet(stretch.start, stretch.first, end, endPoint) { return }
      if isEndJunction, nearness.isMet(stretch.end, stretch.last, end, endPoint) { return }
      guard let nearest = stretch.nearestPlace(to: end, endPoint, within: tolerance) else { return }
      let isAtEnd = nearest.place == stretch.end
      cuts.append(
        Cut(
          point: isAtEnd ? point + 1 : point, along: isAtEnd ? 0 : nearest.along,
          node: nodes.nodeOfPlace[Int(place)], distance: nearest.distance))
    }
    return cuts.count > before
  }

  /// Of the cuts by one node in one pass of the line keeps the nearest.
  private mutating func joinTouches(_ range: Range<Int>) {
    measure(range)
    cuts.sort { ($0.point, $0.along, $0.distance, $0.node) < ($1.point, $1.along, $1.distance, $1.node) }
    var kept: [Cut] = []
    /// Where the last cut of each node's pass at hand stands in `kept`, and how far along the line it was seen last.
    var passes: [Int32: (index: Int, seen: Double)] = [:]
    for cut in cuts {
      let seen = position(of: cut, range)
      guard let pass = passes[cut.node], seen - pass.seen <= 2 * tolerance else {
        passes[cut.node] = (kept.count, seen)
        kept.append(cut)
        continue
      }
      passes[cut.node] = (pass.index, seen)
      let former = kept[pass.index]
      if cut.distance < 0, former.distance < 0 {
        // The line begins and ends there.
        kept.append(cut)
      } else if cut.distance < former.distance {
        kept[pass.index] = cut
      }
    }
    cuts = kept.sorted { ($0.point, $0.along, $0.distance) < ($1.point, $1.along, $1.distance) }
  }

  private mutating func measure(_ range: Range<Int>) {
    distances.removeAll(keepingCapacity: true)
    var sum = 0.0
    distances.append(0)
    for point in range.dropFirst() {
      sum += Geodesic.distance(from: lines.points[point - 1], to: lines.points[point]).value
      distances.append(sum)
    }
  }

  private func position(of cut: Cut, _ range: Range<Int>) -> Double {
    distances[cut.point - range.lowerBound] + cut.along
  }
}
