internal import GRDB
internal import ServiceNetwork

/// Finds divisions by code, and remembers as many as a few prefectures have: rows share them.
struct DivisionLookup {
  /// A division that stands.
  typealias Found = (pk: Int64, level: DivisionLevel)

  private static let cacheLimit = 16_384

  private let context: ImportContext
  private let hasHistory: Bool
  private var recent: [DivisionCode: Found] = [:]
  private var remarked: Set<DivisionCode> = []

  init(_ context: ImportContext) throws {
    self.context = context
    hasHistory = try DivisionHistory.isKept(context.database)
  }

  /// The standing division of a code; `nil` where there is none.
  mutating func find(_ code: DivisionCode) throws -> Found? {
    if let found = recent[code] { return found }
    let statement = try context.database.cachedStatement(
      sql: "SELECT pk, level FROM division WHERE code = ? AND endedOn IS NULL")
    guard let row = try Row.fetchOne(statement, arguments: [code.description]) else { return nil }
    let found = (pk: row[0] as Int64, level: try row.level(1))
    if recent.count >= Self.cacheLimit { recent.removeAll(keepingCapacity: true) }
    recent[code] = found
    return found
  }

  /// The standing division that a row means by a code, today's or a former one; `nil` where the row was refused.
  ///
  /// A former code is taken with a remark, and refused where several followed it. A code that is one place's today and
  /// was another's is taken as today's, with a remark.
  mutating func resolve(_ code: DivisionCode, column: String) throws -> Found? {
    let found = try find(code)
    guard found == nil || hasHistory && !remarked.contains(code) else { return found }
    let heirs = hasHistory ? try heirs(of: code) : []
    if let found {
      if let other = heirs.first(where: { $0.pk != found.pk }) {
        remarked.insert(code)
        context.warn(
          column,
          Wording(
            "\(code) is taken as a code of today; until \(other.until) it was \(other.formerName), now \(other.code) \(other.name)",
            zh: "\(code)按现行代码处理；在\(other.until)之前它是\(other.formerName)，现为\(other.code)\(other.name)"))
      }
      return found
    }
    guard let heir = heirs.first else {
      context.refuse(column, try fate(of: code))
      return nil
    }
    guard heirs.allSatisfy({ $0.pk == heir.pk }) else {
      let names = heirs.map { "\($0.code) \($0.name)" }.joined(separator: ", ")
      context.refuse(
        column,
        Wording(
          "\(code) was \(heir.formerName) until \(heir.until), and became several: \(names); give the code of one",
          zh: "\(code)在\(heir.until)之前是\(heir.formerName)，后来分为：\(names)；请写其中一个的代码"))
      return nil
    }
    if remarked.insert(code).inserted {
      context.warn(
        column,
        Wording(
          "\(code) was \(heir.formerName) until \(heir.until); taken as what it became, \(heir.code) \(heir.name)",
          zh: "\(code)在\(heir.until)之前是\(heir.formerName)；按其后继\(heir.code)\(heir.name)处理"))
    }
    return (heir.pk, heir.level)
  }

  /// The division that ended after a day and had a code that no other has had since: what a count of that day means.
  func ended(_ code: DivisionCode, after asOf: CalendarDate) throws -> Int64? {
    guard hasHistory else { return nil }
    let statement = try context.database.cachedStatement(
      sql: """
        SELECT ended.pk
        FROM division AS ended
        WHERE ended.code = :code AND ended.endedOn > :asOf AND NOT EXISTS (
          SELECT 1 FROM division WHERE code = :code AND endedOn IS NULL AND (since IS NULL OR since <= :asOf)
        )
        ORDER BY ended.endedOn
        """)
    return try Int64.fetchOne(statement, arguments: ["code": code.description, "asOf": asOf.description])
  }

  /// Until when a place had a code and a name that it has no more, and what became of it; `nil` where the code and the
  /// name were never together, or still are.
  func former(_ code: DivisionCode, named name: String) throws -> (until: String, fate: Wording)? {
    guard hasHistory else { return nil }
    let isStanding = try Bool.fetchOne(
      context.database.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM division WHERE code = ? AND name = ? AND endedOn IS NULL)"),
      arguments: [code.description, name])
    if isStanding == true { return nil }
    let statement = try context.database.cachedStatement(
      sql: """
        SELECT former.until, division.code, division.name, division.endedOn IS NULL
        FROM (
          SELECT division AS pk, code, name, until FROM formerDivision
          UNION ALL
          SELECT pk, code, name, endedOn FROM division WHERE endedOn IS NOT NULL
        ) AS former
        JOIN division USING (pk)
        WHERE former.code = ? AND former.name = ?
        ORDER BY former.until DESC
        """)
    guard let row = try Row.fetchOne(statement, arguments: [code.description, name]) else { return nil }
    let fate =
      row[3] as Bool
      ? Wording(
        "and is \(row[1] as String) \(row[2] as String) now", zh: "现为\(row[1] as String)\(row[2] as String)")
      : Wording("and is no more", zh: "现已撤销")
    return (row[0], fate)
  }

  /// Forgets what it found: codes have moved.
  mutating func forget() {
    recent.removeAll()
  }

  // MARK: - Private

  /// A standing division that a former code leads to.
  private struct Heir {
    var pk: Int64
    var level: DivisionLevel
    var code: String
    var name: String
    var until: String
    var formerName: String
  }

  private func heirs(of code: DivisionCode) throws -> [Heir] {
    let statement = try context.database.cachedStatement(
      sql: """
        WITH RECURSIVE heir (pk, until, name) AS (
          SELECT division, until, name FROM formerDivision WHERE code = :code
          UNION
          SELECT pk, endedOn, name FROM division WHERE code = :code AND endedOn IS NOT NULL
          UNION
          SELECT succession.successor, heir.until, heir.name
          FROM succession
          JOIN heir ON succession.former = heir.pk
        )
        SELECT division.pk, division.level, division.code, division.name, max(heir.until), heir.name
        FROM heir
        JOIN division ON division.pk = heir.pk
        WHERE division.endedOn IS NULL
        GROUP BY division.pk
        ORDER BY division.code
        """)
    return try Row.fetchAll(statement, arguments: ["code": code.description]).map {
      Heir(
        pk: $0[0], level: try $0.level(1), code: $0[2], name: $0[3], until: $0[4], formerName: $0[5])
    }
  }

  /// What to say of a code that leads to no standing division.
  private func fate(of code: DivisionCode) throws -> Wording {
    let statement = try context.database.cachedStatement(
      sql: "SELECT name, endedOn FROM division WHERE code = ? AND endedOn IS NOT NULL ORDER BY endedOn DESC")
    guard let row = try Row.fetchOne(statement, arguments: [code.description]) else {
      return .noDivision(code)
    }
    return Wording(
      "\(code) was \(row[0] as String) until \(row[1] as String), and nothing followed it; give another division",
      zh: "\(code)原为\(row[0] as String)，已于\(row[1] as String)撤销且无后继，请改写其他区划")
  }
}
