import Fixtures
import GRDB
import ServiceNetwork
import Testing

@testable import RegistryStore

struct SnapshotTests {
  @Test func `a registry's snapshot answers as one made of the same values`() throws {
    // Given a made-up country, imported in another order than that of codes and ids
    let network = ClusteredNetwork(villages: 300, facilities: 90, seed: 5)
    let registry = try Registry.inMemory()
    try registry.take(network.divisions.reversed().map(RegistryRow.division), into: .divisions)
    try registry.take(network.demand.reversed().map(RegistryRow.demand), into: .demand)
    try registry.take(network.facilities.reversed().map(RegistryRow.facility), into: .facilities)
    // When
    let stored = try registry.snapshot { catalogue in
      SnapshotScope(kinds: nil, demandGroups: Set(catalogue.demandGroups.map(\.name)))
    }
    let made = NetworkSnapshot(
      divisions: network.divisions, facilities: network.facilities, demand: network.demand)
    // Then
    #expect(stored.divisions.map(\.code) == made.divisions.map(\.code))
    #expect(stored.divisions.map(\.parent) == made.divisions.map(\.parent))
    #expect(stored.divisions.map(\.location) == made.divisions.map(\.location))
    let service = try stored.catalogue.service(named: "childrens-home")
    let question = CoverageQuestion(service, asOf: ClusteredNetwork.date)
    let (first, second) = (
      try CoverageAnalysis(question, in: stored), try CoverageAnalysis(question, in: made)
    )
    #expect(CoverageReport(first, by: .county).areas == CoverageReport(second, by: .county).areas)
    #expect(try UnservedReport(first).villages == UnservedReport(second).villages)
  }

  @Test
  func `a facility's capacity and how much of it is taken are read, and stay unknown where nobody told`()
    throws
  {
    var home = Facility(id: "H1", kind: "nursing-home", name: "甲敬老院")
    (home.capacity, home.occupied) = (80, 64)
    let registry = try Registry.inMemory()
    try registry.take(
      [home, Facility(id: "H2", kind: "nursing-home", name: "乙敬老院")].map(RegistryRow.facility),
      into: .facilities)
    let snapshot = try registry.snapshot { _ in SnapshotScope(kinds: nil, demandGroups: []) }
    #expect(snapshot.facilities.map(\.capacity) == [80, nil])
    #expect(snapshot.facilities.map(\.occupied) == [64, nil])
  }

  @Test(arguments: ["own-village or within 3km", "own-township", "within 2km"])
  func `a question about one division is answered alike from its part of the registry`(rule: String) throws {
    let network = ClusteredNetwork(villages: 400, facilities: 90, seed: 5)
    let registry = try Registry.inMemory()
    try registry.take(network.divisions.map(RegistryRow.division), into: .divisions)
    try registry.take(network.demand.map(RegistryRow.demand), into: .demand)
    try registry.take(network.facilities.map(RegistryRow.facility), into: .facilities)
    let term = try #require(Term(appointedOn: ClusteredNetwork.date))
    let posts = network.divisions.filter { $0.level == .village }.prefix(40).enumerated().map {
      index, village in
      Post(id: "P\(index)", role: "child-welfare-director", division: village.code, term: term)
    }
    try registry.take(posts.map(RegistryRow.post), into: .posts)
    let whole = try registry.snapshot { _ in SnapshotScope(kinds: nil, demandGroups: ["left-behind-children"])
    }
    // The area of each level that has facilities or posts in it.
    for level in DivisionLevel.allCases {
      let area = try #require(network.divisions.first { $0.level == level }).code
      for service in ["childrens-home", "child-welfare"] {
        var parameters = QuestionParameters()
        (parameters.services, parameters.rule) = ([service], rule)
        (parameters.area, parameters.demand) = (area.description, "left-behind-children")
        let part = try registry.snapshot { try parameters.scope(in: $0) }
        let question = try parameters.questions(in: part.catalogue, today: ClusteredNetwork.date)[0]
        let (first, second) = (
          try CoverageAnalysis(question, in: part), try CoverageAnalysis(question, in: whole)
        )
        #expect(CoverageReport(first, by: .village).areas == CoverageReport(second, by: .village).areas)
        #expect(try UnservedReport(first).villages == UnservedReport(second).villages)
        #expect(Self.input(first) == Self.input(second))
        if service == "childrens-home", level > .city {
          #expect(part.divisions.count < whole.divisions.count)
        }
      }
    }
  }

  /// What an answer was computed from.
  private static func input(_ answer: some TraceableAnswer) -> [UInt8] {
    var bytes: [UInt8] = []
    var input = AnswerInput { bytes += $0 }
    answer.writeInput(to: &input)
    input.finish()
    return bytes
  }

  @Test func `a scope reads the kinds and groups that it names`() throws {
    let network = ClusteredNetwork(villages: 30, facilities: 9, seed: 5)
    let registry = try Registry.inMemory()
    try registry.take(network.divisions.map(RegistryRow.division), into: .divisions)
    try registry.take(network.demand.map(RegistryRow.demand), into: .demand)
    try registry.take(network.facilities.map(RegistryRow.facility), into: .facilities)
    let other = try registry.snapshot { _ in SnapshotScope(kinds: ["nursing-home"], demandGroups: ["elderly"])
    }
    #expect(other.facilities.isEmpty)
    #expect(other.demand["elderly"]?.isEmpty == true)
    #expect(other.demand["left-behind-children"] == nil)
    let own = try registry.snapshot { _ in
      SnapshotScope(kinds: ["childrens-home"], demandGroups: ["left-behind-children"])
    }
    #expect(own.facilities.count == 9)
    #expect(own.demand["left-behind-children"]?.count == 30)
  }

  @Test func `facilities of some kinds are found by an index`() throws {
    try Registry.inMemory().database.read { database in
      let plan = try Row.fetchAll(
        database, sql: "EXPLAIN QUERY PLAN SELECT pk, id FROM facility WHERE kind IN (1, 2) AND name = 'x'"
      ).map { $0["detail"] as String }
      #expect(plan.contains { $0.contains("facilityByName") }, "\(plan)")
    }
  }
}
