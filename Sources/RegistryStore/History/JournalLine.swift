internal import Foundation
internal import GRDB

/// A line of the journal: what became of a row, or of the rows that an import added.
struct JournalLine {
  let seq: Int
  let act: Int?
  let table: JournaledTable
  let key: Int64
  /// The last of several rows, where they are.
  let lastKey: Int64?
  let rowKey: [String: DatabaseValue]
  let change: String
  /// The values before and after; of a removed row those that it had.
  let fields: [String: (before: DatabaseValue, after: DatabaseValue)]

  /// The columns that ``init(_:)`` reads.
  static let columns = "seq, act, rowTable, key, lastKey, rowKey, change, fields"

  /// - Throws: ``JournalError`` for a line that no version of the program wrote.
  init(_ row: Row) throws {
    seq = row[0]
    act = row[1]
    guard let table = JournaledTable.named(row[2]) else { throw JournalError.damaged(line: row[0]) }
    self.table = table
    key = row[3]
    lastKey = row[4]
    change = row[6]
    let seq = seq
    rowKey =
      try (row[5] as String?).map { text in
        try Self.object(text, line: seq).mapValues { try Self.value($0, .plain, line: seq) }
      } ?? [:]
    let isRemoved = change == "removed"
    fields =
      try (row[7] as String?).map { text in
        var fields: [String: (before: DatabaseValue, after: DatabaseValue)] = [:]
        for (column, value) in try Self.object(text, line: seq) {
          let form: Form =
            table.bytes.contains(column) ? .bytes : table.reals.contains(column) ? .real : .plain
          if isRemoved {
            fields[column] = (try Self.value(value, form, line: seq), .null)
          } else if let pair = value as? [Any], pair.count == 2 {
            fields[column] = (
              try Self.value(pair[0], form, line: seq), try Self.value(pair[1], form, line: seq)
            )
          } else {
            throw JournalError.damaged(line: seq)
          }
        }
        return fields
      } ?? [:]
  }

  /// Makes the row what it was before.
  func undo(in database: Database) throws {
    switch change {
    case "added": try remove(from: database)
    case "removed": try restore(to: database)
    default: try change(back: database)
    }
  }

  // MARK: - Private

  /// How the journal writes a value down.
  private enum Form {
    case plain, bytes, real
  }

  private static func object(_ text: String, line: Int) throws -> [String: Any] {
    guard let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] else {
      throw JournalError.damaged(line: line)
    }
    return object
  }

  private static func value(_ value: Any, _ form: Form, line: Int) throws -> DatabaseValue {
    switch (value, form) {
    case (is NSNull, _): return .null
    case (let text as String, .bytes):
      guard let data = Data(hexadecimal: text) else { throw JournalError.damaged(line: line) }
      return data.databaseValue
    case (let text as String, .real):
      guard let number = Double(text) else { throw JournalError.damaged(line: line) }
      return number.databaseValue
    case (let text as String, .plain): return text.databaseValue
    case (let number as NSNumber, .plain): return number.int64Value.databaseValue
    default: throw JournalError.damaged(line: line)
    }
  }

  /// Which row is meant, as a condition and its values.
  private var place: (condition: String, values: [DatabaseValue]) {
    let values = rowKey.isEmpty ? [key.databaseValue] : table.key.map { rowKey[$0] ?? .null }
    return (table.key.map { "\($0) = ?" }.joined(separator: " AND "), values)
  }

  private func remove(from database: Database) throws {
    guard let lastKey else {
      for part in table.parts {
        try database.execute(sql: "DELETE FROM \(part.table) WHERE \(part.column) = ?", arguments: [key])
      }
      try database.execute(
        sql: "DELETE FROM \(table.name) WHERE \(place.condition)", arguments: StatementArguments(place.values)
      )
      return
    }
    for part in table.parts {
      try database.execute(
        sql: "DELETE FROM \(part.table) WHERE \(part.column) BETWEEN ? AND ?", arguments: [key, lastKey])
    }
    try database.execute(
      sql: "DELETE FROM \(table.name) WHERE \(table.key[0]) BETWEEN ? AND ?", arguments: [key, lastKey])
  }

  private func restore(to database: Database) throws {
    let columns = fields.keys.sorted()
    let values = place.values + columns.map { fields[$0]?.before ?? .null }
    let marks = Array(repeating: "?", count: values.count).joined(separator: ", ")
    try database.execute(
      sql: "INSERT INTO \(table.name) (\((table.key + columns).joined(separator: ", "))) VALUES (\(marks))",
      arguments: StatementArguments(values))
  }

  private func change(back database: Database) throws {
    let columns = fields.keys.sorted()
    let values = columns.map { fields[$0]?.before ?? .null }
    try database.execute(
      sql: """
        UPDATE \(table.name)
        SET \(columns.map { "\($0) = ?" }.joined(separator: ", "))
        WHERE \(place.condition)
        """, arguments: StatementArguments(values + place.values))
  }
}

/// What is wrong with a journal.
enum JournalError: Error, CustomStringConvertible {
  /// A line is none that the program wrote.
  case damaged(line: Int)

  var description: String {
    switch self {
    case .damaged(let line): "line \(line) of the registry's journal is damaged"
    }
  }
}

extension Data {
  /// The bytes of hexadecimal digits; `nil` for anything else.
  init?(hexadecimal text: String) {
    guard text.utf8.count.isMultiple(of: 2) else { return nil }
    var bytes = Data(capacity: text.utf8.count / 2)
    var high: UInt8?
    for character in text {
      guard let digit = character.hexDigitValue.map(UInt8.init) else { return nil }
      if let first = high {
        bytes.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    self = bytes
  }
}
