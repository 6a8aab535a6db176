import Fixtures
import Foundation
import Testing

@testable import ServiceNetwork

/// Scenarios as values, and what a snapshot is under one.
struct ScenarioTests {
  private let network = ClusteredNetwork(villages: 400, facilities: 120, seed: 9)

  private func snapshot(of facilities: [Facility], _ demand: [DemandCount]? = nil) -> NetworkSnapshot {
    NetworkSnapshot(
      divisions: network.divisions, facilities: facilities, demand: demand ?? network.demand)
  }

  // MARK: - Applying

  @Test(arguments: 0..<12)
  func `a scenario applied is the registry that was really changed so`(seed: Int) throws {
    // Given random steps, and the same done to the facilities themselves
    var random = SeededGenerator(seed: UInt64(seed))
    var facilities = network.facilities
    var steps: [ScenarioStep] = []
    for index in network.facilities.indices.shuffled(using: &random).prefix(30) {
      let id = try #require(facilities[index].id)
      switch Int.random(in: 0..<4, using: &random) {
      case 0:
        steps.append(.close(facility: id, on: nil))
        facilities[index].history = StatusHistory(always: .closed)
      case 1:
        let day = try #require(
          CalendarDate(year: 2020, month: Int.random(in: 1...12, using: &random), day: 31 - 3))
        steps.append(.close(facility: id, on: day))
        facilities[index].history = try StatusHistory(
          facilities[index].history.entries.filter { $0.since < day } + [.init(.closed, since: day)])
      case 2:
        let place = try #require(network.facilities.randomElement(using: &random)?.location)
        let division =
          Bool.random(using: &random) ? network.divisions.randomElement(using: &random)?.code : nil
        steps.append(.move(facility: id, to: place, division: division))
        facilities[index].location = place
        if let division { facilities[index].division = division }
      default:
        steps.append(.enlarge(facility: id, capacity: index))
        facilities[index].capacity = index
      }
    }
    for index in 0..<5 {
      let village = try #require(
        network.divisions.last { $0.level == .village && $0.code.description.hasSuffix("20\(index + 1)") })
      var opened = ScenarioFacility(
        id: "\(["A", "F0000050x", "Z", "", "F9"][index])\(index)", kind: "childrens-home",
        division: village.code,
        location: village.location, capacity: 10)
      opened.name = "新家"
      opened.since = index == 0 ? CalendarDate(year: 2019, month: 5, day: 1) : nil
      steps.append(.open(opened))
      var real = Facility(
        id: opened.id, kind: "childrens-home", name: "新家", division: village.code, location: village.location,
        history: try StatusHistory([.init(.operating, since: opened.since ?? .distantPast)]))
      real.capacity = 10
      facilities.append(real)
    }
    // When
    let scenario = try Scenario(name: "试", steps: steps.shuffled(using: &random))
    let applied = try snapshot(of: network.facilities).applying(scenario)
    let real = snapshot(of: facilities)
    // Then
    #expect(Self.described(applied) == Self.described(real))
    let service = try real.catalogue.service(named: "childrens-home")
    let question = CoverageQuestion(service, asOf: ClusteredNetwork.date)
    let (first, second) = (
      try CoverageAnalysis(question, in: applied), try CoverageAnalysis(question, in: real)
    )
    #expect(CoverageReport(first, by: .county).areas == CoverageReport(second, by: .county).areas)
    #expect(try UnservedReport(first).villages == UnservedReport(second).villages)
  }

  /// The facilities of a snapshot, a line each, with their statuses.
  private static func described(_ snapshot: NetworkSnapshot) -> [String] {
    snapshot.facilities.map { entry in
      let statuses = entry.statuses.map { snapshot.statuses[Int($0)] }.map { "\($0.status) \($0.since)" }
      return
        "\(entry.id) \(entry.kind) \(entry.name) \(entry.division) \(String(describing: entry.location)) \(statuses) \(String(describing: entry.capacity))"
    }
  }

  @Test func `counts of another day are taken whatever day is asked about`() throws {
    func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(iso8601: text)) }
    let village = try #require(network.divisions.first { $0.level == .village }?.code)
    func count(_ date: String, _ persons: Int) throws -> DemandCount {
      DemandCount(division: village, asOf: try day(date), persons: ["left-behind-children": persons])
    }
    let demand = try [count("2018-12-31", 10), count("2020-12-31", 7), count("2024-12-31", 3)]
    let snapshot = snapshot(of: network.facilities, demand)
    let cases = [
      ("2018-12-31", 10, false), ("2019-06-01", 10, false), ("2030-01-01", 3, false),
      ("2001-01-01", 10, true),
    ]
    for (asOf, persons, isLater) in cases {
      let scenario = try Scenario(name: "year", steps: [.demand(asOf: try day(asOf))])
      let applied = try snapshot.applying(scenario)
      let service = try applied.catalogue.service(named: "childrens-home")
      for today in ["2016-01-01", "2020-12-31", "2026-01-01"] {
        let analysis = try CoverageAnalysis(CoverageQuestion(service, asOf: try day(today)), in: applied)
        #expect(analysis.villages[0].demand == persons)
        #expect(analysis.villages[0].isDemandLater == isLater)
      }
    }
  }

  @Test func `a rule of a scenario is the service's, and questions in words say whose it is`() throws {
    let rule = try ServiceRule("within 15min by ebike")
    let day = try #require(CalendarDate(iso8601: "2018-12-31"))
    let scenario = try Scenario(
      name: "电动车", steps: [.rule(service: "childrens-home", rule), .demand(asOf: day)])
    let catalogue = try Catalogue.standard.applying(scenario)
    #expect(try catalogue.service(named: "childrens-home").rule == rule)
    var parameters = QuestionParameters()
    parameters.services = ["childrens-home"]
    parameters.measure = "drive"
    parameters.scenario = "电动车"
    // The registry's own rule is in metres, and could not be measured by drive.
    #expect(try parameters.scope(in: .standard).scenario == "电动车")
    let scope = try parameters.scope(in: catalogue)
    #expect(scope.needsRoads && scope.kinds == ["childrens-home"] && scope.scenario == "电动车")
    let question = try #require(try parameters.questions(in: catalogue, today: .distantFuture).first)
    #expect(question.scenario == "电动车" && question.demandAsOf == day)
    #expect(question.rule.description == "within 15 min drive")
  }

  @Test func `what a snapshot does not hold is an error, but where kinds were left out`() throws {
    let scenario = try Scenario(name: "关", steps: [.close(facility: "F000000", on: nil)])
    let snapshot = snapshot(of: network.facilities)
    #expect(throws: ScenarioError.step(1, of: "关", .unknownFacility("F000000", closest: "F0000000"))) {
      try snapshot.applying(scenario)
    }
    #expect(Self.described(try snapshot.applying(scenario, isPartial: true)) == Self.described(snapshot))
    let code = try DivisionCode("999999999999")
    let errors: [(ScenarioStep, ScenarioStepError)] = [
      (.open(ScenarioFacility(id: "F0000001", kind: "childrens-home")), .isThere("F0000001")),
      (.open(ScenarioFacility(kind: "childrens-home", division: code)), .unknownDivision(code)),
      (
        .open(ScenarioFacility(kind: "child-welfare-director")),
        .unknownKind("child-welfare-director", known: Catalogue.standard.facilityKinds)
      ),
      (
        .rule(service: "none", try ServiceRule("own-village")),
        .unknownService("none", known: Catalogue.standard.services.map(\.name))
      ),
    ]
    for (step, error) in errors {
      let scenario = try Scenario(name: "x", steps: [step])
      #expect(throws: ScenarioError.step(1, of: "x", error)) { try snapshot.applying(scenario) }
    }
  }

  // MARK: - Steps that fit together

  @Test func `facilities that are opened get ids that no other has`() throws {
    let opened = ScenarioFacility(kind: "childrens-home")
    var named = opened
    named.id = "new-2"
    let scenario = try Scenario(name: "n", steps: [.open(opened), .open(named), .open(opened)])
    #expect(scenario.steps.map(\.facility) == ["new-1", "new-2", "new-3"])
    #expect(try scenario.adding([.open(opened)]).steps.last?.facility == "new-4")
  }

  @Test func `steps that contradict each other are refused`() throws {
    let place = try Coordinate(114, 33)
    let day = try #require(CalendarDate(iso8601: "2021-01-01"))
    let rule = try ServiceRule("own-village")
    let twice: [ScenarioStep] = [
      .close(facility: "A", on: day), .move(facility: "A", to: place, division: nil),
      .enlarge(facility: "A", capacity: 1), .demand(asOf: day), .rule(service: "s", rule),
      .open(ScenarioFacility(id: "A", kind: "k")),
    ]
    for step in twice {
      let other = ScenarioStep.close(facility: "B", on: nil)
      #expect(throws: ScenarioError.step(3, of: "n", .repeated(earlier: 1))) {
        try Scenario(name: "n", steps: [step, other, step])
      }
    }
    let close = ScenarioStep.close(facility: "A", on: nil)
    #expect(throws: ScenarioError.step(2, of: "n", .closed("A", by: 1))) {
      try Scenario(name: "n", steps: [close, .enlarge(facility: "A", capacity: 1)])
    }
    #expect(throws: ScenarioError.step(2, of: "n", .closed("A", by: 2))) {
      try Scenario(name: "n", steps: [.enlarge(facility: "A", capacity: 1), close])
    }
    // One that is closed from a day on serves before.
    #expect(throws: Never.self) { try Scenario(name: "n", steps: Array(twice.prefix(3))) }
  }

  @Test(arguments: ["", "  ", "-a", ".a", "a/b", "a\u{7}b", String(repeating: "长", count: 101)])
  func `names that could not stand in an address are refused`(name: String) {
    #expect(throws: ScenarioError.badName(name.trimmingWhitespace())) { try Scenario(name: name) }
  }

  // MARK: - In words and in JSON

  @Test func `steps are read from words`() throws {
    #expect(try ScenarioStep(closing: "H1") == .close(facility: "H1", on: nil))
    let day = try #require(CalendarDate(iso8601: "2027-01-01"))
    #expect(try ScenarioStep(closing: "H1=2027-01-01") == .close(facility: "H1", on: day))
    #expect(
      try ScenarioStep(moving: "a@b@114.1,33.0")
        == .move(facility: "a@b", to: Coordinate(114.1, 33), division: nil))
    #expect(try ScenarioStep(enlarging: "H3=120") == .enlarge(facility: "H3", capacity: 120))
    #expect(try ScenarioStep(demandAsOf: "2027-01-01") == .demand(asOf: day))
    #expect(
      try ScenarioStep(ruling: "childrens-home=within 5km")
        == .rule(service: "childrens-home", try ServiceRule("within 5km")))
    var opened = ScenarioFacility(kind: "childrens-home", location: try Coordinate(114.02, 32.98))
    #expect(try ScenarioStep(opening: "childrens-home@114.02,32.98") == .open(opened))
    opened = ScenarioFacility(
      id: "N1", kind: "happiness-home", division: try DivisionCode("411726100201"), capacity: 20)
    opened.name = "新=家"
    opened.since = day
    #expect(
      try ScenarioStep(
        opening: "happiness-home; id=N1；name=新=家; division=411726100201; capacity=20; on=2027-01-01")
        == .open(opened))
  }

  @Test func `words that cannot be read say what would be right`() throws {
    func error(_ body: () throws -> ScenarioStep) -> String {
      do {
        _ = try body()
        return "none"
      } catch { return String(describing: error) }
    }
    #expect(error { try ScenarioStep(moving: "H2") } == "'H2' cannot be read; write it as H2@114.1,33.0")
    #expect(
      error { try ScenarioStep(moving: "H2@33,114.1") } == "latitude 114.1 is not within -90…90 degrees")
    #expect(error { try ScenarioStep(moving: "H2@nan,3") }.contains("longitude nan is not within"))
    #expect(error { try ScenarioStep(enlarging: "H3=many") }.hasPrefix("capacity: 'many' is no whole number"))
    #expect(
      error { try ScenarioStep(enlarging: "H3=99999999999") }.hasPrefix("capacity: '99999999999' is no whole")
    )
    #expect(error { try ScenarioStep(closing: "H1=soon") } == "on: 'soon' is no date as 2020-12-31")
    #expect(error { try ScenarioStep(closing: " ") } == "facility: '' is no id of a facility")
    #expect(error { try ScenarioStep(demandAsOf: "2020") } == "asOf: '2020' is no date as 2020-12-31")
    #expect(error { try ScenarioStep(ruling: "childrens-home") }.contains("'childrens-home=within 5km'"))
    #expect(error { try ScenarioStep(ruling: "childrens-home=within 5") }.contains("is no distance or time"))
    #expect(
      error { try ScenarioStep(opening: "childrens-home") }
        == "a facility that is opened needs a place or a division")
    #expect(
      error { try ScenarioStep(opening: "childrens-home@1,2; capcity=3") }
        == "'open' has no 'capcity'; did you mean 'capacity'?")
    #expect(error { try ScenarioStep(opening: "childrens-home@1,2; division=") }.contains("cannot be read"))
  }

  @Test func `a scenario is the same after it was JSON`() throws {
    var opened = ScenarioFacility(
      kind: "childrens-home", division: try DivisionCode("411726100201"),
      location: try Coordinate(114.02, 32.1234567891), capacity: 0)
    opened.name = "“新”/\"家\""
    let day = try #require(CalendarDate(iso8601: "2021-01-01"))
    let scenario = try Scenario(
      name: "并院", note: "说明",
      steps: [
        .open(opened), .close(facility: "H1", on: day), .close(facility: "H4", on: nil),
        .move(facility: "H2", to: Coordinate(-0.1, 33), division: nil),
        .enlarge(facility: "H3", capacity: 120),
        .demand(asOf: day),
        .rule(service: "childrens-home", try ServiceRule("own-village or within 15min by walk")),
      ])
    let json = #"{"name": "并院", "note": "说明", "steps": \#(scenario.stepsJSON)}"#
    #expect(try Scenario(json: Data(json.utf8)) == scenario)
    #expect(try Scenario(name: "并院", note: "说明", stepsJSON: scenario.stepsJSON) == scenario)
  }

  @Test(arguments: [
    ("[]", "it is no JSON object"), ("{", "it is no JSON object"), (#"{"name": "n"}"#, "'steps' is missing"),
    (#"{"name": "n", "steps": {}}"#, "'steps' is of another type"),
    (#"{"steps": []}"#, "'' is no name"),
    (#"{"name": "n", "steps": [{}]}"#, "step 1 of the scenario 'n': 'change' is missing"),
    (#"{"name": "n", "steps": [{"change": "shut"}]}"#, "'shut' is no change"),
    (#"{"name": "n", "steps": [{"change": "close"}]}"#, "'close' needs 'facility'"),
    (
      #"{"name": "n", "steps": [{"change": "close", "facility": "A", "capacity": 3}]}"#,
      "'close' has no 'capacity'"
    ),
    (#"{"name": "n", "steps": [{"change": "close", "facility": "A", "onn": 3}]}"#, "did you mean 'on'?"),
    (
      #"{"name": "n", "steps": [{"change": "close", "facility": 7}]}"#, "facility: 'what was sent' is no text"
    ),
    (
      #"{"name": "n", "steps": [{"change": "demand", "asOf": "2020-01-01"}, {"change": "enlarge", "facility": "A", "capacity": 1.5}]}"#,
      "step 2 of the scenario 'n': capacity: '1.5' is no whole number"
    ),
    (
      #"{"name": "n", "steps": [{"change": "enlarge", "facility": "A", "capacity": -1}]}"#,
      "'-1' is no whole number"
    ),
    (
      #"{"name": "n", "steps": [{"change": "open", "kind": "k", "longitude": 1}]}"#, "'open' needs 'latitude'"
    ),
    (#"{"name": "n", "steps": [{"change": "open", "kind": "k", "division": "a b"}]}"#, "white space inside"),
    (#"{"name": "n", "steps": [{"change": "rule", "service": "s", "rule": "near"}]}"#, "'near' is no rule"),
  ])
  func `JSON that is no scenario says where and why`(json: String, expected: String) {
    do {
      _ = try Scenario(json: Data(json.utf8))
      Issue.record("\(json) is a scenario")
    } catch {
      #expect(error.description.contains(expected), "\(error)")
    }
  }
}
