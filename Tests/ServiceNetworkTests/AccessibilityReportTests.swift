import Fixtures
import Testing

@testable import ServiceNetwork

/// Reports on a county small enough for paper: 一村 and 二村 are 1109 m apart, 三村 has no coordinates.
struct AccessibilityReportTests {
  /// F stands in 一村 and G in 二村; 100, 300 and 50 persons.
  private func county() throws -> SmallCounty {
    var county = try SmallCounty()
    try county.add("F", in: "411726100201", at: Coordinate(114, 33))
    try county.add("G", in: "411726100202", at: Coordinate(114, 33.01))
    county.facilities[0].capacity = 20
    county.facilities[0].occupied = 15
    county.facilities[1].capacity = 60
    for (code, persons) in [("411726100201", 100), ("411726100202", 300), ("411726101201", 50)] {
      try county.count(code, "2020-12-31", persons)
    }
    return county
  }

  private func parameters(_ within: String, _ change: (inout AccessibilityParameters) -> Void = { _ in })
    -> AccessibilityParameters
  {
    var parameters = AccessibilityParameters()
    parameters.question.services = ["childrens-home"]
    parameters.question.within = within
    parameters.question.asOf = "2020-12-31"
    change(&parameters)
    return parameters
  }

  private func report(
    _ county: SmallCounty, _ within: String, _ change: (inout AccessibilityParameters) -> Void = { _ in }
  ) throws -> AccessibilityReport {
    try parameters(within, change).report(by: .county, in: county.snapshot, today: county.date)
  }

  @Test func `each has places in its village, and none where it has no coordinates`() throws {
    let report = try report(county(), "1km") { $0.threshold = "200" }
    #expect(report.villages.map(\.name) == ["二村", "一村", "三村"])
    #expect(report.villages.map(\.score) == [200, 200, nil])
    #expect(report.total.demand == 400 && report.total.withoutLocation == 1 && report.total.mean == 200)
    #expect(report.total.gini == 0 && report.total.demandBelow == 0)
    #expect(report.distributed == 80 && report.capacityInReach == 80 && report.pairs == 2)
    #expect(report.areas.map(\.figures) == [report.total] && report.areas[0].name == "县")
  }

  @Test func `a score that is the threshold on paper is not below it`() throws {
    var county = try SmallCounty()
    try county.add("F", at: Coordinate(114, 33.004))
    county.facilities[0].capacity = 15
    try county.count("411726100201", "2020-12-31", 300)
    // 0.68 × 15 ÷ (0.68 × 300), for a thousand.
    let report = try report(county, "1km") {
      $0.decay = "steps:1km=0.68"
      $0.threshold = "50"
    }
    #expect(report.total.demandBelow == 0)
  }

  @Test func `a cost matrix needs no coordinates, of villages or of facilities`() throws {
    var county = try county()
    county.facilities[0].location = nil
    var snapshot = county.snapshot
    var builder = CostMatrixBuilder(snapshot)
    for (index, code) in ["411726100201", "411726100202", "411726101201"].enumerated() {
      let origin = try DivisionCode(code)
      try builder.add(origin: origin, destination: "F", cost: index == 1 ? nil : 500, line: 2 * index)
      try builder.add(origin: origin, destination: "G", cost: index == 1 ? 500 : nil, line: 2 * index + 1)
    }
    snapshot.costs = try builder.matrix(missingPairs: .refused)
    let report = try parameters("1km") {
      $0.question.takesCosts = true
      $0.model = "2sfca"
    }.report(by: .county, in: snapshot, today: county.date)
    // 20 places for 150 persons, 60 for 300.
    #expect(report.villages.map(\.name) == ["一村", "三村", "二村"])
    #expect(report.villages.map { ($0.score ?? 0).rounded() } == [133, 133, 200])
    #expect(report.leftOut.isEmpty && report.total.withoutLocation == 0)
  }

  @Test func `the bound is inclusive and detours lengthen the way`() throws {
    let meters = Geodesic.distance(from: try Coordinate(114, 33), to: try Coordinate(114, 33.01)).value
    #expect(try report(county(), "\(meters)m") { $0.model = "2sfca" }.pairs == 4)
    #expect(try report(county(), "\(meters.nextDown)m") { $0.model = "2sfca" }.pairs == 2)
    #expect(try report(county(), "\(meters)m") { $0.question.measure = "detour:1.01" }.pairs == 2)
    // All in each other's reach: all places for all persons.
    let all = try report(county(), "2km") { $0.model = "2sfca" }
    #expect(all.villages.prefix(2).allSatisfy { (($0.score ?? 0) - 200).magnitude < 1e-12 })
  }

  @Test func `who lives outside the area takes places, and is not told of`() throws {
    let report = try report(county(), "2km") {
      $0.model = "2sfca"
      $0.question.area = "411726100201"
    }
    #expect(report.villages.map(\.name) == ["一村"])
    #expect(((report.total.mean ?? 0) - 200).magnitude < 1e-12)
  }

  @Test func `free places are those that are not taken, and who does not tell is left out`() throws {
    var county = try county()
    try county.add("H", in: "411726101201")
    county.facilities[2].capacity = 5
    county.facilities[2].occupied = 9
    try county.add("I", at: Coordinate(114, 33))
    let report = try report(county, "1km") { $0.capacity = "free" }
    #expect(report.facilities.map(\.capacity) == [5] && report.facilities.map(\.id) == ["F"])
    #expect(report.leftOut.map(\.id) == ["G", "I", "H"])
    #expect(report.leftOut.map(\.reason) == [.noOccupied, .noCapacity, .noLocation])
    #expect(report.villages.map(\.score) == [0, 50, nil])
  }

