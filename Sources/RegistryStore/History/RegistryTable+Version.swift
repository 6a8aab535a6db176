internal import GRDB
internal import ServiceNetwork

extension RegistryTable {
  /// What a record is known by until it is changed: the number of the journal's last line about it, `0` where there is
  /// none, and the registry's incarnation, since a restored one counts anew.
  ///
  /// - Complexity: O(log n) by the journal's indexes.
  func version(of key: Int64, _ database: Database) throws -> String {
    let request: SQLRequest<Int> = """
      SELECT max(
        ifnull((SELECT max(seq) FROM journal WHERE key = \(key) AND lastKey IS NULL AND rowTable IN \(rows)), 0),
        ifnull((SELECT max(seq) FROM journal WHERE lastKey >= \(key) AND key <= \(key) AND rowTable = \(row)), 0)
      )
      """
    let change = try Int.fetchOne(database, request) ?? 0
    return "\(change).\(try RegistryReader(database: database).incarnation().prefix(8))"
  }
}
