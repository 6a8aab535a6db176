public import Foundation
internal import GRDB
public import ServiceNetwork

/// Why two facilities cannot be joined, or told apart.
public enum MergeError: Error, Equatable, CustomStringConvertible {
  /// There is no facility of this id.
  case notFound(String)
  /// Both ids are of one facility.
  case same(String, String)
  /// They are of different kinds.
  case otherKind(String, String)

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .notFound(let id): "there is no facility \(id)"
    case .same(let one, let other): "\(one) and \(other) are one facility already"
    case .otherKind(let one, let other):
      "\(one) and \(other) are of different kinds; import one of them with the right kind first"
    }
  }
}

extension Registry {
  /// Joins two facilities that are one.
  ///
  /// The one that stays keeps every value that it has and takes those that it lacks from the other: its place with the
  /// pair that was given, and its history of statuses where the one that stays has told no date. The other's ids,
  /// its own and an external one, are aliases from then on: whoever names them means the one that stays, and no new
  /// facility is ever called so.
  ///
  /// - Parameters:
  ///   - keep: the id of the one that stays, or an alias of it.
  ///   - drop: the id of the other.
  ///   - author: who does it.
  ///   - date: when it happens.
  ///   - isDryRun: whether nothing is changed.
  /// - Throws: ``MergeError``
  public func merge(
    keep: String, drop: String, author: Author, date: Date, isDryRun: Bool = false
  ) throws -> MergeReport {
    let draft = ActDraft(author: author, what: "merge \(drop) into \(keep)", date: date)
    return try perform(draft, isKept: { _ in !isDryRun }) { database in
      try FacilityMerger(database, date: date).merge(keep: keep, drop: drop)
    }
  }
}

/// Joins facilities within a transaction.
private struct FacilityMerger {
  private let database: Database
  private let date: String

  /// The columns that hold values of a facility, by their names in tables.
  private static let columns = [
    "capacity": "capacity", "occupied": "occupied", "in_care": "inCare", "grade": "grade",
    "designated_on": "designatedOn",
    "address": "address", "phone": "phone", "operator": "operator", "uscc": "uscc", "source": "source",
    "division": "division",
  ]

  init(_ database: Database, date: Date) {
    self.database = database
    self.date = date.formatted(.iso8601)
  }

  func merge(keep: String, drop: String) throws -> MergeReport {
    let kept = try FacilityIdentity.find(keep, database)
    let dropped = try FacilityIdentity.find(drop, database)
    guard kept.pk != dropped.pk else { throw MergeError.same(keep, drop) }
    let (one, other) = (try values(kept.pk), try values(dropped.pk))
    guard one["kind"] == other["kind"] else { throw MergeError.otherKind(keep, drop) }
    var report = MergeReport(kept: kept.id, dropped: dropped.id, filled: [], contradictions: [])
    for column in RegistryTable.facilities.columns.map(\.name) where column != "id" && column != "external_id"
    {
      guard let theirs = other[column] else { continue }
      if let ours = one[column] {
        if ours != theirs {
          report.contradictions.append(MergeReport.Contradiction(column: column, kept: ours, dropped: theirs))
        }
      } else if let stored = Self.columns[column] {
        try database.execute(
          sql: "UPDATE facility SET \(stored) = (SELECT \(stored) FROM facility WHERE pk = ?) WHERE pk = ?",
          arguments: [dropped.pk, kept.pk])
        report.filled.append(column)
      }
    }
    if one["longitude"] == nil, other["longitude"] != nil { try takePlace(kept.pk, dropped.pk, &report) }
    if Self.tellsNoDate(one), !Self.tellsNoDate(other) { try takeHistory(kept.pk, dropped.pk, &report) }
    try takeNames(kept.pk, dropped, externalId: (one["external_id"], other["external_id"]))
    try remove(dropped.pk, for: kept.pk)
    return report
  }

  // MARK: - Private

  private func values(_ pk: Int64) throws -> [String: String] {
    try RowReader(database).facility(pk)?.values ?? [:]
  }

  private static func tellsNoDate(_ values: [String: String]) -> Bool {
    values["opened_on"] == nil && values["closed_on"] == nil && values["status_history"] == nil
  }

  private func takePlace(_ kept: Int64, _ dropped: Int64, _ report: inout MergeReport) throws {
    try database.execute(
      sql: """
        UPDATE facility
        SET (location, givenX, givenY, givenCRS) =
          (SELECT location, givenX, givenY, givenCRS FROM facility WHERE pk = ?)
        WHERE pk = ?
        """, arguments: [dropped, kept])
    report.filled += ["longitude", "latitude"]
  }

  private func takeHistory(_ kept: Int64, _ dropped: Int64, _ report: inout MergeReport) throws {
    try database.execute(sql: "DELETE FROM facilityStatus WHERE facility = ?", arguments: [kept])
    try database.execute(
      sql: "INSERT INTO facilityStatus SELECT ?, since, status FROM facilityStatus WHERE facility = ?",
      arguments: [kept, dropped])
    report.filled.append("status")
    report.contradictions.removeAll { $0.column == "status" }
  }

  /// Makes the ids of the one that goes mean the one that stays.
  private func takeNames(
    _ kept: Int64, _ dropped: (pk: Int64, id: String), externalId: (kept: String?, dropped: String?)
  ) throws {
    try database.execute(
      sql: "UPDATE facilityAlias SET facility = ? WHERE facility = ?", arguments: [kept, dropped.pk])
    try addAlias(dropped.id, scheme: "id", of: kept)
    guard let external = externalId.dropped else { return }
    try database.execute(sql: "UPDATE facility SET externalId = NULL WHERE pk = ?", arguments: [dropped.pk])
    if externalId.kept == nil {
      try database.execute(
        sql: "UPDATE facility SET externalId = ? WHERE pk = ?", arguments: [external, kept])
    } else {
      try addAlias(external, scheme: "external", of: kept)
    }
  }

  private func addAlias(_ alias: String, scheme: String, of facility: Int64) throws {
    try database.execute(
      sql: "INSERT OR REPLACE INTO facilityAlias (alias, scheme, facility, mergedAt) VALUES (?, ?, ?, ?)",
      arguments: [alias, scheme, facility, date])
  }

  private func remove(_ dropped: Int64, for kept: Int64) throws {
    // What was said of the one that goes holds for the one that stays.
    try database.execute(
      sql: """
        INSERT OR IGNORE INTO distinctFacilities (first, second, notedAt)
        SELECT min(?1, other), max(?1, other), notedAt
        FROM (
          SELECT CASE first WHEN ?2 THEN second ELSE first END AS other, notedAt
          FROM distinctFacilities
          WHERE first = ?2 OR second = ?2
        )
        WHERE other <> ?1
        """, arguments: [kept, dropped])
    try database.execute(
      sql: "DELETE FROM distinctFacilities WHERE first = ?1 OR second = ?1", arguments: [dropped])
    // Its assessments, works and money are the other one's from now on; of two assessments of one day the kept one's holds.
    try database.execute(
      sql: "UPDATE OR IGNORE condition SET facility = ?1 WHERE facility = ?2", arguments: [kept, dropped])
    for table in ["upgrade", "fund"] {
      try database.execute(
        sql: "UPDATE \(table) SET facility = ?1 WHERE facility = ?2", arguments: [kept, dropped])
    }
    for table in ["condition", "formerFacilityDivision", "facilityStatus"] {
      try database.execute(sql: "DELETE FROM \(table) WHERE facility = ?", arguments: [dropped])
    }
    try database.execute(sql: "DELETE FROM facility WHERE pk = ?", arguments: [dropped])
  }
}
