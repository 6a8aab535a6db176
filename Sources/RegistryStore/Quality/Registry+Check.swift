internal import GRDB
public import ServiceNetwork

/// What a check looks at.
public struct CheckScope: Sendable {
  /// The rules; all by default.
  public var rules: Set<QualityRule>
  /// A division whose subtree is looked at; `nil` for everything.
  public var area: DivisionCode?
  /// The day that is today.
  public var today: CalendarDate

  /// A scope from its parts.
  public init(
    rules: Set<QualityRule> = Set(QualityRule.allCases), area: DivisionCode? = nil, today: CalendarDate
  ) {
    self.rules = rules
    self.area = area
    self.today = today
  }
}

extension Registry {
  /// Looks through the registry, and hands over what breaks a rule: by rule in their order, then by id.
  ///
  /// - Parameters:
  ///   - scope: the rules, the area and the day.
  ///   - body: takes a finding.
  /// - Throws: ``CheckError/noArea(_:)``; what `body` throws.
  /// - Complexity: O(n log n) time; one finding at a time in memory, but for likely duplicates and places far
  ///   from their villages, which have every facility there.
  public func check(_ scope: CheckScope, _ body: (Finding) throws -> Void) throws {
    try read { database in
      try QualityCheck(database, scope).forEachFinding(body)
    }
  }
}

/// Why a registry cannot be checked.
public enum CheckError: Error, Equatable, CustomStringConvertible {
  /// There is no division of this code.
  case noArea(String)

  /// What is wrong.
  public var description: String {
    switch self {
    case .noArea(let code): "there is no division \(code)"
    }
  }
}

/// Runs rules on a registry.
struct QualityCheck {
  let database: Database
  let scope: CheckScope

  init(_ database: Database, _ scope: CheckScope) throws {
    self.database = database
    self.scope = scope
    guard let area = scope.area else { return }
    let isThere = try Bool.fetchOne(
      database, sql: "SELECT EXISTS (SELECT 1 FROM division WHERE code = ? AND endedOn IS NULL)",
      arguments: [area.description])
    guard isThere == true else { throw CheckError.noArea(area.description) }
  }

  func forEachFinding(_ body: (Finding) throws -> Void) throws {
    for rule in QualityRule.allCases where scope.rules.contains(rule) {
      switch rule {
      case .likelyDuplicate: try likelyDuplicates(body)
      case .outsideDivision: try LocationCheck(self).outsideDivision(body)
      case .outsidePrefecture: try LocationCheck(self).outsidePrefecture(body)
      case .boundaryOverlap: try BoundaryCheck(self).overlaps(body)
      case .boundaryGap: try BoundaryCheck(self).gaps(body)
      case .outsideParent: try BoundaryCheck(self).outsideParent(body)
      default: try query(rule, body)
      }
    }
  }

  /// What stands before a query that asks for `checkedDivision`: the keys of the divisions in the area.
  var divisionsInArea: String {
    guard let area = scope.area else {
      return "WITH checkedDivision (pk) AS (SELECT pk FROM division WHERE endedOn IS NULL)"
    }
    return """
      WITH RECURSIVE checkedDivision (pk) AS (
        SELECT pk FROM division WHERE code = \(area.description.quotedDatabaseText) AND endedOn IS NULL
        UNION ALL
        SELECT division.pk
        FROM division
        JOIN checkedDivision ON division.parent = checkedDivision.pk
        WHERE division.endedOn IS NULL
      )
      """
  }

  /// Which facilities are in the area, as a condition: all of them where there is none, also those in no division; of
  /// these, in an area, those that lie in its boundary.
  var facilitiesInArea: String {
    guard let area = scope.area else { return "TRUE" }
    return """
      (facility.division IN (SELECT pk FROM checkedDivision) OR facility.division IS NULL AND EXISTS (
        SELECT 1
        FROM boundary
        JOIN division AS bound ON bound.pk = boundary.division
        WHERE bound.code = \(area.description.quotedDatabaseText) AND bound.endedOn IS NULL
          AND ST_Covers(boundary.outline, facility.location)
      ))
      """
  }

  // MARK: - Private

  /// Runs a rule that is a query: of a kind of subject, its id, name and point, and what the message needs.
  private func query(_ rule: QualityRule, _ body: (Finding) throws -> Void) throws {
    guard let question = QualityQuery(rule, facilitiesInArea: facilitiesInArea) else {
      preconditionFailure("\(rule.rawValue) has a query")
    }
    let needsToday = question.sql.contains(":today")
    let rows = try Row.fetchCursor(
      database, sql: divisionsInArea + "\n" + question.sql,
      arguments: needsToday ? ["today": scope.today.description] : [:])
    while let row = try rows.next() {
      try body(
        Finding(
          rule, question.subject(row[0]), name: row[1], message: question.message(row),
          location: try row.coordinate(2), other: question.other.flatMap { row[$0] }))
    }
  }

  private func likelyDuplicates(_ body: (Finding) throws -> Void) throws {
    let inArea = try scope.area.map { _ in
      Set(
        try String.fetchAll(
          database, sql: divisionsInArea + " SELECT id FROM facility WHERE \(facilitiesInArea)"))
    }
    for pair in try DuplicateSearch(database)
      .pairs(kind: nil, within: LikelyDuplicate.usualDistance, minimum: LikelyDuplicate.usualScore)
    {
      if let inArea, !inArea.contains(pair.first.id), !inArea.contains(pair.second.id) { continue }
      let score = (pair.score * 100).rounded() / 100
      try body(
        Finding(
          .likelyDuplicate, .facility(pair.first.id), name: pair.first.name,
          message: Wording(
            "it may be the same as \(pair.second.id), \(pair.second.name) (score \(score))",
            zh: "可能与\(pair.second.id)“\(pair.second.name)”是同一机构（相似度\(score)）"), location: pair.first.location,
          other: pair.second.id)
      )
    }
  }
}

extension String {
  /// The text as a literal of SQL.
  fileprivate var quotedDatabaseText: String { "'" + replacing("'", with: "''") + "'" }
}
