internal import Foundation
internal import GRDB
public import ServiceNetwork

extension Registry {
  /// Reads several things as of one commit.
  ///
  /// - Throws: ``RegistryError`` for what a caller can act on; what `body` throws.
  public func reading<Value: Sendable>(
    _ body: @escaping @Sendable (RegistryReader) throws -> Value
  ) async throws -> Value {
    try await readInTask { try body(RegistryReader(database: $0)) }
  }
}

/// One commit of a registry, within ``Registry/reading(_:)``.
public struct RegistryReader {
  let database: Database

  /// The kinds, services and demand groups.
  public func catalogue() throws -> Catalogue { try Catalogue(database) }

  /// The number of the last change: what was read at one stays as it is until there is another.
  public func lastChange() throws -> Int {
    try Int.fetchOne(database.cachedStatement(sql: "SELECT max(seq) FROM journal")) ?? 0
  }

  /// What the commit is known by.
  public func state() throws -> RegistryState {
    let statement = try database.cachedStatement(
      sql: "SELECT ifnull((SELECT id FROM incarnation), ''), ifnull((SELECT max(seq) FROM journal), 0)")
    guard let row = try Row.fetchOne(statement) else { preconditionFailure("it has no condition") }
    return RegistryState(incarnation: row[0], change: row[1])
  }

  /// The last change, and when it was.
  public func lastChangeAndTime() throws -> LastChange {
    let state = try state()
    let statement = try database.cachedStatement(
      sql: """
        SELECT ifnull((SELECT max(pk) FROM import), 0),
          max(
            ifnull((
              SELECT ifnull(act.at, journal.at)
              FROM journal
              LEFT JOIN act ON act.pk = journal.act
              ORDER BY seq DESC
              LIMIT 1), ''),
            ifnull((SELECT importedAt FROM import ORDER BY pk DESC LIMIT 1), ''))
        """)
    guard let row = try Row.fetchOne(statement) else { preconditionFailure("it has no condition") }
    let time: String = row[1]
    return LastChange(
      state: state, lastImport: row[0], date: try time.isEmpty ? nil : Date(journalText: time))
  }

  /// Hands over all features of a query, one after another, as they are read; its limit means nothing.
  ///
  /// - Throws: ``FeatureQueryError``; what `body` throws.
  public func forEachFeature(_ query: FeatureQuery, _ body: (Feature) throws -> Void) throws {
    try FeatureRequest(query).forEach(database, body)
  }

  /// A page of features.
  ///
  /// - Throws: ``FeatureQueryError``
  /// - Complexity: O(log n) before the first feature where they are in the order in which they were added; with another
  ///   order or a condition, O(n) features are looked at, on the last page as on the first.
  public func features(_ query: FeatureQuery) throws -> FeaturePage {
    try FeatureRequest(query).page(database)
  }

  /// How many features a query has, on all its pages.
  ///
  /// - Throws: ``FeatureQueryError``
  public func count(_ query: FeatureQuery) throws -> Int { try FeatureRequest(query).count(database) }

  /// The feature of an id; `nil` where there is none.
  public func feature(_ id: String, _ query: FeatureQuery) throws -> Feature? {
    try FeatureRequest(query).feature(id, database)
  }

  /// The features of some ids, by id; those that are not there are left out.
  ///
  /// - Complexity: O(ids log n).
  func features(_ ids: some Sequence<String>, _ query: FeatureQuery) throws -> [String: Feature] {
    try FeatureRequest(query).features(Array(ids), database)
  }

  /// The box around all features of a type that have a point; `nil` where none has.
  public func extent(of type: FeatureType, today: CalendarDate) throws -> BoundingBox? {
    try FeatureRequest(FeatureQuery(type, today: today)).extent(database)
  }

  /// From when to when features of a type are in operation; `nil` where none tells.
  public func interval(of type: FeatureType) throws -> FeatureInterval? {
    guard let days = FeatureTable.days(type.source) else { return nil }
    let request = SQLRequest<Row>(literal: days, cached: true)
    guard let row = try Row.fetchOne(database, request), let first: String = row[0] else { return nil }
    let beginning = CalendarDate(iso8601: first)
    return FeatureInterval(
      first: beginning == .distantPast ? nil : beginning,
      last: (row[1] as String?).flatMap(CalendarDate.init(iso8601:)))
  }
}

