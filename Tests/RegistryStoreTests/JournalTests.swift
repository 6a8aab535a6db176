import Fixtures
import Foundation
import GRDB
import ServiceNetwork
import Testing

@testable import RegistryStore

struct JournalTests {
  private static let date = Date(timeIntervalSince1970: 1_700_000_000)

  /// Every row of every table that the journal follows, as SQLite writes its values down.
  private func content(_ registry: Registry) throws -> [String: [String]] {
    try registry.read { database in
      try JournaledTable.all.mapValues { table in
        try Row.fetchAll(database, sql: "SELECT * FROM \(table.name)").map { row in
          row.map { name, value in
            if case .blob(let data) = value.storage {
              return "\(name)=\(data.map { String($0, radix: 16) }.joined(separator: " "))"
            }
            return "\(name)=\(value)"
          }.joined(separator: "|")
        }.sorted()
      }
    }
  }

  private func lines(_ registry: Registry, after seq: Int = 0) throws -> [JournalLine] {
    try registry.read { database in
      try Row.fetchAll(
        database, sql: "SELECT \(JournalLine.columns) FROM journal WHERE seq > ? ORDER BY seq DESC",
        arguments: [seq]
      ).map(JournalLine.init)
    }
  }

  private func lastSeq(_ registry: Registry) throws -> Int {
    try registry.read { try Int.fetchOne($0, sql: "SELECT max(seq) FROM journal") ?? 0 }
  }

  @Test func `a new registry has an empty journal`() throws {
    #expect(try lines(Registry.inMemory()).isEmpty)
  }

  @Test func `the journal follows every table that has a user's rows, and every column of it`() throws {
    let registry = try Registry.inMemory()
    try registry.read { database in
      let tables = try String.fetchAll(
        database, sql: "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%IsRemoved'")
      #expect(Set(tables) == Set(JournaledTable.all.keys))
      for table in JournaledTable.all.values {
        let columns = try String.fetchAll(
          database, sql: "SELECT name FROM pragma_table_info(?)", arguments: [table.name])
        let trigger =
          try String.fetchOne(
            database, sql: "SELECT sql FROM sqlite_master WHERE name = ?",
            arguments: ["\(table.name)IsRemoved"])
          ?? ""
        // What kind of row it is never changes.
        for column in columns where column != "isPost" && column != "pk" {
          #expect(trigger.contains("OLD.\(column)"), "\(table.name).\(column)")
        }
      }
    }
  }

  @Test func `rows that one import added are one line`() throws {
    let registry = try Registry.inMemory()
    try registry.take(smallTree, into: .divisions)
    let found = try lines(registry)
    #expect(found.map(\.table.name) == ["division"])
    #expect(found.map { [$0.key, $0.lastKey ?? 0] } == [[1, 5]])
    // The same again is no act.
    try registry.take(smallTree, into: .divisions)
    #expect(try lines(registry).count == 1)
    #expect(try registry.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM act") } == 1)
  }

  @Test func `what another program writes is in the journal, without an act`() throws {
    let registry = try Registry.inMemory()
    try registry.take(smallTree, into: .divisions)
    try registry.write { try $0.execute(sql: "UPDATE division SET name = '新村' WHERE pk = 4") }
    let line = try #require(try lines(registry).first)
    #expect(line.act == nil)
    #expect(line.change == "changed")
    #expect(line.fields.mapValues { "\($0.before) \($0.after)" } == ["name": "\"一村\" \"新村\""])
  }

  @Test(arguments: 1...6)
  func `any state of before can be had back, to the last bit`(seed: UInt64) throws {
    let registry = try Registry.inMemory()
    var random = RandomWrites(seed: seed)
    var states: [(seq: Int, content: [String: [String]])] = []
    for _ in 0..<12 {
      states.append((try lastSeq(registry), try content(registry)))
      try random.write(to: registry)
    }
    for state in states.reversed() {
      for line in try lines(registry, after: state.seq) {
        try registry.write { database in
          try database.execute(sql: "PRAGMA defer_foreign_keys = ON")
          try line.undo(in: database)
          // The undoing is journaled, too; here it must not be undone again.
          try database.execute(sql: "DELETE FROM journal WHERE seq >= ?", arguments: [line.seq])
        }
      }
      let now = try content(registry)
      for (table, rows) in state.content {
        #expect(now[table] == rows, "\(table) of \(state.seq), seed \(seed)")
      }
    }
  }
}

