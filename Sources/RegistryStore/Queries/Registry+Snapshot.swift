internal import GRDB
public import ServiceNetwork

extension Registry {
  /// The kinds, services and demand groups.
  public func catalogue() throws -> Catalogue {
    try read { database in try Catalogue(database) }
  }

  /// Reads all divisions, and the facilities, posts and counts of a scope, as of one commit.
  ///
  /// - Parameters:
  ///   - progress: is told now and then how many rows were read.
  ///   - scope: what to read, told from what can be asked for; a scenario that it names has happened in the snapshot.
  /// - Throws: ``ScenarioError`` for a scenario that is not there, or cannot happen any more.
  /// - Complexity: O(rows).
  public func snapshot(
    progress: @escaping (_ rows: Int) -> Void = { _ in },
    _ scope: (_ catalogue: Catalogue) throws -> SnapshotScope
  ) throws -> NetworkSnapshot {
    try read { database in
      try snapshot(database, RowCounter(progress), scope)
    }
  }

  /// The same from a task, which may be cancelled.
  public func snapshot(
    _ scope: @escaping @Sendable (_ catalogue: Catalogue) throws -> SnapshotScope
  ) async throws -> NetworkSnapshot {
    try await readInTask { try snapshot($0, RowCounter { _ in }, scope) }
  }

  /// Two snapshots of one commit, as two scenarios that are to be compared need them.
  public func snapshots(
    _ first: (Catalogue) throws -> SnapshotScope, _ second: (Catalogue) throws -> SnapshotScope
  ) throws -> (NetworkSnapshot, NetworkSnapshot) {
    try read { database in
      let counter = RowCounter { _ in }
      return (try snapshot(database, counter, first), try snapshot(database, counter, second))
    }
  }

  /// The same from a task, which may be cancelled.
  public func snapshots(
    _ first: @escaping @Sendable (Catalogue) throws -> SnapshotScope,
    _ second: @escaping @Sendable (Catalogue) throws -> SnapshotScope
  ) async throws -> (NetworkSnapshot, NetworkSnapshot) {
    try await readInTask { database in
      let counter = RowCounter { _ in }
      return (try snapshot(database, counter, first), try snapshot(database, counter, second))
    }
  }

  private func snapshot(
    _ database: Database, _ counter: RowCounter, _ scope: (Catalogue) throws -> SnapshotScope
  ) throws -> NetworkSnapshot {
    let asked = try ScenarioScope(database, scope)
    return try asked.applied(
      to: SnapshotReader(database, counter: counter, roads: roadMemory) { _ in asked.scope }.snapshot())
  }
}

/// Counts rows as they are read, and tells of every so many.
private final class RowCounter {
  private static let interval = 4096

  private var rows = 0
  private let report: (Int) -> Void

  init(_ report: @escaping (Int) -> Void) {
    self.report = report
  }

  func count() {
    rows += 1
    if rows % Self.interval == 0 { report(rows) }
  }
}

/// Reads the arrays of a snapshot.
private struct SnapshotReader {
  private let database: Database
  private let catalogue: Catalogue
  private let scope: SnapshotScope
  private let counter: RowCounter
  private let roads: RoadMemory
  /// The day whose divisions are read; `nil` where they are those that stand.
  private let asOf: CalendarDate?

  init(
    _ database: Database, counter: RowCounter, roads: RoadMemory,
    scope: (Catalogue) throws -> SnapshotScope
  ) throws {
    self.database = database
    self.counter = counter
    self.roads = roads
    catalogue = try Catalogue(database)
    self.scope = try scope(catalogue)
    asOf = try DivisionHistory.isKept(database) ? self.scope.asOf : nil
  }

  func snapshot() throws -> NetworkSnapshot {
    let kinds = try KindTable(database, names: scope.kinds)
    let divisions = try DivisionTable(database, counter, asOf: asOf)
    let (facilities, statuses) = try facilities(kinds, divisions)
    return NetworkSnapshot(
      catalogue: catalogue, divisions: divisions.entries, facilities: facilities,
      statuses: statuses, posts: try posts(kinds, divisions), demand: try demand(divisions),
      roads: scope.needsRoads ? try roads.roads(database) : nil)
  }

