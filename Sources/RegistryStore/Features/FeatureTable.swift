internal import GRDB
internal import ServiceNetwork

/// Where the features of a type are in the store: what is read for each property, and what conditions mean.
struct FeatureTable {
  /// The tables, joined.
  let tables: String
  /// What all features of the type have in common.
  let condition: SQL
  /// The key by which features are ordered last.
  let key: FeatureKey
  /// The column of a feature's id.
  let id: String
  /// Whether the id is a column, of which there is an index.
  let hasIdColumn: Bool
  /// The condition of having an id.
  let isNamed: (String) -> SQL
  /// The column of its point.
  let location: String
  /// The column with the division in which it lies, for who may see and write.
  let division: String
  /// The condition under which a feature may lie in boxes, by the spatial index, features without a point among them.
  let near: (BoundingBox) -> SQL
  /// The condition under which a feature was in operation on one of some days.
  let operating: ((ClosedRange<CalendarDate>) -> SQL)?
  /// Whether its features have a ``FacilityLife``.
  let hasLife: Bool
  /// What a property is compared by, and read by where it is not told by a ``FacilityLife``; by its name.
  let columns: [String: SQL]

  init(_ source: FeatureType.Source, today: CalendarDate) {
    switch source {
    case .divisions(let level): self = Self.divisions(level)
    case .facilities(let kind): self = Self.facilities(of: kind, today: today)
    case .posts: self = Self.posts
    case .demand(let groups): self = Self.demand(of: groups)
    case .kinds: self = Self.kinds
    case .services: self = Self.services
    case .unserved: preconditionFailure("the unserved villages are computed, and in no table")
    }
  }

  /// The first and the last day on which features of a source are in operation, the last one null where one goes on;
  /// `nil` where they have no days.
  static func days(_ source: FeatureType.Source) -> SQL? {
    switch source {
    case .divisions, .kinds, .services, .unserved: return nil
    case .posts:
      return "SELECT min(appointedOn), iif(count(*) = count(endedOn), max(endedOn), NULL) FROM post"
    case .demand: return "SELECT min(asOf), max(asOf) FROM demand"
    case .facilities(let kind):
      // Whether all are closed is not looked into: one more may open.
      let all: SQL = "SELECT min(since), NULL FROM facilityStatus WHERE status = 'operating'"
      guard let kind else { return all }
      return all
        + SQL(
          sql: """
             AND facility IN (
              SELECT facility.pk FROM facility JOIN kind ON kind.pk = facility.kind WHERE kind.name = ?
            )
            """, arguments: [kind])
    }
  }

  // MARK: - Private

  private init(
    tables: String, condition: SQL, key: FeatureKey, id: String, isNamed: ((String) -> SQL)? = nil,
    location: String, division: String, near: @escaping (BoundingBox) -> SQL,
    operating: ((ClosedRange<CalendarDate>) -> SQL)? = nil, hasLife: Bool = false, columns: [String: SQL]
  ) {
    self.tables = tables
    self.condition = condition
    self.key = key
    self.id = id
    hasIdColumn = isNamed == nil
    self.isNamed = isNamed ?? { SQL(sql: "\(id) = ?", arguments: [$0]) }
    self.location = location
    self.division = division
    self.near = near
    self.operating = operating
    self.hasLife = hasLife
    self.columns = columns
  }

  /// The division's parent and the one above that, to tell the county.
  private static let above = """
    LEFT JOIN division AS upper ON upper.pk = division.parent
    LEFT JOIN division AS uppermost ON uppermost.pk = upper.parent
    """

  private static func county(_ column: String) -> SQL {
    SQL(
      sql: """
        CASE 'county'
          WHEN division.level THEN division.\(column)
          WHEN upper.level THEN upper.\(column)
          WHEN uppermost.level THEN uppermost.\(column)
        END
        """)
  }

  /// What features have of the division that they are in.
  private static var ofDivision: [String: SQL] {
    [
      "division": SQL(sql: "division.code"), "divisionName": SQL(sql: "division.name"),
      "county": county("code"), "countyName": county("name"),
    ]
  }