/// Writes of every kind, from a seed.
private struct RandomWrites {
  private var generator: SeededGenerator
  private var number = 0
  private var edition = 0

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }

  private mutating func place() throws -> Coordinate {
    try Coordinate(
      longitude: Double.random(in: 113...115, using: &generator),
      latitude: Double.random(in: 32...34, using: &generator))
  }

  private static let villages = ["411726100201", "411726100202"]

  mutating func write(to registry: Registry) throws {
    number += 1
    if try registry.rows(of: .divisions).isEmpty { return try divisions(registry) }
    switch pick(8) {
    case 0: try divisions(registry)
    case 1, 2: try facilities(registry)
    case 3: try posts(registry)
    case 4: try demand(registry)
    case 5: try merge(registry)
    case 6: try catalogue(registry)
    default: try newEdition(registry)
    }
  }

  private mutating func divisions(_ registry: Registry) throws {
    var rows = smallTree
    for index in rows.indices where pick(2) == 0 {
      guard case .division(var division) = rows[index] else { continue }
      let place = try place()
      division.location = place
      division.given = GivenPoint(
        x: place.longitude * 4567.890123, y: place.latitude * 34567.8901234, crs: "EPSG:4547")
      if pick(2) == 0 {
        let corners = [(0.0, 0.0), (0.1, 0), (0, 0.1), (0, 0)]
        division.boundary = MultiPolygon([
          MultiPolygon.Polygon(
            exterior: try corners.map {
              try Coordinate(longitude: place.longitude + $0, latitude: place.latitude + $1)
            })
        ])
      }
      rows[index] = .division(division)
    }
    var problems: [String] = []
    let columns = Set(RegistryTable.divisions.columns.map(\.name)).union(["boundary"])
    try registry.take(rows, into: .divisions, columns: columns, problems: &problems)
  }

  private mutating func facilities(_ registry: Registry) throws {
    var rows: [RegistryRow] = []
    for _ in 0...pick(4) {
      var facility = Facility(
        id: "F\(pick(6))", kind: "nursing-home", name: "院\(pick(9))",
        history: StatusHistory(always: .operating))
      facility.location = pick(2) == 0 ? nil : try place()
      facility.given = facility.location.map {
        GivenPoint(x: $0.longitude / 3, y: $0.latitude / 7, crs: "gcj02")
      }
      facility.capacity = pick(3) == 0 ? nil : pick(100)
      facility.externalId = "X\(facility.id ?? "")"
      facility.division = pick(2) == 0 ? nil : DivisionCode(registered: "411726100000")
      if pick(2) == 0 {
        facility.history = try StatusHistory(text: "building 2016-03-0\(1 + pick(9)); operating 2017-06-01")
      }
      if !rows.contains(where: { $0.values["id"] == facility.id }) { rows.append(.facility(facility)) }
    }
    var problems: [String] = []
    try registry.take(rows, into: .facilities, problems: &problems)
  }

  private mutating func posts(_ registry: Registry) throws {
    let day = CalendarDate(iso8601: "2018-0\(1 + pick(9))-01") ?? .distantPast
    guard let term = Term(appointedOn: day) else { return }
    let post = Post(
      id: "P\(pick(3))", role: "child-welfare-director",
      division: DivisionCode(registered: Self.villages[pick(2)]), term: term, person: "示例\(pick(3))")
    var problems: [String] = []
    try registry.take([.post(post)], into: .posts, problems: &problems)
  }

  private mutating func demand(_ registry: Registry) throws {
    let count = DemandCount(
      division: DivisionCode(registered: Self.villages[pick(2)]),
      asOf: CalendarDate(iso8601: "2020-0\(1 + pick(3))-01") ?? .distantPast,
      persons: ["elderly": pick(50), "left-behind-children": pick(50)])
    var problems: [String] = []
    try registry.take([.demand(count)], into: .demand, problems: &problems)
  }

  private mutating func merge(_ registry: Registry) throws {
    let ids = try registry.rows(of: .facilities).compactMap { $0.values["id"] }
    guard ids.count > 1 else { return }
    let date = Date(timeIntervalSince1970: Double(number))
    try registry.markDistinct(ids[0], ids[1], author: .tester, date: date)
    _ = try registry.merge(keep: ids[1], drop: ids[0], author: .tester, date: date)
  }

  private mutating func catalogue(_ registry: Registry) throws {
    try registry.take(
      [.kind(Kind(name: "library", nameZh: "书屋\(pick(3))", nameEn: "library", isPost: false))], into: .kinds)
    let rule = try ServiceRule("within \(1 + pick(5))km")
    let kinds = pick(2) == 0 ? ["library"] : ["library", "childrens-home"]
    try registry.take(
      [
        .service(
          Service(
            name: "reading", nameZh: "阅读", nameEn: "reading", kinds: kinds, rule: rule, demandGroup: nil))
      ],
      into: .services)
  }

  private mutating func newEdition(_ registry: Registry) throws {
    edition += 1
    let asOf = CalendarDate(iso8601: "2021-\(edition < 10 ? "0" : "")\(edition)-01") ?? .distantPast
    let name = "村\(number)"
    let decision = EditionDecision(
      former: DivisionCode(registered: Self.villages[0]),
      successor: DivisionCode(registered: Self.villages[pick(2)]),
      evidence: "批复")
    _ = try registry.importRows(
      ImportDescription(
        table: .divisions, author: .tester, date: Date(timeIntervalSince1970: 1_700_000_000),
        edition: EditionImport(
          edition: Edition(system: .nbs, asOf: asOf), decisions: [decision], isAccepted: true)),
      report: { _ in }
    ) { importer in
      try importer.begin(file: "d.csv", columns: ["code", "name", "level"])
      for (index, row) in smallTree.enumerated() {
        guard case .division(var division) = row else { continue }
        if division.code.description == Self.villages[1] { division.name = name }
        try importer.add(TableRow(row: .division(division), line: index + 2))
      }
    }
  }
}
