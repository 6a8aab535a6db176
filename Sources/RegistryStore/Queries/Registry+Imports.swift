internal import GRDB
public import ServiceNetwork

extension Registry {
  /// The files that were taken in, the last one first.
  public func imports() throws -> [ImportRecord] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT registryTable, file, importedAt, crs, rowCount, addedCount, changedCount
          FROM import
          ORDER BY pk DESC
          """
      ).map {
        ImportRecord(
          table: $0[0], file: $0[1], importedAt: $0[2], crs: $0[3], rows: $0[4], added: $0[5], changed: $0[6])
      }
    }
  }
}
