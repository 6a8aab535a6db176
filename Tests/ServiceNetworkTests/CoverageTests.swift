import Fixtures
import ServiceNetwork
import Testing

/// One county, two townships, three villages on a meridian, a kilometre or so apart; small enough for paper.
struct SmallCounty {
  var facilities: [Facility] = []
  var posts: [Post] = []
  var demand: [DemandCount] = []
  var divisions: [Division] = []
  var roads: RoadTravel?
  let date = CalendarDate(iso8601: "2020-12-31")!

  init() throws {
    divisions = [
      Division(code: try DivisionCode("4117"), name: "市", level: .city),
      Division(code: try DivisionCode("411726"), name: "县", level: .county),
      Division(code: try DivisionCode("411726100"), name: "甲镇", level: .township),
      Division(code: try DivisionCode("411726101"), name: "乙镇", level: .township),
      Division(
        code: try DivisionCode("411726100201"), name: "一村", level: .village, location: try Coordinate(114, 33)
      ),
      Division(
        code: try DivisionCode("411726100202"), name: "二村", level: .village,
        location: try Coordinate(114, 33.01)),
      Division(code: try DivisionCode("411726101201"), name: "三村", level: .village),
    ]
  }

  mutating func add(
    _ id: String, _ kind: String = "childrens-home", in division: String? = nil,
    at location: Coordinate? = nil,
    _ history: String = "operating"
  ) throws {
    facilities.append(
      Facility(
        id: id, kind: kind, name: "示例\(id)", division: try division.map { text in try DivisionCode(text) },
        location: location, history: try StatusHistory(text: history)))
  }

  mutating func count(_ code: String, _ day: String, _ persons: Int) throws {
    demand.append(
      DemandCount(
        division: try DivisionCode(code), asOf: try #require(CalendarDate(iso8601: day)),
        persons: ["left-behind-children": persons]))
  }

  var snapshot: NetworkSnapshot {
    NetworkSnapshot(
      divisions: divisions, facilities: facilities, posts: posts, demand: demand, roads: roads)
  }

  func analysis(
    _ service: String = "childrens-home", _ rule: String? = nil, on day: String = "2020-12-31",
    area: String? = nil
  ) throws -> CoverageAnalysis {
    try CoverageAnalysis(
      CoverageQuestion(
        try snapshot.catalogue.service(named: service), rule: try rule.map { text in try ServiceRule(text) },
        asOf: try #require(CalendarDate(iso8601: day)), area: try area.map { text in try DivisionCode(text) }),
      in: snapshot)
  }

  /// The verdicts of the three villages, in their order: s, u, or - where it cannot be told.
  func verdicts(_ service: String = "childrens-home", _ rule: String? = nil, on day: String = "2020-12-31")
    throws -> String
  {
    try analysis(service, rule, on: day).villages.map {
      switch $0.verdict {
      case .served: "s"
      case .unserved: "u"
      case .withoutLocation: "-"
      }
    }.joined()
  }
}

struct CoverageTests {
  @Test func `where nobody serves nobody is near, however far the bound`() throws {
    let county = try SmallCounty()
    for rule in ["within 3km", "within 30000km"] {
      let analysis = try county.analysis("childrens-home", rule)
      #expect(analysis.villages.map(\.verdict) == [.unserved, .unserved, .withoutLocation])
      #expect(try UnservedReport(analysis).villages.map(\.reason) == [.noProvider, .noProvider, .noLocation])
    }
  }

  @Test func `a village exactly at the bound is served, and not a hair beyond`() throws {
    // Given a facility at the first village
    var county = try SmallCounty()
    let place = try Coordinate(114, 33)
    try county.add("A", at: place)
    // When the bound is the distance to the second, to the last bit, and one bit less
    let distance = Geodesic.distance(from: try Coordinate(114, 33.01), to: place).value
    // Then
    #expect(try county.verdicts("childrens-home", "within \(distance)m") == "ss-")
    #expect(try county.verdicts("childrens-home", "within \(distance.nextDown)m") == "su-")
    #expect(try county.verdicts("childrens-home", "within \(distance * 1.5)m detour:1.5") == "ss-")
    #expect(try county.verdicts("childrens-home", "within \(distance * 1.499)m detour:1.5") == "su-")
  }

