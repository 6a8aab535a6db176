import Fixtures
import Foundation
import GRDB
import ServiceNetwork
import Testing

@testable import RegistryStore

/// Scenarios in a registry: kept, journalled, and happened in a snapshot.
struct ScenarioStoreTests {
  private let network = ClusteredNetwork(villages: 200, facilities: 60, seed: 3)
  private let registry: Registry

  init() throws {
    registry = try Registry.inMemory()
    try registry.take(network.divisions.map(RegistryRow.division), into: .divisions)
    try registry.take(network.demand.map(RegistryRow.demand), into: .demand)
    try registry.take(network.facilities.map(RegistryRow.facility), into: .facilities)
  }

  private func write(_ write: ScenarioWrite, by name: String = "规划科") throws -> StoredScenario? {
    try registry.write(write, author: Author(name: name), date: Date(timeIntervalSince1970: 1_800_000_000))
  }

  private func snapshot(_ scenario: String? = nil, kinds: Set<String>? = nil) throws -> NetworkSnapshot {
    try registry.snapshot { _ in
      SnapshotScope(kinds: kinds, demandGroups: ["left-behind-children"], scenario: scenario)
    }
  }

  /// The facilities of a snapshot, a line each, with their statuses.
  private func described(_ snapshot: NetworkSnapshot) -> [String] {
    snapshot.facilities.map { entry in
      let statuses = entry.statuses.map { snapshot.statuses[Int($0)] }.map { "\($0.status) \($0.since)" }
      return
        "\(entry.id) \(entry.kind) \(entry.name) \(entry.division) \(String(describing: entry.location)) \(statuses) \(String(describing: entry.capacity))"
    }
  }

  @Test(arguments: 0..<4)
  func `a snapshot under a scenario is that of the registry with the changes imported`(seed: Int) throws {
    // Given random steps, and rows that say the same
    var random = SeededGenerator(seed: UInt64(seed))
    let day = try #require(CalendarDate(iso8601: "2020-06-01"))
    var (steps, rows): ([ScenarioStep], [Facility]) = ([], [])
    for var facility in network.facilities.shuffled(using: &random).prefix(20) {
      let id = try #require(facility.id)
      switch Int.random(in: 0..<4, using: &random) {
      case 0:
        steps.append(.close(facility: id, on: nil))
        facility.history = StatusHistory(always: .closed)
      case 1:
        steps.append(.close(facility: id, on: day))
        facility.history = try StatusHistory(facility.history.entries + [.init(.closed, since: day)])
      case 2:
        let place = try #require(network.facilities.randomElement(using: &random)?.location)
        steps.append(.move(facility: id, to: place, division: nil))
        facility.location = place
      default:
        steps.append(.enlarge(facility: id, capacity: 77))
        facility.capacity = 77
      }
      rows.append(facility)
    }
    var opened = ScenarioFacility(id: "F0000005a", kind: "nursing-home", location: try Coordinate(114, 33))
    opened.name = "新院"
    steps.append(.open(opened))
    var real = Facility(id: "F0000005a", kind: "nursing-home", name: "新院")
    real.location = opened.location
    rows.append(real)
    // When
    _ = try write(.add(try Scenario(name: "试", steps: steps)))
    let (before, applied) = (try snapshot(), try snapshot("试"))
    try registry.take(rows.map(RegistryRow.facility), into: .facilities)
    // Then
    #expect(described(applied) == described(try snapshot()))
    #expect(described(applied) != described(before))
  }

