import Fixtures
import Foundation
import GRDB
import ServiceNetwork
import Testing

@testable import RegistryStore

/// The snapshot that questions share, against one that is read anew.
struct SnapshotKeeperTests {
  /// However busy the machine is, what is asked for is waited for.
  private static let endless = Duration.seconds(3600)
  private static let everything: @Sendable (Catalogue) -> SnapshotScope = { catalogue in
    SnapshotScope(kinds: nil, demandGroups: Set(catalogue.demandGroups.map(\.name)))
  }

  private func country(into registry: Registry) throws {
    let network = ClusteredNetwork(villages: 60, facilities: 25, seed: 7)
    try registry.take(network.divisions.map(RegistryRow.division), into: .divisions)
    try registry.take(network.demand.map(RegistryRow.demand), into: .demand)
    try registry.take(network.facilities.map(RegistryRow.facility), into: .facilities)
    let role = try #require(Catalogue.standard.kinds.first { $0.isPost })
    let term = try #require(Term(appointedOn: ClusteredNetwork.date))
    let posts = network.divisions.filter { $0.level == .village }.prefix(9).enumerated().map {
      index, village in
      Post(id: "P\(index)", role: role.name, division: village.code, term: term)
    }
    try registry.take(posts.map(RegistryRow.post), into: .posts)
  }

  /// All that a snapshot says, as text.
  private func contents(_ snapshot: NetworkSnapshot) -> [String] {
    let facilities = snapshot.facilities.map { facility in
      let statuses = snapshot.statuses[Int(facility.statuses.lowerBound)..<Int(facility.statuses.upperBound)]
      return
        "\(facility.id) \(facility.kind) \(facility.name) \(facility.division) \(facility.location as Any) "
        + "\(facility.capacity as Any) \(facility.occupied as Any) \(statuses.map { "\($0.status) \($0.since)" })"
    }
    let demand = snapshot.demand.sorted { $0.key < $1.key }.flatMap { group, counts in
      counts.map { "\(group) \($0.division) \($0.asOf) \($0.persons)" }
    }
    return snapshot.divisions.map { "\($0)" } + facilities + snapshot.posts.map { "\($0)" } + demand
      + ["\(snapshot.catalogue)"]
  }

  /// A change that another program makes, at random; some are none.
  private static func change(_ random: inout SeededGenerator) -> String {
    let number = Int.random(in: 0..<1000, using: &random)
    let day = "201\(number % 9)-0\(1 + number % 8)-01"
    let point = "MakePoint(114.\(number), 33.\(number), 4326)"
    func any(_ table: String) -> String {
      "(SELECT pk FROM \(table) ORDER BY (pk * 7919 + \(number)) % 101 LIMIT 1)"
    }
    func village() -> String {
      "(SELECT pk FROM division WHERE level = 'village' ORDER BY (pk * 7919 + \(number)) % 101 LIMIT 1)"
    }
    let statements = [
      "UPDATE facility SET name = 'n\(number)', capacity = \(number), occupied = NULL WHERE pk = \(any("facility"))",
      "UPDATE facility SET location = \(point), division = NULL WHERE pk = \(any("facility"))",
      "UPDATE facility SET id = 'X\(number)' WHERE pk = \(any("facility"))",
      "INSERT OR IGNORE INTO facility (id, kind, name, division) VALUES ('N\(number)', 1, 'neu', \(village()))",
      "DELETE FROM facilityStatus WHERE facility = \(any("facility"))",
      "INSERT OR REPLACE INTO facilityStatus VALUES (\(any("facility")), '\(day)', 'closed')",
      "UPDATE post SET division = \(village()), endedOn = NULL WHERE pk = \(any("post"))",
      "UPDATE post SET id = 'Q\(number)' WHERE pk = \(any("post"))",
      "DELETE FROM post WHERE pk = \(any("post")) AND \(number) % 5 = 0",
      "UPDATE demand SET persons = \(number) WHERE division = \(village())",
      "DELETE FROM demand WHERE division = \(village()) AND \(number) % 3 = 0",
      "INSERT OR REPLACE INTO demand VALUES (1, \(village()), '\(day)', \(number), NULL)",
      "UPDATE division SET name = 'v\(number)' WHERE pk = \(village())",
      "UPDATE division SET location = \(point) WHERE pk = \(village())",
      "UPDATE division SET code = '9' || code WHERE pk = \(village()) AND \(number) % 4 = 0",
      "INSERT OR IGNORE INTO division (code, name, level) VALUES ('8\(number)', 'neu', 'village')",
      "UPDATE kind SET nameEn = 'k\(number)' WHERE pk = 1 AND \(number) % 4 = 0",
    ]
    return statements.randomElement(using: &random) ?? ""
  }