  @Test func `own-village asks for the village itself`() throws {
    var county = try SmallCounty()
    try county.add("A", in: "411726100201")
    try county.add("B", in: "411726101")
    #expect(try county.verdicts("childrens-home", "own-village") == "suu")
  }

  @Test func `own-township takes the township itself and any village in it`() throws {
    var county = try SmallCounty()
    try county.add("A", in: "411726100202")
    #expect(try county.verdicts("childrens-home", "own-township") == "ssu")
    county.facilities = []
    try county.add("B", in: "411726101")
    #expect(try county.verdicts("childrens-home", "own-township") == "uus")
    county.facilities = []
    try county.add("C", in: "411726")
    #expect(try county.verdicts("childrens-home", "own-township") == "uuu")
  }

  @Test func `a village without coordinates is served where it needs none`() throws {
    var county = try SmallCounty()
    try county.add("A", in: "411726101")
    #expect(try county.verdicts("childrens-home", "own-township or within 1km") == "uus")
    #expect(try county.verdicts("childrens-home", "within 1km") == "uu-")
  }

  @Test func `a facility serves while it operates`() throws {
    var county = try SmallCounty()
    try county.add("A", in: "411726100201", "planned; operating 2018-05-01; closed 2020-05-01")
    #expect(try county.verdicts("childrens-home", "own-village", on: "2018-04-30") == "uuu")
    #expect(try county.verdicts("childrens-home", "own-village", on: "2018-05-01") == "suu")
    #expect(try county.verdicts("childrens-home", "own-village", on: "2020-04-30") == "suu")
    #expect(try county.verdicts("childrens-home", "own-village", on: "2020-05-01") == "uuu")
  }

  @Test func `another kind does not count`() throws {
    var county = try SmallCounty()
    try county.add("A", "nursing-home", in: "411726100201", at: try Coordinate(114, 33))
    #expect(try county.verdicts() == "uu-")
    #expect(try county.verdicts("nursing-home") == "ss-")
  }

  @Test func `a post counts like a facility at its village`() throws {
    var county = try SmallCounty()
    let appointedOn = try #require(CalendarDate(iso8601: "2019-01-01"))
    let term = try #require(Term(appointedOn: appointedOn))
    county.posts = [
      Post(id: "P", role: "child-welfare-director", division: try DivisionCode("411726100201"), term: term)
    ]
    #expect(try county.verdicts("child-welfare") == "suu")
    #expect(try county.verdicts("child-welfare", "within 2km") == "ss-")
    #expect(try county.verdicts("child-welfare", on: "2018-12-31") == "uuu")
  }

  @Test func `shares leave out what cannot be told, and are null of nothing`() throws {
    // Given 10, 20 and 30 children
    var county = try SmallCounty()
    try county.count("411726100201", "2020-01-01", 10)
    try county.count("411726100202", "2020-01-01", 20)
    try county.count("411726101201", "2020-01-01", 30)
    try county.add("A", at: try Coordinate(114, 33))
    let report = CoverageReport(try county.analysis("childrens-home", "within 500m"), by: .township)
    #expect(report.total.villages == 3)
    #expect([report.total.served, report.total.unserved, report.total.withoutLocation] == [1, 1, 1])
    #expect([report.total.demand, report.total.demandServed, report.total.demandUnserved] == [60, 10, 20])
    #expect(report.total.share == 0.5)
    #expect(report.total.demandShare == 10.0 / 30)
    #expect(report.areas.map(\.name) == ["甲镇", "乙镇"])
    #expect(report.areas[1].figures.share == nil)
    #expect(report.areas[1].figures.demandShare == nil)
  }

