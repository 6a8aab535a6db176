import Fixtures
import Testing

@testable import ServiceNetwork

/// Targets: what indicators are, what they are to be, and how that stands on a day.
struct TargetReportTests {
  private static let city = DivisionCode(registered: "411700000000")
  private static let counties = ["411702000000", "411726000000", "411729000000"].map(
    DivisionCode.init(registered:))

  private static func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(iso8601: text)) }

  /// A city with three counties, a village in each, and what a test puts into it.
  private static func plan(
    _ measures: [String: String], _ targets: [Target], observations: [(String, Int, String, String)] = [],
    facilities: [Facility] = [], conditions: [Condition] = [], upgrades: [Upgrade] = [],
    funds: [FundAllocation] = []
  ) throws -> PlanSnapshot {
    var divisions = [
      NetworkSnapshot.DivisionEntry(code: city, name: "市", level: .city, location: nil)
    ]
    for (number, county) in counties.enumerated() {
      let position = Int32(divisions.count)
      divisions.append(
        NetworkSnapshot.DivisionEntry(
          code: county, name: "县\(number)", level: .county, parent: 0, location: nil))
      divisions.append(
        NetworkSnapshot.DivisionEntry(
          code: DivisionCode(registered: county.description.prefix(6) + "100201"), name: "村\(number)",
          level: .village, parent: position, location: nil))
    }
    let network = NetworkSnapshot(
      catalogue: .standard, divisions: divisions, facilities: [], statuses: [], posts: [], demand: [:])
    return PlanSnapshot(
      network: network, facilities: facilities, conditions: conditions, upgrades: upgrades, funds: funds,
      indicators: try measures.map { name, measure in
        Indicator(
          name: name, nameZh: name, nameEn: name,
          measure: try #require(IndicatorMeasure(measure), "\(measure)"))
      }, targets: targets,
      observations: try observations.map { name, place, date, value in
        Observation(
          indicator: name, division: place < 0 ? city : counties[place], date: try day(date),
          value: try #require(ExactNumber(value)))
      })
  }

  private static func target(
    _ indicator: String, _ bound: String, in division: DivisionCode = city, split: Target.Split? = nil
  ) throws -> Target {
    Target(
      indicator: indicator, division: division, year: 2018, bound: try #require(TargetBound(bound)),
      split: split)
  }

  private static func line(_ plan: PlanSnapshot, on date: String) throws -> TargetReport.Line {
    try #require(try TargetReport(plan, asOf: try day(date)).lines.first)
  }

  // MARK: - Bounds

  @Test(arguments: [
    (">= 1.3", "4485", "3450", true), (">= 1.3", "4484.999999", "3450", false),
    ("> 1.3", "4485", "3450", false),
    ("= 1.3", "4485", "3450", true), ("= 100%", "299", "300", false), ("= 100%", "300", "300", true),
    ("<= 50%", "1", "2", true), ("< 50%", "1", "2", false), ("≥ 33.3333%", "1", "3", true),
  ])
  func `a bound is compared with a quotient exactly`(bound: String, part: String, whole: String, isMet: Bool)
    throws
  {
    let bound = try #require(TargetBound(bound))
    let (part, whole) = (try #require(ExactNumber(part)), try #require(ExactNumber(whole)))
    #expect(bound.isMet(by: part, of: whole) == isMet)
  }

  @Test(arguments: ["60", ">", ">= sixty", "== 5", ">= 5 %%", "=> 5", ">= 1.0000001", ""])
  func `what is no bound is refused`(text: String) {
    #expect(TargetBound(text) == nil)
  }

  @Test func `measures and bounds read as what they are written as`() throws {
    let texts = [
      "opened childrens-home", "designated disaster-reduction-community grade national",
      "operating nursing-home",
      "upgraded", "upgraded share", "served villages child-welfare", "served demand nursing-home",
      "share of villages child-welfare", "share of demand childrens-home",
      "share of funds provincial welfare-lottery for nursing-home day-care-centre", "observed",
      "observed total",
      "quarters of comparison", "ratio of a to b", "growth of a", "increase of a",
    ]
    for text in texts { #expect(IndicatorMeasure(text)?.description == text) }
    for text in [
      "", "opened", "opened a b", "share of funds welfare-lottery for a", "ratio of a", "quarters of",
    ] {
      #expect(IndicatorMeasure(text) == nil, "\(text)")
    }
    for text in [">= 60", "= 100%", "> 0", "<= 12.5", "< 0.5%"] {
      #expect(TargetBound(text)?.description == text)
    }
  }

  // MARK: - States

  @Test(arguments: [
    // 60 × 182 / 365 = 29.9 are due by the 182nd day, 30.08 by the next.
    ("2017-12-31", TargetReport.State.unknown), ("2018-07-01", .onCourse), ("2018-07-02", .behind),
    ("2018-12-30", .behind), ("2018-12-31", .met), ("2019-05-01", .met),
  ])
  func `what grows with the year is measured by the share of the year that is over`(
    date: String, state: TargetReport.State
  ) throws {
    // Thirty homes open on the first of March, thirty on the last day of the year.
    let facilities = try (0..<60).map { number in
      Facility(
        id: "F\(number)", kind: "childrens-home", name: "家", division: Self.counties[number % 3],
        history: try StatusHistory(
          status: nil, openedOn: try Self.day(number < 30 ? "2018-03-01" : "2018-12-31"), closedOn: nil))
    }
    let plan = try Self.plan(
      ["built": "opened childrens-home"], [try Self.target("built", ">= 60")], facilities: facilities)
    #expect(try Self.line(plan, on: date).state == state)
  }

  @Test func `a year that is over without its bound is missed, and tells how much`() throws {
    let plan = try Self.plan(
      ["n": "observed"], [try Self.target("n", ">= 60")], observations: [("n", -1, "2018-06-01", "57.5")])
    let during = try Self.line(plan, on: "2018-12-31")
    #expect(during.state == .behind)
    #expect(during.missing?.rounded.description == "2.5")
    #expect(try Self.line(plan, on: "2019-01-01").state == .missed)
  }

  @Test func `quarters are due when they are over`() throws {
    let plan = try Self.plan(
      ["lists": "observed", "compared": "quarters of lists"], [try Self.target("compared", "= 4")],
      observations: [
        ("lists", -1, "2018-02-01", "5"), ("lists", -1, "2018-03-31", "0"), ("lists", -1, "2018-08-01", "1"),
      ])
    #expect(try Self.line(plan, on: "2018-06-29").state == .onCourse)
    // The second quarter ends, and nobody compared in it.
    #expect(try Self.line(plan, on: "2018-06-30").state == .behind)
    let report = try TargetReport(plan, asOf: try Self.day("2018-12-31"))
    #expect(report.lines[0].value?.rounded.description == "2")
    #expect(try report.missing(of: report.lines[0]).map(\.id) == ["2018-Q2", "2018-Q4"])
  }

  // MARK: - Values

  @Test func `ratios, growth and totals are of the year's last observations`() throws {
    let observations = [
      ("a", -1, "2017-12-31", "3254"), ("a", -1, "2018-07-01", "3450"), ("b", -1, "2018-07-01", "4485"),
      ("c", 0, "2018-03-01", "10"), ("c", 0, "2018-09-01", "11"), ("c", 1, "2018-09-01", "0.5"),
      ("c", 2, "2017-09-01", "9"),
    ]
    let plan = try Self.plan(
      [
        "a": "observed", "b": "observed", "c": "observed total", "r": "ratio of b to a", "g": "growth of a",
        "i": "increase of a", "none": "ratio of a to zero", "zero": "observed",
      ], [], observations: observations + [("zero", -1, "2018-01-01", "0")])
    let values = IndicatorValues(plan)
    func value(_ name: String, _ date: String = "2018-12-31") throws -> String? {
      try values.value(of: name, in: Self.city, year: 2018, until: try Self.day(date))?.rounded.description
    }
    #expect(try value("r") == "1.3")
    #expect(try value("g") == "0.060234")
    #expect(try value("i") == "196")
    #expect(try value("c") == "11.5")
    #expect(try value("c", "2018-08-31") == "10")
    // Nothing observed yet, and nothing to divide by: no figures, and no zero.
    #expect(try value("a", "2018-06-30") == nil)
    #expect(try value("none") == nil)
  }

  @Test func `a total takes what a division tells once`() throws {
    let plan = try Self.plan(
      ["c": "observed total"], [],
      observations: [
        ("c", -1, "2018-12-01", "100"), ("c", 0, "2018-12-01", "60"), ("c", 1, "2018-12-01", "50"),
      ])
    let value = try IndicatorValues(plan).value(
      of: "c", in: Self.city, year: 2018, until: try Self.day("2018-12-31"))
    #expect(value?.rounded.description == "100")
  }

  @Test func `a source's share is of what was allocated by the day, to the fen`() throws {
    func fund(_ purpose: String, _ fen: Int64, _ date: String?, level: FundingLevel = .provincial) throws
      -> FundAllocation
    {
      FundAllocation(
        year: 2018, level: level, source: "welfare-lottery", purpose: purpose, amount: Money(fen: fen),
        allocatedOn: try date.map(Self.day))
    }
    let plan = try Self.plan(
      ["share": "share of funds provincial welfare-lottery for nursing-home"],
      [try Self.target("share", ">= 50%")],
      funds: [
        fund("nursing-home", 100_000_001, nil), fund("other", 100_000_002, "2018-06-01"),
        fund("nursing-home", 1, "2018-07-01"), fund("other", 999_999_999, nil, level: .city),
      ])
    #expect(try Self.line(plan, on: "2018-05-31").value?.rounded.description == "1")
    #expect(try Self.line(plan, on: "2018-06-30").state == .behind)
    #expect(try Self.line(plan, on: "2018-07-01").state == .met)
  }

  @Test func `a home counts when the last of its deficient categories is accepted`() throws {
    func condition(_ category: UpgradeCategory, _ state: Condition.State) throws -> Condition {
      Condition(facility: "H", category: category, state: state, assessedOn: try Self.day("2018-02-01"))
    }
    func works(_ category: UpgradeCategory, _ accepted: String) throws -> Upgrade {
      var works = Upgrade(facility: "H", category: category, year: 2018, status: .accepted)
      works.acceptedOn = try Self.day(accepted)
      return works
    }
    let home = Facility(
      id: "H", kind: "nursing-home", name: "院", division: Self.counties[1],
      history: StatusHistory(always: .operating))
    let plan = try Self.plan(
      ["done": "upgraded", "share": "upgraded share"],
      [try Self.target("done", ">= 1"), try Self.target("share", "= 100%", split: .each)], facilities: [home],
      conditions: [
        condition(.safety, .deficient), condition(.heating, .deficient), condition(.culture, .sound),
      ],
      // What was accepted before the assessment does not mend what that found.
      upgrades: [works(.safety, "2018-01-15"), works(.safety, "2018-05-01"), works(.heating, "2018-09-30")])
    func value(_ date: String) throws -> [String?] {
      try TargetReport(plan, asOf: try Self.day(date)).lines.map { $0.value?.rounded.description }
    }
    #expect(try value("2018-09-29") == ["0", "0"])
    #expect(try value("2018-09-30") == ["1", "1"])
    let report = try TargetReport(plan, asOf: try Self.day("2018-09-29"))
    #expect(try report.missing(of: report.lines[0]).map(\.reason.en) == ["to be refitted: heating"])
    // Only the county with a home has a share.
    let shares = try TargetReport(plan, asOf: try Self.day("2018-12-31"), by: .county).lines
      .filter { $0.sharedFrom != nil }
    #expect(shares.map(\.state) == [.unknown, .met, .unknown])
  }

  // MARK: - Shares

  @Test func `shares add up, and a county's own target takes the place of its share`() throws {
    let facilities = (0..<7).map { number in
      Facility(
        id: "F\(number)", kind: "nursing-home", name: "院",
        division: Self.counties[number < 4 ? 0 : number < 6 ? 1 : 2],
        history: StatusHistory(always: .operating))
    }
    let plan = try Self.plan(
      ["built": "opened nursing-home"],
      [
        try Self.target("built", ">= 60", split: .facilities("nursing-home")),
        try Self.target("built", ">= 3", in: Self.counties[2]),
      ], facilities: facilities)
    let lines = try TargetReport(plan, asOf: try Self.day("2018-12-31"), by: .county).lines
    // 60 × 4/7 = 34.3, 60 × 2/7 = 17.1, 60 × 1/7 = 8.6: the last has the largest remainder.
    #expect(lines.map(\.target.bound.description) == [">= 60", ">= 34", ">= 17", ">= 3"])
    #expect(lines.map { $0.sharedFrom == nil } == [true, false, false, true])
  }

  @Test func `parts of any number add up and are within one of their proportion`() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<500 {
      let keys = (0..<Int.random(in: 1...12, using: &random)).map { _ in
        Int.random(in: 0...900, using: &random)
      }
      let whole = Int.random(in: 0...100_000, using: &random)
      guard let parts = TargetShares.parts(of: ExactNumber(whole), in: keys) else {
        #expect(keys.allSatisfy { $0 == 0 })
        continue
      }
      let sum = keys.reduce(0, +)
      #expect(parts.reduce(0, +) == whole)
      for (part, key) in zip(parts, keys) { #expect(abs(part * sum - whole * key) < sum) }
    }
    #expect(TargetShares.parts(of: ExactNumber("2.5") ?? ExactNumber(0), in: [1, 1]) == nil)
  }

  @Test func `the order of the records changes nothing`() throws {
    var random = SeededGenerator(seed: 3)
    let observations = (0..<40).map { number in
      (
        "c", number % 3, "2018-\(number % 12 < 9 ? "0" : "")\(number % 12 + 1)-\(10 + number % 18)",
        "\(number)"
      )
    }
    let targets = [
      try Self.target("c", ">= 60", split: .villages), try Self.target("c", "> 5", in: Self.counties[0]),
    ]
    func described(_ plan: PlanSnapshot) throws -> [String] {
      try TargetReport(plan, asOf: try Self.day("2018-10-20"), by: .county).lines.map {
        "\($0.target.division) \($0.target.bound) \(String(describing: $0.value)) \($0.state)"
      }
    }
    let expected = try described(try Self.plan(["c": "observed total"], targets, observations: observations))
    for _ in 0..<10 {
      let plan = try Self.plan(
        ["c": "observed total"], targets.shuffled(using: &random),
        observations: observations.shuffled(using: &random))
      #expect(try described(plan) == expected)
    }
  }

  @Test func `works are as far as their days say`() throws {
    var works = Upgrade(facility: "H", category: .safety, year: 2018, status: .accepted)
    works.contractedOn = try Self.day("2018-03-01")
    #expect(works.status(on: try Self.day("2018-02-28")) == .planned)
    #expect(works.status(on: try Self.day("2018-03-01")) == .contracted)
    // Accepted without a day: at the end of the works' year.
    #expect(works.status(on: try Self.day("2018-12-30")) == .contracted)
    #expect(works.status(on: try Self.day("2018-12-31")) == .accepted)
    var cancelled = Upgrade(facility: "H", category: .safety, year: 2018, status: .cancelled)
    #expect(cancelled.status(on: .distantPast) == .cancelled)
    cancelled.startedOn = try Self.day("2018-05-01")
    cancelled.cancelledOn = try Self.day("2018-06-01")
    #expect(cancelled.status(on: try Self.day("2018-05-31")) == .building)
    #expect(cancelled.status(on: try Self.day("2018-06-01")) == .cancelled)
  }
}