  /// The condition of a column's being a key that a table's spatial index has in a box, or of a row without a place.
  private static func near(_ column: String, of table: String) -> (BoundingBox) -> SQL {
    { box in
      SQL(
        sql: """
          \(column) IN (
            SELECT pkid FROM idx_\(table)_location WHERE xmin <= ? AND xmax >= ? AND ymin <= ? AND ymax >= ?
            UNION ALL
            SELECT pk FROM \(table) WHERE location IS NULL
          )
          """, arguments: [box.east, box.west, box.north, box.south])
    }
  }

  private static func plain(_ table: String, _ names: [String]) -> [String: SQL] {
    Dictionary(uniqueKeysWithValues: names.map { ($0, SQL(sql: "\(table).\($0)")) })
  }

  private static func divisions(_ level: DivisionLevel) -> FeatureTable {
    var columns = plain("division", ["code", "name", "urbanRural", "source", "locationOrigin"])
    columns["parent"] = SQL(sql: "upper.code")
    columns["parentName"] = SQL(sql: "upper.name")
    columns["county"] = county("code")
    columns["countyName"] = county("name")
    return FeatureTable(
      tables: "division \(above)",
      condition: SQL(sql: "division.endedOn IS NULL AND division.level = ?", arguments: [level.rawValue]),
      key: FeatureKey("division.pk"), id: "division.code", location: "division.location",
      division: "division.pk",
      near: near("division.pk", of: "division"),
      columns: columns)
  }

  private static func facilities(of kind: String?, today: CalendarDate) -> FeatureTable {
    var columns = plain(
      "facility",
      [
        "id", "name", "capacity", "occupied", "inCare", "grade", "designatedOn", "address", "phone",
        "operator", "uscc",
        "source", "externalId",
      ])
    columns["kind"] = SQL(sql: "kind.name")
    columns.merge(ofDivision) { $1 }
    columns["status"] = SQL(
      sql: """
        ifnull((
          SELECT status FROM facilityStatus WHERE facility = facility.pk AND since <= ? ORDER BY since DESC LIMIT 1
        ), 'planned')
        """, arguments: [today.description])
    for (name, status) in [("openedOn", "operating"), ("closedOn", "closed")] {
      columns[name] = SQL(
        sql: """
          (
            SELECT min(since) FROM facilityStatus
            WHERE facility = facility.pk AND status = '\(status)' AND since > '0001-01-01'
          )
          """)
    }
    return FeatureTable(
      tables:
        "facility JOIN kind ON kind.pk = facility.kind LEFT JOIN division ON division.pk = facility.division \(above)",
      condition: kind.map {
        SQL(sql: "facility.kind = (SELECT pk FROM kind WHERE name = ?)", arguments: [$0])
      } ?? SQL(sql: "TRUE"),
      key: FeatureKey("facility.pk"), id: "facility.id", location: "facility.location",
      division: "facility.division",
      near: near("facility.pk", of: "facility"),
      operating: { days in
        SQL(
          sql: """
            (
              NOT EXISTS (SELECT 1 FROM facilityStatus WHERE facility = facility.pk AND status = 'operating')
              OR EXISTS (
                SELECT 1
                FROM facilityStatus AS run
                WHERE run.facility = facility.pk AND run.status = 'operating' AND run.since <= ? AND NOT EXISTS (
                  SELECT 1
                  FROM facilityStatus AS next
                  WHERE next.facility = run.facility AND next.since > run.since AND next.since <= ?
                )
              )
            )
            """, arguments: [days.upperBound.description, days.lowerBound.description])
      },
      hasLife: true, columns: columns)
  }

  private static var kinds: FeatureTable {
    var columns = plain("kind", ["nameZh", "nameEn"])
    columns["kind"] = SQL(sql: "kind.name")
    columns["post"] = SQL(sql: "kind.isPost")
    return placeless("kind", key: "kind.pk", id: "kind.name", columns)
  }

