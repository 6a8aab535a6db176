internal import GRDB
public import ServiceNetwork

extension Registry {
  /// How many facilities, divisions and posts a registry may have for every import to be followed by a check.
  ///
  /// A check of so many takes a few seconds; those with more are checked when somebody asks.
  private static let checkedSize = 200_000

  /// What breaks a rule since the last call, counted by rule, and remembers what does now.
  ///
  /// - Returns: `nil` where the registry is too large for a check with every import: more than 200,000 facilities,
  ///   divisions and posts.
  /// - Complexity: O(n log n)
  public func newFindings(today: CalendarDate) throws -> [QualityRule: Int]? {
    try write { database in
      let size = try Int.fetchOne(
        database,
        sql:
          "SELECT (SELECT count(*) FROM facility) + (SELECT count(*) FROM division) + (SELECT count(*) FROM post)"
      )
      guard let size, size <= Self.checkedSize else { return nil }
      try database.execute(
        sql: """
          CREATE TEMP TABLE IF NOT EXISTS currentFinding (
            rule TEXT NOT NULL, subject TEXT NOT NULL, PRIMARY KEY (rule, subject)
          ) STRICT, WITHOUT ROWID;
          DELETE FROM temp.currentFinding;
          """)
      let insert = try database.makeStatement(
        sql: "INSERT OR IGNORE INTO temp.currentFinding (rule, subject) VALUES (?, ?)")
      try QualityCheck(database, CheckScope(today: today)).forEachFinding { finding in
        try insert.execute(arguments: [
          finding.rule.rawValue,
          "\(finding.subject.kind) \(finding.subject.id)\(finding.other.map { " \($0)" } ?? "")",
        ])
      }
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT rule, count(*)
          FROM (SELECT rule, subject FROM temp.currentFinding EXCEPT SELECT rule, subject FROM knownFinding)
          GROUP BY rule
          """)
      try database.execute(
        sql: """
          DELETE FROM knownFinding;
          INSERT INTO knownFinding (rule, subject) SELECT rule, subject FROM temp.currentFinding;
          """)
      return Dictionary(
        uniqueKeysWithValues: rows.compactMap { row in
          QualityRule(rawValue: row[0]).map { ($0, row[1] as Int) }
        })
    }
  }
}
