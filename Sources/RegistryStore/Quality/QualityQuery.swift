internal import GRDB
internal import ServiceNetwork

/// A rule as a query: each row is a finding, with its subject's id, name and point first, and then what the message
/// needs.
struct QualityQuery {
  let sql: String
  let subject: (String) -> Finding.Subject
  let message: (Row) -> Wording
  /// The column of the other one's id, where the rule is about two.
  private(set) var other: Int?

  /// The query of a rule; `nil` for one that is computed.
  init?(_ rule: QualityRule, facilitiesInArea: String) {
    guard let query = Self.query(rule, facilitiesInArea) else { return nil }
    self = query
  }

  private init(
    _ subject: @escaping (String) -> Finding.Subject, _ sql: String, other: Int? = nil,
    _ message: @escaping (Row) -> Wording
  ) {
    self.other = other
    self.subject = subject
    self.sql = sql
    self.message = message
  }

  private static func query(_ rule: QualityRule, _ inArea: String) -> QualityQuery? {
    switch rule {
    case .facilityWithoutLocation: facilityWithoutLocation(inArea)
    case .villageWithoutLocation: villageWithoutLocation
    case .sharedLocation: sharedLocation(inArea)
    case .repeatedName: repeatedName
    case .villageWithoutDemand: villageWithoutDemand
    case .demandSum: demandSum
    case .overlappingTerms: overlappingTerms
    case .dateInFuture: dateInFuture(inArea)
    case .dateOrder: dateOrder(inArea)
    case .missingCapacity: missingCapacity(inArea)
    case .damagedName: damagedName(inArea)
    case .foreignCode: foreignCode
    case .mendedBoundary: mendedBoundary
    case .likelyDuplicate, .outsideDivision, .outsidePrefecture, .boundaryOverlap, .boundaryGap,
      .outsideParent:
      nil
    }
  }

  // MARK: - Places

  private static func facilityWithoutLocation(_ inArea: String) -> QualityQuery {
    QualityQuery(
      Finding.Subject.facility,
      "SELECT id, name, NULL FROM facility WHERE location IS NULL AND \(inArea) ORDER BY id"
    ) { _ in Wording("it has no coordinates", zh: "没有坐标") }
  }

  private static var villageWithoutLocation: QualityQuery {
    QualityQuery(
      Finding.Subject.division,
      """
      SELECT code, name, NULL
      FROM division
      JOIN checkedDivision USING (pk)
      WHERE level = 'village' AND location IS NULL
      ORDER BY code
      """
    ) { _ in Wording("it has no coordinates", zh: "没有坐标") }
  }

  private static func sharedLocation(_ inArea: String) -> QualityQuery {
    QualityQuery(
      Finding.Subject.facility,
      """
      SELECT min(id), name, location, count(*)
      FROM facility
      WHERE location IS NOT NULL AND \(inArea)
      GROUP BY kind, location
      HAVING count(*) > 1
      ORDER BY min(id)
      """
    ) { row in
      let others = row[3] as Int - 1
      return Wording(
        "\(others) more of its kind \(others == 1 ? "has" : "have") the very same coordinates",
        zh: "另有\(others)个同类机构的坐标与它完全相同")
    }
  }

  // MARK: - Divisions

  private static var repeatedName: QualityQuery {
    QualityQuery(
      Finding.Subject.division,
      """
      SELECT min(village.code), village.name, NULL, county.name, group_concat(village.code, ', ')
      FROM division AS village
      JOIN checkedDivision USING (pk)
      JOIN division AS parent ON parent.pk = village.parent
      JOIN division AS county ON county.pk = CASE parent.level WHEN 'county' THEN parent.pk ELSE parent.parent END
      WHERE village.level = 'village'
      GROUP BY county.pk, village.name
      HAVING count(*) > 1
      ORDER BY min(village.code)
      """
    ) { row in
      Wording(
        "its name occurs more than once in \(row[3] as String): \(row[4] as String)",
        zh: "在\(row[3] as String)有多个同名的村：\(row[4] as String)")
    }
  }

  private static var foreignCode: QualityQuery {
    QualityQuery(
      Finding.Subject.division,
      """
      SELECT division.code, division.name, division.location, parent.code, parent.name, division.system, parent.system
      FROM division
      JOIN checkedDivision USING (pk)
      JOIN division AS parent ON parent.pk = division.parent
      WHERE division.system <> parent.system
        OR length(division.code) = 12 AND length(parent.code) = 12 AND substr(division.code, 1,
          CASE parent.level WHEN 'city' THEN 4 WHEN 'county' THEN 6 ELSE 9 END)
          <> substr(parent.code, 1, CASE parent.level WHEN 'city' THEN 4 WHEN 'county' THEN 6 ELSE 9 END)
      ORDER BY division.code
      """
    ) { row in
      if let own: String = row[5], let system: String = row[6], own != system {
        return Wording(
          "its code is of the system \(own), that of \(row[4] as String) of \(system)",
          zh: "其代码属于\(own)，而上级\(row[4] as String)的代码属于\(system)")
      }
      return Wording(
        "its code does not begin as that of \(row[4] as String), \(row[3] as String)",
        zh: "其代码与上级\(row[4] as String)的代码\(row[3] as String)不衔接")
    }
  }

  private static var mendedBoundary: QualityQuery {
    QualityQuery(
      Finding.Subject.division,
      """
      SELECT code, name, location
      FROM division
      JOIN checkedDivision USING (pk)
      JOIN boundary ON boundary.division = division.pk AND boundary.isMended
      ORDER BY code
      """
    ) { _ in Wording("its boundary was not valid, and was mended", zh: "其边界原本无效，已自动修复") }
  }

  // MARK: - Demand

