internal import Foundation
internal import GRDB
public import ServiceNetwork

extension RegistryReader {
  /// Where the changes end now.
  public func lastCursor(of collection: FeatureType? = nil) throws -> ChangeCursor {
    ChangeCursor(
      incarnation: try incarnation(), collection: collection?.id, seq: try lastChange(), place: nil)
  }

  /// By what the registry is known from what it was before it was restored.
  public func incarnation() throws -> String {
    try String.fetchOne(database.cachedStatement(sql: "SELECT id FROM incarnation")) ?? ""
  }

  /// The records that changed since a cursor, as they are now.
  ///
  /// The first page, which has no cursor, begins with all records that are there; what changes meanwhile follows. A mirror
  /// that does with each record what its state says has what the registry has, as soon as nothing more waits. Kinds are
  /// known by their names: one that another program renames is not followed. Neither is what a caller with rights in one
  /// division may see of posts, where a division moved in or out of that.
  ///
  /// - Throws: ``ChangeQueryError``
  /// - Complexity: O(limit log n), however many records a line of the journal is about; of one kind or level, O(n) keys are
  ///   passed over.
  public func changes(_ query: ChangeQuery) throws -> ChangePage {
    var reader = try ChangeReader(self, query)
    return try reader.page()
  }
}

/// Reads the journal as records that changed.
private struct ChangeReader {
  /// How many lines, and records within them, are looked at for a page beside its own.
  private static let leastEffort = 20_000

  private let database: Database
  private let query: ChangeQuery
  private let last: Int
  private var cursor: ChangeCursor
  private var effort: Int
  private var marks = ChangeMarks()

  init(_ reader: RegistryReader, _ query: ChangeQuery) throws {
    database = reader.database
    self.query = query
    let end = try reader.lastCursor(of: query.collection)
    last = end.seq
    effort = max(Self.leastEffort, query.limit)
    if let since = query.since {
      // A copy of the file that was put in its place has fewer changes.
      guard since.incarnation == end.incarnation, since.seq <= last else {
        throw ChangeQueryError.otherIncarnation
      }
      guard since.collection == end.collection else {
        throw ChangeQueryError.otherCollection(since.collection)
      }
      cursor = since
    } else {
      cursor = end
      cursor.place = ChangeCursor.Place(line: 0, part: .divisions, key: 0)
    }
  }

  mutating func page() throws -> ChangePage {
    if try finishLine() { try readLines() }
    return ChangePage(
      records: try ChangeStates(database, query).records(marks), cursor: cursor,
      hasMore: cursor.place != nil || cursor.seq < last)
  }

  // MARK: - Lines

  /// Tells what is left of the line that the last page ended in; whether all of it is told.
  private mutating func finishLine() throws -> Bool {
    guard let place = cursor.place else { return true }
    guard place.line > 0 else {
      guard try tell(.beginning, from: place) else { return false }
      cursor.place = nil
      return true
    }
    guard let row = try Row.fetchOne(database, ChangeLine.lines(after: place.line - 1, through: place.line))
    else {
      throw ChangeQueryError.otherIncarnation
    }
    return try tellWhole(try ChangeLine(row), from: place)
  }

  private mutating func readLines() throws {
    // The numbers have no gaps to speak of.
    let end = min(cursor.seq + effort, last)
    let rows = try Row.fetchCursor(database, ChangeLine.lines(after: cursor.seq, through: end))
    while let row = try rows.next() {
      effort -= 1
      let line = try ChangeLine(row)
      let start = ChangeCursor.Place(line: line.mark.seq, part: .former, key: 0)
      guard try tellWhole(line, from: start) else { return }
    }
    cursor.seq = end
  }

  private mutating func tellWhole(_ line: ChangeLine, from place: ChangeCursor.Place) throws -> Bool {
    guard try tell(line, from: place) else { return false }
    cursor.seq = line.mark.seq
    cursor.place = nil
    return true
  }

  /// Marks a line's records from a place on, until the page is full; whether all of them are marked.
  private mutating func tell(_ line: ChangeLine, from place: ChangeCursor.Place) throws -> Bool {
    for part in parts(of: line) where part.rawValue >= place.part.rawValue {
      var key = part == place.part ? place.key : 0
      while true {
        let room = min(query.limit - marks.count, effort)
        guard room > 0 else {
          cursor.place = ChangeCursor.Place(line: line.mark.seq, part: part, key: key)
          return false
        }
        let found = try records(part, of: line, after: key, limit: room)
        for record in found { marks.add(record.name, line.mark) }
        effort -= found.count
        key = found.last?.key ?? key
        if found.count < room { break }
      }
    }
    return true
  }

