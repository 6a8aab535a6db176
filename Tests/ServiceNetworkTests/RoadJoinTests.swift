import Fixtures
import Foundation
import Testing

@testable import ServiceNetwork

struct RoadJoinTests {
  /// Crooked roads at random: chains of points, some of them long.
  private static func network(
    in extent: BoundingBox, edges: Int, _ random: inout SeededGenerator
  ) throws -> RoadNetwork {
    func place() throws -> Coordinate {
      try Coordinate(
        .random(in: extent.west...extent.east, using: &random),
        .random(in: extent.south...extent.north, using: &random))
    }
    let nodes = try (0..<edges).map { _ in try place() }
    let segments = try (0..<edges).map { index in
      RoadSegment(
        from: Int32(index), to: Int32.random(in: 0..<Int32(edges), using: &random),
        path: try (0..<Int.random(in: 0...3, using: &random)).map { _ in try place() },
        roadClass: index % 5 == 0 ? "footway" : "residential")
    }
    return try RoadNetwork(nodes: nodes, segments: segments)
  }

  /// The least geodesic distance from a place to an edge, by halving each stretch where it falls and rises.
  private static func distance(from place: Coordinate, toEdge edge: Int, of network: RoadNetwork) -> Double {
    let path = network.path(ofEdge: edge)
    var least = Double.infinity
    for (start, end) in zip(path, path.dropFirst()) {
      let line = GeodesicLine(from: start, to: end)
      func distance(_ along: Double) -> Double {
        Geodesic.distance(from: place, to: line.place(at: along)).value
      }
      // No point of it is nearer than its start less its length.
      guard distance(0) - line.length < least else { continue }
      var (lower, upper) = (0.0, line.length)
      for _ in 0..<75 {
        let (first, second) = (lower + (upper - lower) / 3, upper - (upper - lower) / 3)
        if distance(first) < distance(second) { upper = second } else { lower = first }
      }
      least = min(least, distance(0), distance(lower), distance(line.length))
    }
    return least
  }

  @Test(arguments: [
    BoundingBox(west: 114, south: 33, east: 114.03, north: 33.03),
    BoundingBox(west: 113, south: 32, east: 115, north: 34),
    BoundingBox(west: -180, south: 89.8, east: 180, north: 90),
    BoundingBox(west: 179.98, south: -0.02, east: 180, north: 0.02),
  ])
  func `the edge is the nearest, and the point the nearest of it, as brute force has it`(extent: BoundingBox?)
    throws
  {
    let extent = try #require(extent)
    var random = SeededGenerator(seed: 3)
    let network = try Self.network(in: extent, edges: 10, &random)
    let graph = RoadGraph(network, by: .road)
    for _ in 0..<12 {
      let place = try Coordinate(
        .random(in: extent.west...extent.east, using: &random),
        .random(in: extent.south...extent.north, using: &random))
      let distances = network.edges.indices.map { edge in
        graph.edgeCosts[edge].isOpen ? Self.distance(from: place, toEdge: edge, of: network) : .infinity
      }
      let least = try #require(distances.min())
      let join = try #require(graph.join(place, tolerance: Meters(1e6)))
      #expect(abs(join.distance.value - least) < 1e-6)
      #expect(abs(distances[join.edge] - least) < 1e-6)
      #expect(join.distance == Geodesic.distance(from: place, to: join.point))
      // The share says where the point is.
      let there = network.path(ofEdge: join.edge).part(from: join.share, to: 1)[0]
      #expect(Geodesic.distance(from: there, to: join.point).value < 1e-5)
      // At the tolerance is within, short of it is not.
      #expect(graph.join(place, tolerance: join.distance) == join)
      #expect(graph.join(place, tolerance: Meters(join.distance.value.nextDown)) == nil)
    }
  }

  @Test func `of edges equally near the first is taken`() throws {
    let places = try [
      Coordinate(114, 33), Coordinate(114.01, 33), Coordinate(114, 33.01), Coordinate(113.99, 33),
    ]
    let network = try RoadNetwork(
      nodes: places,
      segments: [
        RoadSegment(from: 1, to: 2), RoadSegment(from: 2, to: 0), RoadSegment(from: 0, to: 1),
        RoadSegment(from: 3, to: 0), RoadSegment(from: 1, to: 0),
      ])
    let graph = RoadGraph(network, by: .road)
    let atNode = try #require(graph.join(places[0]))
    #expect(atNode == RoadJoin(edge: 1, share: 1, point: places[0], distance: Meters(0)))
    // South of it, all four edges that end there are as near as their end.
    let south = try #require(graph.join(try Coordinate(114, 32.999)))
    #expect(south.edge == 1 && south.share == 1 && south.point == places[0])
    // Beside the middle of two edges between the same nodes.
    #expect(graph.join(try Coordinate(114.005, 33.001))?.edge == 2)
  }

  @Test func `a place without coordinates joins nothing, nor does one far off`() throws {
    let network = try RoadNetwork(
      nodes: [Coordinate(114, 33), Coordinate(114.01, 33)], segments: [RoadSegment(from: 0, to: 1)])
    let graph = RoadGraph(network, by: .road)
    let joins = try graph.joins([nil, Coordinate(114.005, 33.01), Coordinate(114.005, 33.02)])
    #expect(joins.map { $0 == nil } == [true, false, true])
    #expect(graph.join(try Coordinate(114.005, 33.01), tolerance: Meters(-1)) == nil)
  }

  @Test func `an edge without extent is joined at its node`() throws {
    let network = try RoadNetwork(
      nodes: [Coordinate(114, 33)], segments: [RoadSegment(from: 0, to: 0, length: Meters(10))])
    let join = try #require(RoadGraph(network, by: .road).join(try Coordinate(114.001, 33)))
    #expect(join.share == 0 && join.edge == 0)
  }
}
