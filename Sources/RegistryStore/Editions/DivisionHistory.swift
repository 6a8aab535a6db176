internal import GRDB
internal import ServiceNetwork

/// Divisions as they were on a day: what stood until then, and is called otherwise or gone now.
enum DivisionHistory {
  /// Whether an edition ever changed the divisions; if not, those of every day are those of today.
  static func isKept(_ database: Database) throws -> Bool {
    try Bool.fetchOne(
      database,
      sql: """
        SELECT EXISTS (SELECT 1 FROM formerDivision)
          OR EXISTS (SELECT 1 FROM division WHERE endedOn IS NOT NULL)
          OR EXISTS (SELECT 1 FROM division WHERE since IS NOT NULL)
        """) ?? false
  }

  /// Key, code, name, level, parent and point of the divisions of a day, by key; without one, of those that stand.
  ///
  /// The day is the statement's first value.
  static func divisions(_ asOf: CalendarDate?) -> String {
    guard asOf != nil else {
      return
        "SELECT pk, code, name, level, parent, location FROM division WHERE endedOn IS NULL ORDER BY pk"
    }
    return """
      SELECT division.pk, ifnull(former.code, division.code), ifnull(former.name, division.name),
        ifnull(former.level, division.level), iif(former.division IS NULL, division.parent, former.parent),
        division.location
      FROM division
      LEFT JOIN formerDivision AS former ON former.division = division.pk
        AND former.until = (
          SELECT min(until) FROM formerDivision WHERE formerDivision.division = division.pk AND until > ?1
        )
      WHERE (division.since IS NULL OR division.since <= ?1)
        AND (division.endedOn IS NULL OR division.endedOn > ?1)
      ORDER BY division.pk
      """
  }

  /// The code of a division on a day; without one, of one that stands; `nil` where it was not there.
  static func code(
    of pk: Int64, _ asOf: CalendarDate?, _ database: Database
  ) throws -> DivisionCode? {
    let code: String?
    if let asOf = asOf?.description {
      code = try String.fetchOne(
        database,
        """
        SELECT ifnull(
          (SELECT code FROM formerDivision WHERE division = pk AND until > \(asOf) ORDER BY until LIMIT 1), code)
        FROM division
        WHERE pk = \(pk) AND (since IS NULL OR since <= \(asOf)) AND (endedOn IS NULL OR endedOn > \(asOf))
        """ as SQLRequest<String>)
    } else {
      code = try String.fetchOne(
        database, sql: "SELECT code FROM division WHERE pk = ? AND endedOn IS NULL", arguments: [pk])
    }
    return code.map(DivisionCode.init(registered:))
  }

  /// The column of the division that a facility or post was in on a day, which is the statement's first value.
  static func column(of table: String, _ asOf: CalendarDate?) -> String {
    guard asOf != nil else { return "\(table).division" }
    let former = table == "facility" ? "formerFacilityDivision" : "formerPostDivision"
    return """
      ifnull((
        SELECT division FROM \(former) WHERE \(former).\(table) = \(table).pk AND until > ?1 ORDER BY until LIMIT 1
      ), \(table).division)
      """
  }
}
