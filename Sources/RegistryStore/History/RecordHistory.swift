internal import Foundation
internal import GRDB
internal import ServiceNetwork

/// Tells what became of one record, from the journal's lines about its row and those that are part of it.
struct RecordHistory {
  private let database: Database
  private let table: RegistryTable
  private let key: Int64
  /// The record's parts as they are after the line that is looked at, which goes back in time: status by day, or kinds by
  /// place.
  private var parts: [String: String] = [:]
  /// The lines that are not told yet, the last one first.
  private var lines: ArraySlice<DatedLine> = []

  /// - Parameter key: the key of the record's row.
  init(_ database: Database, _ table: RegistryTable, key: Int64) throws {
    self.database = database
    self.table = table
    self.key = key
    lines = try fetchLines()[...]
    guard let part = table.part else { return }
    for row in try Row.fetchAll(database, sql: part.current, arguments: [key]) { parts[row[0]] = row[1] }
  }

  /// The change before the one that was told last, from the last one on; `nil` where the record is not the same any more.
  mutating func next() throws -> RecordChange? {
    guard let line = lines.first else { return nil }
    // What one act did to the record is one change; what other programs wrote, they wrote line by line.
    let group = line.line.act == nil ? lines.prefix(1) : lines.prefix { $0.line.act == line.line.act }
    lines = lines.dropFirst(group.count)
    let change = try change(Array(group))
    // A key may have been another record's before.
    if change.kind == .added { lines = [] }
    return change
  }

  // MARK: - Private

  private func fetchLines() throws -> [DatedLine] {
    try DatedLine.fetch(
      """
      SELECT seq FROM journal WHERE key = \(key) AND lastKey IS NULL AND rowTable IN \(table.rows)
      UNION ALL
      SELECT seq FROM journal WHERE lastKey >= \(key) AND key <= \(key) AND rowTable = \(table.row)
      """, database)
  }

  private mutating func change(_ group: [DatedLine]) throws -> RecordChange {
    var kind = RecordChange.Kind.changed
    var fields: [String: (before: String?, after: String?)] = [:]
    let after = partValues()
    for line in group.map(\.line) {
      if line.table.name == table.part?.table {
        takeBack(line)
        continue
      }
      if line.table.name == table.row, line.change != "changed" {
        kind = line.change == "added" ? .added : .removed
      }
      guard line.change == "changed" || line.table.name == "boundary" else { continue }
      for (column, values) in line.fields {
        for (name, before, last) in try FieldNames(database, table).fields(column, values) {
          // The older line of two tells what was before.
          fields[name] = (before, fields[name]?.after ?? last)
        }
      }
    }
    let before = partValues()
    for name in Set(before.keys).union(after.keys) { fields[name] = (before[name], after[name]) }
    let order = table.columns.map(\.name)
    let changed = fields.filter { $0.value.before != $0.value.after }.sorted {
      (order.firstIndex(of: $0.key) ?? order.count, $0.key) < (
        order.firstIndex(of: $1.key) ?? order.count, $1.key
      )
    }
    return RecordChange(
      seq: group[0].line.seq, act: group[0].act, at: group[0].at, kind: kind,
      fields: kind == .changed
        ? changed.map { RowChange.Field($0.key, before: $0.value.before, after: $0.value.after) } : [])
  }

  /// What the parts are in the columns of the record's table.
  private func partValues() -> [String: String] {
    switch table {
    case .facilities:
      let entries = parts.sorted { $0.key < $1.key }.compactMap { day, status -> StatusHistory.Entry? in
        guard let since = CalendarDate(iso8601: day), let status = FacilityStatus(rawValue: status) else {
          return nil
        }
        return StatusHistory.Entry(status, since: since)
      }
      guard let history = try? StatusHistory(entries) else { return [:] }
      return history.values
    case .services:
      return [
        "kinds": parts.sorted { (Int($0.key) ?? 0) < (Int($1.key) ?? 0) }.map(\.value).joined(separator: " ")
      ]
    default: return [:]
    }
  }

  private mutating func takeBack(_ line: JournalLine) {
    guard let part = table.part, let name = line.rowKey[part.key].map(Self.text) else { return }
    switch line.change {
    case "added": parts[name] = nil
    default: parts[name] = line.fields[part.value].map { Self.text($0.before) }.map { kindName($0) ?? $0 }
    }
  }

  private func kindName(_ key: String) -> String? {
    guard table == .services else { return nil }
    return try? String.fetchOne(database, sql: "SELECT name FROM kind WHERE pk = ?", arguments: [Int64(key)])
  }

  private static func text(_ value: DatabaseValue) -> String {
    switch value.storage {
    case .string(let text): text
    case .int64(let number): String(number)
    default: ""
    }
  }
}

