import Fixtures
import Testing

@testable import ServiceNetwork

/// Where lines of a layer meet.
struct RoadJunctionsTests {
  /// About a metre of latitude, degrees.
  private static let metre = 1 / 110_900.0

  /// A place so many metres east and north of 114° E 33° N.
  private static func place(_ east: Double, _ north: Double) throws -> Coordinate {
    try Coordinate(114 + east * 1.0 / 93_450, 33 + north * metre)
  }

  private static func line(_ points: (Double, Double)...) throws -> [Coordinate] {
    try points.map { try place($0.0, $0.1) }
  }

  private func ways(_ junctions: RoadJunctions) -> [[Int]] {
    junctions.pieces.map { [$0.line, Int($0.from), Int($0.to)] }
  }

  @Test func `ends within the tolerance are one node, and such as are farther apart are two`() throws {
    let lines = [try Self.line((0, 0), (100, 0)), try Self.line((100.9, 0), (200, 0))]
    let joined = try RoadJunctions(lines)
    #expect(ways(joined) == [[0, 0, 1], [1, 1, 2]])
    #expect(joined.nodes[1] == lines[0][1])
    #expect(try RoadJunctions(lines, rules: .init(tolerance: Meters(0.8))).nodes.count == 4)
    // At the tolerance is within.
    let gap = Geodesic.distance(from: lines[0][1], to: lines[1][0])
    #expect(try RoadJunctions(lines, rules: .init(tolerance: gap)).nodes.count == 3)
    #expect(try RoadJunctions(lines, rules: .init(tolerance: Meters(gap.value.nextDown))).nodes.count == 4)
  }

  @Test func `an end near the middle of a line cuts it`() throws {
    let lines = [try Self.line((0, 0), (50, 0), (100, 0)), try Self.line((30, 0.7), (30, 90))]
    let cut = try RoadJunctions(lines)
    #expect(ways(cut) == [[0, 0, 1], [0, 1, 3], [1, 1, 2]])
    #expect(cut.pieces[0].path.isEmpty && cut.pieces[1].path == [lines[0][1]])
    #expect(cut.nodes[1] == lines[1][0])
    #expect(try RoadJunctions(lines, rules: .init(tolerance: Meters(0.5))).pieces.count == 2)
  }

  @Test func `a line that ends on itself is a stalk and a loop`() throws {
    let six = [try Self.line((0, 0), (100, 0), (100, 50), (50, 50), (50, 0.2))]
    #expect(ways(try RoadJunctions(six)) == [[0, 0, 1], [0, 1, 1]])
    let ring = [try Self.line((0, 0), (100, 0), (100, 50), (0, 0))]
    #expect(ways(try RoadJunctions(ring)) == [[0, 0, 0]])
  }

  @Test func `a vertex that two lines share cuts both, a crossing without one neither unless it is asked`()
    throws
  {
    let shared = [try Self.line((0, 0), (50, 50), (100, 100)), try Self.line((0, 100), (50, 50), (100, 0))]
    #expect(try RoadJunctions(shared).pieces.count == 4)
    let bridge = shared.map { [$0[0], $0[2]] }
    #expect(try RoadJunctions(bridge).pieces.count == 2)
    let crossing = try RoadJunctions(bridge, rules: .init(splitsCrossings: true))
    #expect(crossing.pieces.count == 4 && crossing.nodes.count == 5)
    let middle = Geodesic.distance(from: crossing.nodes[2], to: try Self.place(50, 50))
    #expect(middle.value < 0.001)
  }

  @Test func `what is shorter than the tolerance is nothing, and lines beside each other stay two`() throws {
    let crumb = [try Self.line((0, 0), (0.5, 0)), try Self.line((0.5, 0), (80, 0)), [try Self.place(0, 0)]]
    let junctions = try RoadJunctions(crumb)
    #expect(junctions.droppedLines == [0, 2])
    #expect(junctions.nodes.count == 2 && junctions.pieces.count == 1)
    let lanes = [try Self.line((0, 0), (500, 0)), try Self.line((0, 3), (500, 3))]
    #expect(try RoadJunctions(lanes).nodes.count == 4)
  }

