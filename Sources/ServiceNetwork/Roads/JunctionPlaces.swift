/// The places where lines end, or that they go through more than once.
struct JunctionPlaces {
  /// The places, from west to east, then from south to north.
  private(set) var places: [Coordinate] = []
  /// How many points of lines are at each.
  private(set) var visits: [Int32] = []
  /// Whether a line ends at each.
  private(set) var isEnd: [Bool] = []
  /// The place of each point; -1 where nothing meets.
  private(set) var placeOfPoint: [Int32]

  init(_ lines: RoadLines) {
    let points = lines.points
    precondition(points.count < Int32.max, "there are at most 2³¹ − 1 points")
    placeOfPoint = [Int32](repeating: -1, count: points.count)
    var endsLine = [Bool](repeating: false, count: points.count)
    for line in 0..<lines.count {
      let range = lines.range(of: line)
      guard range.count > 1 else { continue }
      endsLine[range.lowerBound] = true
      endsLine[range.upperBound - 1] = true
    }
    let order = Self.order(points)
    var first = 0
    while first < order.count {
      let place = points[Int(order[first])]
      var last = first + 1
      while last < order.count, points[Int(order[last])] == place { last += 1 }
      let isEnd = order[first..<last].contains { endsLine[Int($0)] }
      if isEnd || last - first > 1 {
        for point in order[first..<last] { placeOfPoint[Int(point)] = Int32(places.count) }
        places.append(place)
        visits.append(Int32(last - first))
        self.isEnd.append(isEnd)
      }
      first = last
    }
  }

  private static func order(_ points: [Coordinate]) -> [Int32] {
    points.withUnsafeBufferPointer { points in
      Array(0..<Int32(points.count)).sorted { first, second in
        let (first, second) = (points[Int(first)], points[Int(second)])
        return (first.longitude, first.latitude) < (second.longitude, second.latitude)
      }
    }
  }
}

/// Which places are one node: ends within a tolerance of each other, and of vertices that lines share.
struct JunctionNodes {
  /// Where the nodes stand, from west to east, then from south to north.
  private(set) var nodes: [Coordinate] = []
  /// The node of each place.
  private(set) var nodeOfPlace: [Int32]
  /// The places as points.
  let points: [EarthCentredPoint]
  /// The ends, for who looks for those near a line.
  let ends: PlaceGrid

  init(_ places: JunctionPlaces, tolerance: Double) throws(CoverageError) {
    let points = places.places.map(EarthCentredPoint.init)
    let ends = PlaceGrid(points, only: places.isEnd, cellSize: max(64, tolerance))
    self.points = points
    self.ends = ends
    let nearness = Nearness(tolerance)
    var sets = DisjointSets(count: points.count)
    for (position, point) in points.enumerated() {
      try CoverageError.checkCancellation(at: position)
      ends.forEachPlace(within: nearness.reach, of: point, point) { end in
        let other = Int(end)
        // Of two ends one looks for the other.
        guard other > position || !places.isEnd[position] else { return }
        if nearness.isMet(places.places[position], point, places.places[other], points[other]) {
          sets.join(Int32(position), end)
        }
      }
    }
    // Of the places of one node that which most points are at; of several the first.
    var leaders = Array(0..<Int32(points.count))
    for position in points.indices {
      let root = Int(sets.root(Int32(position)))
      if places.visits[position] > places.visits[Int(leaders[root])] { leaders[root] = Int32(position) }
    }
    nodeOfPlace = [Int32](repeating: -1, count: points.count)
    for position in points.indices where leaders[Int(sets.root(Int32(position)))] == position {
      nodeOfPlace[position] = Int32(nodes.count)
      nodes.append(places.places[position])
    }
    for position in points.indices {
      nodeOfPlace[position] = nodeOfPlace[Int(leaders[Int(sets.root(Int32(position)))])]
    }
  }
}

/// Whether places lie within a tolerance of each other, by chord where that is enough.
struct Nearness {
  /// What the straight distance of such places is not more than, metres.
  let reach: Double
  private let tolerance: Double
  private let certain: Double
  private let possible: Double

  /// - Parameter tolerance: metres along the ellipsoid; at it is within.
  init(_ tolerance: Double) {
    self.tolerance = tolerance
    certain = ChordBounds.squaredChordCertainlyWithin(tolerance)
    possible = ChordBounds.squaredChordCertainlyBeyond(tolerance)
    reach = possible.squareRoot()
  }

  /// Whether two places, which are also given as points, lie within it.
  @inline(__always)
  func isMet(
    _ place: Coordinate, _ point: EarthCentredPoint, _ other: Coordinate, _ otherPoint: EarthCentredPoint
  ) -> Bool {
    let squaredChord = point.squaredChord(to: otherPoint)
    if squaredChord <= certain { return true }
    return squaredChord <= possible && Geodesic.distance(from: place, to: other).value <= tolerance
  }
}
