/// A group of persons that a service is for; a registry counts them, and never names one.
public struct DemandGroup: Hashable, Sendable {
  /// Its name in kebab case, as `left-behind-children`.
  public let name: String
  /// Its name in Chinese.
  public let nameZh: String
  /// Its name in English.
  public let nameEn: String
  /// The column of the demand table that counts it, as `left_behind_children`.
  public let column: String

  /// A group by its names.
  public init(name: String, nameZh: String, nameEn: String) {
    self.name = name
    self.nameZh = nameZh
    self.nameEn = nameEn
    column = Self.column(of: name)
  }

  /// The column that counts the group of a name.
  public static func column(of name: String) -> String { name.replacing("-", with: "_") }
}

extension DemandGroup {
  /// The groups that a new registry has.
  ///
  /// Source: the plan's own categories; `elderly` is 60 years and over, as the 2020 census counts it.
  public static let standard: [DemandGroup] = [
    DemandGroup(name: "population", nameZh: "人口", nameEn: "population"),
    DemandGroup(name: "elderly", nameZh: "老年人（60岁及以上）", nameEn: "elderly, 60 and over"),
    DemandGroup(name: "elderly-80", nameZh: "高龄老人（80岁及以上）", nameEn: "elderly, 80 and over"),
    DemandGroup(name: "left-behind-elderly", nameZh: "留守老年人", nameEn: "left-behind elderly"),
    DemandGroup(name: "left-behind-children", nameZh: "留守儿童", nameEn: "left-behind children"),
    DemandGroup(name: "children-in-difficulty", nameZh: "困境儿童", nameEn: "children in difficulty"),
    DemandGroup(name: "left-behind-women", nameZh: "留守妇女", nameEn: "left-behind women"),
    DemandGroup(name: "disabled", nameZh: "残疾人", nameEn: "disabled persons"),
    DemandGroup(name: "severely-disabled", nameZh: "重度残疾人", nameEn: "severely disabled persons"),
    DemandGroup(
      name: "extreme-poverty-support", nameZh: "特困人员", nameEn: "persons in extreme-poverty support"),
    DemandGroup(
      name: "minimum-living-allowance", nameZh: "低保对象", nameEn: "recipients of the minimum living allowance"),
    DemandGroup(name: "registered-poor", nameZh: "建档立卡贫困人口", nameEn: "registered poor"),
  ]
}

/// How many persons of some groups lived in a division on a date.
public struct DemandCount: Equatable, Sendable {
  /// The division that was counted.
  public var division: DivisionCode
  /// The date of the count.
  public var asOf: CalendarDate
  /// Persons by the name of their group; a group that was not counted is absent.
  public var persons: [String: Int]
  /// Where the row comes from.
  public var source: String?

  /// A count from its parts.
  public init(division: DivisionCode, asOf: CalendarDate, persons: [String: Int], source: String? = nil) {
    self.division = division
    self.asOf = asOf
    self.persons = persons
    self.source = source
  }

  /// What the counts of a division on a day are known by: `411726001001.2018-12-31`.
  public static func id(_ division: DivisionCode, on day: CalendarDate) -> String { "\(division).\(day)" }

  /// The division and the day of an id; `nil` where it is none.
  public static func parts(ofId id: String) -> (division: DivisionCode, asOf: CalendarDate)? {
    guard let dot = id.lastIndex(of: "."),
      let day = CalendarDate(iso8601: String(id[id.index(after: dot)...]))
    else { return nil }
    return (DivisionCode(registered: String(id[..<dot])), day)
  }
}
