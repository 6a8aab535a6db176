internal import GRDB
internal import ServiceNetwork

/// Counts rows as they are read, and tells of every so many.
final class RowCounter {
  private static let interval = 4096

  private var rows = 0
  private let report: (Int) -> Void

  init(_ report: @escaping (Int) -> Void = { _ in }) {
    self.report = report
  }

  func count() {
    rows += 1
    if rows % Self.interval == 0 { report(rows) }
  }
}

/// A snapshot, and by which keys the file knows what is in it.
struct StoredSnapshot {
  /// The snapshot, without roads.
  var snapshot: NetworkSnapshot
  /// Where the division of each key stands; −1 where there is none of that key.
  var divisions: [Int32]
  /// The keys of the facilities, in their order.
  var facilities: [Int64]
  /// The keys of the posts, in theirs.
  var posts: [Int64]

  /// Where a division stands; −1 for none.
  func division(ofPk pk: Int64?) -> Int32 {
    guard let pk, divisions.indices.contains(Int(pk)) else { return -1 }
    return divisions[Int(pk)]
  }
}

/// Reads the arrays of a snapshot, whole or the rows of some keys.
///
/// Values go straight from SQLite's columns into the arrays: no row is made of them in between.
struct SnapshotReader {
  private let database: Database
  private let catalogue: Catalogue
  private let kinds: KindTable
  private let counter: RowCounter
  /// The day whose divisions are read; `nil` where they are those that stand.
  private let asOf: CalendarDate?

  /// - Parameter asOf: the day whose divisions are read; `nil` for those that stand.
  init(
    _ database: Database, _ catalogue: Catalogue, asOf: CalendarDate?, counter: RowCounter = RowCounter()
  ) throws {
    self.database = database
    self.catalogue = catalogue
    self.counter = counter
    kinds = try KindTable(database)
    self.asOf = try DivisionHistory.isKept(database) ? asOf : nil
  }

  /// Reads the divisions, and the facilities, posts and counts of some kinds and groups.
  ///
  /// - Parameter area: the division whose subtree is asked about; others, and their counts, are not read then, except
  ///   those that posts serve. What was before an edition is read whole.
  func read(
    kinds names: Set<String>?, demandGroups: Set<String>, area: DivisionCode? = nil
  ) throws -> StoredSnapshot {
    let pks = kinds.pks(of: names)
    let part = asOf == nil ? area.map { SnapshotPart(area: $0, roles: pks) } : nil
    let divisions = try DivisionTable(database, counter, asOf: asOf, part)
    let (facilities, statuses) = try facilities(of: pks) { divisions.position(ofPk: $0) }
    let posts = try posts(of: pks) { divisions.position(ofPk: $0) }
    var demand: [String: [NetworkSnapshot.DemandEntry]] = [:]
    for group in demandGroups { demand[group] = try counts(of: group, divisions, part) }
    let snapshot = NetworkSnapshot(
      catalogue: catalogue, divisions: divisions.entries, facilities: facilities.entries,
      statuses: statuses, posts: posts.entries, demand: demand)
    return StoredSnapshot(
      snapshot: snapshot, divisions: divisions.positions, facilities: facilities.pks, posts: posts.pks)
  }

  // MARK: - Facilities

  /// The facilities of some kinds by id, and their statuses.
  private func facilities(
    of kinds: [Int64], _ division: (Int64?) -> Int32
  ) throws -> (facilities: Keyed<NetworkSnapshot.FacilityEntry>, [StatusHistory.Entry]) {
    var facilities = Keyed<NetworkSnapshot.FacilityEntry>()
    guard !kinds.isEmpty else { return (facilities, []) }
    let greatest = try greatestKey(of: "facility")
    let count =
      try Int.fetchOne(
        database, sql: "SELECT count(*) FROM facility WHERE kind IN (\(Self.list(kinds)))") ?? 0
    facilities.reserve(count)
    // Most of a table is read quickest from end to end; an index would have to be sorted by keys again.
    let kind = count > greatest / 4 ? "+kind" : "kind"
    let histories = try histories(where: "TRUE")
    let boundaries = try BoundaryIndex(database)
    var statuses: [StatusHistory.Entry] = []
    var next = 0
    try RowStatement(database, facilityRows(where: "\(kind) IN (\(Self.list(kinds)))"))
      .forEach(asOfArguments) { row in
        counter.count()
        let pk: Int64 = row[0]
        while next < histories.count, histories[next].facility < pk { next += 1 }
        let start = statuses.count
        while next < histories.count, histories[next].facility == pk {
          statuses.append(histories[next].entry)
          next += 1
        }
        let range = Int32(start)..<Int32(statuses.count)
        facilities.append(try facility(row, statuses: range, boundaries, division), pk: pk)
      }
    facilities.sort { $0.id < $1.id }
    return (facilities, statuses)
  }

