/// A rule by which a registry's data are looked through.
public enum QualityRule: String, CaseIterable, Sendable {
  /// A facility has coordinates.
  case facilityWithoutLocation = "facility-without-location"
  /// A village has coordinates.
  case villageWithoutLocation = "village-without-location"
  /// A facility lies within the boundary of its division, or as near to its village as others to theirs.
  case outsideDivision = "outside-division"
  /// A facility lies in the area of the registry.
  case outsidePrefecture = "outside-prefecture"
  /// No two facilities of a kind have the very same coordinates.
  case sharedLocation = "shared-location"
  /// No two facilities are as alike as if they were one.
  case likelyDuplicate = "likely-duplicate"
  /// No two villages of a county have the same name.
  case repeatedName = "repeated-name"
  /// A village has a count of persons.
  case villageWithoutDemand = "village-without-demand"
  /// A count is the sum of those of the parts on the same day.
  case demandSum = "demand-sum"
  /// A post of a division has one holder at a time.
  case overlappingTerms = "overlapping-terms"
  /// A facility was not designated on a day that is to come.
  case dateInFuture = "date-in-future"
  /// A facility was not designated before it opened.
  case dateOrder = "date-order"
  /// A home says how many beds it has.
  case missingCapacity = "missing-capacity"
  /// A name lost no characters.
  case damagedName = "damaged-name"
  /// A code begins as that of its parent, and is of the same system.
  case foreignCode = "foreign-code"
  /// A boundary was valid as it came.
  case mendedBoundary = "mended-boundary"
  /// No two divisions of a level have ground in common.
  case boundaryOverlap = "boundary-overlap"
  /// The parts of a division leave no ground between them.
  case boundaryGap = "boundary-gap"
  /// A division lies in the boundary of the one that it belongs to.
  case outsideParent = "outside-parent"

  /// How bad it is when a rule is broken.
  public enum Severity: String, Sendable {
    /// The data contradict themselves or cannot be right.
    case error
    /// They are unlikely, or something is missing.
    case warning
  }

  /// How bad it is.
  public var severity: Severity {
    switch self {
    case .outsidePrefecture, .demandSum, .overlappingTerms, .dateOrder, .damagedName: .error
    case .facilityWithoutLocation, .villageWithoutLocation, .outsideDivision, .sharedLocation,
      .likelyDuplicate,
      .repeatedName, .villageWithoutDemand, .dateInFuture, .missingCapacity, .foreignCode,
      .mendedBoundary, .boundaryOverlap, .boundaryGap, .outsideParent:
      .warning
    }
  }

  /// What the rule asks for.
  public var sentence: Wording {
    switch self {
    case .facilityWithoutLocation: Wording("a facility has coordinates", zh: "机构应有坐标")
    case .villageWithoutLocation: Wording("a village has coordinates", zh: "村应有坐标")
    case .outsideDivision:
      Wording("a facility lies in the division that it claims, or near it", zh: "机构应位于所填区划之内或附近")
    case .outsidePrefecture: Wording("a facility lies in the registry's area", zh: "机构应位于本地区范围之内")
    case .sharedLocation:
      Wording("facilities of one kind have places of their own", zh: "同类机构不应坐标完全相同")
    case .likelyDuplicate: Wording("a facility is entered once", zh: "同一机构只应登记一次")
    case .repeatedName: Wording("a village's name is its own within the county", zh: "同一县内村名不应重复")
    case .villageWithoutDemand: Wording("a village has a count of persons", zh: "村应有服务对象人数")
    case .demandSum:
      Wording("a division's count is the sum of its parts' counts", zh: "上级的人数应等于所属各地人数之和")
    case .overlappingTerms:
      Wording("a division has one holder of a post at a time", zh: "同一岗位的任期不应重叠")
    case .dateInFuture: Wording("what is said to have happened lies in the past", zh: "已发生事项的日期不应晚于今天")
    case .dateOrder: Wording("a facility is designated after it opened", zh: "命名日期不应早于开业日期")
    case .missingCapacity: Wording("a home has a count of beds", zh: "养老等机构应填写床位数")
    case .damagedName: Wording("a name is whole", zh: "名称不应含有乱码")
    case .foreignCode:
      Wording(
        "a code begins as its parent's, and is of the same system as its neighbours'",
        zh: "区划代码应与上级代码衔接，并与相邻区划同属一套代码")
    case .mendedBoundary: Wording("a boundary is valid as it comes", zh: "边界本身应有效，无需修复")
    case .boundaryOverlap:
      Wording("divisions of one level have no ground in common", zh: "同级区划的边界不应重叠")
    case .boundaryGap: Wording("a division's parts leave no ground between them", zh: "下级区划的边界之间不应有空隙")
    case .outsideParent:
      Wording("a division lies in the boundary of the one that it belongs to", zh: "区划应位于上级区划的边界之内")
    }
  }
}

/// Something that breaks a ``QualityRule``.
public struct Finding: Equatable, Sendable {
  /// What it is about.
  public enum Subject: Equatable, Sendable {
    /// A facility, by its id.
    case facility(String)
    /// A division, by its code.
    case division(String)
    /// A post, by its id.
    case post(String)

    /// The id or code.
    public var id: String {
      switch self {
      case .facility(let id), .division(let id), .post(let id): id
      }
    }

    /// What kind of thing it is: `facility`, `division` or `post`.
    public var kind: String {
      switch self {
      case .facility: "facility"
      case .division: "division"
      case .post: "post"
      }
    }
  }

  /// The rule.
  public var rule: QualityRule
  /// What breaks it.
  public var subject: Subject
  /// What that is called.
  public var name: String?
  /// In what way.
  public var message: Wording
  /// Where it is.
  public var location: Coordinate?
  /// The id or code of the other one, where a rule is about two.
  public var other: String?

  /// A finding from its parts.
  public init(
    _ rule: QualityRule, _ subject: Subject, name: String?, message: Wording, location: Coordinate? = nil,
    other: String? = nil
  ) {
    self.rule = rule
    self.subject = subject
    self.name = name
    self.message = message
    self.location = location
    self.other = other
  }
}
