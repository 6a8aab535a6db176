internal import Foundation
internal import GRDB
internal import ServiceNetwork

/// What an act is going to be known as.
struct ActDraft: Sendable {
  var author: Author
  var what: String
  var date: Date
  var undoes: Int?
}

extension Registry {
  /// Does something in one transaction, which the journal knows as one act; one that changes nothing is none.
  ///
  /// - Parameters:
  ///   - cacheSize: how many KiB of pages are kept in memory meanwhile; `nil` for as many as always.
  ///   - isKept: whether the transaction is committed.
  /// - Throws: ``RegistryError`` for what a caller can act on; nothing is changed then.
  func perform<Value>(
    _ draft: ActDraft, cacheSize: Int? = nil, isKept: (Value) -> Bool = { _ in true },
    _ body: (Database) throws -> Value
  ) throws -> Value {
    try RegistryError.translating(path: path, waitedSeconds: busyTimeout) {
      try database.writeWithoutTransaction { database in
        let usual = try Int.fetchOne(database, sql: "PRAGMA cache_size") ?? -2000
        if let cacheSize { try database.execute(sql: "PRAGMA cache_size = -\(cacheSize)") }
        defer { if cacheSize != nil { try? database.execute(sql: "PRAGMA cache_size = \(usual)") } }
        return try draft.perform(in: database, isKept: isKept, body)
      }
    }
  }

  /// Does the same from a task: where that is cancelled before the commit, nothing is changed.
  func performInTask<Value: Sendable>(
    _ draft: ActDraft, _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value {
    try await RegistryError.translating(path: path, waitedSeconds: busyTimeout) {
      try await database.writeWithoutTransaction { try draft.perform(in: $0, body) }
    }
  }
}

extension ActDraft {
  /// Does something in one transaction of a connection that is in none.
  fileprivate func perform<Value>(
    in database: Database, isKept: (Value) -> Bool = { _ in true }, _ body: (Database) throws -> Value
  ) throws -> Value {
    var value: Value?
    try database.inTransaction(.immediate) {
      let act = try begin(database)
      let result = try body(database)
      value = result
      guard isKept(result) else { return .rollback }
      try end(act, database)
      return .commit
    }
    guard let value else {
      preconditionFailure("a transaction that does not throw has a value")
    }
    return value
  }

  private func begin(_ database: Database) throws -> Int64 {
    try database.execute(
      literal: """
        INSERT INTO act (at, author, via, what, source, undoes)
        VALUES (\(date.journalText), \(author.name), \(author.way.rawValue), \(what),
          \(author.source), \(undoes))
        """)
    let act = database.lastInsertedRowID
    try database.execute(literal: "UPDATE writing SET act = \(act), bulkTable = NULL, bulkAfter = NULL")
    return act
  }

  private func end(_ act: Int64, _ database: Database) throws {
    try database.execute(sql: "UPDATE writing SET act = NULL, bulkTable = NULL, bulkAfter = NULL")
    try database.execute(
      literal: """
        DELETE FROM act
        WHERE pk = \(act) AND NOT EXISTS (SELECT 1 FROM journal WHERE act = \(act))
        """)
  }
}

/// A table whose new rows the journal has as one line.
///
/// New keys are greater than all others, so that the rows of an import stand in a row.
struct BulkAddition {
  private let database: Database
  private let table: String
  /// Of the table itself, and of parts of its rows.
  private let triggers: RestingTriggers
  private let last: Int64

  /// Begins; one table at a time.
  ///
  /// - Parameter parts: a table of rows that are parts of the new ones; of those that are parts of others, ``noteStatuses(of:)``
  ///   tells the journal.
  init(to table: String, parts: String? = nil, _ database: Database) throws {
    self.database = database
    self.table = table
    last = try Int64.fetchOne(database, sql: "SELECT max(pk) FROM \(table)") ?? 0
    triggers = try RestingTriggers([table, parts].compactMap { $0 }.map { "\($0)IsAdded" }, database)
    try database.execute(literal: "UPDATE writing SET bulkTable = \(table), bulkAfter = \(last)")
  }

  /// Tells the journal of the new statuses of a facility that was there before.
  func noteStatuses(of facility: Int64) throws {
    guard facility <= last else { return }
    try database.cachedStatement(
      sql: """
        INSERT INTO journal (act, rowTable, key, rowKey, change)
        SELECT act, 'facilityStatus', facility, json_object('facility', facility, 'since', since), 'added'
        FROM writing
        JOIN facilityStatus ON facility = ?
        ORDER BY since
        """
    ).execute(arguments: [facility])
  }

  /// Writes the line, and wakes the triggers.
  func finish() throws {
    try triggers.wake()
    try database.execute(
      sql: """
        INSERT INTO journal (act, rowTable, key, lastKey, change)
        SELECT act, ?1, ?2 + 1, (SELECT max(pk) FROM \(table)), 'added'
        FROM writing
        WHERE EXISTS (SELECT 1 FROM \(table) WHERE pk > ?2)
        """, arguments: [table, last])
    try database.execute(sql: "UPDATE writing SET bulkTable = NULL, bulkAfter = NULL")
  }
}

extension Date {
  /// The time as the journal writes it: UTC, to the millisecond.
  var journalText: String { formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)) }

  /// A time that the journal wrote.
  init(journalText: String) throws {
    if let date = try? Date(journalText, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    {
      self = date
    } else {
      self = try Date(journalText, strategy: .iso8601)
    }
  }
}