/// A query as the store understands it: valid, and ready to be run.
struct FeatureRequest {
  private let query: FeatureQuery
  private let table: FeatureTable
  private let condition: SQL
  private let today: String
  /// How the value of each property is read and shown.
  private let readings: [Reading]
  /// What the order compares; nothing is less than everything.
  private let order: [(value: SQL, isDescending: Bool)]

  init(_ query: FeatureQuery) throws {
    self.query = query
    let table = FeatureTable(query.type.source, today: query.today)
    self.table = table
    today = query.today.description
    readings = query.type.properties.map { Reading($0, caller: query.caller, hasLife: table.hasLife) }
    order = query.order.map { (Self.comparable($0.property, query.type, table), $0.isDescending) }
    condition = try Self.condition(query, table)
    if let after = query.after, after.values.count != order.count { throw FeatureQueryError.wrongCursor }
  }

  func page(_ database: Database) throws -> FeaturePage {
    let statement =
      select(columns: order.map(\.value)) + " WHERE " + condition
      + (query.after.map { " AND " + beyond($0) } ?? "")
      + ordering + SQL(sql: " LIMIT ?", arguments: [query.limit + 1])
    let rows = try Row.fetchCursor(database, SQLRequest<Row>(literal: statement, cached: true))
    var features: [Feature] = []
    var cursor: FeatureCursor?
    while let row = try rows.next() {
      guard features.count < query.limit else { return FeaturePage(features: features, next: cursor) }
      features.append(try feature(row))
      cursor = FeatureCursor(
        values: (0..<order.count).map { (row[firstOrder + $0] as DatabaseValue).cursorText }, key: row[0])
    }
    return FeaturePage(features: features, next: nil)
  }

  func forEach(_ database: Database, _ body: (Feature) throws -> Void) throws {
    let statement = select(columns: []) + " WHERE " + condition + ordering
    let rows = try Row.fetchCursor(database, SQLRequest<Row>(literal: statement))
    while let row = try rows.next() { try body(try feature(row)) }
  }

  func count(_ database: Database) throws -> Int {
    let statement: SQL = "SELECT count(*) FROM \(sql: table.tables) WHERE " + condition
    return try Int.fetchOne(database, SQLRequest<Int>(literal: statement, cached: true)) ?? 0
  }

  func feature(_ id: String, _ database: Database) throws -> Feature? {
    guard let row = try row(id, database) else { return nil }
    var feature = try feature(row)
    feature.version = try query.type.table?.version(of: row[0], database)
    return feature
  }

  /// The key of the feature of an id, and whether it lies in the caller's division; `nil` where there is none.
  func standing(_ id: String, _ database: Database) throws -> (key: Int64, isWithin: Bool)? {
    let statement: SQL =
      "SELECT \(table.key.value), \(isWithin) FROM \(sql: table.tables) WHERE \(condition) AND \(table.isNamed(id))"
    let row = try Row.fetchOne(database, SQLRequest<Row>(literal: statement, cached: true))
    return row.map { ($0[0], $0[1]) }
  }

  /// The id of the feature of a key, and whether it lies in the caller's division; `nil` where there is none.
  func standing(key: Int64, _ database: Database) throws -> (id: String, isWithin: Bool)? {
    let statement: SQL =
      "SELECT \(sql: table.id), \(isWithin) FROM \(sql: table.tables) WHERE \(condition) AND \(table.key.matches(key))"
    let row = try Row.fetchOne(database, SQLRequest<Row>(literal: statement, cached: true))
    return row.map { ($0[0], $0[1]) }
  }

  func features(_ ids: [String], _ database: Database) throws -> [String: Feature] {
    guard !ids.isEmpty else { return [:] }
    var found: [String: Feature] = [:]
    guard table.hasIdColumn else {
      for id in ids { found[id] = try row(id, database).map(feature) }
      return found
    }
    let list = String(decoding: try JSONEncoder().encode(ids), as: UTF8.self)
    let statement =
      select(columns: []) + " WHERE " + condition
      + SQL(sql: " AND \(table.id) IN (SELECT value FROM json_each(?))", arguments: [list])
    let rows = try Row.fetchCursor(database, SQLRequest<Row>(literal: statement, cached: true))
    while let row = try rows.next() { found[row[1]] = try feature(row) }
    return found
  }

  func extent(_ database: Database) throws -> BoundingBox? {
    let place = table.location
    let sides = ["min(X", "min(Y", "max(X", "max(Y"].map { "\($0)(\(place)))" }.joined(separator: ", ")
    let statement = SQL(sql: "SELECT \(sides) FROM \(table.tables) WHERE ") + condition
    guard let row = try Row.fetchOne(database, SQLRequest<Row>(literal: statement, cached: true)),
      let west: Double = row[0]
    else { return nil }
    return BoundingBox(west: west, south: row[1], east: row[2], north: row[3])
  }

