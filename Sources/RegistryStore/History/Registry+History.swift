public import Foundation
internal import GRDB
public import ServiceNetwork

extension Registry {
  /// What became of the records that bear an id: a facility's or post's, a division's code, the name of a kind or service.
  ///
  /// A facility's former id means the one that it was merged into. Counts of persons are told with their division.
  ///
  /// - Returns: the changes of each record, the last one first; nothing where no record bears the id.
  public func history(of id: String) throws -> [(table: RegistryTable, changes: [RecordChange])] {
    try read { database in
      var found: [(RegistryTable, [RecordChange])] = []
      for table in RegistryTable.allCases {
        guard table != .demand, let key = try Self.key(of: id, in: table, database) else { continue }
        var history = try RecordHistory(database, table, key: key)
        found.append((table, try Self.all { try history.next() }))
        guard table == .divisions else { continue }
        var counts = try DemandHistory(database, division: key)
        let changes = try Self.all { try counts.next() }
        if !changes.isEmpty { found.append((.demand, changes)) }
      }
      return found
    }
  }

  /// The acts, the last one first.
  ///
  /// - Parameters:
  ///   - limit: how many at the most.
  ///   - before: only those with lower numbers.
  public func acts(limit: Int, before: Int? = nil) throws -> [Act] {
    try read { database in
      try Row.fetchAll(
        database,
        """
        SELECT \(sql: ActRow.columns)
        FROM act
        WHERE \(before) IS NULL OR pk < \(before)
        ORDER BY pk DESC
        LIMIT \(limit)
        """ as SQLRequest<Row>
      ).map { try ActRow.act($0, from: 0) }
    }
  }

  /// Takes an act back: every row that it touched becomes what it was before, by a new act.
  ///
  /// - Parameters:
  ///   - id: the act's number.
  ///   - author: who takes it back.
  ///   - date: when.
  ///   - isDryRun: whether nothing is changed.
  /// - Returns: how many rows became what they were.
  /// - Throws: ``UndoError`` where rows were changed since, or others depend on them.
  public func undo(_ id: Int, author: Author, date: Date, isDryRun: Bool = false) throws -> Int {
    let isThere = try read {
      try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM act WHERE pk = ?)", arguments: [id])
    }
    guard isThere == true else { throw UndoError.notFound(id) }
    let draft = ActDraft(author: author, what: "undo \(id)", date: date, undoes: id)
    do {
      return try perform(draft, isKept: { _ in !isDryRun }) { database in
        try database.execute(sql: "PRAGMA defer_foreign_keys = ON")
        let count = try Undoing(database, act: id).perform()
        if try Row.fetchOne(database, sql: "PRAGMA foreign_key_check") != nil { throw UndoError.isUsed(id) }
        return count
      }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      throw UndoError.isUsed(id)
    }
  }

  private static func all(_ next: () throws -> RecordChange?) rethrows -> [RecordChange] {
    var changes: [RecordChange] = []
    while let change = try next() { changes.append(change) }
    return changes
  }

  static func key(of id: String, in table: RegistryTable, _ database: Database) throws -> Int64? {
    switch table {
    case .facilities: return try? FacilityIdentity.find(id, database).pk
    case .posts: return try Int64.fetchOne(database, sql: "SELECT pk FROM post WHERE id = ?", arguments: [id])
    case .kinds, .services:
      return try Int64.fetchOne(
        database, sql: "SELECT pk FROM \(table.row) WHERE name = ?", arguments: [id])
    case .divisions:
      guard let code = try? DivisionCode(id) else { return nil }
      return try Int64.fetchOne(
        database, sql: "SELECT pk FROM division WHERE code = ? ORDER BY endedOn IS NOT NULL, endedOn DESC",
        arguments: [code.description])
    case .upgrades, .funds, .targets:
      return try Int64.fetchOne(
        database, sql: "SELECT pk FROM \(table.row) WHERE id = ?", arguments: [id])
    case .indicators:
      return try Int64.fetchOne(database, sql: "SELECT pk FROM indicator WHERE name = ?", arguments: [id])
    case .roads, .criteria, .conditions, .observations: return nil
    case .speeds:
      return try Int64.fetchOne(
        database, sql: "SELECT pk FROM roadSpeed WHERE roadClass = ?", arguments: [id])
    case .demand:
      guard let (code, day) = DemandCount.parts(ofId: id),
        let division = try key(of: code.description, in: .divisions, database)
      else { return nil }
      return CountKey(division: division, day: day).number
    }
  }
}

/// Why an act cannot be taken back.
public enum UndoError: Error, Equatable, CustomStringConvertible {
  /// There is no act of this number.
  case notFound(Int)
  /// A later act changed the same, which would be lost.
  case changedSince(Int, by: [Int])
  /// What the act added is referred to by what came later.
  case isUsed(Int)

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .notFound(let act): "there is no act \(act); 'fuwang history' lists them"
    case .changedSince(let act, let later):
      "what act \(act) did was changed since by \(later.isEmpty ? "another program" : "act \(later.map(String.init).joined(separator: ", "))"); undo that first, or change it by hand"
    case .isUsed(let act): "what act \(act) added is referred to by what came later; undo that first"
    }
  }
}

/// Takes the lines of an act back.
struct Undoing {
  private let database: Database
  private let act: Int

  init(_ database: Database, act: Int) {
    self.database = database
    self.act = act
  }

  func perform() throws -> Int {
    let rows = try Row.fetchAll(
      database, sql: "SELECT \(JournalLine.columns) FROM journal WHERE act = ? ORDER BY seq DESC",
      arguments: [act])
    guard let last: Int = rows.first?[0] else { return 0 }
    try check(after: last)
    return try Self.undo(rows, in: database)
  }

  @discardableResult
  static func undo(_ rows: [Row], in database: Database) throws -> Int {
    var count = 0
    for row in rows {
      let line = try JournalLine(row)
      try line.undo(in: database)
      count += line.lastKey.map { Int($0 - line.key) + 1 } ?? 1
    }
    return count
  }

  /// Refuses where a later line is about the same row: of two changes, about the same column of it.
  private func check(after last: Int) throws {
    let later = try Row.fetchAll(
      database,
      sql: """
        SELECT DISTINCT later.act
        FROM journal AS own
        JOIN journal AS later ON later.rowTable = own.rowTable
          AND later.key BETWEEN own.key AND ifnull(own.lastKey, own.key) AND later.seq > ?2
          AND later.rowKey IS own.rowKey
        WHERE own.act = ?1 AND later.act IS NOT ?1
          AND (own.change <> 'changed' OR later.change <> 'changed' OR EXISTS (
            SELECT 1 FROM json_each(own.fields) AS one JOIN json_each(later.fields) AS other ON other.key = one.key
          ))
        ORDER BY later.act
        """, arguments: [act, last])
    guard later.isEmpty else {
      throw UndoError.changedSince(act, by: later.compactMap { $0[0] as Int? })
    }
  }
}
