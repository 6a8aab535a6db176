import Fixtures
import Foundation
import Testing

@testable import ServiceNetwork

struct ServiceAreaTests {
  private func area(
    _ county: SmallCounty, _ within: String, _ change: (inout AreaParameters) -> Void = { _ in }
  ) throws -> ServiceArea {
    var parameters = AreaParameters()
    parameters.facilities = ["F"]
    parameters.within = within
    parameters.asOf = "2020-12-31"
    parameters.demand = "left-behind-children"
    change(&parameters)
    let snapshot = county.snapshot
    let question = try parameters.question(in: snapshot.catalogue, today: county.date)
    return try #require(try ServiceArea.areas(of: question, in: snapshot).first)
  }

  /// F at 一村's own place; 二村 is 1109 m north of it along the meridian, and 三村 has no place.
  private func county() throws -> SmallCounty {
    var county = try SmallCounty()
    try county.add("F", at: Coordinate(114, 33))
    try county.count("411726100201", "2020-01-01", 3)
    try county.count("411726100202", "2020-01-01", 40)
    try county.count("411726101201", "2020-01-01", 500)
    return county
  }

  @Test
  func
    `a straight area is a polygon within the circle, its corners on it, off by no more than half the tolerance`()
    throws
  {
    let area = try area(county(), "3km")
    let ring = try #require(area.pieces.first?.exterior)
    let middle = try Coordinate(114, 33)
    #expect(area.pieces.count == 1 && ring.first == ring.last && ring.count > 30)
    for (point, next) in zip(ring, ring.dropFirst()) {
      #expect(abs(Geodesic.distance(from: middle, to: point).value - 3000) < 1e-6)
      let half = GeodesicLine(from: point, to: next)
      let distance = Geodesic.distance(from: middle, to: half.place(at: half.length / 2)).value
      #expect(distance <= 3000 && distance >= 2995)
    }
    // Of a regular polygon, and the ellipsoid is flat on three kilometres.
    let corners = Double(ring.count - 1)
    let expected = 9e6 * corners / 2 * sin(2 * .pi / corners)
    let size = MultiPolygon([MultiPolygon.Polygon(exterior: ring)]).area
    #expect(abs(size / expected - 1) < 1e-6)
  }

  @Test(arguments: [
    ("1108m", 1, 3), ("1110m", 2, 43), ("1441m by detour:1.3", 1, 3), ("1443m by detour:1.3", 2, 43),
  ])
  func `villages and persons within are those that coverage counts`(
    within: String, villages: Int, persons: Int
  ) throws {
    let county = try county()
    let area = try area(county, within)
    #expect(area.villages == villages && area.persons == persons && area.providers == 1)
    let analysis = try county.analysis("childrens-home", "within \(within)")
    #expect(analysis.villages.count { $0.verdict == .served } == villages)
  }

  @Test func `a facility counts whatever its status, and a service has those that serve`() throws {
    var county = try county()
    try county.add("P", at: Coordinate(114, 33.01), "planned")
    try county.add("N")
    let planned = try area(county, "1km") { $0.facilities = ["P"] }
    #expect(planned.facility?.status == .planned && planned.villages == 1 && planned.persons == 40)
    let service = try area(county, "1km") {
      $0.facilities = []
      $0.service = "childrens-home"
    }
    #expect(service.villages == 1 && service.providers == 1 && service.withoutLocation == 1)
    // The service's own rule is within 3 km.
    var parameters = AreaParameters()
    parameters.service = "childrens-home"
    let question = try parameters.question(in: .standard, today: county.date)
    #expect(question.rule == "within 3000 m straight" && question.demandGroup == "left-behind-children")
  }

  @Test func `what is no question says what would be one`() throws {
    let county = try county()
    func message(_ within: String?, _ change: (inout AreaParameters) -> Void = { _ in }) -> String {
      do {
        _ = try area(county, "1km") {
          $0.within = within
          change(&$0)
        }
        return ""
      } catch {
        return String(describing: error)
      }
    }
    #expect(message(nil) == "within: give a distance or a time, as 3km or '30min by ebike'")
    #expect(message("30min").contains("30min cannot be measured by straight"))
    #expect(message("5km") { $0.facilities = [] }.contains("facility: give a facility by its id"))
    #expect(message("5km") { $0.facilities = ["G"] } == "there is no facility 'G'; did you mean 'F'?")
    #expect(message("5km") { $0.service = "childrens-home" }.contains("service: it stands for all"))
    #expect(message("5km") { $0.direction = "past" }.contains("neither to nor from"))
    #expect(message("5km") { $0.tolerance = "5km" }.contains("'5km' is no distance from 1m to 1000m"))
    #expect(message("5km by costs").contains("knows pairs and no ground"))
    #expect(message("5km by road").contains("needs a road network"))
    #expect(message("9000km").contains("pole or the antimeridian"))
  }

