internal import GRDB

/// A spatial index that rests during an import, and checks and takes all new rows at its end.
///
/// SpatiaLite's triggers `gii_…`, which writes and parses a statement of its own for each new row, `tmi_…`, which
/// notes the time of each, and `ggi_…`, which checks the geometry of each, took a third of the time of an import. The
/// triggers that follow a changed row stay.
struct DeferredSpatialIndex {
  private let database: Database
  private let table: String
  private let column: String
  private let isReplaced: Bool
  private let last: Int64
  private let triggers: RestingTriggers

  /// Puts the index of a table's column to rest.
  ///
  /// - Parameter isReplaced: whether all rows of the table go first; then the triggers that follow each of them rest, too.
  init(of table: String, column: String = "location", isReplaced: Bool = false, _ database: Database) throws {
    self.database = database
    self.table = table
    self.column = column
    self.isReplaced = isReplaced
    last = isReplaced ? 0 : try Int64.fetchOne(database, sql: "SELECT max(pk) FROM \(table)") ?? 0
    let names = ["gii", "tmi", "ggi"] + (isReplaced ? ["gid", "tmd"] : [])
    triggers = try RestingTriggers(names.map { "\($0)_\(table)_\(column)" }, database)
  }

  /// Checks the new rows, gives them to the index, and wakes it.
  func finish() throws {
    // Where somebody dropped the index, there was nothing to put to rest.
    guard triggers.areResting else { return }
    try check()
    if isReplaced { try database.execute(sql: "DELETE FROM idx_\(table)_\(column)") }
    try database.execute(
      sql: """
        INSERT INTO idx_\(table)_\(column) (pkid, xmin, xmax, ymin, ymax)
        SELECT pk, MbrMinX(\(column)), MbrMaxX(\(column)), MbrMinY(\(column)), MbrMaxY(\(column))
        FROM \(table)
        WHERE pk > ? AND \(column) IS NOT NULL
        ORDER BY pk
        """,
      arguments: [last])
    try database.execute(
      sql: """
        UPDATE geometry_columns_time
        SET last_insert = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
        WHERE f_table_name = ? AND f_geometry_column = ?
          AND EXISTS (SELECT 1 FROM \(table) WHERE pk > ?)
        """,
      arguments: [table, column, last])
    try triggers.wake()
  }

  /// Checks the geometries of the new rows as SpatiaLite's trigger does.
  private func check() throws {
    let isWrong = try Bool.fetchOne(
      database,
      sql: """
        SELECT EXISTS (
          SELECT 1
          FROM geometry_columns
          JOIN \(table) ON pk > ? AND GeometryConstraints(\(column), geometry_type, srid) <> 1
          WHERE f_table_name = ? AND f_geometry_column = ?
        )
        """, arguments: [last, table, column])
    guard isWrong == false else {
      throw DatabaseError(
        resultCode: .SQLITE_CONSTRAINT,
        message: "\(table).\(column) has what is no geometry of its kind and system")
    }
  }
}