  private func parts(of line: ChangeLine) -> [ChangePart] {
    let all: [ChangePart] =
      switch line.subject {
      case .everything: [.divisions, .facilities, .posts, .demand]
      case .added(let table, _): [Self.part(table)]
      case .alias: [.former]
      case .record:
        [line.former.map { _ in .former }, .own].compactMap { $0 }
          + (line.isRecoded ? [.divisions, .facilities, .posts] : line.isMoved ? [.posts] : [])
          + (line.isRecoded || line.isMoved || line.isEnded ? [.demand] : [])
          + (line.table == .divisions && line.former != nil ? [.formerDemand] : [])
      }
    return all.filter { part in
      switch (part, query.collection?.source) {
      case (_, nil): true
      case (.divisions, let source): source?.table == .divisions
      case (.facilities, let source): source?.table == .facilities
      case (.posts, let source): source?.table == .posts
      case (.demand, let source), (.formerDemand, let source): source?.table == .demand
      case (.former, let source), (.own, let source): source?.table == line.table
      }
    }
  }

  private static func part(_ table: RegistryTable) -> ChangePart {
    switch table {
    case .divisions: .divisions
    case .posts: .posts
    default: .facilities
    }
  }

  // MARK: - Records

  private func records(
    _ part: ChangePart, of line: ChangeLine, after key: Int64, limit: Int
  ) throws -> [(key: Int64, name: ChangedName)] {
    switch part {
    case .former:
      guard key == 0 else { return [] }
      return line.former.map { [(Int64(1), ChangedName(table: line.table, id: $0))] } ?? []
    case .own:
      guard key == 0, case .record(let table, let own) = line.subject else { return [] }
      guard table != .demand else { return try ChangedCounts(database).one(CountKey(own)) }
      return try ids(of: table, where: "pk = \(own)", after: 0, limit: 1)
    case .divisions: return try ids(of: .divisions, line, by: "parent", after: key, limit: limit)
    case .facilities: return try ids(of: .facilities, line, by: "division", after: key, limit: limit)
    case .posts: return try ids(of: .posts, line, by: "division", after: key, limit: limit)
    case .demand, .formerDemand:
      guard case .record(_, let division) = line.subject else {
        return try ChangedCounts(database).all(after: CountKey(key), limit: limit)
      }
      let code = part == .formerDemand ? line.former : nil
      return try ChangedCounts(database).ever(
        of: division, called: code, after: key == 0 ? nil : CountKey(key).day, limit: limit)
    }
  }

  /// The records of a table that a line is about, or that name its division in a column.
  private func ids(
    of table: RegistryTable, _ line: ChangeLine, by column: String, after key: Int64, limit: Int
  ) throws -> [(key: Int64, name: ChangedName)] {
    switch line.subject {
    case .everything:
      try ids(of: table, where: inCollection + standing(table), after: key, limit: limit)
    case .added(_, let keys):
      try ids(
        of: table, where: "pk <= \(keys.upperBound) AND " + inCollection + standing(table),
        after: max(key, keys.lowerBound - 1), limit: limit)
    case .record(_, let division):
      try ids(of: table, where: "\(sql: column) = \(division)", after: key, limit: limit)
    case .alias: []
    }
  }

  private func ids(
    of table: RegistryTable, where condition: SQL, after key: Int64, limit: Int
  ) throws -> [(key: Int64, name: ChangedName)] {
    let id = table == .divisions ? "code" : "id"
    let statement: SQL =
      "SELECT pk, \(sql: id) FROM \(sql: table.row) WHERE pk > \(key) AND " + condition
      + " ORDER BY pk LIMIT \(limit)"
    return try Row.fetchAll(database, SQLRequest<Row>(literal: statement, cached: true)).map {
      ($0[0], ChangedName(table: table, id: $0[1]))
    }
  }

  private func standing(_ table: RegistryTable) -> SQL { table == .divisions ? " AND endedOn IS NULL" : "" }

  /// What the records of the collection have in common.
  private var inCollection: SQL {
    switch query.collection?.source {
    case .divisions(let level): "level = \(level.rawValue)"
    case .facilities(let kind?): "kind = (SELECT pk FROM kind WHERE name = \(kind))"
    default: "TRUE"
    }
  }
}