  /// A facility as it is now, its statuses from a place on; `nil` where there is none of that key.
  func facility(
    ofPk pk: Int64, in stored: StoredSnapshot
  ) throws -> (entry: NetworkSnapshot.FacilityEntry, statuses: [StatusHistory.Entry])? {
    let statuses = try histories(where: "facility = \(pk)").map(\.entry)
    let start = Int32(stored.snapshot.statuses.count)
    let boundaries = try BoundaryIndex(database)
    return try RowStatement(database, facilityRows(where: "pk = \(pk)")).first(asOfArguments) { row in
      let entry = try facility(row, statuses: start..<start + Int32(statuses.count), boundaries) {
        stored.division(ofPk: $0)
      }
      return (entry, statuses)
    }
  }

  private func facilityRows(where condition: String) -> String {
    """
    SELECT pk, id, kind, name, \(DivisionHistory.column(of: "facility", asOf)), location, capacity, occupied
    FROM facility
    WHERE \(condition)
    ORDER BY pk
    """
  }

  private func facility(
    _ row: RowStatement.Columns, statuses: Range<Int32>, _ boundaries: BoundaryIndex,
    _ position: (Int64?) -> Int32
  ) throws -> NetworkSnapshot.FacilityEntry {
    let location = row.coordinate(5)
    let named: Int64? = row.optional(4)
    var division = position(named)
    // A facility that names no division lies in the narrowest one of the day whose boundary holds it.
    if named == nil, let location {
      division = try boundaries.divisions(at: location).map(position).first { $0 >= 0 } ?? -1
    }
    return NetworkSnapshot.FacilityEntry(
      id: row[1], kind: kinds.position(ofPk: row[2]), name: row[3], division: division, location: location,
      statuses: statuses, capacity: row.optional(6), occupied: row.optional(7))
  }

  private func histories(
    where condition: String
  ) throws -> [(facility: Int64, entry: StatusHistory.Entry)] {
    let rows = try RowStatement(
      database,
      """
      SELECT facility, since, status
      FROM facilityStatus
      WHERE \(condition)
      ORDER BY facility, since
      """)
    return try rows.all([]) { row in
      counter.count()
      return (row[0], StatusHistory.Entry(try row.status(2), since: try row.date(1)))
    }
  }

  // MARK: - Posts

  /// The posts of some roles, by id; one of a division that was not there on the day is none of that day.
  private func posts(
    of roles: [Int64], _ division: (Int64?) -> Int32
  ) throws -> Keyed<NetworkSnapshot.PostEntry> {
    var posts = Keyed<NetworkSnapshot.PostEntry>()
    guard !roles.isEmpty else { return posts }
    try RowStatement(database, postRows(where: "role IN (\(Self.list(roles)))")).forEach(asOfArguments) {
      row in
      counter.count()
      if let entry = try post(row, division) { posts.append(entry, pk: row[0]) }
    }
    posts.sort { $0.id < $1.id }
    return posts
  }

  /// A post as it is now; `nil` where there is none of that key, or its division is none of the day.
  func post(ofPk pk: Int64, in stored: StoredSnapshot) throws -> NetworkSnapshot.PostEntry? {
    try RowStatement(database, postRows(where: "pk = \(pk)"))
      .first(asOfArguments) { row in try post(row) { stored.division(ofPk: $0) } } ?? nil
  }

  private func postRows(where condition: String) -> String {
    """
    SELECT pk, id, role, \(DivisionHistory.column(of: "post", asOf)), appointedOn, endedOn
    FROM post
    WHERE \(condition)
    ORDER BY pk
    """
  }

  private func post(
    _ row: RowStatement.Columns, _ position: (Int64?) -> Int32
  ) throws -> NetworkSnapshot.PostEntry? {
    let division = position(row.optional(3))
    guard division >= 0 else { return nil }
    return NetworkSnapshot.PostEntry(
      id: row[1], role: kinds.position(ofPk: row[2]), division: division, term: try row.term(4, 5))
  }

  // MARK: - Divisions and counts

  /// A division's name and point as they are now.
  func nameAndPoint(ofPk pk: Int64) throws -> (name: String, location: Coordinate?)? {
    try RowStatement(database, "SELECT name, location FROM division WHERE pk = \(pk)").first([]) { row in
      (row[0], row.coordinate(1))
    }
  }

  private func counts(
    of group: String, _ divisions: DivisionTable, _ part: SnapshotPart?
  ) throws -> [NetworkSnapshot.DemandEntry] {
    var entries: [NetworkSnapshot.DemandEntry] = []
    // Mostly there is one of each division.
    entries.reserveCapacity(divisions.entries.count)
    let rows = Self.countRows(where: part.map { "division IN (\($0.subtree("?2")))" } ?? "TRUE")
    try RowStatement(database, rows).forEach([group] + (part?.arguments ?? [])) { row in
      counter.count()
      let division = divisions.position(ofPk: row[0])
      guard division >= 0 else { return }
      entries.append(
        NetworkSnapshot.DemandEntry(division: division, asOf: try row.date(1), persons: row[2]))
    }
    if !divisions.isInOrderOfPks { entries.sort { ($0.division, $0.asOf) < ($1.division, $1.asOf) } }
    return entries
  }

