internal import GRDB
internal import ServiceNetwork

extension RegistryTable {
  /// The number of the last line of the journal about a record; `0` where there is none.
  ///
  /// - Complexity: O(log n) by the journal's indexes.
  func version(of key: Int64, _ database: Database) throws -> Int {
    let request: SQLRequest<Int> = """
      SELECT max(
        ifnull((SELECT max(seq) FROM journal WHERE key = \(key) AND lastKey IS NULL AND rowTable IN \(rows)), 0),
        ifnull((SELECT max(seq) FROM journal WHERE lastKey >= \(key) AND key <= \(key) AND rowTable = \(row)), 0)
      )
      """
    return try Int.fetchOne(database, request) ?? 0
  }
}
