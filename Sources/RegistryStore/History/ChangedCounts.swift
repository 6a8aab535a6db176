internal import GRDB
internal import ServiceNetwork

/// Names counts of persons for a feed of changes: by the code of their division, and the day.
struct ChangedCounts {
  typealias Named = (key: Int64, name: ChangedName)

  private let database: Database

  init(_ database: Database) {
    self.database = database
  }

  /// The counts of a key, there or not; nothing where the division is no more, for it tells of them itself.
  func one(_ key: CountKey) throws -> [Named] {
    guard let id = try key.id(database) else { return [] }
    return [named(id, key)]
  }

  /// The counts of all divisions that stand.
  func all(after key: CountKey, limit: Int) throws -> [Named] {
    let table = FeatureTable(.demand(groups: []), today: .distantPast)
    let statement: SQL =
      "SELECT \(table.key.value), \(sql: table.id) FROM \(sql: table.tables) WHERE "
      + table.condition + " AND " + table.key.isAfter(key.number) + " ORDER BY "
      + table.key.order.joined(separator: ", ") + " LIMIT \(limit)"
    return try Row.fetchAll(database, SQLRequest<Row>(literal: statement, cached: true)).map {
      ($0[0], ChangedName(table: .demand, id: $0[1]))
    }
  }

  /// All counts that a division has, or had at any time.
  ///
  /// - Parameter code: what it was called then; `nil` for what it is called now.
  func ever(
    of division: Int64, called code: String?, after day: CalendarDate?, limit: Int
  ) throws -> [Named] {
    guard let code = try code ?? CountKey.code(of: division, database) else { return [] }
    let days = try String.fetchAll(
      database,
      """
      SELECT day
      FROM (
        SELECT asOf AS day FROM demand WHERE division = \(division)
        UNION
        SELECT json_extract(rowKey, '$.asOf')
        FROM journal
        WHERE key = \(division) AND lastKey IS NULL AND rowTable = 'demand'
      )
      WHERE day > \(day?.description ?? "")
      ORDER BY day
      LIMIT \(limit)
      """ as SQLRequest<String>)
    return days.compactMap(CalendarDate.init(iso8601:)).map { day in
      let key = CountKey(division: division, day: day)
      return named(key.id(ofDivision: code), key)
    }
  }

  // MARK: - Private

  private func named(_ id: String, _ key: CountKey) -> Named {
    (key.number, ChangedName(table: .demand, id: id))
  }
}
