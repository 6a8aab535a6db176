import Fixtures
import Testing

@testable import ServiceNetwork

/// The pairs within a bound against the geodesic of every pair.
struct CostTableTests {
  private static let extents = [
    BoundingBox(west: 113, south: 32, east: 113.5, north: 32.5),
    BoundingBox(west: -180, south: -80, east: 180, north: 80),
    BoundingBox(west: 179.95, south: -0.1, east: 180, north: 0.1),
    BoundingBox(west: -180, south: 89.9, east: 180, north: 90),
    BoundingBox(west: -180, south: -90, east: 180, north: -89.5),
  ].compactMap { $0 }

  /// Villages and facilities; where the extent ends at the antimeridian, half of them lie beyond it.
  private static func places(_ extent: BoundingBox, seed: UInt64) -> ([Coordinate?], [Coordinate?]) {
    let network = ClusteredNetwork(villages: 150, facilities: 100, seed: seed, extent: extent)
    func spread(_ places: [Coordinate?]) -> [Coordinate?] {
      places.enumerated().map { index, place in
        guard let place, index % 2 == 1, extent.east == 180, extent.west > 0 else { return place }
        return try? Coordinate(longitude: -place.longitude, latitude: place.latitude)
      }
    }
    let villages = network.divisions.filter { $0.level == .village }.map(\.location)
    return (spread(villages), spread(network.facilities.map(\.location)))
  }

  private static func brute(
    _ origins: [Coordinate?], _ destinations: [Coordinate?]
  ) -> [(origin: Int, destination: Int, meters: Double)] {
    var pairs: [(origin: Int, destination: Int, meters: Double)] = []
    for (origin, from) in origins.enumerated() {
      for (destination, to) in destinations.enumerated() {
        guard let from, let to else { continue }
        pairs.append((origin, destination, Geodesic.distance(from: from, to: to).value))
      }
    }
    return pairs
  }

  @Test(arguments: extents.indices, [1, 1.3])
  func `who is within, and at what cost, is what the geodesic says`(extent: Int, factor: Double) throws {
    let (villages, facilities) = Self.places(Self.extents[extent], seed: 5)
    let all = Self.brute(villages, facilities)
    // The distance of some pair is a bound, too: that pair is in.
    let near = all.map(\.meters).sorted()[all.count / 50]
    for meters in [0, 500, 5000, near, 60_000, 12_000_000] {
      let bound = meters * factor
      let table = try CostTable(
        from: villages, to: facilities, within: DistanceStandard(limit: Meters(bound), detourFactor: factor))
      let expected = all.filter { $0.meters * factor <= bound }
      #expect(table.pairCount == expected.count)
      var costs: [[Int: Double]] = Array(repeating: [:], count: villages.count)
      for origin in villages.indices {
        for pair in table.pairs(from: origin) { costs[origin][pair.destination] = pair.cost }
      }
      let isPriced = expected.allSatisfy { pair in
        guard let cost = costs[pair.origin][pair.destination], cost <= bound else { return false }
        return (cost - pair.meters * factor).magnitude <= 1e-7 * pair.meters * factor + 1e-6
      }
      #expect(isPriced)
    }
  }

  @Test func `a place lies within no distance of itself, and nobody within a negative one`() throws {
    let place = try Coordinate(longitude: 180, latitude: 10)
    let same = try Coordinate(longitude: -180, latitude: 10)
    let table = try CostTable(
      from: [place, nil, same], to: [nil, same, place], within: DistanceStandard(limit: Meters(0)))
    #expect((0..<3).map { table.pairs(from: $0).map(\.destination).sorted() } == [[1, 2], [], [1, 2]])
    let none = try CostTable(from: [place], to: [place], within: DistanceStandard(limit: Meters(-1)))
    #expect(none.pairCount == 0 && none.originCount == 1 && none.destinationCount == 1)
  }

