internal import GRDB
import ServiceNetwork

/// Writes facilities' statuses, many with each statement.
///
/// For each statement, SQLite makes a table of the words that the schema allows for a status: with one row a statement,
/// that took longer than the rows. Within an import, only who observes it reads what was written before.
final class StatusWriter {
  /// How many rows a statement has.
  private static let batchSize = 64
  /// How many values a row has.
  private static let width = 3

  private let insertOne: RowStatement
  private let insertBatch: RowStatement
  private var waiting: [(any StatementBinding)?] = []

  init(_ database: Database) throws {
    let insert = "INSERT INTO facilityStatus (facility, since, status) VALUES "
    insertOne = try RowStatement(database, insert + "(?, ?, ?)")
    let rows = Array(repeating: "(?, ?, ?)", count: Self.batchSize)
    insertBatch = try RowStatement(database, insert + rows.joined(separator: ", "))
  }

  /// Writes a history some time before ``flush()`` ends.
  func insert(_ history: StatusHistory, of facility: Int64) throws {
    for entry in history.entries {
      waiting += [facility, entry.since.description, entry.status.rawValue]
      guard waiting.count == Self.batchSize * Self.width else { continue }
      try insertBatch.execute(waiting)
      waiting.removeAll(keepingCapacity: true)
    }
  }

  /// Writes what still waits.
  func flush() throws {
    for start in stride(from: 0, to: waiting.count, by: Self.width) {
      try insertOne.execute(Array(waiting[start..<start + Self.width]))
    }
    waiting.removeAll(keepingCapacity: true)
  }
}