  // MARK: - Rows

  /// Where the properties begin among the columns that are read.
  private static let firstProperty = 5
  private var firstOrder: Int { Self.firstProperty + query.type.properties.count }

  private func row(_ id: String, _ database: Database) throws -> Row? {
    let statement = select(columns: []) + " WHERE " + condition + " AND " + table.isNamed(id)
    return try Row.fetchOne(database, SQLRequest<Row>(literal: statement, cached: true))
  }

  private func select(columns: [SQL]) -> SQL {
    let properties: [SQL] = zip(query.type.properties, readings).map { property, reading in
      reading.ofLife == nil ? table.columns[property.name] ?? "NULL" : "NULL"
    }
    let life = SQL(sql: table.hasLife ? FacilityLife.column : "NULL")
    let all: [SQL] =
      [table.key.value, SQL(sql: table.id), SQL(sql: table.location), isWithin, life] + properties
      + columns
    return "SELECT " + all.joined(separator: ", ") + SQL(sql: " FROM \(table.tables)")
  }

  /// Whether a feature lies in the caller's division.
  private var isWithin: SQL { query.caller.isWithin(table.division) }

  private func feature(_ row: Row) throws -> Feature {
    let isWithin: Bool = row[3]
    let life = table.hasLife ? FacilityLife(row[4], today: today) : nil
    var isPersonal = false
    var values: [Feature.Value] = []
    values.reserveCapacity(readings.count)
    for (index, reading) in readings.enumerated() {
      if let property = reading.ofLife, let life {
        values.append(life.value(property))
        continue
      }
      let value: DatabaseValue = row[Self.firstProperty + index]
      switch isWithin ? reading.within : reading.elsewhere {
      case .hidden: values.append(.hidden)
      case .whole:
        if reading.isPersonal, !value.isNull { isPersonal = true }
        values.append(reading.isFlag ? .flag(value != 0.databaseValue) : Feature.Value(value))
      case .masked: values.append((value.storage.value as? String).map { .text($0.masked) } ?? .none)
      }
    }
    return Feature(
      id: row[1], place: try row.coordinate(2), isWithin: isWithin, values: values, isPersonal: isPersonal)
  }

  // MARK: - Order

  private var ordering: SQL {
    let columns = order.map { $0.value + ($0.isDescending ? " DESC" : "") }
    return " ORDER BY " + (columns + table.key.order).joined(separator: ", ")
  }

  /// The condition of coming after a feature in the order.
  private func beyond(_ cursor: FeatureCursor) -> SQL {
    var alternatives: [SQL] = []
    var equal: [SQL] = []
    for (index, part) in order.enumerated() {
      let value = SQL(sql: "CAST(? AS \(cast(index)))", arguments: [cursor.values[index]])
      alternatives.append(
        (equal + [part.value + (part.isDescending ? " < " : " > ") + value]).joined(separator: " AND "))
      equal.append(part.value + " = " + value)
    }
    alternatives.append((equal + [table.key.isAfter(cursor.key)]).joined(separator: " AND "))
    return "(" + alternatives.map { "(" + $0 + ")" }.joined(separator: " OR ") + ")"
  }

  private func cast(_ index: Int) -> String {
    query.type.property(named: query.order[index].property)?.form == .integer ? "INTEGER" : "TEXT"
  }

  /// A property's value as it is compared; one that is not there comes before all others.
  private static func comparable(_ property: String, _ type: FeatureType, _ table: FeatureTable) -> SQL {
    let least: SQL = type.property(named: property)?.form == .integer ? "-1" : "''"
    return "ifnull(" + (table.columns[property] ?? "NULL") + ", " + least + ")"
  }

  // MARK: - Conditions

  private static func condition(_ query: FeatureQuery, _ table: FeatureTable) throws -> SQL {
    var conditions = [table.condition]
    if !query.boxes.isEmpty { conditions.append(inBoxes(query.boxes, table)) }
    if let hasPlace = query.hasPlace {
      conditions.append(SQL(sql: "\(table.location) IS \(hasPlace ? "NOT " : "")NULL"))
    }
    if let days = query.days, let operating = table.operating { conditions.append(operating(days)) }
    for filter in query.filters { conditions.append(try condition(filter, query.type, table)) }
    if !query.words.isEmpty { conditions.append(hasWords(query, table)) }
    return conditions.joined(separator: " AND ")
  }

