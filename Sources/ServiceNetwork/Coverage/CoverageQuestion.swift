/// What is asked: a service by a rule, on a day, in an area, for a group of persons.
public struct CoverageQuestion: Hashable, Sendable {
  /// The service, whose kinds count.
  public var service: Service
  /// What counts as served: the service's own rule, or another.
  public var rule: ServiceRule
  /// The day.
  public var asOf: CalendarDate
  /// The division whose subtree is looked at, though facilities outside it serve, too; `nil` for all.
  public var area: DivisionCode?
  /// The name of the group that is counted; `nil` where none is.
  public var demandGroup: String?
  /// The name of the scenario that has happened; `nil` for the registry as it is.
  public var scenario: String?
  /// The day of whose counts are taken by the scenario; `nil` for that of ``asOf``.
  public var demandAsOf: CalendarDate?
  /// The part of the area that is looked at; `nil` for all of it.
  public var region: Region?
  /// The places at which one more facility is supposed to serve.
  public var supposed: [SupposedSite] = []

  /// A question from its parts; rule and demand group are the service's own where they are not given.
  public init(
    _ service: Service, rule: ServiceRule? = nil, asOf: CalendarDate, area: DivisionCode? = nil,
    demandGroup: String? = nil
  ) {
    self.service = service
    self.rule = rule ?? service.rule
    self.asOf = asOf
    self.area = area
    self.demandGroup = demandGroup ?? service.demandGroup
  }

  /// What distances are measured by: the rule's measure, or ``Measure/straight`` where it has no distance.
  public var measure: Measure { rule.distance?.measure ?? .straight }
}

/// Why a question is not answered.
public enum CoverageError: WordedError, Equatable {
  /// There is no service of that name.
  case unknownService(String, known: [String])
  /// There is no division of that code.
  case unknownDivision(DivisionCode)
  /// The measure needs a road network, and there is none.
  case roadsMissing(Measure)
  /// The measure needs a cost matrix, and there is none.
  case costsMissing
  /// A cost matrix lacks pairs that the question needs.
  case costsIncomplete(CostGaps)
  /// A cost matrix was asked about a place that is no division.
  case costsOfPlace
  /// A cost matrix was given, and an answer is to follow facilities that open or move.
  case costsOfChange
  /// A place was asked about that has no coordinates.
  case noLocation(DivisionCode)
  /// The task was cancelled before there was an answer.
  case cancelled

  /// The parameter of a question that is at fault, in lower camel case; `nil` where none is.
  public var parameter: String? {
    switch self {
    case .unknownService: "service"
    case .unknownDivision: "area"
    case .roadsMissing: "measure"
    case .costsMissing: "measure"
    case .costsIncomplete: "costs"
    case .costsOfPlace: "near"
    case .costsOfChange: "costs"
    case .noLocation: "village"
    case .cancelled: nil
    }
  }

  /// What is wrong and what would be right, as a sentence without its full stop.
  public var wording: Wording {
    switch self {
    case .unknownService(let name, let known):
      Wording("there is no service '\(name)'", zh: "没有服务“\(name)”")
        + .hint(
          name, among: known,
          else: known.isEmpty
            ? Wording("; the registry has none", zh: "，登记库中没有任何服务")
            : Wording(
              "; the registry has \(known.joined(separator: ", "))",
              zh: "，登记库中有：\(known.joined(separator: "、"))"))
    case .unknownDivision(let code):
      Wording(
        "there is no division \(code) in the registry; give one by its code, as 411726",
        zh: "登记库中没有区划\(code)，请填写区划代码，如 411726")
    case .roadsMissing(let measure):
      Wording(
        "'\(measure)' needs a road network, and the registry has none; 'fuwang import roads FILE' takes one, or measure by straight or detour:1.3",
        zh: "“\(measure)”须有路网，而登记库中没有；可用“fuwang import roads FILE”导入，或改按 straight、detour:1.3 计算")
    case .costsMissing:
      Wording(
        "'costs' needs a cost matrix; --costs FILE gives one on the command line",
        zh: "“costs”须有距离矩阵，可在命令行用 --costs FILE 给出")
    case .costsIncomplete(let gaps):
      Wording(
        "the cost matrix lacks \(gaps.count) of the \(gaps.needed) pairs of a village and who serves, as "
          + gaps.first.map { "\($0.origin) to \($0.destination)" }.joined(separator: ", ")
          + "; add them, with an empty cost where there is no way, or take all that are missing so by "
          + "--missing-costs unreachable",
        zh: "所需\(gaps.needed)对村与服务点中，距离矩阵缺少\(gaps.count)对，如"
          + gaps.first.map { "\($0.origin)到\($0.destination)" }.joined(separator: "、")
          + "；请补全，不可达的留空，或用 --missing-costs unreachable 将所缺一律视为不可达")
    case .costsOfChange:
      Wording(
        "a cost matrix says nothing of facilities that open or move; measure by something else",
        zh: "距离矩阵不含新设或迁移的机构，请改用其他距离算法")
    case .costsOfPlace:
      Wording(
        "a cost matrix knows villages and no other places; give a village by its code",
        zh: "距离矩阵只含村，不含其他地点，请填写村的区划代码")
    case .noLocation(let code):
      Wording(
        "division \(code) has no coordinates; give a place by its longitude and latitude",
        zh: "区划\(code)没有坐标，请给出经度和纬度")
    case .cancelled: Wording("the answer was not waited for", zh: "请求已取消")
    }
  }
}

extension CoverageError {
  /// How many places are looked at between two looks whether anybody still waits.
  private static let stride = 1024

  /// Gives up where the task is cancelled; `position` is that of the place that comes next.
  static func checkCancellation(at position: Int) throws(CoverageError) {
    if position % stride == 0, Task.isCancelled { throw .cancelled }
  }
}
