internal import Foundation
internal import GRDB
internal import ServiceNetwork

/// Tells what has become of records, all of a page at once.
///
/// What it tells is of now, whatever line a record is told for: who is behind learns the last state more than once, and never
/// a wrong one.
struct ChangeStates {
  private let database: Database
  private let query: ChangeQuery
  private let types: [FeatureType]

  init(_ database: Database, _ query: ChangeQuery) throws {
    self.database = database
    self.query = query
    types = FeatureType.all(in: try Catalogue(database))
  }

  func records(_ marks: ChangeMarks) throws -> [ChangedRecord] {
    let marked = marks.inOrder
    var found: [ChangedName: Finding] = [:]
    for (table, types) in tables {
      let ids = marked.filter { $0.name.table == table }.map(\.name.id)
      guard !ids.isEmpty else { continue }
      for type in types {
        for (id, feature) in try features(of: type, ids) {
          found[ChangedName(table: table, id: id)] = (collection(of: type), .put(feature, type))
        }
      }
      let missing = ids.filter { found[ChangedName(table: table, id: $0)] == nil }
      for (id, state) in try states(ofMissing: missing, in: table) {
        found[ChangedName(table: table, id: id)] = (collection(ofGone: table), state)
      }
    }
    let acts = try acts(Set(marked.compactMap(\.mark.act)))
    return try marked.compactMap { name, mark in
      guard let (collection, state) = found[name] ?? left(name, mark) else { return nil }
      let act = mark.act.flatMap { acts[$0] }
      return ChangedRecord(
        seq: mark.seq, at: try act?.at ?? mark.at.map { try Date(journalText: $0) }, act: act,
        table: name.table, collection: collection, id: name.id, state: state)
    }
  }

  // MARK: - Private

  private typealias Finding = (collection: String?, state: ChangedRecord.State)

  /// The tables that are asked about, with the types of their features.
  private var tables: [(RegistryTable, [FeatureType])] {
    let all: [(RegistryTable, [FeatureType])]
    switch query.collection?.source {
    case nil:
      all = [
        (.divisions, DivisionLevel.allCases.map(FeatureType.divisions)),
        (.facilities, types.filter { $0.source == .facilities(kind: nil) }),
        (.posts, types.filter { $0.source == .posts }),
        (.demand, types.filter { $0.source.table == .demand }),
      ]
    case let source?:
      all = source.table.map { table in [(table, types.filter { $0.source == source })] } ?? []
    }
    return all.map { table, types in (table, types.map(\.withoutDerived)) }
  }

  /// The collection of a type's features; `nil` for divisions of a level that is none.
  private func collection(of type: FeatureType) -> String? { types.first { $0.source == type.source }?.id }

  /// The collection that a record was in which is no more; `nil` where that may be one of several.
  private func collection(ofGone table: RegistryTable) -> String? {
    query.collection?.id ?? (table == .divisions ? nil : tables.first { $0.0 == table }?.1.first?.id)
  }

  /// A record that is there, but not in the collection that is asked about.
  private func left(_ name: ChangedName, _ mark: ChangeMark) -> Finding? {
    mark.mayHaveLeft ? (query.collection?.id, .removed) : nil
  }

  private func features(of type: FeatureType, _ ids: [String]) throws -> [String: Feature] {
    try RegistryReader(database: database).features(
      ids, FeatureQuery(type, today: query.today, caller: query.caller))
  }

  /// What became of records that are none of the features asked about; of those that are others nothing.
  private func states(
    ofMissing ids: [String], in table: RegistryTable
  ) throws -> [String: ChangedRecord.State] {
    guard !ids.isEmpty else { return [:] }
    // Counts are in one collection, and what is not in it is nowhere.
    guard table != .demand else {
      return Dictionary(ids.map { ($0, .removed) }) { first, _ in first }
    }
    let list = String(decoding: try JSONEncoder().encode(ids), as: UTF8.self)
    let isThere: SQL =
      table == .divisions
      ? "SELECT code FROM division WHERE endedOn IS NULL AND code IN (SELECT value FROM json_each(\(list)))"
      : "SELECT id FROM \(sql: table.row) WHERE id IN (SELECT value FROM json_each(\(list)))"
    let elsewhere = Set(try String.fetchAll(database, SQLRequest<String>(literal: isThere)))
    var states: [String: ChangedRecord.State] = [:]
    for id in ids where !elsewhere.contains(id) { states[id] = .removed }
    switch table {
    case .facilities:
      for row in try Row.fetchAll(database, Self.merged(list)) where states[row[0]] != nil {
        states[row[0]] = .merged(into: row[1])
      }
    case .divisions:
      var successors: [String: [String]] = [:]
      for row in try Row.fetchAll(database, Self.ended(list)) {
        successors[row[0], default: []] += [row[1] as String?].compactMap { $0 }
      }
      for (code, successors) in successors where states[code] != nil {
        states[code] = .ended(successors: successors)
      }
    default: break
    }
    return states
  }

  private static func merged(_ list: String) -> SQLRequest<Row> {
    """
    SELECT alias, facility.id
    FROM facilityAlias
    JOIN facility ON facility.pk = facilityAlias.facility
    WHERE scheme = 'id' AND alias IN (SELECT value FROM json_each(\(list)))
    """
  }

  /// Codes that ended, with those that followed the last time.
  private static func ended(_ list: String) -> SQLRequest<Row> {
    """
    SELECT asked.value, iif(successor.endedOn IS NULL, successor.code, succession.code)
    FROM json_each(\(list)) AS asked
    JOIN succession ON succession.formerCode = asked.value AND succession.since = (
      SELECT max(last.since) FROM succession AS last WHERE last.formerCode = asked.value
    )
    JOIN division AS successor ON successor.pk = succession.successor
    UNION
    SELECT code, NULL
    FROM division
    WHERE endedOn IS NOT NULL AND code IN (SELECT value FROM json_each(\(list)))
    ORDER BY 1, 2
    """
  }

  private func acts(_ ids: Set<Int>) throws -> [Int: Act] {
    let list = "[\(ids.sorted().map(String.init).joined(separator: ","))]"
    let rows = try Row.fetchAll(
      database,
      """
      SELECT \(sql: ActRow.columns)
      FROM act
      WHERE pk IN (SELECT value FROM json_each(\(list)))
      """ as SQLRequest<Row>)
    return try Dictionary(uniqueKeysWithValues: rows.map { ($0[0], try ActRow.act($0, from: 0)) })
  }
}