  private static func inBoxes(_ boxes: [FeatureQuery.Box], _ table: FeatureTable) -> SQL {
    let alternatives = boxes.map { box in
      // The index keeps 32-bit numbers, and so has places just outside, too.
      let place = box.srid.map { "Transform(\(table.location), \($0))" } ?? table.location
      return "(" + table.near(box.around)
        + SQL(
          sql:
            " AND (\(table.location) IS NULL OR X(\(place)) BETWEEN ? AND ? AND Y(\(place)) BETWEEN ? AND ?))",
          arguments: [box.x.lowerBound, box.x.upperBound, box.y.lowerBound, box.y.upperBound])
    }
    return "(" + alternatives.joined(separator: " OR ") + ")"
  }

  private static func condition(
    _ filter: FeatureQuery.Filter, _ type: FeatureType, _ table: FeatureTable
  ) throws -> SQL {
    guard let property = type.property(named: filter.property), let column = table.columns[filter.property]
    else {
      preconditionFailure("the parser knows the properties of the type")
    }
    func wrong(_ expected: String, zh: String) -> FeatureQueryError {
      .wrongValue(
        property: filter.property, value: filter.value, expected: Wording(expected, zh: zh))
    }
    switch property.form {
    case .text: return column + SQL(sql: " = ?", arguments: [filter.value])
    case .word(let words):
      guard words.contains(filter.value) else {
        throw wrong("one of \(words.joined(separator: ", "))", zh: "以下之一：\(words.joined(separator: "、"))")
      }
      return column + SQL(sql: " = ?", arguments: [filter.value])
    case .date:
      guard let date = CalendarDate(iso8601: filter.value) else {
        throw wrong("a date, as 2020-12-31", zh: "日期，如 2020-12-31")
      }
      return column + SQL(sql: " = ?", arguments: [date.description])
    case .integer:
      guard let number = Int(filter.value) else { throw wrong("a whole number", zh: "整数") }
      return column + SQL(sql: " = ?", arguments: [number])
    case .flag:
      guard let flag = Bool(filter.value) else { throw wrong("true or false", zh: "true 或 false") }
      return column + SQL(sql: " = ?", arguments: [flag])
    case .number:
      guard let number = Double(filter.value), number.isFinite else { throw wrong("a number", zh: "数") }
      return column + SQL(sql: " = ?", arguments: [number])
    }
  }

  /// Whether one of some words occurs in a text that everybody may see.
  private static func hasWords(_ query: FeatureQuery, _ table: FeatureTable) -> SQL {
    let texts = query.type.properties.filter { $0.isQueryable && $0.form == .text && $0.sensitivity == .open }
      .compactMap { table.columns[$0.name] }
    let alternatives = query.words.flatMap { word in
      texts.map { "instr(lower(" + $0 + "), lower(" + SQL(sql: "?", arguments: [word]) + ")) > 0" }
    }
    return alternatives.isEmpty ? "FALSE" : "(" + alternatives.joined(separator: " OR ") + ")"
  }
}

/// How the value of a property is read and shown, worked out once for all features of a query.
private struct Reading {
  /// What a ``FacilityLife`` tells of it; `nil` where it has a column.
  let ofLife: FacilityLife.Property?
  /// How it is shown of what lies in the caller's division.
  let within: Caller.View
  /// How it is shown of everything else.
  let elsewhere: Caller.View
  let isPersonal: Bool
  let isFlag: Bool

  init(_ property: FeatureProperty, caller: Caller, hasLife: Bool) {
    ofLife = hasLife ? FacilityLife.Property(rawValue: property.name) : nil
    within = caller.view(of: property.sensitivity, isWithin: true)
    elsewhere = caller.view(of: property.sensitivity, isWithin: false)
    isPersonal = property.sensitivity == .personal
    isFlag = property.form == .flag
  }
}

extension Feature.Value {
  fileprivate init(_ value: DatabaseValue) {
    self =
      switch value.storage {
      case .string(let text): .text(text)
      case .int64(let number): .integer(Int(number))
      case .double(let number): .integer(Int(number))
      case .null, .blob: .none
      }
  }
}

extension DatabaseValue {
  /// The value as a cursor has it.
  fileprivate var cursorText: String {
    switch storage {
    case .string(let text): text
    case .int64(let number): String(number)
    case .double(let number): String(number)
    case .null, .blob: ""
    }
  }
}