  @Test func `a scenario keeps its steps, grows, and is told with who made it`() throws {
    let close = ScenarioStep.close(facility: "F0000001", on: nil)
    let scenario = try Scenario(name: "并院", note: "两院合一", steps: [close])
    let added = try #require(try write(.add(scenario)))
    #expect(added.scenario == scenario && added.act?.author.name == "规划科")
    #expect(throws: ScenarioError.exists("并院")) { try write(.add(scenario)) }
    let grown = try write(.extend("并院", [.enlarge(facility: "F0000002", capacity: 90)]), by: "甲")
    #expect(grown?.scenario.steps.count == 2 && grown?.act?.author.name == "甲")
    #expect(try registry.scenarios() == [grown])
    #expect(throws: ScenarioError.step(3, of: "并院", .repeated(earlier: 1))) {
      try write(.extend("并院", [close]))
    }
    // One who knows an older state does not overwrite.
    let other = try Scenario(name: "并院")
    #expect(throws: ScenarioError.changedSince("并院")) {
      try write(.replace(other, .version([added.version])))
    }
    let version = try #require(grown?.version)
    #expect(try write(.replace(other, .version([version])))?.scenario.steps == [])
    #expect(try write(.remove("并院", .isThere)) == nil)
    #expect(try registry.scenarios().isEmpty)
  }

  @Test func `the journal has scenarios: the acts tell of them, undo and the past bring them back`() throws {
    let scenario = try Scenario(name: "关", steps: [.close(facility: "F0000001", on: nil)])
    _ = try write(.add(scenario))
    let change = try registry.read {
      try #require(try Int.fetchOne($0, sql: "SELECT max(seq) FROM journal"))
    }
    _ = try write(.remove("关", .isThere))
    let acts = try registry.acts(limit: 2)
    #expect(acts.map(\.what) == ["remove the scenario 关", "add the scenario 关"])
    #expect(try registry.asRecorded(through: change).scenarios().map(\.scenario) == [scenario])
    #expect(try registry.asRecorded(through: change - 1).scenarios().isEmpty)
    let undone = try registry.undo(acts[0].id, author: .tester, date: Date())
    #expect(undone == 1)
    #expect(try registry.scenario(named: "关").scenario == scenario)
  }

  @Test func `what the registry does not have is refused, with what was meant`() throws {
    _ = try write(.add(try Scenario(name: "并院")))
    #expect(throws: ScenarioError.unknown("并园", known: ["并院"])) { try snapshot("并园") }
    #expect(throws: ScenarioError.unknown("并园", known: ["并院"])) { try write(.remove("并园", .isThere)) }
    #expect(ScenarioError.unknown("并园", known: ["并院"]).description.contains("did you mean '并院'?"))
    let code = try DivisionCode("999999999999")
    let cases: [(ScenarioStep, ScenarioStepError)] = [
      (.close(facility: "F00000001", on: nil), .unknownFacility("F00000001", closest: "F0000000")),
      (.open(ScenarioFacility(id: "F0000001", kind: "nursing-home", division: code)), .isThere("F0000001")),
      (.open(ScenarioFacility(kind: "nursing-home", division: code)), .unknownDivision(code)),
      (
        .open(ScenarioFacility(kind: "nursing", location: try Coordinate(1, 2))),
        .unknownKind("nursing", known: Kind.standard.filter { !$0.isPost }.map(\.name))
      ),
      (
        .rule(service: "nursing", try ServiceRule("own-village")),
        .unknownService("nursing", known: Service.standard.map(\.name))
      ),
    ]
    for (step, error) in cases {
      let scenario = try Scenario(name: "x", steps: [.demand(asOf: .distantPast), step])
      #expect(throws: ScenarioError.step(2, of: "x", error)) { try write(.add(scenario)) }
    }
    #expect(try registry.scenarios().count == 1)
  }

  @Test func `a scope of other kinds passes over facilities that it leaves out`() throws {
    let steps: [ScenarioStep] = [
      .close(facility: "F0000001", on: nil), .rule(service: "nursing-home", try ServiceRule("own-village")),
    ]
    _ = try write(.add(try Scenario(name: "关", steps: steps)))
    let snapshot = try snapshot("关", kinds: ["nursing-home"])
    #expect(snapshot.facilities.isEmpty)
    #expect(try snapshot.catalogue.service(named: "nursing-home").rule.description == "own-village")
    #expect(snapshot.catalogue.scenario?.name == "关")
  }

  @Test func `a facility that was joined with another is the one that stays, and one that went is named`()
    throws
  {
    let steps: [ScenarioStep] = [.enlarge(facility: "F0000002", capacity: 5)]
    _ = try write(.add(try Scenario(name: "扩", steps: steps)))
    try registry.write { database in
      try database.execute(
        sql: """
          INSERT INTO facilityAlias (alias, scheme, facility, mergedAt)
          SELECT 'F0000002', 'id', pk, '2026-01-01T00:00:00Z' FROM facility WHERE id = 'F0000001';
          DELETE FROM facilityStatus WHERE facility = (SELECT pk FROM facility WHERE id = 'F0000002');
          DELETE FROM facility WHERE id = 'F0000002';
          """)
    }
    #expect(try snapshot("扩").facilities.first { $0.id == "F0000001" }?.capacity == 5)
    try registry.write { try $0.execute(sql: "DELETE FROM facilityAlias") }
    #expect(throws: ScenarioError.self) { try snapshot("扩") }
  }

  @Test func `a place without a division lies in the one whose boundary holds it`() throws {
    let village = try #require(network.divisions.first { $0.level == .village })
    let centre = try #require(village.location)
    func corner(_ x: Double, _ y: Double) throws -> Coordinate {
      try Coordinate(centre.longitude + x, centre.latitude + y)
    }
    let ring = [
      try corner(-0.001, -0.001), try corner(0.001, -0.001), try corner(0.001, 0.001),
      try corner(-0.001, 0.001),
      try corner(-0.001, -0.001),
    ]
    var bounded = village
    bounded.boundary = MultiPolygon([MultiPolygon.Polygon(exterior: ring, interiors: [])])
    try registry.take([.division(bounded)], into: .divisions)
    var homeless = Facility(id: "Q", kind: "childrens-home", name: "无区划")
    homeless.location = try Coordinate(0, 0)
    try registry.take([.facility(homeless)], into: .facilities)
    _ = try write(
      .add(
        try Scenario(
          name: "入村",
          steps: [
            .open(ScenarioFacility(id: "N", kind: "childrens-home", location: centre)),
            .move(facility: "Q", to: centre, division: nil),
            .move(facility: "F0000003", to: centre, division: nil),
          ])))
    let (before, after) = (try snapshot(), try snapshot("入村"))
    func division(of id: String, in snapshot: NetworkSnapshot) -> DivisionCode? {
      snapshot.facilities.first { $0.id == id }.flatMap {
        $0.division >= 0 ? snapshot.divisions[Int($0.division)].code : nil
      }
    }
    #expect(division(of: "N", in: after) == village.code)
    #expect(division(of: "Q", in: before) == nil && division(of: "Q", in: after) == village.code)
    // One whose division somebody told keeps it.
    #expect(division(of: "F0000003", in: after) == division(of: "F0000003", in: before))
  }
}