extension RegistryTable {
  /// The table of the store that has its records' rows; of ``RegistryTable/demand`` each has several.
  var row: String {
    switch self {
    case .kinds: "kind"
    case .services: "service"
    case .divisions: "division"
    case .demand: "demand"
    case .facilities: "facility"
    case .posts: "post"
    case .roads: "road"
    case .speeds: "roadSpeed"
    case .criteria: "criterion"
    case .conditions: "condition"
    case .upgrades: "upgrade"
    case .funds: "fund"
    case .indicators: "indicator"
    case .targets: "target"
    case .observations: "observation"
    }
  }

  /// The tables of the store that have parts of its records under the record's key.
  var rows: [String] {
    [row] + [part?.table, self == .divisions ? "boundary" : nil].compactMap { $0 }
  }

  /// The table whose rows are parts of a record, and how to read those of today.
  fileprivate var part: (table: String, key: String, value: String, current: String)? {
    switch self {
    case .facilities:
      ("facilityStatus", "since", "status", "SELECT since, status FROM facilityStatus WHERE facility = ?")
    case .services:
      (
        "serviceKind", "position", "kind",
        "SELECT CAST(position AS TEXT), kind.name FROM serviceKind JOIN kind ON kind.pk = serviceKind.kind WHERE service = ?"
      )
    default: nil
    }
  }
}

/// What the columns of the store are called in files, and what their values are there.
private struct FieldNames {
  private let database: Database
  private let table: RegistryTable

  init(_ database: Database, _ table: RegistryTable) {
    self.database = database
    self.table = table
  }

  func fields(
    _ column: String, _ values: (before: DatabaseValue, after: DatabaseValue)
  ) throws -> [(name: String, before: String?, after: String?)] {
    switch column {
    case "location":
      let (before, after) = (place(values.before), place(values.after))
      return [
        ("longitude", before?.longitude.description, after?.longitude.description),
        ("latitude", before?.latitude.description, after?.latitude.description),
      ]
    case "outline": return [("boundary", area(values.before), area(values.after))]
    case "kind", "role":
      return [(column, try name(values.before, in: "kind"), try name(values.after, in: "kind"))]
    case "demandGroup":
      return [
        (
          "demand_group", try name(values.before, in: "demandGroup"),
          try name(values.after, in: "demandGroup")
        )
      ]
    case "facility", "upgrade":
      return [(column, try id(values.before, in: column), try id(values.after, in: column))]
    case "indicator":
      return [(column, try name(values.before, in: "indicator"), try name(values.after, in: "indicator"))]
    case "cost", "estimatedCost", "amount":
      return [(Self.snakeCase(column), Self.money(values.before), Self.money(values.after))]
    case "name" where table == .indicators:
      return [("indicator", Self.text(values.before), Self.text(values.after))]
    case "division": return [(column, try code(values.before), try code(values.after))]
    case "parent": return [(column, try code(values.before), try code(values.after))]
    default: return [(Self.snakeCase(column), Self.text(values.before), Self.text(values.after))]
    }
  }

  private static func text(_ value: DatabaseValue) -> String? {
    switch value.storage {
    case .null, .blob: nil
    case .string(let text): text
    case .int64(let number): String(number)
    case .double(let number): String(number)
    }
  }

  private static func money(_ value: DatabaseValue) -> String? {
    Int64.fromDatabaseValue(value).map { Money(fen: $0).description }
  }

  private func id(_ key: DatabaseValue, in table: String) throws -> String? {
    try String.fetchOne(database, sql: "SELECT id FROM \(table) WHERE pk = ?", arguments: [key])
  }

  private func place(_ value: DatabaseValue) -> Coordinate? {
    Data.fromDatabaseValue(value).flatMap(PointBlob.decode)
  }

  private func area(_ value: DatabaseValue) -> String? {
    Data.fromDatabaseValue(value).flatMap(OutlineBlob.decode)?.wellKnownText
  }

  private func name(_ key: DatabaseValue, in table: String) throws -> String? {
    try String.fetchOne(database, sql: "SELECT name FROM \(table) WHERE pk = ?", arguments: [key])
  }

  private func code(_ key: DatabaseValue) throws -> String? {
    try String.fetchOne(database, sql: "SELECT code FROM division WHERE pk = ?", arguments: [key])
  }

  private static func snakeCase(_ name: String) -> String {
    if name == "givenCRS" { return "given_crs" }
    return name.reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
  }
}

/// Acts as the store keeps them.
enum ActRow {
  static let columns = "act.pk, act.at, act.author, act.via, act.source, act.what, act.undoes"

  /// The act of the columns from an index.
  static func act(_ row: Row, from index: Int) throws -> Act {
    Act(
      id: row[index], at: try Date(journalText: row[index + 1]),
      author: Author(
        name: row[index + 2], way: Author.Way(rawValue: row[index + 3]) ?? .command, source: row[index + 4]),
      what: row[index + 5], undoes: row[index + 6])
  }
}
