internal import GRDB

/// A table's spatial index that rests during an import, and takes all new rows at its end.
///
/// SpatiaLite's triggers `gii_…`, which writes and parses a statement of its own for each new row, and `tmi_…`,
/// which notes the time of each, took a third of the time of an import. Those that check a new row's point,
/// and that follow a changed one, stay. All of it is part of the import's transaction, so that nobody ever
/// sees the table without its triggers.
struct DeferredSpatialIndex {
  private let database: Database
  private let table: String
  private let last: Int64
  private let triggers: [String]

  /// Puts the index of a table's column `location` to rest.
  init(of table: String, _ database: Database) throws {
    self.database = database
    self.table = table
    last = try Int64.fetchOne(database, sql: "SELECT max(pk) FROM \(table)") ?? 0
    let names = ["gii_\(table)_location", "tmi_\(table)_location"]
    let statements = try names.map { name in
      try String.fetchOne(
        database, sql: "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?", arguments: [name])
    }
    triggers = statements.compactMap { $0 }
    // Where somebody dropped the index, there is nothing to put to rest.
    guard triggers.count == names.count else { return }
    for name in names { try database.execute(sql: "DROP TRIGGER \(name)") }
  }

  /// Gives the new rows to the index, and wakes it.
  func finish() throws {
    guard triggers.count == 2 else { return }
    try database.execute(
      sql: """
        INSERT INTO idx_\(table)_location (pkid, xmin, xmax, ymin, ymax)
        SELECT pk, X(location), X(location), Y(location), Y(location)
        FROM \(table)
        WHERE pk > ? AND location IS NOT NULL
        ORDER BY pk
        """,
      arguments: [last])
    try database.execute(
      sql: """
        UPDATE geometry_columns_time
        SET last_insert = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
        WHERE f_table_name = ? AND f_geometry_column = 'location'
          AND EXISTS (SELECT 1 FROM \(table) WHERE pk > ?)
        """,
      arguments: [table, last])
    for trigger in triggers { try database.execute(sql: trigger) }
  }
}
