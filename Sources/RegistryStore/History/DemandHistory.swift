internal import GRDB
internal import ServiceNetwork

/// Tells what became of a division's counts of persons.
struct DemandHistory {
  /// A count: of which group, and as of when.
  private struct Name: Hashable {
    var group: Int64
    var asOf: String
  }

  private struct Count: Equatable {
    var persons: Int
    var source: String?
  }

  private let columns: [Int64: String]
  /// The counts as they are after the line that is looked at, which goes back in time.
  private var counts: [Name: Count] = [:]
  /// The lines that are not told yet, the last one first.
  private var lines: ArraySlice<DatedLine>
  /// What was found and is not told yet.
  private var found: [RecordChange] = []

  /// - Parameters:
  ///   - division: the key of the division's row.
  ///   - asOf: the one day whose counts are told of; `nil` for all.
  init(_ database: Database, division: Int64, asOf: CalendarDate? = nil) throws {
    columns = try Row.fetchAll(database, sql: "SELECT pk, name FROM demandGroup").reduce(into: [:]) {
      $0[$1[0]] = DemandGroup.column(of: $1[1])
    }
    let rows = try Row.fetchAll(
      database, sql: "SELECT demandGroup, asOf, persons, source FROM demand WHERE division = ?",
      arguments: [division])
    for row in rows { counts[Name(group: row[0], asOf: row[1])] = Count(persons: row[2], source: row[3]) }
    let day = asOf?.description
    lines = try DatedLine.fetch(
      """
      SELECT seq
      FROM journal
      WHERE key = \(division) AND lastKey IS NULL AND rowTable = 'demand'
        AND (\(day) IS NULL OR json_extract(rowKey, '$.asOf') = \(day))
      """, database)[...]
  }

  /// The change before the one that was told last, from the last one on: what one act did to the counts of one day.
  mutating func next() throws -> RecordChange? {
    if found.isEmpty {
      guard let line = lines.first else { return nil }
      let group = line.line.act == nil ? lines.prefix(1) : lines.prefix { $0.line.act == line.line.act }
      lines = lines.dropFirst(group.count)
      let days = Dictionary(grouping: group) { Self.text($0.line.rowKey["asOf"]) ?? "" }
      found = days.map { change($1, asOf: $0) }.sorted { $0.seq < $1.seq }
    }
    return found.popLast()
  }

  // MARK: - Private

  private mutating func change(_ group: [DatedLine], asOf: String) -> RecordChange {
    var fields: [String: RowChange.Field] = [:]
    func note(_ column: String, _ before: String?, _ after: String?) {
      // The older line of two tells what was before.
      fields[column] = RowChange.Field(column, before: before, after: fields[column].map(\.after) ?? after)
    }
    for line in group.map(\.line) {
      guard case .int64(let group) = line.rowKey["demandGroup"]?.storage else { continue }
      let name = Name(group: group, asOf: asOf)
      let (before, after) = (former(line, name), counts[name])
      counts[name] = before
      note(columns[group] ?? "", before.map { String($0.persons) }, after.map { String($0.persons) })
      note("source", before?.source, after?.source)
    }
    let kinds = Set(group.map(\.line.change))
    let kind = kinds.count == 1 ? kinds.first.flatMap(RecordChange.Kind.init) : nil
    var change = RecordChange(
      seq: group[0].line.seq, act: group[0].act, at: group[0].at, kind: kind ?? .changed,
      fields: fields.values.filter { $0.before != $0.after }.sorted {
        ($0.column == "source" ? 1 : 0, $0.column) < ($1.column == "source" ? 1 : 0, $1.column)
      })
    change.asOf = CalendarDate(iso8601: asOf)
    return change
  }

  /// The count before a line.
  private func former(_ line: JournalLine, _ name: Name) -> Count? {
    guard line.change != "added" else { return nil }
    var count = counts[name] ?? Count(persons: 0, source: nil)
    if let persons = line.fields["persons"], case .int64(let number) = persons.before.storage {
      count.persons = Int(number)
    }
    if let source = line.fields["source"] { count.source = Self.text(source.before) }
    return count
  }

  private static func text(_ value: DatabaseValue?) -> String? {
    guard case .string(let text)? = value?.storage else { return nil }
    return text
  }
}
