import Fixtures
import Foundation
import RegistryFiles
import ServiceNetwork
import Testing

struct ReportWriterTests {
  private let analysis: CoverageAnalysis
  private let snapshot: NetworkSnapshot

  init() throws {
    let tree = [
      ("411726000000", "县", DivisionLevel.county, nil), ("411726100000", "甲镇", .township, nil),
      ("411726100201", "一\"村\"", .village, try Coordinate(114, 33)),
      ("411726100202", "二村", .village, try Coordinate(114, 33.1)),
      ("411726100203", "三村", .village, nil),
    ].map { code, name, level, location in
      Division(code: DivisionCode(registered: code), name: name, level: level, location: location)
    }
    let facility = Facility(id: "A", kind: "childrens-home", name: "示例院", location: try Coordinate(114, 33))
    let day = CalendarDate(iso8601: "2020-12-31")!
    let demand = tree[2...3].map {
      DemandCount(division: $0.code, asOf: day, persons: ["left-behind-children": 7])
    }
    snapshot = NetworkSnapshot(divisions: tree, facilities: [facility], demand: demand)
    let service = try snapshot.catalogue.service(named: "childrens-home")
    analysis = try CoverageAnalysis(CoverageQuestion(service, asOf: day), in: snapshot)
  }

  private func text(_ format: ReportFormat, _ write: (ReportWriter) throws -> Void) throws -> String {
    var bytes: [UInt8] = []
    try write(ReportWriter(format) { bytes += $0 })
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What tells the data and the release: the same on every machine.
  private let provenance =
    #""measure":"straight","unit":"m","registryState":"8ba368e3ecd3f1fcc9b529bcda9eb821","version":"\#(Release.version)""#

  @Test func `coverage as JSON has the members that others build on`() throws {
    let text = try text(.json) { try $0.write([CoverageReport(analysis, by: .county)], withAreas: true) }
    let figures =
      #""villages":3,"served":1,"unserved":1,"withoutLocation":1,"demand":14,"demandServed":7,"demandUnserved":7,"share":0.5,"demandShare":0.5,"withoutDemand":1,"demandLater":0"#
    #expect(
      text == """
        {"service":"childrens-home","rule":"within 3000 m straight",\(provenance),"asOf":"2020-12-31","area":null,\
        "demandGroup":"left-behind-children","ruleZh":"3公里以内（直线）","by":"county","serving":1,"servingWithoutLocation":0,\
        "total":{\(figures)},"areas":[{"code":"411726000000","name":"县",\(figures)}]}

        """)
  }

