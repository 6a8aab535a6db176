import Fixtures
import Foundation
import GRDB
import ServiceNetwork
import Testing

@testable import RegistryStore

struct HistoryTests {
  private func facility(_ change: (inout Facility) -> Void = { _ in }) -> RegistryRow {
    var facility = Facility(
      id: "A", kind: "nursing-home", name: "甲院", division: DivisionCode(registered: "411726100201"),
      history: StatusHistory(always: .operating))
    change(&facility)
    return .facility(facility)
  }

  private func registry() throws -> Registry {
    let registry = try Registry.inMemory()
    try registry.take(smallTree, into: .divisions)
    try registry.take([facility()], into: .facilities)
    return registry
  }

  /// Each change as a line: what, by which act, and the fields.
  private func lines(_ id: String, in registry: Registry) throws -> [String] {
    try registry.history(of: id).flatMap { record in
      record.changes.map { change in
        let fields = change.fields.map { " \($0.column) \($0.before ?? "–") → \($0.after ?? "–")" }.joined(
          separator: ";")
        return "\(change.kind.rawValue) \(record.table.rawValue) by \(change.act?.what ?? "nobody")\(fields)"
      }
    }
  }

  @Test func `each change is told with its fields as files have them, the last one first`() throws {
    let registry = try registry()
    let place = try Coordinate(longitude: 114, latitude: 33)
    try registry.take(
      [
        facility {
          $0.capacity = 50
          $0.location = place
          $0.division = DivisionCode(registered: "411726100202")
        }
      ], into: .facilities)
    let history = try StatusHistory(
      status: .closed, openedOn: nil, closedOn: CalendarDate(iso8601: "2020-01-01"))
    try registry.take(
      [
        facility {
          $0.capacity = 50
          $0.location = place
          $0.division = DivisionCode(registered: "411726100202")
          $0.history = history
        }
      ], into: .facilities)
    #expect(
      try lines("A", in: registry) == [
        "changed facilities by import facilities status operating → closed; closed_on – → 2020-01-01",
        "changed facilities by import facilities division 411726100201 → 411726100202; longitude – → 114.0; latitude – → 33.0; capacity – → 50",
        "added facilities by import facilities",
      ])
  }

  @Test func `divisions, kinds and services have a history, too`() throws {
    let registry = try registry()
    var tree = smallTree
    guard case .division(var division) = tree[3] else { return }
    division.name = "新一村"
    tree[3] = .division(division)
    try registry.take(tree, into: .divisions)
    #expect(
      try lines("411726100201", in: registry) == [
        "changed divisions by import divisions name 一村 → 新一村", "added divisions by import divisions",
      ])
    let rule = try ServiceRule("within 2km")
    var service = try #require(try registry.catalogue().services.first { $0.name == "childrens-home" })
    service.rule = rule
    service.kinds = ["childrens-home", "day-care-centre"]
    try registry.take([.service(service)], into: .services)
    #expect(
      try lines("childrens-home", in: registry) == [
        "changed services by import services kinds childrens-home → childrens-home day-care-centre; rule within 3000 m straight → within 2000 m straight"
      ])
    #expect(try registry.history(of: "nothing").isEmpty)
  }

  @Test func `an act is taken back by another one, and that again`() throws {
    let registry = try registry()
    let before = try registry.rows(of: .facilities)
    try registry.take([facility { $0.capacity = 50 }], into: .facilities)
    let after = try registry.rows(of: .facilities)
    let act = try #require(try registry.acts(limit: 1).first)
    #expect(act.what == "import facilities")
    #expect(try registry.undo(act.id, author: .tester, date: Date(), isDryRun: true) == 1)
    #expect(try registry.rows(of: .facilities) == after)
    #expect(try registry.undo(act.id, author: .tester, date: Date()) == 1)
    #expect(try registry.rows(of: .facilities) == before)
    let undoing = try #require(try registry.acts(limit: 1).first)
    #expect(undoing.undoes == act.id)
    #expect(try registry.undo(undoing.id, author: .tester, date: Date()) == 1)
    #expect(try registry.rows(of: .facilities) == after)
  }

  @Test func `a whole import is taken back, and its ids are not given again`() throws {
    let registry = try registry()
    let homes = (1...20).map { number in
      RegistryRow.facility(
        Facility(kind: "childrens-home", name: "家\(number)", history: StatusHistory(always: .operating)))
    }
    try registry.take(homes, into: .facilities)
    let ids = Set(try registry.rows(of: .facilities).compactMap { $0.values["id"] })
    let act = try #require(try registry.acts(limit: 1).first)
    #expect(try registry.undo(act.id, author: .tester, date: Date()) == 20)
    #expect(try registry.rows(of: .facilities).count == 1)
    try registry.take(homes, into: .facilities)
    let again = Set(try registry.rows(of: .facilities).compactMap { $0.values["id"] })
    #expect(again.intersection(ids) == ["A"])
  }

  @Test func `what was changed since, or is in use, is not taken back`() throws {
    let registry = try registry()
    try registry.take([facility { $0.capacity = 50 }], into: .facilities)
    try registry.take([facility { $0.capacity = 60 }], into: .facilities)
    let acts = try registry.acts(limit: 9).map(\.id)
    #expect(throws: UndoError.changedSince(acts[1], by: [acts[0]])) {
      try registry.undo(acts[1], author: .tester, date: Date())
    }
    // The divisions came first, and a facility is in one of them.
    #expect(throws: UndoError.isUsed(acts[3])) { try registry.undo(acts[3], author: .tester, date: Date()) }
    #expect(throws: UndoError.notFound(99)) { try registry.undo(99, author: .tester, date: Date()) }
    // Another column of the same row is another matter.
    try registry.take(
      [
        facility {
          $0.capacity = 60; $0.phone = "1"
        }
      ], into: .facilities)
    #expect(try registry.undo(acts[0], author: .tester, date: Date()) == 1)
    let values = try registry.rows(of: .facilities).first?.values
    #expect(values?["capacity"] == "50" && values?["phone"] == "1")
  }

  @Test func `a registry of a past time answers as it did then`() throws {
    let registry = try Registry.inMemory()
    func at(_ seconds: Double) -> Date { Date(timeIntervalSince1970: seconds) }
    func take(_ row: RegistryRow, _ seconds: Double) throws {
      let columns = Set(RegistryTable.facilities.columns.map(\.name))
      _ = try registry.importRows(
        ImportDescription(table: .facilities, author: .tester, date: at(seconds)), report: { _ in }
      ) { importer in
        try importer.begin(file: "f.csv", columns: columns)
        try importer.add(TableRow(row: row, line: 2))
      }
    }
    try registry.take(smallTree, into: .divisions)
    try take(facility(), 100)
    let first = try registry.rows(of: .facilities)
    try take(facility { $0.name = "乙院" }, 200)
    #expect(try registry.asRecorded(at: at(250)).rows(of: .facilities) == registry.rows(of: .facilities))
    #expect(try registry.asRecorded(at: at(200)).rows(of: .facilities) == registry.rows(of: .facilities))
    #expect(try registry.asRecorded(at: at(199.999)).rows(of: .facilities) == first)
    #expect(try registry.asRecorded(at: at(50)).rows(of: .facilities).isEmpty)
    #expect(try registry.asRecorded(at: at(50)).rows(of: .divisions).count == 5)
  }
}
