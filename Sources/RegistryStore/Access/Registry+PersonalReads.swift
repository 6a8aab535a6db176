internal import Foundation
internal import GRDB
public import ServiceNetwork

extension Registry {
  /// Writes down that somebody is about to be shown personal data; nobody is shown any before that is done.
  ///
  /// - Parameter read: by whom, by the name of the token.
  /// - Throws: ``RegistryError``
  public func record(_ read: PersonalRead) async throws {
    try await RegistryError.translating(path: path, waitedSeconds: busyTimeout) {
      try await database.write { database in
        try database.execute(
          literal: """
            INSERT INTO personalRead (at, token, request, rowTable, rowCount, onlyId)
            SELECT \(read.at.journalText), pk, \(read.request), \(read.table.rawValue), \(read.count), \(read.onlyId)
            FROM token
            WHERE name = \(read.reader)
            """)
        guard database.changesCount == 1 else { throw TokenError.notFound(read.reader) }
      }
    }
  }

  /// Who was shown personal data, the last time first.
  ///
  /// - Parameters:
  ///   - reader: only by this token; `nil` for all.
  ///   - limit: how many at the most.
  public func personalReads(by reader: String? = nil, limit: Int) throws -> [PersonalRead] {
    try read { database in
      try Row.fetchAll(
        database,
        """
        SELECT personalRead.at, token.name, personalRead.request, personalRead.rowTable, personalRead.rowCount,
          personalRead.onlyId
        FROM personalRead
        JOIN token ON token.pk = personalRead.token
        WHERE \(reader) IS NULL OR token.name = \(reader)
        ORDER BY personalRead.pk DESC
        LIMIT \(limit)
        """ as SQLRequest<Row>
      ).map { row in
        let table: String = row[3]
        return PersonalRead(
          at: try Date(journalText: row[0]), reader: row[1], request: row[2],
          table: RegistryTable(rawValue: table) ?? .posts, count: row[4], onlyId: row[5])
      }
    }
  }
}