  private static var villageWithoutDemand: QualityQuery {
    QualityQuery(
      Finding.Subject.division,
      """
      SELECT code, name, location
      FROM division
      JOIN checkedDivision USING (pk)
      WHERE level = 'village' AND pk NOT IN (SELECT division FROM demand) AND EXISTS (SELECT 1 FROM demand)
      ORDER BY code
      """
    ) { _ in Wording("it has no count of persons", zh: "没有服务对象人数") }
  }

  /// Only sums of parts that all have a count of that day are held against the whole.
  private static var demandSum: QualityQuery {
    QualityQuery(
      Finding.Subject.division,
      """
      SELECT whole.code, whole.name, whole.location, demandGroup.nameZh, demandGroup.name, demand.asOf, demand.persons,
        sum(part.persons)
      FROM demand
      JOIN division AS whole ON whole.pk = demand.division
      JOIN checkedDivision USING (pk)
      JOIN demandGroup ON demandGroup.pk = demand.demandGroup
      JOIN division AS child ON child.parent = whole.pk AND child.endedOn IS NULL
      LEFT JOIN demand AS part ON part.division = child.pk AND part.demandGroup = demand.demandGroup
        AND part.asOf = demand.asOf
      GROUP BY demand.demandGroup, demand.division, demand.asOf
      HAVING count(part.persons) = count(*) AND sum(part.persons) <> demand.persons
      ORDER BY whole.code, demandGroup.pk, demand.asOf
      """
    ) { row in
      let (said, sum) = (row[6] as Int, row[7] as Int)
      return Wording(
        "\(row[4] as String) on \(row[5] as String): \(said), but its parts have \(sum)",
        zh: "\(row[3] as String)（\(row[5] as String)）为\(said)人，而所属各地合计\(sum)人")
    }
  }

  // MARK: - Time

  private static var overlappingTerms: QualityQuery {
    QualityQuery(
      Finding.Subject.post,
      """
      SELECT post.id, kind.nameZh, division.location, other.id, division.name, other.appointedOn
      FROM post
      JOIN post AS other ON other.division = post.division AND other.role = post.role AND other.pk <> post.pk
        AND (other.appointedOn, other.id) > (post.appointedOn, post.id)
        AND (post.endedOn IS NULL OR other.appointedOn < post.endedOn)
      JOIN kind ON kind.pk = post.role
      JOIN division ON division.pk = post.division
      JOIN checkedDivision ON checkedDivision.pk = division.pk
      ORDER BY post.id, other.id
      """, other: 3
    ) { row in
      Wording(
        "its term in \(row[4] as String) still runs when \(row[3] as String) begins on \(row[5] as String)",
        zh: "在\(row[4] as String)的任期与\(row[3] as String)重叠（后者\(row[5] as String)起任）")
    }
  }

  private static func dateInFuture(_ inArea: String) -> QualityQuery {
    QualityQuery(
      Finding.Subject.facility,
      """
      SELECT id, name, location, designatedOn FROM facility WHERE designatedOn > :today AND \(inArea) ORDER BY id
      """
    ) { row in
      Wording("it was designated on \(row[3] as String), which is to come", zh: "命名日期\(row[3] as String)还没有到")
    }
  }

  private static func dateOrder(_ inArea: String) -> QualityQuery {
    QualityQuery(
      Finding.Subject.facility,
      """
      SELECT facility.id, facility.name, facility.location, facility.designatedOn, min(facilityStatus.since)
      FROM facility
      JOIN facilityStatus ON facilityStatus.facility = facility.pk AND facilityStatus.status = 'operating'
      WHERE facility.designatedOn IS NOT NULL AND \(inArea)
      GROUP BY facility.pk
      HAVING min(facilityStatus.since) > facility.designatedOn
      ORDER BY facility.id
      """
    ) { row in
      Wording(
        "it was designated on \(row[3] as String), before it opened on \(row[4] as String)",
        zh: "命名日期\(row[3] as String)早于开业日期\(row[4] as String)")
    }
  }

  // MARK: - Values

  /// A kind has beds if four in five of its facilities say how many, or if it is one of the standard homes.
  private static func missingCapacity(_ inArea: String) -> QualityQuery {
    QualityQuery(
      Finding.Subject.facility,
      """
      SELECT facility.id, facility.name, facility.location
      FROM facility
      WHERE capacity IS NULL AND \(inArea) AND kind IN (
        SELECT kind FROM facility GROUP BY kind HAVING count(capacity) * 5 >= count(*) * 4
        UNION
        SELECT pk FROM kind WHERE name IN ('nursing-home', 'welfare-institution')
      )
      ORDER BY id
      """
    ) { _ in Wording("it has no count of beds, as others of its kind have", zh: "没有床位数，而同类机构有") }
  }

  /// What a wrong encoding leaves: U+FFFD, its bytes read as GBK (锟斤拷) or Latin 1 (ï¿½), or question marks.
  private static func damagedName(_ inArea: String) -> QualityQuery {
    let isDamaged = ["\u{FFFD}", "锟斤拷", "ï¿½", "??"].map { "instr(name, '\($0)') > 0" }.joined(
      separator: " OR ")
    return QualityQuery(
      { $0.hasPrefix("f ") ? .facility(String($0.dropFirst(2))) : .division(String($0.dropFirst(2))) },
      """
      SELECT 'f ' || id, name, location FROM facility WHERE (\(isDamaged)) AND \(inArea)
      UNION ALL
      SELECT 'd ' || code, name, location FROM division JOIN checkedDivision USING (pk) WHERE \(isDamaged)
      ORDER BY 1
      """
    ) { row in Wording("its name, '\(row[1] as String)', lost characters", zh: "名称“\(row[1] as String)”含有乱码")
    }
  }
}
