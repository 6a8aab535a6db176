extension FeatureType {
  /// The types that a registry with a catalogue serves: divisions by level, facilities together and by kind, posts,
  /// the unserved villages, counts of persons, kinds and services.
  public static func all(in catalogue: Catalogue) -> [FeatureType] {
    let kinds = catalogue.kinds.filter { !$0.isPost }
    let general = [
      counties, townships, villages, facilities(of: nil, kinds: kinds),
      posts(roles: catalogue.kinds.filter(\.isPost)), unserved, demand(of: catalogue.demandGroups),
      self.kinds,
      services(demandGroups: catalogue.demandGroups),
    ]
    // A kind that is called as one of these is among the facilities only.
    let names = Set(general.map(\.id))
    return general + kinds.filter { !names.contains($0.name) }.map { facilities(of: $0, kinds: kinds) }
  }

  /// Divisions of a level, those among them that are no collection.
  public static func divisions(of level: DivisionLevel) -> FeatureType {
    switch level {
    case .city:
      divisions(
        "cities", .city, Wording("Cities", zh: "市"), Wording("Cities, by a point of each", zh: "市及其代表点"))
    case .county: counties
    case .township: townships
    case .village: villages
    }
  }

  private static let counties = divisions(
    "counties", .county, Wording("Counties", zh: "县区"),
    Wording("Counties and districts, by a point of each", zh: "县、区及其代表点"))

  private static let townships = divisions(
    "townships", .township, Wording("Townships", zh: "乡镇"),
    Wording("Townships, towns and subdistricts, by a point of each", zh: "乡、镇、街道及其代表点"))

  private static let villages = divisions(
    "villages", .village, Wording("Villages", zh: "村（社区）"),
    Wording("Villages and communities, by a point of each", zh: "村、社区及其代表点"))

  private static func divisions(
    _ id: String, _ level: DivisionLevel, _ title: Wording, _ summary: Wording
  ) -> FeatureType {
    var properties = [
      FeatureProperty.column("code", of: .divisions).identifying, .column("name", of: .divisions),
      FeatureProperty("parent", Wording("code of the division above", zh: "上级区划代码")).readOnly,
      FeatureProperty("parentName", Wording("name of the division above", zh: "上级区划名称")).derived,
    ]
    if level == .village {
      properties += [.county, .countyName, .column("urban_rural", of: .divisions)]
    }
    properties += [
      FeatureProperty.column("source", of: .divisions),
      FeatureProperty(
        "locationOrigin", Wording("how its point came to it", zh: "坐标由来"),
        .word(Division.LocationOrigin.allCases.map(\.rawValue))
      ).readOnly,
    ]
    return FeatureType(
      id: id, title: title, summary: summary, source: .divisions(level), properties: properties)
  }

  private static func facilities(of kind: Kind?, kinds: [Kind]) -> FeatureType {
    let title =
      kind.map { Wording($0.nameEn.capitalizedFirst, zh: $0.nameZh) } ?? Wording("Facilities", zh: "机构设施")
    let summary =
      kind.map { Wording("Facilities of the kind \($0.name)", zh: "类型为\($0.nameZh)的机构") }
      ?? Wording("Facilities of every kind and status", zh: "各类机构设施，含各种状态")
    var phone = FeatureProperty.column("phone", of: .facilities)
    phone.sensitivity = .contact
    (phone.isQueryable, phone.isSortable) = (false, false)
    let statuses = FacilityStatus.allCases.map(\.rawValue)
    return FeatureType(
      id: kind?.name ?? "facilities", title: title, summary: summary, source: .facilities(kind: kind?.name),
      properties: [
        .column("id", of: .facilities).readOnly,
        .column("kind", of: .facilities, .word(kind.map { [$0.name] } ?? kinds.map(\.name))),
        .column("name", of: .facilities),
        .column("division", of: .facilities),
        FeatureProperty("divisionName", Wording("name of the division", zh: "所在区划名称")).derived,
        .county, .countyName,
        .column("status", of: .facilities, .word(statuses)),
        .column("opened_on", of: .facilities, .date), .column("closed_on", of: .facilities, .date),
        FeatureProperty.column("status_history", of: .facilities).unsearchable,
        .column("capacity", of: .facilities, .integer), .column("occupied", of: .facilities, .integer),
        .column("in_care", of: .facilities, .integer),
        .column("grade", of: .facilities), .column("designated_on", of: .facilities, .date),
        .column("address", of: .facilities), phone, .column("operator", of: .facilities),
        .column("uscc", of: .facilities), .column("source", of: .facilities),
        .column("external_id", of: .facilities),
      ])
  }

  private static func posts(roles: [Kind]) -> FeatureType {
    func personal(_ column: String) -> FeatureProperty {
      var property = FeatureProperty.column(column, of: .posts).unsearchable
      property.sensitivity = .personal
      return property
    }
    return FeatureType(
      id: "posts", title: Wording("Posts", zh: "岗位"),
      summary: Wording(
        "Appointments to divisions, at the point of each division; without names and telephones for the public",
        zh: "在各区划任职的岗位，位于区划代表点；对公众不显示姓名和电话"),
      source: .posts,
      properties: [
        .column("id", of: .posts).readOnly, .column("role", of: .posts, .word(roles.map(\.name))),
        .column("division", of: .posts),
        FeatureProperty("divisionName", Wording("name of the division", zh: "所在区划名称")).derived,
        .county, .countyName, personal("person"), personal("phone"),
        .column("appointed_on", of: .posts, .date), .column("ended_on", of: .posts, .date),
        .column("source", of: .posts),
      ])
  }

  private static func demand(of groups: [DemandGroup]) -> FeatureType {
    FeatureType(
      id: "demand", title: Wording("Counts of persons", zh: "服务对象人数"),
      summary: Wording(
        "How many persons of each group lived in a division on a day, at the point of the division",
        zh: "各区划某日各类服务对象的人数，位于区划代表点"),
      source: .demand(groups: groups.map(\.name)),
      properties: [
        FeatureProperty("id", Wording("code of the division and day", zh: "区划代码和日期")).readOnly.unsearchable,
        FeatureProperty.column("code", of: .demand).identifying,
        FeatureProperty("divisionName", Wording("name of the division", zh: "所在区划名称")).derived,
        .county, .countyName, FeatureProperty.column("as_of", of: .demand, .date).identifying,
      ] + groups.map(FeatureProperty.persons(of:)) + [.column("source", of: .demand)])
  }

  private static let kinds = FeatureType(
    id: "kinds", title: Wording("Kinds", zh: "类型"),
    summary: Wording("Kinds of facilities, and roles; without a place", zh: "机构类型和岗位类型，无位置"), source: .kinds,
    properties: [
      FeatureProperty.column("kind", of: .kinds).identifying, .column("name_zh", of: .kinds),
      .column("name_en", of: .kinds), .column("post", of: .kinds, .flag),
    ])

  private static func services(demandGroups: [DemandGroup]) -> FeatureType {
    FeatureType(
      id: "services", title: Wording("Services", zh: "服务"),
      summary: Wording(
        "Services: which kinds count, under which rule, for whom; without a place", zh: "服务：计入的类型、标准和服务对象，无位置"
      ),
      source: .services,
      properties: [
        FeatureProperty.column("service", of: .services).identifying, .column("name_zh", of: .services),
        .column("name_en", of: .services), .column("kinds", of: .services), .column("rule", of: .services),
        .column("demand_group", of: .services, .word(demandGroups.map(\.name))),
      ])
  }

  private static let unserved: FeatureType = {
    func computed(_ name: String, _ en: String, _ zh: String, _ form: FeatureProperty.Form = .text)
      -> FeatureProperty
    {
      FeatureProperty(name, Wording(en, zh: zh), form).readOnly.unsearchable
    }
    return FeatureType(
      id: "unserved", title: Wording("Unserved villages", zh: "未覆盖的村"),
      summary: Wording(
        "The villages that a service does not reach, and why: worked out for each request",
        zh: "某项服务未覆盖的村及原因，实时计算"),
      source: .unserved,
      properties: [
        computed("code", "code of the village", "区划代码"), computed("name", "name of the village", "名称"),
        computed("township", "name of the township", "乡镇"), computed("county", "name of the county", "县"),
        computed("demandGroup", "demand group", "服务对象"),
        computed("demand", "persons of the demand group", "服务对象人数", .integer),
        computed(
          "reason", "why it is not served", "原因",
          .word(UnservedReport.Reason.allCases.map(\.rawValue))),
        computed("nearestId", "id of the nearest that serves", "最近机构编号"),
        computed("nearestName", "name of the nearest that serves", "最近机构"),
        computed("nearestDistance", "metres to the nearest that serves", "最近距离（米）", .number),
        computed(
          "nearestMinutes", "minutes to the nearest that serves, under a rule about time", "最近用时（分钟）", .number
        ),
        computed("couldServeId", "id of one that would serve if it operated", "可覆盖机构编号"),
        computed("couldServeName", "name of one that would serve if it operated", "可覆盖机构"),
        computed("couldServeStatus", "status of that one", "可覆盖机构状态"),
        computed("couldServeDistance", "metres to that one", "可覆盖机构距离（米）", .number),
        computed("couldServeMinutes", "minutes to that one, under a rule about time", "可覆盖机构用时（分钟）", .number),
        computed(
          "unreachable", "why no road leads to one that serves", "无法到达的原因",
          .word(Unreachable.allCases.map(\.rawValue))),
      ])
  }()
}

