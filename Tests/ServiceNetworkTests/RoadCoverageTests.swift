import Fixtures
import ServiceNetwork
import Testing

/// Three villages and their roads, small enough for paper: 一村 and 二村 stand at junctions, as does the facility F.
struct RoadCoverageTests {
  /// From 一村 to F it is 1000 m, one-way for vehicles; from 二村 to F 2000 m.
  private func county(_ change: (inout [RoadSegment]) -> Void = { _ in }) throws -> SmallCounty {
    var county = try SmallCounty()
    try county.add("F", at: Coordinate(114.01, 33))
    let nodes = [
      try Coordinate(114, 33), try Coordinate(114.01, 33), try Coordinate(114, 33.01),
      try Coordinate(115, 33),
    ]
    var segments = [
      RoadSegment(from: 0, to: 1, length: Meters(1000), roadClass: "residential", backward: .walk),
      RoadSegment(from: 2, to: 1, length: Meters(2000), roadClass: "residential"),
      RoadSegment(from: 3, to: 3, length: Meters(10), roadClass: "residential"),
    ]
    change(&segments)
    county.roads = RoadTravel(try RoadNetwork(nodes: nodes, segments: segments), speeds: .standard)
    return county
  }

  private func served(_ county: SmallCounty, _ rule: String) throws -> [Bool] {
    try county.analysis("childrens-home", rule).villages.map { $0.verdict == .served }
  }

  @Test func `the bound along a road is inclusive, and its length is the one that was given`() throws {
    let county = try county()
    #expect(try served(county, "within 1000m by road") == [true, false, false])
    #expect(try served(county, "within 999.999m by road") == [false, false, false])
    #expect(try served(county, "within 2km by road") == [true, true, false])
  }

  @Test(arguments: [
    // 5 km/h, 25 km/h, 25 km/h.
    ("walk", 12.0, 24.0), ("ebike", 2.4, 4.8), ("drive", 2.4, 4.8),
  ])
  func `minutes are those of the mode`(mode: String, first: Double, second: Double) throws {
    let county = try county()
    #expect(try served(county, "within \(first)min by \(mode)") == [true, false, false])
    #expect(try served(county, "within \(first - 0.001)min by \(mode)") == [false, false, false])
    #expect(try served(county, "within \(second)min by \(mode)") == [true, true, false])
    let report = try UnservedReport(county.analysis("childrens-home", "within 1min by \(mode)"))
    #expect(report.villages.map { $0.nearest?.minutes } == [first, second, nil])
    #expect(report.villages.map { $0.nearest?.distance } == [nil, nil, nil])
    #expect(report.villages.map(\.reason) == [.tooFar, .tooFar, .noLocation])
  }

  @Test func `a village that reaches nobody says why`() throws {
    // 一村's road leads to it and not away, 二村's is gone.
    let county = try county { segments in
      segments[0] = RoadSegment(
        from: 0, to: 1, length: Meters(1000), roadClass: "residential", forward: .walk, backward: .all)
      segments[1].to = 2
    }
    let report = try UnservedReport(county.analysis("childrens-home", "within 9km by road"))
    #expect(report.villages.map(\.reason) == [.unreachable, .unreachable, .noLocation])
    #expect(report.villages.map(\.unreachable) == [.noWay, .otherComponent, nil])
    #expect(report.villages.allSatisfy { $0.nearest == nil })
    // On foot both ways are free.
    #expect(try served(county, "within 12min by walk") == [true, false, false])
  }

  @Test func `who lives or works too far from any road is said to`() throws {
    var county = try county()
    county.divisions[4].location = try Coordinate(114.5, 33)
    let villages = try UnservedReport(county.analysis("childrens-home", "within 1km by road")).villages
    #expect(villages.first { $0.name == "一村" }?.unreachable == .originOffRoad)
    county.facilities[0].location = try Coordinate(114.5, 33)
    let others = try UnservedReport(county.analysis("childrens-home", "within 1km by road")).villages
    #expect(others.first { $0.name == "二村" }?.unreachable == .destinationsOffRoad)
  }

  @Test func `the rest of a rule still serves where no road does`() throws {
    var county = try county()
    try county.add("G", in: "411726101201")
    #expect(try served(county, "own-village or within 1km by road") == [true, false, true])
  }

  @Test func `one that does not serve yet, and would be near enough, is told with its way`() throws {
    var county = try county()
    try county.add("P", at: Coordinate(114, 33), "planned")
    let villages = try UnservedReport(county.analysis("childrens-home", "within 500m by road")).villages
    let first = try #require(villages.first { $0.name == "一村" })
    #expect(first.couldServe?.id == "P" && first.couldServe?.distance == 0)
    #expect(first.nearest?.distance == 1000)
  }

  @Test func `the nearest are found along the roads, from any place`() throws {
    var county = try county()
    try county.add("G", at: Coordinate(114, 33.01))
    func nearest(_ origin: NearestReport.Origin, _ measure: String) throws -> NearestReport {
      try NearestReport(
        near: origin, service: nil, measure: try Measure(measure), asOf: county.date, limit: 9,
        in: county.snapshot)
    }
    let village = NearestReport.Origin.division(try DivisionCode("411726100201"))
    let found = try nearest(village, "road")
    #expect(found.points.map(\.provider.id) == ["F", "G"] && found.points.map(\.cost) == [1000, 3000])
    #expect(try nearest(village, "walk").points.map(\.cost) == [12, 36])
    let nobody = try nearest(.coordinate(try Coordinate(120, 33)), "road")
    #expect(nobody.points.isEmpty && nobody.unreachable == .originOffRoad)
    #expect(try nearest(.coordinate(try Coordinate(115, 33)), "road").unreachable == .otherComponent)
  }
}