  @Test func `the villages near a bound in every form`() throws {
    let report = try EdgeReport(analysis, edge: 3000)
    #expect(
      try text(.csv) { try $0.write(report) } == #"""
        code,name,township,county,demand_group,demand,served,margin,nearest_id,nearest_name,nearest_distance
        411726100201,"一""村""",甲镇,县,left-behind-children,7,true,3000.0,A,示例院,0.0

        """#)
    let json = try text(.json) { try $0.write(report) }
    #expect(
      json.hasPrefix(#"{"service":"childrens-home","rule":"within 3000 m straight","asOf":"2020-12-31""#))
    #expect(json.contains(#""total":1,"villages":[{"code":"411726100201""#))
    #expect(try text(.geojson) { try $0.write(report) }.contains(#""properties":{"code":"411726100201""#))
    let table = try text(.table) { try $0.write(report) }
    #expect(table.contains("within 3000 m of the bound: 1 villages, 1 served and 0 not."))
  }

  @Test func `straight against road in every form`() throws {
    let nodes = try [Coordinate(114, 33), Coordinate(114, 33.1), Coordinate(114.2, 33)]
    let roads = RoadTravel(
      try RoadNetwork(
        nodes: nodes,
        segments: [RoadSegment(from: 0, to: 1, length: Meters(30_000), roadClass: "residential")]),
      speeds: .standard)
    let snapshot = NetworkSnapshot(
      catalogue: self.snapshot.catalogue, divisions: self.snapshot.divisions,
      facilities: self.snapshot.facilities, statuses: self.snapshot.statuses, posts: [], demand: [:],
      roads: roads)
    var question = analysis.question
    question.rule = try ServiceRule("within 12km by road")
    let report = try DetourReport(CoverageAnalysis(question, in: snapshot))
    #expect(
      try text(.csv) { try $0.write(report) } == """
        code,name,township,county,demand_group,demand,straight_id,straight_name,straight_distance,road_id,road_name,road_distance,ratio,unreachable
        411726100202,二村,甲镇,县,left-behind-children,,A,示例院,11090.5,A,示例院,30000.0,2.705,

        """)
    #expect(try text(.json) { try $0.write(report) }.contains(#""ratio":2.705"#))
    #expect(try text(.geojson) { try $0.write(report) }.contains(#""type":"FeatureCollection""#))
    #expect(try text(.table) { try $0.write(report) }.contains("11090.5  示例院   30000.0  2.705"))
  }

  @Test func `coverage as CSV and as a table`() throws {
    let report = CoverageReport(analysis, by: .township)
    #expect(
      try text(.csv) { try $0.write([report], withAreas: true) } == """
        service,code,name,villages,served,unserved,without_location,demand,demand_served,demand_unserved,share,demand_share,without_demand,demand_later
        childrens-home,411726100000,甲镇,3,1,1,1,14,7,7,0.5,0.5,1,0

        """)
    #expect(
      try text(.table) { try $0.write([report], withAreas: true) } == """
        儿童之家, children's homes: within 3 km on 2020-12-31; persons: left-behind-children.

        township  code          villages  served  unserved  no place  share  persons  unserved  share
        ────────  ────────────  ────────  ──────  ────────  ────────  ─────  ───────  ────────  ─────
        甲镇      411726100000         3       1         1         1  50.0%       14         7  50.0%
        total                          3       1         1         1  50.0%       14         7  50.0%

        1 villages have no coordinates, and may or may not be served.
        1 villages have no count of persons, and add none.

        state 8ba368e3ecd3f1fcc9b529bcda9eb821, fuwang \(Release.version)

        """)
  }

  @Test func `unserved villages as GeoJSON`() throws {
    let text = try text(.geojson) { try $0.write(UnservedReport(analysis)) }
    #expect(
      text == """
        {"type":"FeatureCollection",\(provenance),"features":[{"type":"Feature","id":"411726100202","geometry":{"type":"Point",\
        "coordinates":[114,33.1]},"properties":{"code":"411726100202","name":"二村","township":"甲镇","county":"县",\
        "demandGroup":"left-behind-children","demand":7,"reason":"too-far","nearestId":"A","nearestName":"示例院",\
        "nearestDistance":11090.5,"nearestMinutes":null,"couldServeId":null,"couldServeName":null,\
        "couldServeStatus":null,"couldServeDistance":null,"couldServeMinutes":null,"unreachable":null}},{"type":"Feature","id":"411726100203","geometry":null,"properties":\
        {"code":"411726100203","name":"三村","township":"甲镇","county":"县","demandGroup":"left-behind-children",\
        "demand":null,"reason":"no-location","nearestId":null,"nearestName":null,"nearestDistance":null,\
        "nearestMinutes":null,"couldServeId":null,"couldServeName":null,"couldServeStatus":null,\
        "couldServeDistance":null,"couldServeMinutes":null,"unreachable":null}}]}

        """)
  }

  @Test func `unserved villages as CSV have the same columns`() throws {
    #expect(
      try text(.csv) { try $0.write(UnservedReport(analysis), limit: 1) } == """
        code,name,township,county,demand_group,demand,reason,nearest_id,nearest_name,nearest_distance,could_serve_id,could_serve_name,could_serve_status,could_serve_distance
        411726100202,二村,甲镇,县,left-behind-children,7,too-far,A,示例院,11090.5,,,,

        """)
  }

  @Test func `what CSV has no place for is said beside it`() throws {
    var remarks: [String] = []
    let writer = ReportWriter(.csv, remark: { remarks.append($0) }, to: { _ in })
    try writer.write([CoverageReport(analysis, by: .county)], withAreas: true)
    try writer.write(UnservedReport(analysis))
    let line = "state 8ba368e3ecd3f1fcc9b529bcda9eb821, fuwang \(Release.version)"
    #expect(remarks == [line, line])
  }

  @Test func `the nearest as JSON`() throws {
    let report = try NearestReport(
      near: .coordinate(Coordinate(114, 33.01)), service: analysis.question.service,
      asOf: analysis.question.asOf,
      limit: 3, in: snapshot)
    let state = Provenance(of: report).state
    #expect(state.count == 32 && !provenance.contains(state))
    #expect(
      try text(.json) { try $0.write(report) } == """
        {"near":[114,33.01],"village":null,"service":"childrens-home","measure":"straight","unit":"m",\
        "registryState":"\(state)","version":"\(Release.version)","asOf":"2020-12-31",\
        "withoutLocation":0,"facilities":[{"id":"A","name":"示例院","kind":"childrens-home","distance":1109,\
        "longitude":114,"latitude":33,"division":null}]}

        """)
  }

  @Test func `what is JSON can be parsed, whatever names hold`() throws {
    var json = JSONWriter()
    json.object { json in
      json.member("text", "\" \\ \n \u{1} 名 😀 </script>")
      json.member("none", Double.nan)
      json.array("numbers") { json in for number in [0.1, -0.0, 1e300, 1e-7, 3] { json.number(number) } }
    }
    let value = try #require(try JSONSerialization.jsonObject(with: Data(json.take())) as? [String: Any])
    #expect(value["text"] as? String == "\" \\ \n \u{1} 名 😀 </script>")
    #expect(value["numbers"] as? [Double] == [0.1, 0, 1e300, 1e-7, 3])
  }
}