  private static var services: FeatureTable {
    var columns = plain("service", ["nameZh", "nameEn", "rule"])
    columns["service"] = SQL(sql: "service.name")
    columns["demandGroup"] = SQL(sql: "demandGroup.name")
    columns["kinds"] = SQL(
      sql: """
        (
          SELECT group_concat(name, ' ')
          FROM (
            SELECT kind.name
            FROM serviceKind
            JOIN kind ON kind.pk = serviceKind.kind
            WHERE serviceKind.service = service.pk
            ORDER BY serviceKind.position
          )
        )
        """)
    return placeless(
      "service LEFT JOIN demandGroup ON demandGroup.pk = service.demandGroup", key: "service.pk",
      id: "service.name", columns)
  }

  /// What has no place and lies in no division.
  private static func placeless(
    _ tables: String, key: String, id: String, _ columns: [String: SQL]
  ) -> FeatureTable {
    FeatureTable(
      tables: tables, condition: "TRUE", key: FeatureKey(key), id: id, location: "NULL", division: "NULL",
      near: { _ in "TRUE" },
      columns: columns)
  }

  private static var posts: FeatureTable {
    var columns = plain("post", ["id", "person", "phone", "appointedOn", "endedOn", "source"])
    columns["role"] = SQL(sql: "kind.name")
    columns.merge(ofDivision) { $1 }
    return FeatureTable(
      tables: "post JOIN kind ON kind.pk = post.role JOIN division ON division.pk = post.division \(above)",
      condition: SQL(sql: "TRUE"), key: FeatureKey("post.pk"), id: "post.id", location: "division.location",
      division: "post.division",
      near: near("post.division", of: "division"),
      operating: { days in
        SQL(
          sql: "(post.appointedOn <= ? AND (post.endedOn IS NULL OR post.endedOn > ?))",
          arguments: [days.upperBound.description, days.lowerBound.description])
      },
      columns: columns)
  }

  /// Counts by standing division and day: of the rows of such a pair, the one of the first group stands for all.
  private static func demand(of groups: [String]) -> FeatureTable {
    var columns = ofDivision
    columns["code"] = columns.removeValue(forKey: "division")
    columns["asOf"] = "counted.asOf"
    columns["source"] = SQL(
      sql: """
        (
          SELECT group_concat(source, '; ')
          FROM (
            SELECT DISTINCT source
            FROM demand
            WHERE division = counted.division AND asOf = counted.asOf AND source IS NOT NULL
            ORDER BY source
          )
        )
        """)
    for group in groups {
      columns[DemandGroup.column(of: group).lowerCamelCased] = SQL(
        sql: """
          (
            SELECT persons
            FROM demand
            WHERE demandGroup = (SELECT pk FROM demandGroup WHERE name = ?) AND division = counted.division
              AND asOf = counted.asOf
          )
          """, arguments: [group])
    }
    let id = "division.code || '.' || counted.asOf"
    columns["id"] = SQL(sql: id)
    return FeatureTable(
      tables: "demand AS counted JOIN division ON division.pk = counted.division \(above)",
      condition: """
        division.endedOn IS NULL AND NOT EXISTS (
          SELECT 1
          FROM demand AS former
          WHERE former.division = counted.division AND former.asOf = counted.asOf
            AND former.demandGroup < counted.demandGroup
        )
        """,
      key: FeatureKey(division: "counted.division", day: "counted.asOf"), id: id,
      isNamed: { id in
        guard let (division, day) = DemandCount.parts(ofId: id) else { return "FALSE" }
        return SQL(
          sql: "division.code = ? AND counted.asOf = ?", arguments: [division.description, day.description])
      },
      location: "division.location", division: "counted.division",
      near: near("counted.division", of: "division"),
      operating: { days in
        SQL(
          sql: "counted.asOf BETWEEN ? AND ?",
          arguments: [days.lowerBound.description, days.upperBound.description])
      },
      columns: columns)
  }
}