  @Test func `after any change it is what the file has, be it amended or read anew`() async throws {
    let registry = try Registry.inMemory()
    try country(into: registry)
    let keeper = SnapshotKeeper(roads: RoadMemory(), patience: Self.endless)
    var random = SeededGenerator(seed: 11)
    for round in 0..<250 {
      let statements = (0...round % 3).map { _ in Self.change(&random) }
      try await registry.database.write { database in
        for statement in statements { try database.execute(sql: statement) }
      }
      let shared = try await keeper.snapshot(of: registry, Self.everything)
      let read = try registry.snapshot(progress: { _ in }, Self.everything)
      #expect(contents(shared) == contents(read), "round \(round)")
    }
  }

  @Test func `while nothing changes nothing is read, and one holds what others asked for`() async throws {
    let registry = try Registry.inMemory()
    try country(into: registry)
    let first = try await registry.snapshot(Self.everything)
    let second = try await registry.snapshot { _ in
      SnapshotScope(kinds: ["childrens-home"], demandGroups: ["elderly"])
    }
    // A scenario changes nothing of it.
    _ = try await registry.write(
      .add(try Scenario(name: "b", steps: [.close(facility: try registry.firstFacility, on: nil)])),
      author: .tester, date: Date())
    let third = try await registry.snapshot(Self.everything)
    let places = [first, second, third].map { $0.divisions.withUnsafeBufferPointer(\.baseAddress) }
    #expect(places[0] != nil && Set(places).count == 1)
  }

  @Test func `another process's change is there for who asks after it`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.url.appending(path: "r.sqlite").path
    try Registry.create(at: path)
    let (server, other) = (try Registry(opening: path, access: .concurrent), try Registry(opening: path))
    try country(into: other)
    let keeper = SnapshotKeeper(roads: RoadMemory(), patience: Self.endless)
    #expect(try await keeper.snapshot(of: server, Self.everything).facilities.count == 25)
    try other.take([.facility(Facility(id: "NEU", kind: "nursing-home", name: "新院"))], into: .facilities)
    let ids = try await keeper.snapshot(of: server, Self.everything).facilities.map(\.id)
    #expect(ids.count == 26 && ids.contains("NEU"))
  }

  @Test func `who asks during a long reading is answered from before, and then from after`() async throws {
    let registry = try Registry.inMemory()
    try country(into: registry)
    // Any reading is too long for it.
    let keeper = SnapshotKeeper(roads: RoadMemory(), patience: .zero)
    let before = try await keeper.snapshot(of: registry, Self.everything)
    try await registry.database.write { try $0.execute(sql: "UPDATE kind SET nameZh = '新' WHERE pk = 1") }
    let meanwhile = try await keeper.snapshot(of: registry, Self.everything)
    #expect(contents(meanwhile) == contents(before))
    let now = contents(try registry.snapshot(progress: { _ in }, Self.everything))
    #expect(now != contents(before))
    var after = meanwhile
    for _ in 0..<500 where contents(after) != now {
      try await Task.sleep(for: .milliseconds(10))
      after = try await keeper.snapshot(of: registry, Self.everything)
    }
    #expect(contents(after) == now)
  }

  @Test func `many who ask at once, while others write, each get one commit`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.url.appending(path: "r.sqlite").path
    try Registry.create(at: path)
    let registry = try Registry(opening: path, access: .concurrent)
    try country(into: registry)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for number in 0..<40 {
          // Both in one transaction: whoever sees one sees the other.
          try await registry.database.write { database in
            try database.execute(sql: "UPDATE facility SET name = 'n\(number)' WHERE pk = 1")
            try database.execute(sql: "UPDATE division SET name = 'n\(number)' WHERE pk = 1")
          }
        }
      }
      for _ in 0..<4 {
        group.addTask {
          for _ in 0..<40 {
            let snapshot = try await registry.snapshot(Self.everything)
            let names = Set(
              snapshot.facilities.map(\.name).filter { $0.hasPrefix("n") }
                + snapshot.divisions.map(\.name).filter { $0.hasPrefix("n") })
            #expect(names.count <= 1)
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func `each day has its divisions`() async throws {
    let registry = try Registry.inMemory()
    try country(into: registry)
    try await registry.database.write {
      try $0.execute(sql: "UPDATE division SET endedOn = '2020-01-01' WHERE level = 'village' AND pk % 2 = 0")
    }
    for day in ["2019-06-30", "2021-06-30", "2019-06-30"] {
      let scope: @Sendable (Catalogue) -> SnapshotScope = { _ in
        SnapshotScope(kinds: nil, demandGroups: [], asOf: CalendarDate(iso8601: day))
      }
      let shared = try await registry.snapshot(scope)
      #expect(contents(shared) == contents(try registry.snapshot(progress: { _ in }, scope)))
    }
  }
}

extension Registry {
  fileprivate var firstFacility: String {
    get throws { try read { try String.fetchOne($0, sql: "SELECT min(id) FROM facility") } ?? "" }
  }
}
