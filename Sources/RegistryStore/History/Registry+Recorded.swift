public import Foundation
internal import GRDB

extension Registry {
  /// The registry as it was recorded at a time, in memory: with all that was written until then, and nothing after.
  ///
  /// It is for reading.
  ///
  /// - Complexity: O(size of the file) memory and time.
  public func asRecorded(at time: Date) throws -> Registry {
    try asRecorded(through: try read { try Self.lastChange(recordedAt: time, $0) })
  }

  /// The registry as it was after a change, in memory, for reading.
  ///
  /// - Parameter last: the number of the change; 0 for before the first.
  /// - Complexity: O(size of the file) memory and time.
  public func asRecorded(through last: Int) throws -> Registry {
    let copy = try Registry.inMemory(copying: self)
    try copy.write { database in
      try database.execute(sql: "PRAGMA defer_foreign_keys = ON")
      // What is taken back here nobody did.
      for table in JournaledTable.all.keys {
        for event in ["Added", "Changed", "Removed"] {
          try database.execute(sql: "DROP TRIGGER \(table)Is\(event)")
        }
      }
      try Undoing.undo(
        try Row.fetchAll(
          database, sql: "SELECT \(JournalLine.columns) FROM journal WHERE seq > ? ORDER BY seq DESC",
          arguments: [last]), in: database)
      try database.execute(sql: "DELETE FROM journal WHERE seq > ?", arguments: [last])
    }
    return copy
  }

  /// The number of the last change that was recorded at a time; 0 where none was.
  static func lastChange(recordedAt time: Date, _ database: Database) throws -> Int {
    // A line is of its act's time; the acts follow each other, whatever the clock said.
    try Int.fetchOne(
      database,
      sql: """
        SELECT seq
        FROM journal
        LEFT JOIN act ON act.pk = journal.act
        WHERE julianday(ifnull(act.at, journal.at)) <= julianday(?)
        ORDER BY seq DESC
        LIMIT 1
        """, arguments: [time.journalText]) ?? 0
  }
}

extension RegistryReader {
  /// The number of the last change that was recorded at a time; 0 where none was.
  ///
  /// - Complexity: O(changes since then).
  public func lastChange(recordedAt time: Date) throws -> Int {
    try Registry.lastChange(recordedAt: time, database)
  }
}