extension FeatureProperty {
  /// The property that is a column of a table.
  fileprivate static func column(_ name: String, of table: RegistryTable, _ form: Form = .text)
    -> FeatureProperty
  {
    guard let column = table.columns.first(where: { $0.name == name }) else {
      preconditionFailure("the table \(table.rawValue) has a column \(name)")
    }
    var property = FeatureProperty(
      name.lowerCamelCased, Wording(name.replacing("_", with: " "), zh: column.nameZh), form)
    property.isRequired = column.isRequired
    property.column = column.name
    return property
  }

  /// The property that counts a group.
  fileprivate static func persons(of group: DemandGroup) -> FeatureProperty {
    var property = FeatureProperty(
      group.column.lowerCamelCased, Wording(group.nameEn, zh: group.nameZh), .integer)
    property.column = group.column
    return property
  }

  fileprivate static let county = FeatureProperty("county", Wording("code of the county", zh: "县区代码"))
    .derived
  fileprivate static let countyName = FeatureProperty("countyName", Wording("name of the county", zh: "县区名称"))
    .derived

  /// The property as nobody writes it.
  fileprivate var readOnly: FeatureProperty {
    var property = self
    property.isWritable = false
    return property
  }

  /// The property as it names a feature.
  fileprivate var identifying: FeatureProperty {
    var property = self
    property.isIdentifying = true
    return property
  }

  /// The property as that of the division, which nobody writes here.
  fileprivate var derived: FeatureProperty {
    var property = readOnly
    property.isDerived = true
    return property
  }

  /// The property as nobody searches or sorts by it.
  fileprivate var unsearchable: FeatureProperty {
    var property = self
    (property.isQueryable, property.isSortable) = (false, false)
    return property
  }
}

extension String {
  /// A name in snake case as members and parameters have it: `opened_on` becomes `openedOn`.
  public var lowerCamelCased: String {
    let words = split(separator: "_")
    return words.dropFirst().reduce(words.first.map(String.init) ?? "") {
      $0 + $1.prefix(1).uppercased() + $1.dropFirst()
    }
  }

  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
