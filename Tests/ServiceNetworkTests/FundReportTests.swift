import Fixtures
import Testing

@testable import ServiceNetwork

/// Money: allocated, planned, accepted, left and overspent.
struct FundReportTests {
  private static let network = NetworkSnapshot(
    catalogue: .standard, divisions: [], facilities: [], statuses: [], posts: [], demand: [:])

  private static func fund(
    _ id: String, _ year: Int, _ source: String, _ purpose: String, _ yuan: String, for upgrade: String? = nil
  ) throws -> FundAllocation {
    FundAllocation(
      id: id, year: year, level: .city, source: source, purpose: purpose, upgrade: upgrade,
      amount: try #require(Money(yuan: yuan)))
  }

  private static func works(
    _ id: String, _ year: Int, _ status: Upgrade.Status, _ yuan: String?, accepted: String? = nil
  ) throws -> Upgrade {
    var works = Upgrade(
      id: id, facility: "H", category: .safety, year: year, status: status,
      cost: try yuan.map { try #require(Money(yuan: $0)) }, source: FundingSource(.city, "fiscal"))
    works.acceptedOn = try accepted.map { try #require(CalendarDate(iso8601: $0)) }
    return works
  }

  @Test func `every fen is planned, accepted, left or overspent`() throws {
    let plan = PlanSnapshot(
      network: Self.network,
      upgrades: try [
        Self.works("W1", 2018, .accepted, "100.01", accepted: "2018-06-01"),
        Self.works("W2", 2018, .planned, "50"),
        Self.works("W3", 2018, .cancelled, "1000"), Self.works("W4", 2018, .contracted, nil),
        Self.works("W5", 2019, .planned, "900"),
      ],
      funds: try [
        Self.fund("F1", 2018, "fiscal", "nursing-home", "120"),
        Self.fund("F2", 2018, "fiscal", "nursing-home", "80.5"),
        Self.fund("F3", 2018, "fiscal", "other", "7"),
        Self.fund("F4", 2019, "fiscal", "nursing-home", "899.99"),
      ])
    let report = FundReport(plan, asOf: try #require(CalendarDate(iso8601: "2018-12-31")))
    let line = try #require(report.lines.first)
    #expect(line.allocated.description == "207.50")
    #expect(line.planned.description == "150.01")
    #expect(line.accepted.description == "100.01")
    #expect(line.unplanned.description == "50.49")
    #expect(line.unaccepted.description == "50.00")
    #expect(line.overspent == .zero)
    #expect(line.works == ["W1", "W2", "W4"])
    #expect(line.worksWithoutCost == 1)
    // The year after has works, and its money is not there yet.
    #expect(report.lines.map(\.year) == [2018, 2019])
    #expect(report.lines[1].overspent.description == "900.00")
    let later = FundReport(plan, asOf: try #require(CalendarDate(iso8601: "2019-12-31")), year: 2019)
    #expect(later.lines.map(\.overspent.description) == ["0.01"])
    // Before its acceptance, nothing was accepted.
    let before = FundReport(plan, asOf: try #require(CalendarDate(iso8601: "2018-05-31")))
    #expect(before.lines[0].accepted == .zero)
  }

  @Test func `an allocation for works is held against what they cost`() throws {
    let plan = PlanSnapshot(
      network: Self.network,
      upgrades: try [
        Self.works("W1", 2018, .accepted, "100"), Self.works("W2", 2018, .cancelled, "5"),
        Self.works("W3", 2018, .planned, nil), Self.works("W4", 2018, .planned, "9"),
      ],
      funds: try [
        Self.fund("F1", 2018, "fiscal", "nursing-home", "100.01", for: "W1"),
        Self.fund("F2", 2018, "fiscal", "nursing-home", "5", for: "W2"),
        Self.fund("F3", 2018, "fiscal", "nursing-home", "5", for: "W3"),
        Self.fund("F4", 2018, "fiscal", "nursing-home", "9", for: "W4"),
      ])
    let report = FundReport(plan, asOf: try #require(CalendarDate(iso8601: "2018-12-31")))
    #expect(
      report.mismatches.map { "\($0.fund) \($0.upgrade) \($0.allocated) \($0.cost?.description ?? "–")" } == [
        "F1 W1 100.01 100.00", "F2 W2 5.00 0.00", "F3 W3 5.00 –",
      ])
  }

  @Test func `observed values are drawn on by their own growth`() throws {
    let city = DivisionCode(registered: "411700000000")
    func indicator(_ name: String, _ measure: String) throws -> Indicator {
      Indicator(name: name, nameZh: name, nameEn: name, measure: try #require(IndicatorMeasure(measure)))
    }
    func observation(_ name: String, _ value: String) throws -> Observation {
      Observation(
        indicator: name, division: city, date: try #require(CalendarDate(iso8601: "2019-07-01")),
        value: try #require(ExactNumber(value)))
    }
    func target(_ name: String, _ bound: String) throws -> Target {
      Target(indicator: name, division: city, year: 2020, bound: try #require(TargetBound(bound)))
    }
    let plan = PlanSnapshot(
      network: Self.network,
      indicators: [
        try indicator("a", "observed"), try indicator("b", "observed"), try indicator("r", "ratio of a to b"),
      ],
      targets: [try target("a", ">= 120"), try target("r", ">= 1")],
      observations: [try observation("a", "100"), try observation("b", "98")])
    let day = try #require(CalendarDate(iso8601: "2020-12-31"))
    let growth = try #require(ExactNumber("6%"))
    let projection = try TargetProjection(
      plan, asOf: day, to: 2022, growth: growth.value,
      exceptions: ["b": try #require(ExactNumber("8%")).value])
    // 2019 to 2021 are two years: 100 × 1.06² = 112.36, and 98 × 1.08² = 114.3072.
    #expect(projection.lines.map(\.value.part.description).prefix(2) == ["112.36", "119.1016"])
    #expect(projection.lines.map(\.isMet) == [false, false, false, false])
    #expect(projection.lines[2].value.whole.description == "114.3072")
    #expect(throws: TargetProjectionError.badYear(2020, after: 2020)) {
      try TargetProjection(plan, asOf: day, to: 2020, growth: growth.value)
    }
    #expect(throws: TargetProjectionError.unknownIndicator("r", known: ["a", "b"])) {
      try TargetProjection(plan, asOf: day, to: 2021, growth: growth.value, exceptions: ["r": growth.value])
    }
  }
}
