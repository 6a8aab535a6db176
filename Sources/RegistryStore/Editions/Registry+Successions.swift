internal import GRDB
public import ServiceNetwork

extension Registry {
  /// What became of divisions in the editions that were accepted, by day and former code.
  ///
  /// - Parameter code: only those that lead from or to a code.
  public func successions(of code: DivisionCode? = nil) throws -> [Succession] {
    try read { database in
      let code = code?.description
      return try Row.fetchAll(
        database,
        """
        SELECT since, change, formerCode, formerName, code, name, evidence
        FROM succession
        WHERE \(code) IS NULL OR formerCode = \(code) OR code = \(code)
        ORDER BY since, formerCode, code
        """ as SQLRequest<Row>
      ).map { row in
        Succession(
          since: try row.date(0),
          kinds: (row[1] as String).split(separator: " ").compactMap {
            DivisionChange.Kind(rawValue: String($0))
          },
          formerCode: DivisionCode(registered: row[2]), formerName: row[3],
          code: DivisionCode(registered: row[4]), name: row[5], evidence: row[6])
      }
    }
  }
}
