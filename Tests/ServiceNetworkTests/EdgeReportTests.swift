import Fixtures
import Testing

@testable import ServiceNetwork

struct EdgeReportTests {
  /// 二村 is 1109.05 m north of the facility at 一村.
  private func county() throws -> SmallCounty {
    var county = try SmallCounty()
    try county.add("F", at: Coordinate(114, 33))
    return county
  }

  @Test(arguments: [
    ("within 1100m", ["二村 false"]), ("within 1120m", ["二村 true"]), ("within 1000m", []),
    ("within 1200m", []), ("own-village", []),
    // At the bound itself, from both sides.
    ("within 49m", ["一村 true"]), ("within 50m", ["一村 true"]), ("within 51m", []),
  ])
  func `those within fifty metres of the bound are listed, on both sides`(
    rule: String, expected: [String]
  ) throws {
    let report = try EdgeReport(county().analysis("childrens-home", rule), edge: 50)
    #expect(report.villages.map { "\($0.name) \($0.isServed)" } == expected)
    #expect(report.villages.allSatisfy { $0.nearest.id == "F" })
  }

  @Test func `a village that its own facility serves is not at the edge`() throws {
    var county = try county()
    try county.add("G", in: "411726100202")
    let rule = "own-village or within 1100m"
    #expect(try EdgeReport(county.analysis("childrens-home", rule), edge: 50).villages.isEmpty)
  }

  @Test func `they are those that comparing every distance with the bound gives, nearest to it first`() throws
  {
    let country = ClusteredNetwork(villages: 3000, facilities: 500, seed: 4)
    let snapshot = NetworkSnapshot(
      divisions: country.divisions, facilities: country.facilities, demand: country.demand)
    let service = try snapshot.catalogue.service(named: "childrens-home")
    for (rule, bound) in [("within 3km", 3000.0), ("within 5km detour:1.3", 5000)] {
      let analysis = try CoverageAnalysis(
        CoverageQuestion(service, rule: try ServiceRule(rule), asOf: ClusteredNetwork.date), in: snapshot)
      let report = try EdgeReport(analysis, edge: 200)
      let reach = try #require(analysis.reach)
      let expected = analysis.villages.indices.compactMap { position -> (Double, DivisionCode)? in
        guard let cost = reach.nearest(to: position)?.cost, (bound - cost).magnitude <= 200 else {
          return nil
        }
        return (
          (bound - cost).magnitude, snapshot.divisions[Int(analysis.villages[position].division)].code
        )
      }.sorted { $0 < $1 }
      #expect(report.villages.map(\.code) == expected.map(\.1) && report.villages.count > 20)
      #expect(report.villages.allSatisfy { $0.isServed == ($0.margin >= 0) })
    }
  }

  @Test func `the width is metres or minutes as the bound is`() throws {
    func width(_ text: String?, _ rule: String) throws -> Double {
      let question = try county().analysis("childrens-home", rule).question
      return try EdgeReport.width(text, for: question)
    }
    #expect(try width("80m", "within 3km") == 80)
    #expect(try width("0.1 km", "within 3km") == 100)
    #expect(try width(nil, "within 3km") == EdgeReport.usualMeters)
    for (text, rule) in [
      ("2min", "within 3km"), ("50", "within 3km"), ("-5m", "within 3km"), ("50m", "own-village"),
    ] {
      let error = #expect(throws: ParameterError.self) { try width(text, rule) }
      #expect(error?.parameter == "edge")
    }
  }
}

struct DetourReportTests {
  /// 一村 is 934 m from F in a straight line and 5 km by road; 二村's road leads elsewhere.
  private func county(roadOf second: Bool) throws -> SmallCounty {
    var county = try SmallCounty()
    try county.add("F", at: Coordinate(114.01, 33))
    let nodes = [
      try Coordinate(114, 33), try Coordinate(114.01, 33), try Coordinate(114, 33.01),
      try Coordinate(113.99, 33.01),
    ]
    var segments = [
      RoadSegment(from: 0, to: 1, length: Meters(5000), roadClass: "residential"),
      RoadSegment(from: 2, to: 3, length: Meters(1000), roadClass: "residential"),
    ]
    if second { segments.append(RoadSegment(from: 2, to: 1, length: Meters(1500), roadClass: "residential")) }
    county.roads = RoadTravel(try RoadNetwork(nodes: nodes, segments: segments), speeds: .standard)
    return county
  }

  @Test func `near as the crow flies and far by road, and the worst first`() throws {
    let villages = try DetourReport(
      county(roadOf: false).analysis("childrens-home", "within 2km by road")
    ).villages
    #expect(villages.map(\.name) == ["二村", "一村"])
    #expect(villages.map(\.unreachable) == [.otherComponent, nil])
    #expect(villages.map(\.ratio) == [nil, 5000 / (villages[1].straight.distance ?? 0)])
    #expect(villages[1].road?.distance == 5000 && villages[1].straight.id == "F")
    let bridged = try DetourReport(
      county(roadOf: true).analysis("childrens-home", "within 2km by road")
    ).villages
    #expect(bridged.map(\.name) == ["一村"])
    let far = try DetourReport(county(roadOf: false).analysis("childrens-home", "within 900m by road"))
    #expect(far.villages.isEmpty)
  }

  @Test func `a question is asked by road, and must be about metres`() throws {
    var given = QuestionParameters()
    #expect(try DetourReport.parameters(given).measure == "road")
    given.measure = "walk"
    #expect(throws: ParameterError.self) { try DetourReport.parameters(given) }
    let county = try county(roadOf: false)
    let straight = try county.analysis("childrens-home", "within 3km").question
    #expect(try DetourReport.question(straight).rule.description == "within 3000 m road")
    for rule in ["own-village", "within 5min by walk"] {
      let question = try county.analysis("childrens-home", rule).question
      #expect(throws: ParameterError.self) { try DetourReport.question(question) }
    }
  }
}
