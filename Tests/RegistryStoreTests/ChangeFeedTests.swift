import Fixtures
import Foundation
import GRDB
import ServiceNetwork
import Testing

@testable import RegistryStore

struct ChangeFeedTests {
  private static let today = CalendarDate(iso8601: "2020-12-31") ?? .distantPast

  private static func home(_ id: String) -> RegistryRow {
    .facility(
      Facility(id: id, kind: "nursing-home", name: id, history: StatusHistory(always: .operating)))
  }

  /// Reads from a cursor to the end; the ids, and the cursor.
  private static func follow(
    _ registry: Registry, from cursor: ChangeCursor?, limit: Int
  ) async throws -> (ids: [String], cursor: ChangeCursor?) {
    var (ids, cursor): ([String], ChangeCursor?) = ([], cursor)
    while true {
      var query = ChangeQuery(today: today)
      (query.since, query.limit) = (cursor, limit)
      let page = try await registry.reading { [query] in try $0.changes(query) }
      ids += page.records.map(\.id)
      cursor = page.cursor
      if !page.hasMore { return (ids, cursor) }
    }
  }

  @Test func `writers at once lose and repeat nothing for who follows`() async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "fuwang-\(UUID().uuidString).sqlite")
      .path
    defer {
      for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }
    try Registry.create(at: path)
    let reader = try Registry(opening: path, access: .concurrent)
    let start = try await reader.reading { try $0.lastCursor() }
    let ids = try await withThrowingTaskGroup(of: [String].self) { group in
      for writer in 1...4 {
        group.addTask {
          let registry = try Registry(opening: path, busyTimeout: 60)
          for number in 1...12 { try registry.take([Self.home("W\(writer)-\(number)")], into: .facilities) }
          return []
        }
      }
      group.addTask {
        var (all, cursor): ([String], ChangeCursor?) = ([], start)
        while all.count < 48 {
          let (ids, next) = try await Self.follow(reader, from: cursor, limit: 3)
          all += ids
          cursor = next
          await Task.yield()
        }
        return all
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(ids.count == 48 && Set(ids).count == 48)
    // Each one's writes are told in the order in which they were committed.
    for writer in 1...4 {
      #expect(ids.filter { $0.hasPrefix("W\(writer)-") } == (1...12).map { "W\(writer)-\($0)" })
    }
  }

  @Test func `a line of a thousand records costs no more than its page`() async throws {
    let registry = try Registry.inMemory()
    try registry.take((1...1000).map { Self.home("H\($0)") }, into: .facilities)
    var query = ChangeQuery(today: Self.today)
    query.limit = 10
    let first = try await registry.reading { [query] in try $0.changes(query) }
    #expect(first.records.map(\.id) == (1...10).map { "H\($0)" } && first.hasMore)
    query.since = first.cursor
    let second = try await registry.reading { [query] in try $0.changes(query) }
    #expect(second.records.map(\.id) == (11...20).map { "H\($0)" })
    // The next page is found by the table's key.
    let plan = try registry.read { database in
      try Row.fetchAll(
        database,
        sql:
          "EXPLAIN QUERY PLAN SELECT pk, id FROM facility WHERE pk > 5 AND pk <= 900 AND TRUE ORDER BY pk LIMIT 10"
      )
    }.map { $0["detail"] as String }
    #expect(plan == ["SEARCH facility USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"])
    let all = try await Self.follow(registry, from: nil, limit: 333)
    #expect(all.ids.count == 1000)
  }

  @Test func `a registry has another incarnation when it was restored`() async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "fuwang-\(UUID().uuidString).sqlite")
      .path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let registry = try Registry.inMemory()
    try registry.backup(to: path)
    let before = try await registry.reading { try ($0.incarnation(), $0.lastCursor()) }
    try registry.restore(from: path)
    let after = try await registry.reading { try $0.incarnation() }
    #expect(before.0 != after && after.count == 32)
    #expect(try await Registry.inMemory().reading { try $0.incarnation() } != after)
    var query = ChangeQuery(today: Self.today)
    query.since = before.1
    await #expect(throws: ChangeQueryError.otherIncarnation) {
      try await registry.reading { [query] in try $0.changes(query) }
    }
  }

  @Test func `the codes of what follows a division are told, and what lies in it is told anew`() async throws
  {
    let registry = try Registry.inMemory()
    try registry.take(smallTree, into: .divisions)
    let village = DivisionCode(registered: "411726100201")
    var home = Facility(
      id: "A", kind: "nursing-home", name: "A", division: village, history: StatusHistory(always: .operating))
    home.capacity = 1
    try registry.take([.facility(home)], into: .facilities)
    let start = try await registry.reading { try $0.lastCursor() }
    var tree = smallTree
    tree[3] = .division(
      Division(code: DivisionCode(registered: "411726100301"), name: "一村", level: .village))
    let summary = try registry.importRows(
      ImportDescription(
        table: .divisions, author: .tester, date: Date(),
        edition: EditionImport(
          edition: Edition(system: .nbs, asOf: Self.today),
          decisions: [
            EditionDecision(
              former: village, successor: DivisionCode(registered: "411726100301"), evidence: "批复")
          ], isAccepted: true)), report: { _ in }
    ) { importer in
      try importer.begin(file: "d.csv", columns: ["code", "name", "level"])
      for (index, row) in tree.enumerated() { try importer.add(TableRow(row: row, line: index + 2)) }
    }
    try #require(summary.isCommitted)
    var query = ChangeQuery(today: Self.today)
    query.since = start
    let page = try await registry.reading { [query] in try $0.changes(query) }
    let told = page.records.map { record -> String in
      switch record.state {
      case .put(let feature, let type):
        let index = type.properties.firstIndex { $0.name == "division" }
        return "\(record.collection ?? "–") put \(record.id) \(index.map { "\(feature.values[$0])" } ?? "")"
      case .removed: return "removed \(record.id)"
      case .merged(let id): return "\(record.id) merged into \(id)"
      case .ended(let successors): return "\(record.id) ended, \(successors.joined(separator: " "))"
      }
    }
    #expect(told.contains("411726100201 ended, 411726100301"))
    #expect(told.contains("villages put 411726100301 "))
    #expect(told.contains("facilities put A text(\"411726100301\")"))
  }
}
