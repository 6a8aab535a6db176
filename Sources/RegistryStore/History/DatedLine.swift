internal import Foundation
internal import GRDB
internal import ServiceNetwork

/// A line of the journal with its act, and when it was written.
struct DatedLine {
  var line: JournalLine
  var act: Act?
  var at: Date

  /// The lines of some numbers, the last one first.
  static func fetch(_ numbers: SQL, _ database: Database) throws -> [DatedLine] {
    let columns = JournalLine.columns.split(separator: ", ").map { "journal.\($0)" }.joined(separator: ", ")
    let statement: SQL =
      """
      SELECT \(sql: columns), journal.at, \(sql: ActRow.columns)
      FROM journal
      LEFT JOIN act ON act.pk = journal.act
      WHERE journal.seq IN (\(literal: numbers))
      ORDER BY journal.seq DESC
      """
    return try Row.fetchAll(database, SQLRequest<Row>(literal: statement)).map { row in
      let act = row.hasNull(atIndex: 9) ? nil : try ActRow.act(row, from: 9)
      return DatedLine(
        line: try JournalLine(row), act: act, at: try act?.at ?? Date(journalText: row[8] as String))
    }
  }
}
