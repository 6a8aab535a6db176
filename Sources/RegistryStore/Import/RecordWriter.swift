internal import GRDB
internal import ServiceNetwork

/// Writes the rows of a table that a ``RecordLayout`` describes.
struct RecordWriter: RowWriter {
  private let context: ImportContext
  private let layout: RecordLayout
  private var divisions: DivisionLookup
  private var facilities: FacilityLookup
  private var identifiers: IdentifierSequence?
  private let indicators: [String: Int64]
  private let purposes: [String]

  init(_ context: ImportContext, _ layout: RecordLayout) throws {
    self.context = context
    self.layout = layout
    divisions = try DivisionLookup(context)
    facilities = FacilityLookup(context)
    identifiers =
      layout.hasId ? try IdentifierSequence(entity: layout.table.row, context.database) : nil
    indicators = try Row.fetchAll(context.database, sql: "SELECT name, pk FROM indicator").reduce(into: [:]) {
      $0[$1[0]] = $1[1]
    }
    purposes =
      try KindRecord.fetchAll(context.database).filter { !$0.kind.isPost }.map(\.kind.name)
      + [FundAllocation.otherPurpose]
  }

  mutating func write(_ row: RegistryRow) throws {
    let texts = row.values
    var values: [String: DatabaseValue] = [:]
    var isWhole = true
    for column in layout.columns {
      guard let text = texts[column.name] else {
        values[column.name] = .null
        continue
      }
      values[column.name] = try value(of: text, column)
      if values[column.name] == nil { isWhole = false }
    }
    guard isWhole, let match = try match(id: texts["id"], values) else { return }
    let pk = try context.changing(
      match.pk, fetch: { try RowReader(context.database).record(layout.table, pk: $0) }
    ) {
      try save(values, match)
    }
    try context.remember(pk)
  }

  mutating func finish() throws {
    try identifiers?.save()
    guard layout.table == .indicators else { return }
    try IndicatorCheck(context).run()
  }

  // MARK: - Private

  /// What the store has for a text; `nil` where it was refused.
  private mutating func value(of text: String, _ column: RecordLayout.Column) throws -> DatabaseValue? {
    switch column.form {
    case .text: return text.databaseValue
    case .integer: return Int64(text)?.databaseValue
    case .money: return Money(yuan: text)?.fen.databaseValue
    case .facility: return try facilities.resolve(text, column: column.name)?.databaseValue
    case .division:
      return try divisions.resolve(DivisionCode(registered: text), column: column.name)?.pk.databaseValue
    case .indicator:
      guard let pk = indicators[text] else {
        context.refuse(
          column.name, .unknown("indicator", zh: "指标", name: text, known: indicators.keys.sorted()))
        return nil
      }
      return pk.databaseValue
    case .upgrade:
      let pk = try Int64.fetchOne(
        context.database.cachedStatement(sql: "SELECT pk FROM upgrade WHERE id = ?"), arguments: [text])
      if pk == nil {
        context.refuse(
          column.name,
          Wording("there are no works '\(text)'; import upgrades first", zh: "没有改造项目“\(text)”，请先导入 upgrades"))
      }
      return pk?.databaseValue
    case .purpose:
      guard purposes.contains(text) else {
        context.refuse(column.name, .unknown("purpose", zh: "用途", name: text, known: purposes))
        return nil
      }
      return text.databaseValue
    }
  }

  private typealias Match = (pk: Int64?, id: String?)

  /// Finds the record that a row is about; `nil` where the row was refused.
  private mutating func match(id: String?, _ values: [String: DatabaseValue]) throws -> Match? {
    var found: Match
    if let id {
      let statement = try context.database.cachedStatement(
        sql: "SELECT pk FROM \(layout.table.row) WHERE id = ?")
      found = (try Int64.fetchOne(statement, arguments: [id]), id)
    } else {
      let alike = try records(like: values)
      if var sequence = identifiers {
        defer { identifiers = sequence }
        switch sequence.match(among: alike.map { ($0.pk, $0.id ?? "") }) {
        case .none: found = (nil, try sequence.next())
        case .one(let pk, let id): found = (pk, id)
        case .several(let ids):
          context.refuse(
            "id",
            Wording(
              "several records are like it (\(ids.joined(separator: ", "))); give the id",
              zh: "有多条相同的记录（\(ids.joined(separator: "、"))），请填写编号"))
          return nil
        }
      } else {
        found = (alike.first?.pk, nil)
      }
    }
    if let pk = found.pk, let place = try context.place(ofImported: pk) {
      context.refuse(
        layout.hasId && id != nil ? "id" : layout.key.first { context.has($0) },
        Wording("the same record is on \(place.en) already", zh: "同一记录已在\(place.zh)出现"))
      return nil
    }
    return found
  }

  private func records(like values: [String: DatabaseValue]) throws -> [(pk: Int64, id: String?)] {
    let columns = layout.columns.filter { layout.key.contains($0.name) }
    let statement = try context.database.cachedStatement(
      sql: """
        SELECT pk\(layout.hasId ? ", id" : "")
        FROM \(layout.table.row)
        WHERE \(columns.map { "\($0.stored) IS ?" }.joined(separator: " AND "))
        ORDER BY pk
        """)
    let arguments = StatementArguments(columns.map { values[$0.name] ?? .null })
    return try Row.fetchAll(statement, arguments: arguments).map { ($0[0], layout.hasId ? $0[1] : nil) }
  }

  private func save(_ values: [String: DatabaseValue], _ match: Match) throws -> Int64 {
    let names = layout.columns.map(\.stored)
    guard let pk = match.pk else {
      let columns = names + (layout.hasId ? ["id"] : [])
      let places = columns.map { _ in "?" }.joined(separator: ", ")
      try context.database.cachedStatement(
        sql: "INSERT INTO \(layout.table.row) (\(columns.joined(separator: ", "))) VALUES (\(places))"
      ).execute(
        arguments: StatementArguments(
          layout.columns.map { values[$0.name] ?? .null } + (match.id.map { [$0.databaseValue] } ?? [])))
      context.summary.added += 1
      return context.database.lastInsertedRowID
    }
    // What the file has no column for stays.
    let given = layout.columns.filter { context.has($0.name) }
    let statement = try context.database.cachedStatement(
      sql: """
        UPDATE \(layout.table.row)
        SET \(given.map { "\($0.stored) = ?" }.joined(separator: ", "))
        WHERE pk = ? AND (\(given.map { "\($0.stored) IS NOT ?" }.joined(separator: " OR ")))
        """)
    let new = given.map { values[$0.name] ?? .null }
    try statement.execute(arguments: StatementArguments(new + [pk.databaseValue] + new))
    if context.database.changesCount > 0 { context.summary.changed += 1 }
    return pk
  }
}
