internal import GRDB

/// A table's spatial index that rests during an import, and checks and takes all new rows at its end.
///
/// SpatiaLite's triggers `gii_…`, which writes and parses a statement of its own for each new row, `tmi_…`, which
/// notes the time of each, and `ggi_…`, which checks the point of each, took a third of the time of an import. The
/// triggers that follow a changed row stay.
struct DeferredSpatialIndex {
  private let database: Database
  private let table: String
  private let last: Int64
  private let triggers: RestingTriggers

  /// Puts the index of a table's column `location` to rest.
  init(of table: String, _ database: Database) throws {
    self.database = database
    self.table = table
    last = try Int64.fetchOne(database, sql: "SELECT max(pk) FROM \(table)") ?? 0
    triggers = try RestingTriggers(["gii", "tmi", "ggi"].map { "\($0)_\(table)_location" }, database)
  }

  /// Checks the new rows, gives them to the index, and wakes it.
  func finish() throws {
    // Where somebody dropped the index, there was nothing to put to rest.
    guard triggers.areResting else { return }
    try check()
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
    try triggers.wake()
  }

  /// Checks the points of the new rows as SpatiaLite's trigger does.
  private func check() throws {
    let isWrong = try Bool.fetchOne(
      database,
      sql: """
        SELECT EXISTS (
          SELECT 1
          FROM geometry_columns
          JOIN \(table) ON pk > ? AND GeometryConstraints(location, geometry_type, srid) <> 1
          WHERE f_table_name = ? AND f_geometry_column = 'location'
        )
        """, arguments: [last, table])
    guard isWrong == false else {
      throw DatabaseError(
        resultCode: .SQLITE_CONSTRAINT, message: "\(table).location has what is no point of its system")
    }
  }
}