  private func facilities(
    _ kinds: KindTable, _ divisions: DivisionTable
  ) throws -> ([NetworkSnapshot.FacilityEntry], [StatusHistory.Entry]) {
    var entries: [NetworkSnapshot.FacilityEntry] = []
    var statuses: [StatusHistory.Entry] = []
    guard !kinds.readPks.isEmpty else { return ([], []) }
    let facilities = try Row.fetchCursor(
      database,
      """
      SELECT pk, id, kind, name, \(literal: DivisionHistory.division(of: "facility", asOf)), location,
        capacity, occupied
      FROM facility
      WHERE kind IN \(kinds.readPks)
      ORDER BY pk
      """ as SQLRequest<Row>)
    let boundaries = try BoundaryIndex(database)
    let histories = try Row.fetchCursor(
      database, sql: "SELECT facility, since, status FROM facilityStatus ORDER BY facility, since")
    var history = try histories.next()
    while let row = try facilities.next() {
      counter.count()
      let pk: Int64 = row[0]
      while let former = history, (former[0] as Int64) < pk { history = try histories.next() }
      let start = Int32(statuses.count)
      while let entry = history, (entry[0] as Int64) == pk {
        statuses.append(StatusHistory.Entry(try entry.status(2), since: try entry.date(1)))
        history = try histories.next()
      }
      let location = try row.coordinate(5)
      var division = divisions.position(ofPk: row[4])
      // A facility that names no division lies in the narrowest one of the day whose boundary holds it.
      if division < 0, row.hasNull(atIndex: 4), let location {
        division =
          try boundaries.divisions(at: location).map { divisions.position(ofPk: $0) }.first { $0 >= 0 } ?? -1
      }
      entries.append(
        NetworkSnapshot.FacilityEntry(
          id: row[1], kind: kinds.position(ofPk: row[2]), name: row[3], division: division,
          location: location, statuses: start..<Int32(statuses.count), capacity: row[6], occupied: row[7]))
    }
    return (entries, statuses)
  }

  private func posts(_ kinds: KindTable, _ divisions: DivisionTable) throws -> [NetworkSnapshot.PostEntry] {
    guard !kinds.readPks.isEmpty else { return [] }
    let rows = try Row.fetchCursor(
      database,
      """
      SELECT id, role, \(literal: DivisionHistory.division(of: "post", asOf)), appointedOn, endedOn
      FROM post
      WHERE role IN \(kinds.readPks)
      ORDER BY pk
      """ as SQLRequest<Row>)
    var entries: [NetworkSnapshot.PostEntry] = []
    while let row = try rows.next() {
      counter.count()
      // A post of a division that was not there on the day is none of that day.
      let division = divisions.position(ofPk: row[2])
      guard division >= 0 else { continue }
      entries.append(
        NetworkSnapshot.PostEntry(
          id: row[0], role: kinds.position(ofPk: row[1]), division: division, term: try row.term(3, 4)))
    }
    return entries
  }

  private func demand(_ divisions: DivisionTable) throws -> [String: [NetworkSnapshot.DemandEntry]] {
    var demand: [String: [NetworkSnapshot.DemandEntry]] = [:]
    for group in scope.demandGroups {
      var entries: [NetworkSnapshot.DemandEntry] = []
      let rows = try Row.fetchCursor(
        database,
        """
        SELECT demand.division, demand.asOf, demand.persons
        FROM demand
        JOIN demandGroup ON demandGroup.pk = demand.demandGroup
        WHERE demandGroup.name = \(group)
        ORDER BY demand.division, demand.asOf
        """ as SQLRequest<Row>)
      while let row = try rows.next() {
        counter.count()
        let division = divisions.position(ofPk: row[0])
        guard division >= 0 else { continue }
        entries.append(
          NetworkSnapshot.DemandEntry(division: division, asOf: try row.date(1), persons: row[2]))
      }
      if !divisions.isInOrderOfPks { entries.sort { ($0.division, $0.asOf) < ($1.division, $1.asOf) } }
      demand[group] = entries
    }
    return demand
  }
}

/// Where each kind stands in the catalogue.
private struct KindTable {
  /// The keys of the kinds that are asked for.
  let readPks: [Int64]
  private let pks: [Int64]

  init(_ database: Database, names: Set<String>?) throws {
    let rows = try KindRecord.fetchAll(database)
    pks = rows.map(\.pk)
    readPks = rows.filter { names?.contains($0.kind.name) ?? true }.map(\.pk)
  }

  func position(ofPk pk: Int64) -> Int32 {
    Int32(pks.firstIndex(of: pk) ?? 0)
  }
}

/// The divisions by code, and where the one of each key stands.
private struct DivisionTable {
  private(set) var entries: [NetworkSnapshot.DivisionEntry] = []
  private(set) var isInOrderOfPks = true
  private var positions: [Int32]

  init(_ database: Database, _ counter: RowCounter, asOf: CalendarDate?) throws {
    let greatest = try Int.fetchOne(database, sql: "SELECT max(pk) FROM division") ?? 0
    positions = [Int32](repeating: -1, count: greatest + 1)
    var pks: [(pk: Int, parent: Int)] = []
    let rows = try Row.fetchCursor(database, DivisionHistory.divisions(asOf))
    while let row = try rows.next() {
      counter.count()
      pks.append((row[0], row[4] ?? 0))
      let code = DivisionCode(registered: row[1])
      if let last = entries.last, code < last.code { isInOrderOfPks = false }
      entries.append(
        NetworkSnapshot.DivisionEntry(
          code: code, name: row[2], level: try row.level(3), location: try row.coordinate(5)))
    }
    if !isInOrderOfPks {
      let order = entries.indices.sorted { entries[$0].code < entries[$1].code }
      entries = order.map { entries[$0] }
      pks = order.map { pks[$0] }
    }
    for (position, keys) in pks.enumerated() { positions[keys.pk] = Int32(position) }
    for (position, keys) in pks.enumerated() { entries[position].parent = positions[keys.parent] }
  }

  func position(ofPk pk: Int64?) -> Int32 {
    pk.map { positions[Int($0)] } ?? -1
  }
}
