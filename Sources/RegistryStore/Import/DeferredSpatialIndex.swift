internal import GRDB

/// A table's spatial index that rests during an import, and takes all new rows at its end.
///
/// SpatiaLite's trigger writes and parses a statement of its own for each new row: a quarter of the time that
/// an import took. Changed rows have another trigger, which stays. All of it is part of the import's
/// transaction, so that nobody ever sees the table without its trigger.
struct DeferredSpatialIndex {
  private let database: Database
  private let table: String
  private let last: Int64
  private let trigger: String?

  /// Puts the index of a table's column `location` to rest.
  init(of table: String, _ database: Database) throws {
    self.database = database
    self.table = table
    last = try Int64.fetchOne(database, sql: "SELECT max(pk) FROM \(table)") ?? 0
    // A user may have dropped the index; then there is nothing to do.
    trigger = try String.fetchOne(
      database, sql: "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?",
      arguments: ["gii_\(table)_location"])
    if trigger != nil { try database.execute(sql: "DROP TRIGGER gii_\(table)_location") }
  }

  /// Gives the new rows to the index, and wakes it.
  func finish() throws {
    guard let trigger else { return }
    try database.execute(
      sql: """
        INSERT INTO idx_\(table)_location (pkid, xmin, xmax, ymin, ymax)
        SELECT pk, X(location), X(location), Y(location), Y(location)
        FROM \(table)
        WHERE pk > ? AND location IS NOT NULL
        ORDER BY pk
        """,
      arguments: [last])
    try database.execute(sql: trigger)
  }
}