  @Test func `a cost is on the same side of a mark as the geodesic`() throws {
    let (villages, facilities) = Self.places(Self.extents[0], seed: 6)
    let all = Self.brute(villages, facilities).filter { $0.meters <= 5000 }
    // Marks at, just below and just above real distances, which 32 bits cannot tell apart.
    for pair in all.prefix(20) {
      for mark in [
        pair.meters, pair.meters.nextDown, pair.meters.nextUp, pair.meters - 1e-4, pair.meters + 1e-4,
      ] {
        let table = try CostTable(
          from: villages, to: facilities, within: DistanceStandard(limit: Meters(5000)), marks: [mark])
        let near = villages.indices.reduce(0) { $0 + table.pairs(from: $1).count { $0.cost <= mark } }
        #expect(near == all.count { $0.meters <= mark })
      }
    }
  }

  @Test(arguments: [5.0, 1000, 5000, 20_000, 49_000])
  func `the arc of a chord is the geodesic to within the bound that is stated`(meters: Double) throws {
    var random = SeededGenerator(seed: 8)
    let standard = DistanceStandard(limit: Meters(60_000))
    for _ in 0..<200 {
      let latitude = Double.random(in: -89...89, using: &random)
      let origin = try Coordinate(longitude: 10, latitude: latitude)
      let bearing = Double.random(in: 0..<360, using: &random)
      let destination = try Self.place(from: origin, bearing: bearing, meters: meters)
      let pricing = ChordPricing(from: [origin], to: [destination], within: standard, marks: [])
      let squaredChord = EarthCentredPoint(origin).squaredChord(to: EarthCentredPoint(destination))
      let exact = Geodesic.distance(from: origin, to: destination).value
      let arc = pricing.arc(squaredChord)
      #expect((arc - exact).magnitude <= 1.05e-17 * exact * exact * exact + 1e-8)
    }
  }

  /// A place about so far away.
  private static func place(
    from origin: Coordinate, bearing: Double, meters: Double
  ) throws -> Coordinate {
    let angle = bearing / 180 * Double.pi
    let latitude = origin.latitude + Self.cosine(angle) * meters / 111_320
    let width = 111_320 * Self.cosine(origin.latitude / 180 * Double.pi)
    return try Coordinate(
      longitude: min(180, origin.longitude + Self.cosine(angle - .pi / 2) * meters / width),
      latitude: min(90, latitude))
  }

  /// A cosine by its series, so that the test needs no other library.
  private static func cosine(_ angle: Double) -> Double {
    let angle = angle - (angle / (2 * .pi)).rounded() * 2 * .pi
    var (sum, term) = (1.0, 1.0)
    for index in stride(from: 1.0, to: 40, by: 2) {
      term *= -angle * angle / (index * (index + 1))
      sum += term
    }
    return sum
  }

  @Test func `along roads the pairs are those of the search, at costs that 32 bits hold`() throws {
    let roads = ClusteredRoads(side: 12, villages: 60, facilities: 20, seed: 4)
    let network = try RoadNetwork(nodes: roads.nodes, segments: roads.segments)
    let graph = RoadGraph(network, by: .road)
    let villages = RoadPlaces(try graph.joins(roads.villages), on: graph)
    let facilities = RoadPlaces(try graph.joins(roads.facilities), on: graph)
    let everything = try graph.pairs(from: villages, to: facilities, within: 1e9)
    let bound = everything.map(\.cost).sorted()[everything.count / 4]
    let pairs = everything.filter { $0.cost <= bound }
    let table = try CostTable(from: villages, to: facilities, along: graph, within: bound)
    #expect(table.pairCount == pairs.count && table.originCount == 60)
    for pair in pairs {
      let cost = try #require(
        table.pairs(from: Int(pair.origin)).first { $0.destination == Int(pair.destination) }?.cost)
      #expect((cost - pair.cost).magnitude <= 1e-7 * pair.cost && cost <= bound)
    }
  }
}
