extension RoadLines {
  /// The lines with a vertex on both wherever two stretches cross, as if whoever drew them had set one.
  ///
  /// Stretches are straight in degrees for this: from a geodesic of 1 km that is 2 cm away at the most, up to latitude
  /// 45°. Stretches on both sides of the antimeridian do not cross.
  ///
  /// - Throws: ``CoverageError/cancelled`` where the task is.
  /// - Complexity: O(n log n) where few stretches lie in each square of 200 m.
  func withVerticesAtCrossings() throws(CoverageError) -> RoadLines {
    let stretches = (0..<count).flatMap { line in range(of: line).dropLast() }
    var crossings: [Int: Set<Coordinate>] = [:]
    let squares = StretchSquares(points, stretches)
    for (position, square) in squares.groups.enumerated() {
      try CoverageError.checkCancellation(at: position)
      for (offset, first) in square.enumerated() {
        for second in square.dropFirst(offset + 1) {
          guard
            let place = Self.crossing(points[first], points[first + 1], points[second], points[second + 1])
          else { continue }
          crossings[first, default: []].insert(place)
          crossings[second, default: []].insert(place)
        }
      }
    }
    var lines = RoadLines()
    for line in 0..<count {
      for point in range(of: line) {
        lines.append(points[point])
        guard let places = crossings[point] else { continue }
        for place in places.sorted(by: { points[point].isNearer($0, than: $1) }) { lines.append(place) }
      }
      lines.endLine()
    }
    return lines
  }

  /// Where two stretches cross, or one of them touches the other with an end.
  ///
  /// The answer is the same to the last bit whichever is the first, and whichever way they lead; `nil` where they do
  /// not meet, or lie along each other.
  static func crossing(
    _ a: Coordinate, _ b: Coordinate, _ c: Coordinate, _ d: Coordinate
  ) -> Coordinate? {
    func ordered(_ first: Coordinate, _ second: Coordinate) -> (Coordinate, Coordinate) {
      first.isBefore(second) ? (first, second) : (second, first)
    }
    var ((a, b), (c, d)) = (ordered(a, b), ordered(c, d))
    if c.isBefore(a) || (c == a && d.isBefore(b)) { ((a, b), (c, d)) = ((c, d), (a, b)) }
    guard b.longitude - a.longitude < 180, d.longitude - c.longitude < 180 else { return nil }
    let sides = (side(a, of: c, d), side(b, of: c, d), side(c, of: a, b), side(d, of: a, b))
    guard sides.0 * sides.1 <= 0, sides.2 * sides.3 <= 0 else { return nil }
    // All four on one line: they do not cross, however much of it they share.
    guard sides.0 != sides.1 else { return nil }
    for (place, side) in [(a, sides.0), (b, sides.1), (c, sides.2), (d, sides.3)] where side == 0 {
      return place
    }
    let share = sides.0 / (sides.0 - sides.1)
    return try? Coordinate(
      longitude: a.longitude + share * (b.longitude - a.longitude),
      latitude: a.latitude + share * (b.latitude - a.latitude))
  }

  /// On which side of a line from one place to another a third one lies, by sign.
  private static func side(_ place: Coordinate, of start: Coordinate, _ end: Coordinate) -> Double {
    (end.longitude - start.longitude) * (place.latitude - start.latitude)
      - (end.latitude - start.latitude) * (place.longitude - start.longitude)
  }
}

extension Coordinate {
  fileprivate func isBefore(_ other: Coordinate) -> Bool {
    (longitude, latitude) < (other.longitude, other.latitude)
  }

  /// Whether one of two places on a line that begins here is nearer.
  fileprivate func isNearer(_ first: Coordinate, than second: Coordinate) -> Bool {
    func square(_ place: Coordinate) -> Double {
      let (x, y) = (place.longitude - longitude, place.latitude - latitude)
      return x * x + y * y
    }
    return square(first) < square(second)
  }
}

/// Stretches by the squares of a grid that their boxes meet.
private struct StretchSquares {
  /// About 200 m of latitude, degrees.
  private static let size = 0.002

  private(set) var groups: [[Int]] = []

  init(_ points: [Coordinate], _ stretches: [Int]) {
    var members: [(key: Int64, stretch: Int)] = []
    for stretch in stretches {
      let (start, end) = (points[stretch], points[stretch + 1])
      // What leads over the antimeridian crosses nothing here.
      guard (start.longitude - end.longitude).magnitude < 180 else { continue }
      let columns = Self.cells(start.longitude, end.longitude)
      for column in columns {
        // Only the rows that the stretch meets in this column.
        let rows = Self.rows(of: start, end, inColumn: column, isOnly: columns.count == 1)
        for row in rows { members.append((key: (Int64(column) << 32) + Int64(row), stretch: stretch)) }
      }
    }
    members.sort { ($0.key, $0.stretch) < ($1.key, $1.stretch) }
    var position = 0
    while position < members.count {
      let end = members[position...].firstIndex { $0.key != members[position].key } ?? members.count
      if end - position > 1 { groups.append(members[position..<end].map(\.stretch)) }
      position = end
    }
  }

  private static func cells(_ first: Double, _ second: Double) -> ClosedRange<Int> {
    let (first, second) = (Int((first / size).rounded(.down)), Int((second / size).rounded(.down)))
    return min(first, second)...max(first, second)
  }

  private static func rows(
    of start: Coordinate, _ end: Coordinate, inColumn column: Int, isOnly: Bool
  ) -> ClosedRange<Int> {
    guard !isOnly else { return cells(start.latitude, end.latitude) }
    let slope = (end.latitude - start.latitude) / (end.longitude - start.longitude)
    func latitude(at longitude: Double) -> Double {
      let bounded = min(
        max(longitude, min(start.longitude, end.longitude)), max(start.longitude, end.longitude))
      return start.latitude + slope * (bounded - start.longitude)
    }
    // A hair wider, for what rounding may hide.
    let margin = 1e-9
    let (west, east) = (latitude(at: Double(column) * size), latitude(at: Double(column + 1) * size))
    return cells(min(west, east) - margin, max(west, east) + margin)
  }
}
