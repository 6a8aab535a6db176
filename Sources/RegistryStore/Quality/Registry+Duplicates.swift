public import Foundation
internal import GRDB
public import ServiceNetwork

extension Registry {
  /// The facilities that may be one, the likeliest first; without those of which somebody said that they are not.
  ///
  /// - Parameters:
  ///   - kind: the name of the only kind that is looked at; `nil` for all.
  ///   - within: the greatest distance of two that may be the same.
  ///   - minimum: the least score of a pair, 0 to 1: see ``FacilityLikeness``.
  /// - Complexity: O(n log n) time; what is compared of every facility is in memory.
  public func likelyDuplicates(
    kind: String? = nil, within: Meters = Meters(500), minimum: Double = 0.7
  ) throws -> [LikelyDuplicate] {
    try read { try DuplicateSearch($0).pairs(kind: kind, within: within, minimum: minimum) }
  }

  /// Remembers that two facilities are not the same.
  ///
  /// - Parameters:
  ///   - one: an id, or one that a facility had before it was merged.
  ///   - other: another.
  ///   - author: who says it.
  ///   - date: when it was said.
  /// - Throws: ``MergeError``
  public func markDistinct(_ one: String, _ other: String, author: Author, date: Date) throws {
    let draft = ActDraft(author: author, what: "not-duplicates \(one) \(other)", date: date)
    try perform(draft) { database in
      let first = try FacilityIdentity.find(one, database)
      let second = try FacilityIdentity.find(other, database)
      guard first.pk != second.pk else { throw MergeError.same(one, other) }
      try database.execute(
        sql: "INSERT OR IGNORE INTO distinctFacilities (first, second, notedAt) VALUES (?, ?, ?)",
        arguments: [min(first.pk, second.pk), max(first.pk, second.pk), date.formatted(.iso8601)])
    }
  }
}

/// Reads what is compared of facilities.
struct DuplicateSearch {
  private let database: Database

  init(_ database: Database) {
    self.database = database
  }

  func pairs(kind: String?, within: Meters, minimum: Double) throws -> [LikelyDuplicate] {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT facility.id, kind.name, facility.name, division.code, facility.location, facility.phone, facility.uscc
        FROM facility
        JOIN kind ON kind.pk = facility.kind
        LEFT JOIN division ON division.pk = facility.division
        WHERE ?1 IS NULL OR kind.name = ?1
        """, arguments: [kind])
    var facilities: [FacilityLikeness.Subject] = []
    while let row = try rows.next() {
      facilities.append(
        FacilityLikeness.Subject(
          id: row[0], kind: row[1], name: row[2], division: row[3], location: try row.coordinate(4),
          phone: row[5],
          uscc: row[6]))
    }
    let distinct = try Row.fetchAll(
      database,
      sql: """
        SELECT first.id, second.id
        FROM distinctFacilities
        JOIN facility AS first ON first.pk = distinctFacilities.first
        JOIN facility AS second ON second.pk = distinctFacilities.second
        """
    ).map { Set([$0[0] as String, $0[1] as String]) }
    let known = Set(distinct)
    return LikelyDuplicate.pairs(among: facilities, by: FacilityLikeness(within: within), minimum: minimum)
      .filter { !known.contains([$0.first.id, $0.second.id]) }
  }
}

/// Finds facilities by their id, or by one that they had before they were merged.
enum FacilityIdentity {
  static func find(_ id: String, _ database: Database) throws -> (pk: Int64, id: String) {
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT pk, id FROM facility WHERE id = ?1
        UNION ALL
        SELECT facility.pk, facility.id
        FROM facilityAlias
        JOIN facility ON facility.pk = facilityAlias.facility
        WHERE facilityAlias.scheme = 'id' AND facilityAlias.alias = ?1
        """, arguments: [id])
    guard let row else { throw MergeError.notFound(id) }
    return (row[0], row[1])
  }
}
