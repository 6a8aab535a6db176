import Fixtures
import Testing

@testable import ServiceNetwork

struct RoadNetworkTests {
  private let places: [Coordinate]

  init() throws {
    places = try [
      Coordinate(114, 33), Coordinate(114.01, 33), Coordinate(114.01, 33.01), Coordinate(115, 34),
    ]
  }

  @Test func `what is no road is refused by its position and id`() throws {
    let good = RoadSegment(id: "G1", from: 0, to: 1)
    var cases: [(RoadSegment, String)] = []
    for length in [-3, .nan, .infinity, 6e7] {
      var bad = RoadSegment(id: "w/17", from: 1, to: 2)
      bad.length = Meters(length)
      cases.append((bad, "edge 1 (w/17) has the length \(length);"))
    }
    for speed in [0, -5, .nan, .infinity] {
      var bad = RoadSegment(from: 1, to: 2)
      bad.speed = speed
      cases.append((bad, "edge 1 has the speed \(speed);"))
    }
    cases.append((RoadSegment(id: "x", from: 1, to: 4), "edge 1 (x) names node 4, and the nodes are 0 to 3;"))
    cases.append((RoadSegment(id: "x", from: -1, to: 1), "edge 1 (x) names node -1,"))
    for (bad, words) in cases {
      let error = #expect(throws: RoadNetworkError.self) {
        try RoadNetwork(nodes: places, segments: [good, bad])
      }
      #expect(error?.description.hasPrefix(words) == true, "\(error?.description ?? "")")
    }
  }

  @Test func `a network without edges is none`() {
    #expect(throws: RoadNetworkError.noEdges) { try RoadNetwork(nodes: places, segments: []) }
    #expect(throws: RoadNetworkError.noEdges) { try RoadNetwork(nodes: [], segments: []) }
  }

  @Test func `an edge of no length is one, and so is one without extent`() throws {
    let network = try RoadNetwork(
      nodes: places,
      segments: [RoadSegment(from: 0, to: 1, length: Meters(0)), RoadSegment(from: 2, to: 2)])
    #expect(network.edges.map(\.length) == [0, 0])
  }

  @Test func `a length that is not given is that of the shape`() throws {
    let detour = try Coordinate(114, 33.01)
    let network = try RoadNetwork(nodes: places, segments: [RoadSegment(from: 0, to: 2, path: [detour])])
    let length =
      Geodesic.distance(from: places[0], to: detour).value
      + Geodesic.distance(from: detour, to: places[2]).value
    #expect(network.edges[0].length == length)
    #expect(network.path(ofEdge: 0) == [places[0], detour, places[2]])
  }

  @Test func `long stretches get places of their geodesic, none farther than 2 km from the next`() throws {
    let network = try RoadNetwork(nodes: places, segments: [RoadSegment(from: 0, to: 3)])
    let path = network.path(ofEdge: 0)
    let lengths = zip(path, path.dropFirst()).map { Geodesic.distance(from: $0, to: $1).value }
    #expect(path.first == places[0] && path.last == places[3])
    #expect(lengths.allSatisfy { $0 < 2000.001 })
    #expect(abs(lengths.reduce(0, +) - network.edges[0].length) < 1e-4)
  }

  @Test func `figures count nodes, edges and metres by class`() throws {
    let network = try RoadNetwork(
      nodes: places,
      segments: [
        RoadSegment(from: 0, to: 1, length: Meters(100), roadClass: "track"),
        RoadSegment(from: 1, to: 2, length: Meters(250), roadClass: "primary"),
        RoadSegment(from: 2, to: 1, length: Meters(50), roadClass: "track"),
      ])
    let figures = network.figures
    #expect(figures.nodes == 4 && figures.edges == 3 && figures.length == Meters(400))
    #expect(figures.classes.map(\.roadClass) == ["primary", "track"])
    #expect(figures.classes.map(\.edges) == [1, 2])
    #expect(figures.classes.map(\.length) == [Meters(250), Meters(150)])
  }

  @Test func `components are those of a measure, whichever way the edges lead`() throws {
    let network = try RoadNetwork(
      nodes: places,
      segments: [
        RoadSegment(from: 0, to: 1, roadClass: "footway"),
        RoadSegment(from: 2, to: 1, roadClass: "residential", backward: .walk),
      ])
    // Node 3 hangs on nothing and is no component.
    #expect(RoadGraph(network, by: .mode(.walk)).componentSizes == [3])
    #expect(RoadGraph(network, by: .road).componentSizes == [2])
    let ebike = try RoadSpeeds(classes: [:], fallback: .init(walk: 5), walking: 5)
    #expect(RoadGraph(network, by: .mode(.ebike), speeds: ebike).componentSizes == [])
  }

  @Test func `values take the memory that is stated`() {
    #expect(MemoryLayout<RoadNetwork.Edge>.stride == 32)
    #expect(MemoryLayout<RoadIndex.Stretch>.stride == 56)
    #expect(MemoryLayout<RoadGraph.EdgeCost>.stride == 16)
    #expect(MemoryLayout<RoadArcs.Arc>.stride == 16)
    #expect(MemoryLayout<RoadPlaces.Entry>.stride == 16)
    #expect(MemoryLayout<RoadJoin?>.stride == 48)
    #expect(MemoryLayout<RoadPair>.stride == 16)
  }

  @Test func `the curve visits every cell once, and goes from each to one beside it`() {
    var cells = (0..<UInt32(16)).flatMap { row in (0..<UInt32(16)).map { (column: $0, row: row) } }
    cells.sort { HilbertCurve.distance($0.column, $0.row) < HilbertCurve.distance($1.column, $1.row) }
    for (first, second) in zip(cells, cells.dropFirst()) {
      let step =
        abs(Int(first.column) - Int(second.column)) + abs(Int(first.row) - Int(second.row))
      #expect(step == 1)
    }
  }
}