  @Test func `the walk off a road that leads past the limit shrinks evenly, and ends in a point`() throws {
    // 1 km of road at 25 km/h from F, and 1.2 minutes: half of it is reached, and 100 m off its beginning.
    var county = try county()
    let nodes = [try Coordinate(114, 33), try Coordinate(114.0107, 33)]
    let road = RoadSegment(from: 0, to: 1, length: Meters(1000), roadClass: "residential")
    county.roads = RoadTravel(try RoadNetwork(nodes: nodes, segments: [road]), speeds: .standard)
    let area = try area(county, "1.2min by ebike") { $0.tolerance = "1m" }
    let shape = try #require(area.pieces.first)
    #expect(area.pieces.count == 1)
    let distances = shape.exterior.map { Geodesic.distance(from: nodes[0], to: $0).value }
    #expect(abs((distances.max() ?? 0) - 500) < 1)
    // A disc of 100 m and its tangents from a point 500 m away.
    let (radius, length) = (100.0, 500.0)
    let angle = acos(radius / length)
    let expected = radius * length * sin(angle) + radius * radius * (.pi - angle)
    #expect(abs(MultiPolygon([shape]).area / expected - 1) < 0.01)
  }

  @Test func `on one-way roads it matters whether one comes or goes`() throws {
    var county = try county()
    let nodes = [try Coordinate(114, 33), try Coordinate(114, 33.01)]
    let road = RoadSegment(from: 1, to: 0, length: Meters(1000), roadClass: "residential", backward: [])
    county.roads = RoadTravel(try RoadNetwork(nodes: nodes, segments: [road]), speeds: .standard)
    #expect(try area(county, "1km by road").villages == 2)
    #expect(try area(county, "1km by road") { $0.direction = "from" }.villages == 1)
    #expect(try area(county, "999m by road").villages == 1)
  }

  @Test func `a place off every road has no area along roads, and says so`() throws {
    var county = try county()
    let nodes = [try Coordinate(115, 33), try Coordinate(115, 33.01)]
    county.roads = RoadTravel(
      try RoadNetwork(nodes: nodes, segments: [RoadSegment(from: 0, to: 1, roadClass: "residential")]),
      speeds: .standard)
    let area = try area(county, "5km by road")
    #expect(area.pieces.isEmpty && area.offRoad == 1 && area.villages == 0 && area.persons == 0)
  }
}

/// Areas over made-up roads, against distances to densely sampled places of them.
struct ServiceAreaShapeTests {
  private let made = ClusteredRoads(side: 14, villages: 60, facilities: 3, seed: 5)
  private let graph: RoadGraph
  private let bound = 14.0
  private let tolerance = 4.0

  init() throws {
    graph = RoadGraph(try RoadNetwork(nodes: made.nodes, segments: made.segments), by: .mode(.ebike))
  }

  private func pieces(_ joins: [RoadJoin]) throws -> (parts: [ReachedPart], pieces: [ReachPiece]) {
    let parts = try graph.serviceArea(of: joins, within: bound)
    return (parts, graph.pieces(of: parts, within: bound, tolerance: Meters(2000)))
  }

  /// Places of the reached parts, and how far off the road one gets from there.
  private func samples(of parts: [ReachedPart]) -> [(place: Coordinate, walk: Double)] {
    let count = 6
    return parts.flatMap { part in
      (0...count).compactMap { step in
        let share = Double(step) / Double(count)
        let cost = part.costAtStart + (part.costAtEnd - part.costAtStart) * share
        let walk = min((bound - cost) * 5000 / 60, 2000)
        return part.line.part(from: share, to: share).first.map { ($0, walk) }
      }
    }
  }