  /// The counts of a group in one division as they are now, by date.
  func counts(
    of group: String, inDivision pk: Int64, at position: Int32
  ) throws -> [NetworkSnapshot.DemandEntry] {
    try RowStatement(database, Self.countRows(where: "demand.division = \(pk)")).all([group]) { row in
      NetworkSnapshot.DemandEntry(division: position, asOf: try row.date(1), persons: row[2])
    }
  }

  private static func countRows(where condition: String) -> String {
    """
    SELECT division, asOf, persons
    FROM demand
    WHERE demandGroup = (SELECT pk FROM demandGroup WHERE name = ?1) AND \(condition)
    ORDER BY division, asOf
    """
  }

  // MARK: - Private

  /// The greatest key of a table, which tells how many rows it may have.
  private func greatestKey(of table: String) throws -> Int {
    try Int.fetchOne(database, sql: "SELECT max(pk) FROM \(table)") ?? 0
  }

  /// What the column of a former division is asked with.
  private var asOfArguments: [(any StatementBinding)?] { asOf.arguments }

  private static func list(_ pks: [Int64]) -> String { pks.map(String.init).joined(separator: ", ") }
}

/// Where each kind stands in the catalogue.
private struct KindTable {
  private let rows: [(pk: Int64, kind: Kind)]

  init(_ database: Database) throws {
    rows = try KindRecord.fetchAll(database)
  }

  /// The keys of the kinds of some names; of all where there are none given.
  func pks(of names: Set<String>?) -> [Int64] {
    rows.filter { names?.contains($0.kind.name) ?? true }.map(\.pk)
  }

  func position(ofPk pk: Int64) -> Int32 {
    Int32(rows.firstIndex { $0.pk == pk } ?? 0)
  }
}

/// The divisions by code, and where the one of each key stands.
private struct DivisionTable {
  private(set) var entries: [NetworkSnapshot.DivisionEntry] = []
  private(set) var isInOrderOfPks = true
  private(set) var positions: [Int32]

  init(_ database: Database, _ counter: RowCounter, asOf: CalendarDate?, _ part: SnapshotPart?) throws {
    let greatest = try Int.fetchOne(database, sql: "SELECT max(pk) FROM division") ?? 0
    positions = [Int32](repeating: -1, count: greatest + 1)
    var pks: [(pk: Int32, parent: Int32)] = []
    var (entries, isInOrder) = ([NetworkSnapshot.DivisionEntry](), true)
    if part == nil {
      pks.reserveCapacity(greatest)
      entries.reserveCapacity(greatest)
    }
    let rows = part?.divisions ?? DivisionHistory.divisions(asOf)
    try RowStatement(database, rows).forEach(part?.arguments ?? asOf.arguments) { row in
      counter.count()
      pks.append((row[0], row.optional(4) ?? 0))
      let code = DivisionCode(registered: row[1])
      if let last = entries.last, code < last.code { isInOrder = false }
      entries.append(
        NetworkSnapshot.DivisionEntry(
          code: code, name: row[2], level: try row.level(3), location: row.coordinate(5)))
    }
    if !isInOrder {
      let order = entries.indices.sorted { entries[$0].code < entries[$1].code }
      entries = order.map { entries[$0] }
      pks = order.map { pks[$0] }
    }
    for (position, keys) in pks.enumerated() { positions[Int(keys.pk)] = Int32(position) }
    for (position, keys) in pks.enumerated() { entries[position].parent = positions[Int(keys.parent)] }
    (self.entries, isInOrderOfPks) = (entries, isInOrder)
  }

  func position(ofPk pk: Int64?) -> Int32 {
    pk.map { positions[Int($0)] } ?? -1
  }
}

extension CalendarDate? {
  /// The values of a statement that is about a day, if it is about one.
  fileprivate var arguments: [(any StatementBinding)?] { map { [$0.description] } ?? [] }
}

/// Rows and their keys, in one order.
private struct Keyed<Entry> {
  private(set) var entries: [Entry] = []
  private(set) var pks: [Int64] = []

  mutating func reserve(_ count: Int) {
    entries.reserveCapacity(count)
    pks.reserveCapacity(count)
  }

  mutating func append(_ entry: Entry, pk: Int64) {
    entries.append(entry)
    pks.append(pk)
  }

  /// Sorts both, unless that is so already.
  mutating func sort(by precedes: (Entry, Entry) -> Bool) {
    let isSorted = entries.indices.dropFirst().allSatisfy { !precedes(entries[$0], entries[$0 - 1]) }
    guard !isSorted else { return }
    let order = entries.indices.sorted { precedes(entries[$0], entries[$1]) }
    entries = order.map { entries[$0] }
    pks = order.map { pks[$0] }
  }
}