  @Test func `a long line is cut where an end touches it, as the geodesic goes`() throws {
    // Half way of 200 km the geodesic is 250 m north of the straight line in degrees.
    let long = [try Coordinate(114, 33), try Coordinate(116, 33)]
    let middle = GeodesicLine(from: long[0], to: long[1]).place(at: 100_000)
    let lines = [long, [middle, try Coordinate(115, 34)]]
    #expect(try RoadJunctions(lines).pieces.count == 3)
    // The antimeridian is a line like others.
    let far = [
      [try Coordinate(179.999, 0), try Coordinate(-179.999, 0)],
      [try Coordinate(180, 0), try Coordinate(180, 1)],
    ]
    #expect(try RoadJunctions(far).pieces.count == 3)
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `junctions are those that comparing every end with every line gives, in every order`(seed: UInt64)
    throws
  {
    var generator = SeededGenerator(seed: seed)
    let tolerance = [0.5, 1, 2, 5][Int(seed % 4)]
    // On a raster of half a metre to two, so that much touches.
    let lines = try (0..<14).map { _ in
      try (0..<Int.random(in: 2...5, using: &generator)).map { _ in
        try Self.place(
          Double(Int.random(in: 0...40, using: &generator)) * (seed % 2 == 0 ? 1 : 7.3)
            + Double.random(in: 0...0.4, using: &generator).rounded(),
          Double(Int.random(in: 0...40, using: &generator)) * (seed % 3 == 0 ? 1 : 5.1)
            + Double.random(in: 0...0.3, using: &generator))
      }
    }
    let found = try RoadJunctions(lines, rules: .init(tolerance: Meters(tolerance)))
    let expected = JunctionOracle(lines, tolerance: tolerance)
    #expect(found.places == expected.pieces)
    let order = lines.indices.shuffled(using: &generator)
    let shuffled = try RoadJunctions(order.map { lines[$0] }, rules: .init(tolerance: Meters(tolerance)))
    #expect(Set(shuffled.places) == Set(found.places) && shuffled.nodes == found.nodes)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `crossings are those that comparing every two stretches gives`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let lines = try (0..<12).map { _ in
      try (0..<3).map { _ in
        try Self.place(
          Double.random(in: 0...1500, using: &generator), Double.random(in: 0...1500, using: &generator))
      }
    }
    var expected: Set<Coordinate> = []
    for (first, one) in lines.enumerated() {
      for other in lines.dropFirst(first + 1) {
        for (a, b) in zip(one, one.dropFirst()) {
          for (c, d) in zip(other, other.dropFirst()) {
            if let place = RoadLines.crossing(a, b, c, d) { expected.insert(place) }
          }
        }
      }
    }
    let lined = try RoadLines(lines).withVerticesAtCrossings()
    let added = Set(lined.points).subtracting(lines.joined())
    #expect(added.isSuperset(of: expected) && !expected.isEmpty)
    // What is more is where a line crosses itself.
    #expect(added.count - expected.count <= lines.count)
    let reversed = try RoadLines(lines.reversed().map { $0.reversed() }).withVerticesAtCrossings()
    #expect(Set(reversed.points) == Set(lined.points))
  }
}

extension RoadJunctions {
  /// The pieces by their points.
  fileprivate var places: [[Coordinate]] {
    pieces.map { [nodes[Int($0.from)]] + $0.path + [nodes[Int($0.to)]] }
  }
}

/// Junctions by comparing everything with everything.
private struct JunctionOracle {
  private(set) var pieces: [[Coordinate]] = []

  private struct Cut {
    var position: Double
    var point: Int
    var node: Coordinate
    var distance: Double
  }