  @Test func `pieces hold what is within by more than the tolerance, and nothing outside`() throws {
    let joins = made.facilities.compactMap { graph.join($0) }
    let (parts, pieces) = try pieces(joins)
    #expect(joins.count == 3 && parts.count > 50)
    let rings = pieces.map { $0.outline(tolerance: tolerance) }
    let samples = samples(of: parts)
    var random = SeededGenerator(seed: 3)
    var (inside, outside) = (0, 0)
    for _ in 0..<120 {
      let place = try Coordinate(
        .random(in: 111.98...112.09, using: &random), .random(in: 30.98...31.09, using: &random))
      // By how many metres the place lies within what is reached; negative outside.
      let depth = samples.map { $0.walk - Geodesic.distance(from: $0.place, to: place).value }.max() ?? 0
      let isInside = rings.contains { $0.encloses(place) }
      if depth > tolerance { inside += 1 }
      // Samples are up to a sixth of an edge apart, and what lies between reaches a little farther.
      if depth < -60 { outside += 1 }
      if depth > tolerance { #expect(isInside) } else if depth < -60 { #expect(!isInside) }
    }
    #expect(inside > 15 && outside > 15)
  }

  @Test func `whoever reaches the place by the roads lies in a piece`() throws {
    let join = try #require(graph.join(made.facilities[0]))
    let rings = try pieces([join]).pieces.map { $0.outline(tolerance: tolerance) }
    var random = SeededGenerator(seed: 8)
    let places = try (0..<150).map { _ in
      try Coordinate(.random(in: 111.98...112.09, using: &random), .random(in: 30.98...31.09, using: &random))
    }
    let ends = RoadPlaces(try graph.joins(places), on: graph)
    // Eight metres of walk less than the bound, so that who is within is so by more than the tolerance.
    let reached = try graph.places(among: ends, within: bound - 0.1, of: join, .toPlace)
    #expect(reached.count > 5)
    for neighbour in reached {
      #expect(rings.contains { $0.encloses(places[neighbour.position]) })
    }
  }

  @Test func `an area of several places holds what each one's alone holds, at the cheaper cost`() throws {
    let joins = made.facilities.compactMap { graph.join($0) }
    let all = try graph.serviceArea(of: joins, within: bound)
    var random = SeededGenerator(seed: 4)
    let apart = try joins.map { try graph.serviceArea(of: $0, within: bound) }
    for _ in 0..<150 {
      let (edge, share) = (
        Int.random(in: 0..<graph.network.edgeCount, using: &random), Double.random(in: 0...1, using: &random)
      )
      let cost = all.cost(at: share, ofEdge: edge)
      let least = apart.compactMap { $0.cost(at: share, ofEdge: edge) }.min()
      #expect((cost == nil) == (least == nil))
      if let cost, let least { #expect(abs(cost - least) < 1e-6) }
    }
  }

  @Test func `slabs lie within the discs, and what lies within slabs is not drawn again`() throws {
    let (_, pieces) = try pieces(made.facilities.compactMap { graph.join($0) })
    let slabs = ReachSlabs(pieces, margin: tolerance)
    let rings = pieces.map { $0.outline(tolerance: tolerance) }
    #expect(slabs.areas.count > 10)
    for slab in slabs.areas {
      for corner in slab.exterior { #expect(rings.contains { $0.encloses(corner) }) }
    }
    let rest = pieces.filter { !slabs.contain($0) }
    #expect(rest.count < pieces.count)
    for piece in pieces.filter(slabs.contain).prefix(20) {
      for point in piece.outline(tolerance: 50) {
        #expect(slabs.areas.contains { $0.exterior.encloses(point) })
      }
    }
  }
}

extension [ReachedPart] {
  /// What a point of an edge costs; `nil` where it is not reached.
  fileprivate func cost(at share: Double, ofEdge edge: Int) -> Double? {
    let costs = filter { $0.edge == edge && $0.shares.contains(share) }.map { part in
      let length = part.shares.upperBound - part.shares.lowerBound
      let along = length > 0 ? (share - part.shares.lowerBound) / length : 0
      return part.costAtStart + (part.costAtEnd - part.costAtStart) * along
    }
    return costs.min()
  }
}

extension [Coordinate] {
  /// Whether a closed ring goes around a place: a ray from it crosses the ring an odd number of times.
  fileprivate func encloses(_ place: Coordinate) -> Bool {
    var isInside = false
    for (first, second) in zip(self, dropFirst())
    where (first.latitude > place.latitude) != (second.latitude > place.latitude) {
      let share = (place.latitude - first.latitude) / (second.latitude - first.latitude)
      if place.longitude < first.longitude + share * (second.longitude - first.longitude) {
        isInside.toggle()
      }
    }
    return isInside
  }
}
