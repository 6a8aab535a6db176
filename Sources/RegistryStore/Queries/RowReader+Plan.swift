internal import GRDB
internal import ServiceNetwork

/// Reads the records of a plan as an export writes them, in an order that does not depend on how they came in.
extension RowReader {
  func criteria(pk: Int64? = nil) throws -> [Criterion] {
    try records(
      "SELECT list, category, number, textZh, textEn, source FROM criterion", "criterion", pk,
      order: "list, \(Self.categoryOrder("criterion")), number"
    ) { row in
      Criterion(
        list: row[0], category: try row.word(1), number: row[2], textZh: row[3], textEn: row[4],
        source: row[5])
    }
  }

  func conditions(pk: Int64? = nil) throws -> [Condition] {
    try records(
      """
      SELECT facility.id, category, state, estimatedCost, assessedOn, criteria, condition.source
      FROM condition
      JOIN facility ON facility.pk = condition.facility
      """, "condition", pk, order: "facility.id, \(Self.categoryOrder("condition")), assessedOn"
    ) { row in
      Condition(
        facility: row[0], category: try row.word(1), state: try row.word(2), estimatedCost: row.money(3),
        assessedOn: try row.optionalDate(4), criteria: row[5], source: row[6])
    }
  }

  func upgrades(pk: Int64? = nil) throws -> [Upgrade] {
    try records(
      """
      SELECT upgrade.id, facility.id, category, year, status, cost, upgrade.source, contractedOn, startedOn,
        acceptedOn, cancelledOn
      FROM upgrade
      JOIN facility ON facility.pk = upgrade.facility
      """, "upgrade", pk, order: "year, facility.id, \(Self.categoryOrder("upgrade")), upgrade.id"
    ) { row in
      var upgrade = Upgrade(
        id: row[0], facility: row[1], category: try row.word(2), year: row[3], status: try row.word(4),
        cost: row.money(5), source: (row[6] as String?).flatMap { FundingSource($0) })
      upgrade.contractedOn = try row.optionalDate(7)
      upgrade.startedOn = try row.optionalDate(8)
      upgrade.acceptedOn = try row.optionalDate(9)
      upgrade.cancelledOn = try row.optionalDate(10)
      return upgrade
    }
  }

  func funds(pk: Int64? = nil) throws -> [FundAllocation] {
    try records(
      """
      SELECT fund.id, fund.year, level, fund.source, purpose, facility.id, upgrade.id, amount, allocatedOn
      FROM fund
      LEFT JOIN facility ON facility.pk = fund.facility
      LEFT JOIN upgrade ON upgrade.pk = fund.upgrade
      """, "fund", pk, order: "fund.year, level, fund.source, purpose, allocatedOn, fund.id"
    ) { row in
      FundAllocation(
        id: row[0], year: row[1], level: try row.word(2), source: row[3], purpose: row[4], facility: row[5],
        upgrade: row[6], amount: Money(fen: row[7]), allocatedOn: try row.optionalDate(8))
    }
  }

  func indicators(pk: Int64? = nil) throws -> [Indicator] {
    try records(
      "SELECT name, nameZh, nameEn, measure, unit FROM indicator", "indicator", pk, order: "name"
    ) { row in
      Indicator(
        name: row[0], nameZh: row[1], nameEn: row[2],
        measure: try row.value(3, "a measure", IndicatorMeasure.init), unit: row[4])
    }
  }

  func targets(pk: Int64? = nil) throws -> [Target] {
    try records(
      """
      SELECT target.id, indicator.name, division.code, year, bound, unitInCharge, split, target.source
      FROM target
      JOIN indicator ON indicator.pk = target.indicator
      JOIN division ON division.pk = target.division
      """, "target", pk, order: "year, indicator.name, division.code, target.id"
    ) { row in
      Target(
        id: row[0], indicator: row[1], division: DivisionCode(registered: row[2]), year: row[3],
        bound: try row.value(4, "a bound", TargetBound.init), unitInCharge: row[5],
        split: row.hasNull(atIndex: 6) ? nil : try row.value(6, "a split", Target.Split.init),
        source: row[7])
    }
  }

  func observations(pk: Int64? = nil) throws -> [Observation] {
    try records(
      """
      SELECT indicator.name, division.code, date, value, observation.source
      FROM observation
      JOIN indicator ON indicator.pk = observation.indicator
      JOIN division ON division.pk = observation.division
      """, "observation", pk, order: "indicator.name, division.code, date"
    ) { row in
      Observation(
        indicator: row[0], division: DivisionCode(registered: row[1]), date: try row.date(2),
        value: try row.value(3, "a number") { ExactNumber($0) }, source: row[4])
    }
  }

  /// The records of one of these tables; none of any other.
  func records(_ table: RegistryTable, pk: Int64? = nil) throws -> [RegistryRow] {
    switch table {
    case .criteria: try criteria(pk: pk).map(RegistryRow.criterion)
    case .conditions: try conditions(pk: pk).map(RegistryRow.condition)
    case .upgrades: try upgrades(pk: pk).map(RegistryRow.upgrade)
    case .funds: try funds(pk: pk).map(RegistryRow.fund)
    case .indicators: try indicators(pk: pk).map(RegistryRow.indicator)
    case .targets: try targets(pk: pk).map(RegistryRow.target)
    case .observations: try observations(pk: pk).map(RegistryRow.observation)
    case .kinds, .services, .divisions, .demand, .facilities, .posts, .roads, .speeds: []
    }
  }

  /// The record of a key.
  func record(_ table: RegistryTable, pk: Int64) throws -> RegistryRow? { try records(table, pk: pk).first }

  // MARK: - Private

  private func records<Record>(
    _ select: String, _ table: String, _ pk: Int64?, order: String, _ read: (Row) throws -> Record
  ) throws -> [Record] {
    let condition = pk == nil ? "" : " WHERE \(table).pk = ?"
    let statement = try database.cachedStatement(sql: "\(select)\(condition) ORDER BY \(order)")
    let rows = try Row.fetchCursor(statement, arguments: pk.map { [$0] } ?? [])
    var records: [Record] = []
    while let row = try rows.next() { records.append(try read(row)) }
    return records
  }

  /// The plan's order of categories.
  private static func categoryOrder(_ table: String) -> String {
    "instr('\(UpgradeCategory.allCases.map(\.rawValue).joined(separator: " "))', \(table).category)"
  }
}

extension Row {
  /// A word of an enumeration.
  fileprivate func word<Word: RawRepresentable<String>>(_ index: Int) throws -> Word {
    try value(index, "a word of \(Word.self)") { Word(rawValue: $0) }
  }

  /// An amount, or none.
  fileprivate func money(_ index: Int) -> Money? { (self[index] as Int64?).map(Money.init(fen:)) }

  /// What a text stands for.
  fileprivate func value<Value>(_ index: Int, _ what: String, _ read: (String) -> Value?) throws -> Value {
    let text: String = self[index]
    guard let value = read(text) else { throw StoredValueError.unreadable(text, what) }
    return value
  }
}
