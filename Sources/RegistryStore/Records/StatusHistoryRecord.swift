internal import GRDB
import ServiceNetwork

/// A facility's statuses as the registry keeps them, a row each.
enum StatusHistoryRecord {
  static func fetch(of facility: Int64, _ database: Database) throws -> StatusHistory {
    let statement = try database.cachedStatement(
      sql: "SELECT since, status FROM facilityStatus WHERE facility = ? ORDER BY since")
    let entries = try Row.fetchAll(statement, arguments: [facility])
      .map { StatusHistory.Entry(try $0.status(1), since: try $0.date(0)) }
    return try StatusHistory(entries)
  }

  static func delete(of facility: Int64, _ database: Database) throws {
    try database.cachedStatement(sql: "DELETE FROM facilityStatus WHERE facility = ?")
      .execute(arguments: [facility])
  }
}