  @Test func `demand is the latest count on or before the day, else the earliest after`() throws {
    var county = try SmallCounty()
    try county.count("411726100201", "2018-06-30", 1)
    try county.count("411726100201", "2019-06-30", 2)
    try county.count("411726100201", "2020-06-30", 4)
    for (day, persons, later) in [
      ("2018-06-29", 1, 1), ("2018-06-30", 1, 0), ("2020-06-29", 2, 0), ("2021-01-01", 4, 0),
    ] {
      let total = CoverageReport(try county.analysis(on: day), by: .county).total
      #expect(total.demand == persons)
      #expect(total.demandLater == later)
      #expect(total.withoutDemand == 2)
    }
  }

  @Test func `an area limits the villages and not those who serve`() throws {
    var county = try SmallCounty()
    try county.add("A", in: "411726101", at: try Coordinate(114, 33))
    let report = CoverageReport(
      try county.analysis("childrens-home", "within 500m", area: "411726100"), by: .county)
    #expect(report.total.villages == 2)
    #expect(report.total.served == 1)
    #expect(report.areas.map(\.name) == ["县"])
    #expect(throws: CoverageError.unknownDivision(try DivisionCode("4199"))) {
      try county.analysis(area: "4199")
    }
  }

  @Test func `no facilities and no villages are answers, too`() throws {
    var county = try SmallCounty()
    #expect(try county.verdicts() == "uu-")
    #expect(
      try UnservedReport(county.analysis("childrens-home", "within 1km")).villages.map(\.reason) == [
        .noProvider, .noProvider, .noLocation,
      ])
    county.divisions = []
    let report = CoverageReport(try county.analysis(), by: .county)
    #expect(report.total.villages == 0)
    #expect(report.total.share == nil)
    #expect(report.areas.isEmpty)
  }

  @Test func `a measure that needs roads says so`() throws {
    #expect(throws: CoverageError.roadsMissing(.road)) {
      try SmallCounty().analysis("childrens-home", "within 1km by road")
    }
  }

  @Test func `the standard never lowers coverage when it grows, and order does not matter`() throws {
    let network = ClusteredNetwork(villages: 400, facilities: 120, seed: 3)
    let date = ClusteredNetwork.date
    let service = try Catalogue.standard.service(named: "childrens-home")
    let snapshot = NetworkSnapshot(
      divisions: network.divisions, facilities: network.facilities, demand: network.demand)
    let shuffled = NetworkSnapshot(
      divisions: network.divisions.reversed(), facilities: network.facilities.reversed(),
      demand: network.demand.reversed())
    var last = -1
    for meters in [0, 100, 300, 1000, 2000, 5000, 20_000, 1_000_000] {
      let question = CoverageQuestion(service, rule: try ServiceRule("within \(meters)m"), asOf: date)
      let analysis = try CoverageAnalysis(question, in: snapshot)
      let report = CoverageReport(analysis, by: .county)
      #expect(report.total.served >= last)
      last = report.total.served
      let other = try CoverageAnalysis(question, in: shuffled)
      #expect(CoverageReport(other, by: .county).areas == report.areas)
      #expect(try UnservedReport(other).villages == UnservedReport(analysis).villages)
    }
  }
}

struct UnservedReportTests {
  @Test func `the nearest is named with its distance along the measure`() throws {
    var county = try SmallCounty()
    try county.add("B", at: try Coordinate(114, 33.1))
    try county.add("A", at: try Coordinate(114, 33.1))
    let villages = try UnservedReport(county.analysis("childrens-home", "within 1km detour:1.3")).villages
    let straight = Geodesic.distance(from: try Coordinate(114, 33.01), to: try Coordinate(114, 33.1)).value
    #expect(villages.map(\.name) == ["一村", "二村", "三村"])
    #expect(villages[1].nearest?.id == "A")
    #expect(villages[1].nearest?.name == "示例A")
    #expect(villages[1].nearest?.distance == straight * 1.3)
    #expect(villages[1].township == "甲镇")
    #expect(villages[1].county == "县")
    #expect(villages[2].nearest == nil)
  }

