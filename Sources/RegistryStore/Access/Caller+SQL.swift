internal import GRDB
internal import ServiceNetwork

extension Caller {
  /// The condition that a division lies in the caller's.
  ///
  /// - Parameter division: the column with the division's key.
  func isWithin(_ division: String) -> SQL {
    guard let code = self.division?.description else { return "TRUE" }
    return SQL(
      sql: """
        ifnull(\(division) IN (
          WITH RECURSIVE own (pk) AS (
            SELECT pk FROM division WHERE code = ? AND endedOn IS NULL
            UNION ALL
            SELECT lower.pk FROM division AS lower JOIN own ON lower.parent = own.pk WHERE lower.endedOn IS NULL
          )
          SELECT pk FROM own
        ), FALSE)
        """, arguments: [code])
  }
}
