/// Why a question about accessibility or capacity is not answered.
public enum AccessibilityError: WordedError, Equatable {
  /// The question itself cannot be answered.
  case question(CoverageError)
  /// The rule has no distance or time, and so nothing says how far a catchment reaches.
  case noDistance(ServiceRule)
  /// No group is counted, and so there is no demand.
  case noDemandGroup
  /// No facility that serves on the day has a capacity that is known.
  case noCapacities(service: String, isFree: Bool)
  /// More pairs of a village and a facility lie within the bound than are looked at.
  case tooManyPairs(most: Int)

  /// The parameter of a question that is at fault, in lower camel case; `nil` where none is.
  public var parameter: String? {
    switch self {
    case .question(let error): error.parameter
    case .noDistance: "within"
    case .noDemandGroup: "demand"
    case .noCapacities: "capacity"
    case .tooManyPairs: "within"
    }
  }

  /// What is wrong and what would be right, as a sentence without its full stop.
  public var wording: Wording {
    switch self {
    case .question(let error): error.wording
    case .noDistance(let rule):
      Wording(
        "'\(rule.phrase)' says no distance that a catchment could reach; give one, as 5km, or 30min by a mode",
        zh: "规则“\(rule.phrase)”没有距离，无法划定服务范围；请给出距离，如 5km，或按出行方式给出时间，如 30min")
    case .noDemandGroup:
      Wording(
        "the service is for no demand group; name the one that is counted",
        zh: "该服务没有对应的需求人群，请指明统计哪一人群")
    case .noCapacities(let service, let isFree):
      Wording(
        "no facility of '\(service)' that serves on the day has a capacity\(isFree ? " and an occupied" : ""); "
          + "import facilities with \(isFree ? "these columns, or take the total capacity" : "that column")",
        zh: isFree
          ? "当日提供“\(service)”服务的机构都没有床位数（capacity）和已用数（occupied），请导入含这两列的机构表，或改用总床位数"
          : "当日提供“\(service)”服务的机构都没有床位数（capacity），请导入含该列的机构表")
    case .tooManyPairs(let most):
      Wording(
        "more than \(most) pairs of a village and a facility lie within the bound, which are the most that are looked at; give a shorter bound",
        zh: "范围内的村与机构超过\(most)对，超出可计算的数量，请缩小距离或时间")
    }
  }

  /// Runs something, and takes what it throws for an error of the question.
  static func asking<Value>(
    _ body: () throws(CoverageError) -> Value
  ) throws(AccessibilityError) -> Value {
    do throws(CoverageError) {
      return try body()
    } catch {
      throw .question(error)
    }
  }
}
