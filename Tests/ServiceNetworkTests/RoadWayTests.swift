import Fixtures
import Testing

@testable import ServiceNetwork

/// Ways that can be worked out on paper: one road of 1000 m along a parallel, and a way around of 3000 m.
struct RoadWayTests {
  /// The road leads east from node 0 to node 1; the way around from node 1 over node 2 back to node 0.
  private func graph(
    _ measure: Measure = .road, forward: TravelModes = .all, backward: TravelModes = .all, around: Bool = true
  ) throws -> RoadGraph {
    let nodes = try [Coordinate(114, 33), Coordinate(114.01, 33), Coordinate(114.005, 33.02)]
    var segments = [
      RoadSegment(
        from: 0, to: 1, length: Meters(1000), roadClass: "residential", forward: forward, backward: backward)
    ]
    if around {
      segments.append(RoadSegment(from: 1, to: 2, length: Meters(2000), roadClass: "residential"))
      segments.append(RoadSegment(from: 2, to: 0, length: Meters(1000), roadClass: "residential"))
    }
    return RoadGraph(try RoadNetwork(nodes: nodes, segments: segments), by: measure)
  }

  private func place(at share: Double, off distance: Double = 0) throws -> RoadJoin {
    RoadJoin(edge: 0, share: share, point: try Coordinate(114, 33), distance: Meters(distance))
  }

  private func cost(_ graph: RoadGraph, _ origin: RoadJoin, _ destination: RoadJoin) throws -> RoadOutcome {
    let way = try graph.way(from: origin, to: destination)
    let places = RoadPlaces([destination], on: graph)
    let nearest = try graph.nearestDestinations(from: [origin], among: places)
    #expect(nearest == [way])
    let found = try graph.nearest(1, among: places, of: origin, .fromPlace)
    #expect(found.first == way.neighbour)
    return way
  }

  private func reached(_ cost: Double) -> RoadOutcome { .reached(RoadNeighbour(position: 0, cost: cost)) }

  @Test func `on one edge the way is the share between, either way`() throws {
    let graph = try graph()
    let (west, east) = (try place(at: 0.2), try place(at: 0.7))
    #expect(try cost(graph, west, east) == reached(500))
    #expect(try cost(graph, east, west) == reached(500))
    #expect(try cost(graph, east, east) == reached(0))
  }

  @Test func `against a one-way edge the way leads around`() throws {
    let graph = try graph(backward: .walk)
    let (west, east) = (try place(at: 0.2), try place(at: 0.7))
    #expect(try cost(graph, west, east) == reached(500))
    // 300 m on to its end, 3000 m around, 200 m from its beginning.
    #expect(try cost(graph, east, west) == reached(3500))
    #expect(try cost(graph, east, east) == reached(0))
  }

  @Test func `at a junction every road is open, whichever edge the place was joined to`() throws {
    // Vehicles may go from the beginning to the end of the edge, and not back.
    let graph = try graph(backward: .walk)
    let (west, east) = (try place(at: 0), try place(at: 1))
    #expect(try cost(graph, west, east) == reached(1000))
    #expect(try cost(graph, east, west) == reached(3000))
    // The way around lies at the junction itself.
    let around = RoadJoin(edge: 1, share: 0.5, point: try Coordinate(114.005, 33.01), distance: Meters(0))
    #expect(try cost(graph, east, around) == reached(1000))
    #expect(try cost(graph, around, east) == reached(1000))
    #expect(try cost(graph, around, west) == reached(2000))
  }

  @Test func `where there is no way around there is none, and who walks has one`() throws {
    let (west, east) = (try place(at: 0.2), try place(at: 0.7))
    #expect(try cost(try graph(backward: .walk, around: false), east, west) == .unreachable(.noWay))
    #expect(try cost(try graph(.mode(.walk), backward: .walk, around: false), east, west) == reached(6))
  }

  @Test func `around is taken where it is shorter than along the edge`() throws {
    let nodes = try [Coordinate(114, 33), Coordinate(114.01, 33)]
    let network = try RoadNetwork(
      nodes: nodes,
      segments: [
        RoadSegment(from: 0, to: 1, length: Meters(1000)), RoadSegment(from: 1, to: 0, length: Meters(0)),
      ])
    let graph = RoadGraph(network, by: .road)
    #expect(try cost(graph, try place(at: 0.1), try place(at: 0.9)) == reached(200))
  }

  @Test func `both ways off the road count: metres by road, 5 km an hour by a mode`() throws {
    let (west, east) = (try place(at: 0.2, off: 300), try place(at: 0.7, off: 200))
    #expect(try cost(try graph(), west, east) == reached(1000))
    // 500 m walked are 6 minutes, 500 m at 25 km/h are 1.2.
    #expect(try cost(try graph(.mode(.drive)), west, east) == reached(7.2))
    #expect(try cost(try graph(.mode(.walk)), west, east) == reached(12))
  }

  @Test func `decimals add up to the bound, and the bound is within`() throws {
    let nodes = try (0...3).map { try Coordinate(114 + 0.001 * Double($0), 33) }
    let network = try RoadNetwork(
      nodes: nodes,
      segments: (0..<3).map {
        RoadSegment(from: $0, to: $0 + 1, length: Meters($0 == 2 ? 33.334 : 33.333))
      })
    let graph = RoadGraph(network, by: .road)
    let ends = [
      RoadJoin(edge: 0, share: 0, point: nodes[0], distance: Meters(0)),
      RoadJoin(edge: 2, share: 1, point: nodes[3], distance: Meters(0)),
    ]
    let places = RoadPlaces([ends[1]], on: graph)
    let within = try graph.places(among: places, within: 100, of: ends[0], .fromPlace)
    #expect(within == [RoadNeighbour(position: 0, cost: 100)])
    let short = try graph.places(among: places, within: 99.999_999, of: ends[0], .fromPlace)
    #expect(short == [])
    let none = try graph.places(among: places, within: .nan, of: ends[0], .fromPlace)
    #expect(none == [])
  }

  @Test func `a service area's parts end where the limit is, and say what is left`() throws {
    let graph = try graph(.mode(.drive), backward: .walk)
    let facility = try place(at: 0.7, off: 100)
    // 1.2 minutes on foot; 0.6 left are 250 m at 25 km/h.
    let parts = try graph.serviceArea(of: facility, within: 1.8)
    #expect(parts.map(\.edge) == [0])
    let part = try #require(parts.first)
    #expect(abs(part.shares.lowerBound - 0.45) < 1e-9 && part.shares.upperBound == 0.7)
    #expect(abs(part.costAtStart - 1.8) < 1e-6 && part.costAtEnd == 1.2)
    #expect(part.reachAtStart.value < 1e-3 && abs(part.reachAtEnd.value - 50) < 1e-3)
    #expect(part.line.count == 2)
    // Outward, one leaves over the end only: 300 m of its own, then 2000 and 1000 m, then from its beginning.
    let outward = try graph.serviceArea(of: facility, within: 100, .fromPlace)
    #expect(outward.map(\.edge) == [0, 0, 1, 2])
    #expect(outward.map(\.shares) == [0...0.7, 0.7...1, 0...1, 0...1])
    #expect(try graph.serviceArea(of: facility, within: 1.1).isEmpty)
    // Where nothing is left at the road, its place is all there is.
    #expect(try graph.serviceArea(of: facility, within: 1.2).map(\.shares) == [0.7...0.7])
  }
}