  @Test func `the reason follows from the rule`() throws {
    var county = try SmallCounty()
    try county.add("A", in: "4117", at: try Coordinate(115, 34))
    let rules: [(String, [UnservedReport.Reason])] = [
      ("within 1km", [.tooFar, .tooFar, .noLocation]),
      ("own-village", [.noneInVillage, .noneInVillage, .noneInVillage]),
      ("own-village or own-township", [.noneInTownship, .noneInTownship, .noneInTownship]),
      ("own-township or within 1km", [.tooFar, .tooFar, .noLocation]),
    ]
    for (rule, reasons) in rules {
      #expect(
        try UnservedReport(county.analysis("childrens-home", rule)).villages.map(\.reason) == reasons,
        "\(rule)")
    }
  }

  @Test func `one that would serve is named with what keeps it`() throws {
    var county = try SmallCounty()
    try county.add("C", at: try Coordinate(114, 33.001), "planned")
    try county.add(
      "D", at: try Coordinate(114, 33.002), "planned; operating 2018-01-01; suspended 2019-01-01")
    try county.add("E", in: "411726101201", "closed")
    let byDistance = try UnservedReport(county.analysis("childrens-home", "within 1km")).villages
    #expect(byDistance.map { $0.couldServe?.id } == ["C", "D", nil])
    #expect(byDistance[1].couldServe?.status == .suspended)
    let byVillage = try UnservedReport(county.analysis("childrens-home", "own-village")).villages
    #expect(byVillage.map { $0.couldServe?.id } == [nil, nil, "E"])
    #expect(byVillage[2].couldServe?.status == .closed)
    #expect(byVillage[2].couldServe?.distance == nil)
  }

  @Test func `those with the most persons come first, then by code, the uncounted last`() throws {
    var county = try SmallCounty()
    try county.count("411726100202", "2020-01-01", 20)
    try county.count("411726101201", "2020-01-01", 0)
    let report = try UnservedReport(county.analysis())
    #expect(report.villages.map(\.name) == ["二村", "三村", "一村"])
  }
}

struct NearestReportTests {
  @Test func `only what serves on the day is found, nearest first`() throws {
    var county = try SmallCounty()
    try county.add("A", at: try Coordinate(114, 33.02))
    try county.add("B", at: try Coordinate(114, 33.01))
    try county.add("C", at: try Coordinate(114, 33.001), "closed")
    try county.add("D", "nursing-home", at: try Coordinate(114, 33.001))
    try county.add("E")
    let service = try county.snapshot.catalogue.service(named: "childrens-home")
    let report = try NearestReport(
      near: .division(try DivisionCode("411726100201")), service: service, asOf: county.date, limit: 5,
      in: county.snapshot)
    #expect(report.points.map(\.provider.id) == ["B", "A"])
    #expect(report.withoutLocation == 1)
    #expect(report.near == (try Coordinate(114, 33)))
    let any = try NearestReport(
      near: .coordinate(try Coordinate(114, 33)), service: nil, measure: .detour(2), asOf: county.date,
      limit: 1,
      in: county.snapshot)
    #expect(any.points.map(\.provider.id) == ["D"])
    let straight = Geodesic.distance(from: try Coordinate(114, 33), to: try Coordinate(114, 33.001)).value
    #expect(any.points[0].cost == straight * 2)
  }

  @Test func `a village without coordinates has no surroundings`() throws {
    let county = try SmallCounty()
    let code = try DivisionCode("411726101201")
    #expect(throws: CoverageError.noLocation(code)) {
      try NearestReport(near: .division(code), service: nil, asOf: county.date, limit: 1, in: county.snapshot)
    }
  }
}
