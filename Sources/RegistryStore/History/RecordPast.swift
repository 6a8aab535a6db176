internal import GRDB
public import ServiceNetwork

/// A page of what became of a record, as somebody may see it.
public struct RecordPast: Sendable {
  /// A change of the record, or of a division's counts.
  public struct Entry: Sendable {
    /// The table of what changed.
    public var table: RegistryTable
    /// The change.
    public var change: RecordChange
  }

  /// The record's id; that of the one that it was merged into, where it was.
  public var id: String
  /// Whether it lies in the caller's division.
  public var isWithin: Bool
  /// The changes, the last one first.
  public var entries: [Entry]
  /// Before which number the next page begins; `nil` where there is none.
  public var next: Int?
}

extension RegistryReader {
  /// What became of a feature, and of a division's counts of persons with it.
  ///
  /// Values are shown as those of the feature itself are, by where it lies now; a change of nothing that the caller may see
  /// is left out. Boundaries are only said to have changed.
  ///
  /// - Parameters:
  ///   - id: an id, a facility's former id among them, or the code of a division, also of one that is no more.
  ///   - query: the type, and who asks.
  ///   - before: only changes with lower numbers.
  ///   - limit: how many at the most.
  /// - Returns: `nil` where there is no such feature.
  /// - Complexity: O(changes of the record).
  public func past(
    of id: String, _ query: FeatureQuery, before: Int? = nil, limit: Int
  ) throws -> RecordPast? {
    guard let table = query.type.source.table, let key = try Registry.key(of: id, in: table, database),
      let (id, feature) = try current(key, table, query)
    else { return nil }
    var past = RecordPast(
      id: id, isWithin: feature?.isWithin ?? (query.caller.division == nil), entries: [], next: nil)
    var history = try MergedHistory(database, table, key: key)
    while let (table, change) = try history.next() {
      guard before.map({ change.seq < $0 }) ?? true,
        let seen = change.seen(by: query.caller, isWithin: past.isWithin, query.type)
      else { continue }
      guard past.entries.count < limit else {
        past.next = past.entries.last?.change.seq
        break
      }
      past.entries.append(RecordPast.Entry(table: table, change: seen))
    }
    return past
  }

  /// The id of a record of today, and the feature that it is; `nil` where it is none of the type.
  private func current(
    _ key: Int64, _ table: RegistryTable, _ query: FeatureQuery
  ) throws -> (id: String, feature: Feature?)? {
    if table == .demand { return try currentCounts(CountKey(key), query) }
    let column =
      switch table {
      case .divisions: "code"
      case .kinds, .services: "name"
      case .facilities, .posts: "id"
      default: ""
      }
    guard
      let id = try String.fetchOne(
        database, sql: "SELECT \(column) FROM \(table.row) WHERE pk = ?", arguments: [key])
    else { return nil }
    if case .divisions(let level) = query.type.source {
      let row = try Row.fetchOne(
        database, sql: "SELECT level = ?, endedOn IS NOT NULL FROM division WHERE pk = ?",
        arguments: [level.rawValue, key])
      guard let row, row[0] as Bool else { return nil }
      if row[1] as Bool { return (id, nil) }
    }
    return try feature(id, query).map { (id, $0) }
  }

  /// The id of a division's counts of a day, which may have been taken back; `nil` where there never were any.
  private func currentCounts(
    _ key: CountKey, _ query: FeatureQuery
  ) throws -> (id: String, feature: Feature?)? {
    guard try RegistryTable.demand.lastChange(of: key.number, database) > 0,
      let id = try key.id(database)
    else { return nil }
    return (id, try feature(id, query))
  }
}

/// The changes of a record and, of a division, those of its counts, the last one first.
private struct MergedHistory {
  private let table: RegistryTable
  private var record: RecordHistory?
  private var counts: DemandHistory?
  private var waiting: (record: RecordChange?, count: RecordChange?)

  init(_ database: Database, _ table: RegistryTable, key: Int64) throws {
    self.table = table
    switch table {
    case .demand:
      let key = CountKey(key)
      counts = try DemandHistory(database, division: key.division, asOf: key.day)
    case .divisions:
      record = try RecordHistory(database, table, key: key)
      counts = try DemandHistory(database, division: key)
    default: record = try RecordHistory(database, table, key: key)
    }
    waiting = (try record?.next(), try counts?.next())
  }

  mutating func next() throws -> (RegistryTable, RecordChange)? {
    if let count = waiting.count, count.seq > waiting.record?.seq ?? 0 {
      waiting.count = try counts?.next()
      return (.demand, count)
    }
    guard let change = waiting.record else { return nil }
    waiting.record = try record?.next()
    return (table, change)
  }
}

extension RecordChange {
  /// The change as somebody may see it; `nil` where nothing of it may be seen.
  fileprivate func seen(by caller: Caller, isWithin: Bool, _ type: FeatureType) -> RecordChange? {
    var seen = self
    seen.fields = fields.compactMap { field in
      // They may be a megabyte each.
      if field.column == "boundary" { return RowChange.Field(field.column, before: nil, after: nil) }
      guard asOf == nil else { return field }
      return switch caller.view(of: type.sensitivity(ofColumn: field.column), isWithin: isWithin) {
      case .hidden: nil
      case .masked: RowChange.Field(field.column, before: field.before?.masked, after: field.after?.masked)
      case .whole: field
      }
    }
    return kind == .changed && seen.fields.isEmpty ? nil : seen
  }
}
