public import ServiceNetwork

/// Which home is refitted in which year, what it costs and who pays; or why there is no such schedule.
///
/// The schedule is the one in which the most need is met early: the sum, over all works that it has, of the need of the
/// home for the share of its categories, in points, times the years that are left when they are done, the year itself
/// included; less what moves cost. Whole numbers are compared, and money is counted in fen: payments add up to costs and
/// keep to budgets exactly.
///
/// Of several best schedules the answer is the one in which the home with the first id is done as early as in any of them,
/// then the home with the second id, and so on. So it does not depend on the order of the input, nor on the machine, where
/// ``isUnique`` says so. Otherwise, where the time limit struck, it depends on how far the search came by then.
public struct UpgradeSchedule: Sendable {
  /// What the search found.
  public enum Status: String, CaseIterable, Sendable {
    /// The best schedule there is.
    case optimal
    /// A schedule; how far it may be from the best, ``gap`` says.
    case feasible
    /// There is no schedule; ``conflicts`` says why.
    case infeasible
    /// Neither a schedule nor a proof that there is none was found within the time limit.
    case undecided
  }

  /// What a source pays.
  public struct Payment: Hashable, Sendable {
    /// The source.
    public let source: FundingSource
    /// How much.
    public let amount: Money
  }

  /// Works on a home in a year.
  public struct Works: Equatable, Sendable {
    /// The id of the home.
    public let home: String
    /// The name of the home.
    public let name: String
    /// The code of its county.
    public let county: String
    /// The name of its county.
    public let countyName: String
    /// Its point, EPSG:4326.
    public let location: Coordinate?
    /// What is refitted.
    public let categories: [UpgradeCategory]
    /// What it costs.
    public let cost: Money
    /// Who pays, by source; they add up to the cost where budgets are given, and are empty without.
    public let payments: [Payment]
    /// Whether the works were contracted for this year before.
    public let isContracted: Bool
    /// The need of the home, which is the reason for its rank.
    public let need: UpgradeNeed

    /// Why the works come when they come, in words.
    public var reason: Wording {
      isContracted
        ? Wording("contracted; \(need.wording.en)", zh: "已签约；\(need.wording.zh)") : need.wording
    }
  }

  /// A year of the schedule.
  public struct Year: Equatable, Sendable {
    /// The year.
    public let year: Int
    /// The works, the most urgent homes first, then by id.
    public let works: [Works]
    /// What they cost.
    public let cost: Money
    /// What each source has left at the end of the year, what it brought from before included where money carries over.
    public let left: [Payment]
  }

  /// Works that no year has.
  public struct Unscheduled: Equatable, Sendable {
    /// The id of the home.
    public let home: String
    /// The name of the home.
    public let name: String
    /// The code of its county.
    public let county: String
    /// What stays as it is.
    public let categories: [UpgradeCategory]
    /// What it would cost.
    public let cost: Money
    /// The need of the home.
    public let need: UpgradeNeed
    /// Why it is in no year, the rest of the schedule being as it is.
    public let reason: Wording
  }

  /// What the search found.
  public let status: Status
  /// The need that is met early, points times years; 0 without a schedule.
  public let objective: Int
  /// What no schedule exceeds; `nil` where nothing was proven.
  public let bound: Int?
  /// What the greedy schedule has, which this one is never below; `nil` where that misses something.
  public let greedyObjective: Int?
  /// Whether this is certainly the one best schedule that comes first by id.
  public let isUnique: Bool
  /// How long it took, seconds by the clock on the wall.
  public let seconds: Double
  /// The years, all of them; none without a schedule.
  public let years: [Year]
  /// What no year has, the most urgent homes first, then by id.
  public let unscheduled: [Unscheduled]
  /// Why there is no schedule: sets of constraints that cannot be kept together, none of which shares a constraint with
  /// another one; where something of each is given up, others may still conflict.
  public let conflicts: [UpgradeConflict]

  /// How far the objective may be from the best, as a share of the bound; `nil` where nothing was proven.
  public var gap: Double? {
    guard let bound, !years.isEmpty else { return nil }
    return bound == objective ? 0 : Double(bound - objective) / Double(max(1, bound.magnitude))
  }

  /// Finds the schedule of a problem.
  ///
  /// One search runs at a time in a process; others wait within their own limits. A greedy schedule is made first, in a
  /// time that grows with the square of the homes and that no limit shortens.
  ///
  /// - Throws: `CancellationError`, soon after `options.isCancelled` is true for the first time.
  /// - Complexity: exponential at worst; a few hundred homes and three years take seconds.
  public init(
    solving problem: UpgradeProblem, within options: UpgradeSearchOptions = UpgradeSearchOptions()
  ) throws(CancellationError) {
    let begin = ContinuousClock.now
    let instance = UpgradeInstance(problem)
    let limits = SolverLimits(
      deadline: begin + .seconds(max(0, min(options.seconds, 1e6))), isCancelled: options.isCancelled)
    let active = [Bool](repeating: true, count: instance.groups.count)
    let outcome = try ScheduleSearch(
      instance: instance, active: active, limits: limits, relativeGap: options.relativeGap
    ).best()
    conflicts =
      outcome.isInfeasible
      ? try ConflictSearch(instance: instance, limits: limits).conflicts() : []
    bound = outcome.bound
    greedyObjective = outcome.greedy
    isUnique = outcome.isUnique
    seconds = begin.duration(to: .now) / .seconds(1)
    guard let chosen = outcome.years else {
      status = outcome.isInfeasible ? .infeasible : .undecided
      objective = 0
      years = []
      unscheduled = []
      return
    }
    objective = instance.objective(of: chosen)
    status = outcome.bound == objective ? .optimal : .feasible
    let report = ScheduleReport(chosen, instance)
    years = report.years
    unscheduled = report.unscheduled(isOptimal: status == .optimal)
  }
}
