public import Foundation
public import NetworkPlanning
public import RegistryStore
public import ServiceNetwork

/// A schedule of upgrades for what the registry knows, and how it differs from the plan that stands.
public struct UpgradePlan: Sendable {
  /// What is asked.
  public struct Question: Sendable {
    /// The first year.
    public var from: Int
    /// The last year.
    public var to: Int
    /// The day on which the records are looked at.
    public var asOf: CalendarDate
    /// What a schedule must keep to.
    public var rules = UpgradeRules()
    /// Whether the money that was allocated to nursing homes is a budget, where the rules tell none.
    public var takesFunds = false
    /// Whether homes that share a village which no third one serves are not under work in one year.
    public var keepsSharedApart = false
    /// The time limit, seconds.
    public var seconds = 60.0
    /// How far from the best is good enough, as a share.
    public var gap = 0.0

    /// A question about some years.
    public init(from: Int, to: Int, asOf: CalendarDate) {
      self.from = from
      self.to = to
      self.asOf = asOf
    }

    /// Says how far from the best is good enough, as `0.5%`.
    ///
    /// - Throws: ``ParameterError`` unless it is a share from 0 to less than 1.
    public mutating func setGap(_ text: String) throws(ParameterError) {
      guard let share = ExactNumber(text), share.value >= 0, share.value < 1 else {
        throw ParameterError("gap", "'\(text)' is no share, as 0.5%", zh: "“\(text)”不是比例，应如 0.5%")
      }
      gap = NSDecimalNumber(decimal: share.value).doubleValue
    }
  }

  /// A home whose years differ from those of the plan that stands.
  public struct Move: Equatable, Sendable {
    /// The id of the home.
    public let home: String
    /// Its years in the plan that stands; none where that leaves it out.
    public let before: [Int]
    /// Its years now; none where the schedule leaves it out.
    public let after: [Int]
  }

  /// What was asked.
  public let question: Question
  /// What was solved.
  public let problem: UpgradeProblem
  /// The answer.
  public let schedule: UpgradeSchedule
  let records: PlanSnapshot

  /// The greatest number of years, as an error tells it.
  private static let mostYears = 10

  /// Answers a question from a plan's records.
  ///
  /// - Parameter records: with the network of every service.
  /// - Throws: ``ParameterError``; `UpgradeProblemError` for records or rules that make no sense; `CancellationError`.
  /// - Complexity: that of ``UpgradeSchedule``.
  public init(_ question: Question, _ records: PlanSnapshot) throws {
    guard question.from >= 1, question.to <= 9999, question.from <= question.to,
      question.to - question.from < Self.mostYears
    else {
      throw ParameterError(
        "to",
        "\(question.from) to \(question.to) are no years to plan; at most \(Self.mostYears), the first first",
        zh: "\(question.from)至\(question.to)不是可规划的年份，应由先到后，最多\(Self.mostYears)年")
    }
    let years = question.from...question.to
    var rules = question.rules
    if question.takesFunds { rules.addBudgets(of: records, years: years, asOf: question.asOf) }
    let dependence = try records.network.catalogue.services.first { $0.kinds == [HomeRefit.kind] }.map {
      try HomeDependence($0, in: records.network, on: question.asOf)
    }
    if question.keepsSharedApart {
      rules.apart += (dependence?.pairs ?? []).map { UpgradeRules.Pair($0[0], $0[1]) }
    }
    problem = try UpgradeProblem(
      records, years: years, rules: rules, asOf: question.asOf, dependence: dependence)
    schedule = try UpgradeSchedule(
      solving: problem,
      within: UpgradeSearchOptions(seconds: question.seconds, relativeGap: question.gap))
    self.question = question
    self.records = records
  }

  /// The homes whose years differ from those of the plan that stands, by id.
  public var moves: [Move] {
    var before: [String: Set<Int>] = [:]
    for entry in problem.standing { before[entry.home, default: []].insert(entry.year) }
    var after: [String: Set<Int>] = [:]
    for year in schedule.years {
      for works in year.works where !works.isContracted { after[works.home, default: []].insert(year.year) }
    }
    return Set(before.keys).union(after.keys).sorted().compactMap { home in
      let (old, new) = (before[home] ?? [], after[home] ?? [])
      return old == new ? nil : Move(home: home, before: old.sorted(), after: new.sorted())
    }
  }

  /// Writes the schedule into the registry as planned works, in the place of those that stand.
  ///
  /// - Throws: ``RegistryError``; ``ParameterError`` where there is no schedule, and where works have gone on since the day.
  public func accept(
    in registry: Registry, author: Author, date: Date, report: @escaping (RowProblem) -> Void
  ) throws -> ImportSummary {
    guard !schedule.years.isEmpty else {
      throw ParameterError(
        "accept", "there is no schedule to accept: it is \(schedule.status.rawValue)",
        zh: "没有可采纳的排期：\(schedule.status.rawValue)")
    }
    if let later = records.upgrades.first(where: { hasGoneOn($0) }) {
      throw ParameterError(
        "asOf",
        "works \(later.id ?? "") on \(later.facility) have gone on since \(question.asOf); plan by what is known today",
        zh: "敬老院\(later.facility)的工程\(later.id ?? "")在\(question.asOf)之后已有进展，请以今天的记录重新规划")
    }
    return try registry.plan(
      schedule.plannedWorks(of: problem), for: question.from...question.to, decidedOn: question.asOf,
      author: author, date: date, report: report)
  }
}

extension UpgradePlan {
  /// Whether works that were planned on the day are more than that by now.
  private func hasGoneOn(_ work: Upgrade) -> Bool {
    work.status(on: question.asOf) == .planned && ![.planned, .cancelled].contains(work.status)
      && (question.from...question.to).contains(work.year)
  }
}

extension UpgradePlan: TraceableAnswer {
  /// Writes the question, and all records.
  public func writeInput(to input: inout AnswerInput) {
    input.append(question: "\(question.from) \(question.to) \(question.asOf) \(problem.rules)")
    input.append(plan: records)
  }
}