  init(_ given: [[Coordinate]], tolerance: Double) {
    let lines = given.map { line in
      line.reduce(into: [Coordinate]()) { if $0.last != $1 { $0.append($1) } }
    }
    let visits = Dictionary(grouping: lines.joined(), by: { $0 }).mapValues(\.count)
    let ends = Set(lines.filter { $0.count > 1 }.flatMap { [$0[0], $0[$0.count - 1]] })
    let places = visits.keys.filter { ends.contains($0) || visits[$0, default: 0] > 1 }
      .sorted { ($0.longitude, $0.latitude) < ($1.longitude, $1.latitude) }
    // Each place spreads the number of its node to all that are near, until nothing changes.
    var groups = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($1, $0) })
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for first in places {
        for second in places where ends.contains(first) || ends.contains(second) {
          guard Geodesic.distance(from: first, to: second).value <= tolerance,
            groups[first, default: 0] > groups[second, default: 0]
          else { continue }
          groups[first] = groups[second]
          hasChanged = true
        }
      }
    }
    let nodes = Dictionary(grouping: places) { groups[$0, default: 0] }.mapValues { members in
      members.reduce(members[0]) { visits[$1, default: 0] > visits[$0, default: 0] ? $1 : $0 }
    }
    let node = { (place: Coordinate) in nodes[groups[place, default: 0]] ?? place }
    for line in lines where line.count > 1 {
      let cuts = Self.cuts(of: line, ends: ends, places: Set(places), tolerance: tolerance, node: node)
      for (first, second) in zip(cuts, cuts.dropFirst()) {
        if first.node == second.node, second.position - first.position <= 2 * tolerance { continue }
        let inner = Self.positions(of: line).enumerated().filter {
          $0.element > first.position && $0.element < second.position
        }
        pieces.append([first.node] + inner.map { line[$0.offset] } + [second.node])
      }
    }
  }

  private static func positions(of line: [Coordinate]) -> [Double] {
    zip(line, line.dropFirst()).reduce(into: [0]) {
      $0.append($0[$0.count - 1] + Geodesic.distance(from: $1.0, to: $1.1).value)
    }
  }

  private static func cuts(
    of line: [Coordinate], ends: Set<Coordinate>, places: Set<Coordinate>, tolerance: Double,
    node: (Coordinate) -> Coordinate
  ) -> [Cut] {
    let positions = positions(of: line)
    var all: [Cut] = []
    for (point, place) in line.enumerated() where places.contains(place) {
      let isEnd = point == 0 || point == line.count - 1
      all.append(
        Cut(position: positions[point], point: point, node: node(place), distance: isEnd ? -1 : 0))
    }
    for (point, (start, end)) in zip(line, line.dropFirst()).enumerated() {
      let junctions = [start, end].filter(places.contains)
      for place in ends
      where !junctions.contains(where: { Geodesic.distance(from: $0, to: place).value <= tolerance }) {
        let nearest = GeodesicLine(from: start, to: end).nearestPlace(to: place, beginningAt: 0.5)
        guard nearest.distance <= tolerance else { continue }
        let position = nearest.place == end ? positions[point + 1] : positions[point] + nearest.along
        all.append(Cut(position: position, point: point, node: node(place), distance: nearest.distance))
      }
    }
    // For each node: passes that more than twice the tolerance parts, and of each the nearest cut.
    var kept: [Cut] = []
    for cuts in Dictionary(grouping: all, by: \.node).values {
      var passes: [[Cut]] = []
      for cut in cuts.sorted(by: { ($0.position, $0.distance) < ($1.position, $1.distance) }) {
        if let last = passes.last?.last, cut.position - last.position <= 2 * tolerance {
          passes[passes.count - 1].append(cut)
        } else {
          passes.append([cut])
        }
      }
      for pass in passes {
        let fixed = pass.filter { $0.distance < 0 }
        let nearest = pass.map(\.distance).min() ?? 0
        kept += fixed.isEmpty ? pass.filter { $0.distance == nearest }.prefix(1) : fixed[...]
      }
    }
    return kept.sorted { ($0.position, $0.distance) < ($1.position, $1.distance) }
  }
}
