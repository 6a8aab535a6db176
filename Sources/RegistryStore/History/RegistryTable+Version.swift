internal import GRDB
internal import ServiceNetwork

extension RegistryTable {
  /// What a record is known by until it is changed: the number of the journal's last line about it, `0` where there is
  /// none, and the registry's incarnation, since a restored one counts anew.
  ///
  /// - Complexity: O(log n) by the journal's indexes.
  func version(of key: Int64, _ database: Database) throws -> String {
    let change = try lastChange(of: key, database)
    return "\(change).\(try RegistryReader(database: database).incarnation().prefix(8))"
  }

  /// The number of the journal's last line about a record; 0 where there is none.
  func lastChange(of key: Int64, _ database: Database) throws -> Int {
    let lines = self == .demand ? Self.lastLine(of: CountKey(key)) : lastLine(of: key)
    return try Int.fetchOne(database, lines) ?? 0
  }

  private func lastLine(of key: Int64) -> SQLRequest<Int> {
    """
    SELECT max(
      ifnull((SELECT max(seq) FROM journal WHERE key = \(key) AND lastKey IS NULL AND rowTable IN \(rows)), 0),
      ifnull((SELECT max(seq) FROM journal WHERE lastKey >= \(key) AND key <= \(key) AND rowTable = \(row)), 0)
    )
    """
  }

  /// The line of a division's counts of one day; each count has a line of its own.
  private static func lastLine(of key: CountKey) -> SQLRequest<Int> {
    """
    SELECT max(seq)
    FROM journal
    WHERE key = \(key.division) AND lastKey IS NULL AND rowTable = 'demand'
      AND json_extract(rowKey, '$.asOf') = \(key.day.description)
    """
  }
}