  @Test func `along roads the way counts, in metres and in minutes`() throws {
    var county = try county()
    let segments = [RoadSegment(from: 0, to: 1, length: Meters(2000), roadClass: "residential")]
    county.roads = RoadTravel(
      try RoadNetwork(nodes: [Coordinate(114, 33), Coordinate(114, 33.01)], segments: segments),
      speeds: .standard)
    func pairs(_ within: String, _ measure: String) throws -> Int {
      try report(county, within) { $0.question.measure = measure }.pairs
    }
    #expect(try pairs("2km", "road") == 4)
    #expect(try pairs("1999m", "road") == 2)
    #expect(try pairs("24min", "walk") == 4)
    #expect(try pairs("23.9min", "walk") == 2)
  }

  @Test func `what cannot be answered is said to be, with what would be right`() throws {
    let county = try county()
    #expect(throws: AccessibilityError.question(.roadsMissing(.mode(.walk)))) {
      _ = try report(county, "15min") { $0.question.measure = "walk" }
    }
    #expect(throws: AccessibilityError.noDistance(try ServiceRule("own-village"))) {
      _ = try report(county, "1km") {
        $0.question.within = nil
        $0.question.rule = "own-village"
      }
    }
    var none = county
    none.facilities[0].occupied = nil
    #expect(throws: AccessibilityError.noCapacities(service: "childrens-home", isFree: true)) {
      _ = try report(none, "1km") { $0.capacity = "free" }
    }
  }

  @Test(arguments: [
    ("model", "4sfca"), ("decay", "gausian"), ("decay", "gaussian:5min"), ("capacity", "beds"),
    ("threshold", "-1"), ("threshold", "nan"), ("within", "-5km"),
  ])
  func `a parameter that cannot be taken is named`(name: String, text: String) throws {
    let county = try county()
    let error = #expect(throws: ParameterError.self) {
      _ = try report(county, name == "within" ? text : "1km") { parameters in
        switch name {
        case "model": parameters.model = text
        case "decay": parameters.decay = text
        case "capacity": parameters.capacity = text
        case "threshold": parameters.threshold = text
        default: break
        }
      }
    }
    #expect(error?.parameter == name)
  }

  @Test func `two steps have no decay`() throws {
    #expect(throws: ParameterError.self) {
      _ = try report(county(), "1km") {
        $0.model = "2sfca"
        $0.decay = "linear"
      }
    }
  }

  // MARK: - Capacities

  private func capacities(
    _ county: SmallCounty, _ rule: String, capacity: CapacityCount = .total, area: String? = nil
  ) throws -> CapacityReport {
    try CapacityReport(
      CoverageQuestion(
        county.snapshot.catalogue.service(named: "childrens-home"), rule: ServiceRule(rule),
        asOf: county.date,
        area: area.map { text in try DivisionCode(text) }),
      capacity, by: .county, in: county.snapshot)
  }

  @Test func `as many as can be have a place, and where places are missing is told`() throws {
    let report = try capacities(county(), "within 2km")
    #expect(report.total.demandServed == 80 && report.total.demandTurnedAway == 320)
    #expect(report.total.demandWithoutLocation == 50 && report.total.demandOutOfReach == 0)
    #expect(report.total.villagesTwice == 2 && report.total.demandTwice == 400)
    #expect(report.total.backupShare == 1 && report.total.share == 80.0 / 450)
    #expect(report.facilities.map(\.used) == [20, 60] && report.facilities.allSatisfy(\.isBottleneck))
    #expect(report.villages.map(\.unserved).reduce(0, +) == 370)
    #expect(report.villages.first { $0.name == "三村" }?.reason == .noLocation)
    let shortage = try #require(report.shortages.first)
    #expect(report.shortages.count == 1 && shortage.missing == 320 && shortage.facilities == ["F", "G"])
    #expect(shortage.villages.count == 2 && shortage.name == "二村" && shortage.county == "县")
  }

  @Test func `the rest of a rule places people, too`() throws {
    var county = try county()
    try county.add("H", in: "411726101201")
    county.facilities[2].capacity = 60
    let report = try capacities(county, "own-village or within 10m")
    #expect(report.total.demandServed == 20 + 60 + 50 && report.total.withoutLocation == 0)
    #expect(report.facilities.map(\.free) == [0, 0, 10])
    #expect(report.facilities.map(\.isBottleneck) == [true, true, false])
    #expect(report.shortages.map(\.missing) == [240, 80])
    #expect(report.total.villagesTwice == 0)
    let township = try capacities(county, "own-township")
    #expect(township.total.villagesTwice == 2 && township.total.demandServed == 130)
  }

  @Test func `who serves without a known capacity backs up, and takes nobody in`() throws {
    var county = try county()
    county.facilities[1].capacity = nil
    let report = try capacities(county, "within 2km")
    #expect(report.total.demandServed == 20 && report.total.villagesTwice == 2)
    #expect(report.leftOut.map(\.id) == ["G"])
    let near = try capacities(county, "within 1km")
    #expect(near.total.demandOutOfReach == 300 && near.total.demandTurnedAway == 80)
  }

  @Test func `whoever lives outside the area takes places, too`() throws {
    let report = try capacities(county(), "within 2km", area: "411726100201")
    #expect(report.villages.count == 1 && report.shortages.first?.missing == 320)
    #expect(report.facilities.map(\.id) == ["F", "G"])
  }
}
