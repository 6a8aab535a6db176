internal import ServiceNetwork

/// The search for the best schedule of a problem under some of its constraints.
struct ScheduleSearch {
  /// What a search ended with.
  struct Outcome {
    /// The position of each item's year, −1 for none; `nil` where no schedule was found.
    var years: [Int]?
    /// What no schedule's objective exceeds; `nil` where nothing is known.
    var bound: Int?
    /// Whether it is certain that there is no schedule.
    var isInfeasible = false
    /// Whether the years are the only ones that are best and come first by id.
    var isUnique = false
    /// What the greedy schedule's objective is; `nil` where that misses something.
    var greedy: Int?
  }

  let instance: UpgradeInstance
  let active: [Bool]
  let limits: SolverLimits
  /// How far from the bound a schedule is good enough, as a share of it.
  var relativeGap = 0.0

  /// The best schedule; of several the first by id.
  ///
  /// - Throws: `CancellationError`
  func best() throws(CancellationError) -> Outcome {
    let greedy = try greedySchedule()
    var outcome = Outcome(years: greedy, bound: nil)
    outcome.greedy = greedy.map(instance.objective(of:))
    let base = ScheduleModel(instance, active: active, aim: .best)
    var search = limits
    search.absoluteGap = 0.9
    search.relativeGap = relativeGap
    // Half of the time for the tree; if that does not get to its end, the other half for what it has found.
    search.deadline = .now + .seconds(limits.secondsLeft / 2)
    var found = try solve(base, from: greedy, within: search)
    if found.years == nil, greedy == nil, !found.isInfeasible {
      let any = try solve(ScheduleModel(instance, active: active, aim: .any), from: nil, within: limits)
      (found.years, found.isInfeasible) = (any.years, any.isInfeasible)
    }
    outcome.isInfeasible = found.isInfeasible && greedy == nil
    outcome.bound = found.bound
    if let years = found.years,
      greedy.map({ instance.objective(of: years) > instance.objective(of: $0) }) ?? true
    {
      outcome.years = years
    }
    if let years = outcome.years, !isGoodEnough(years, found.bound) {
      outcome.years = try NeighbourhoodSearch(self, base).improved(years, bound: found.bound, within: limits)
    }
    guard let years = outcome.years else { return outcome }
    let objective = instance.objective(of: years)
    outcome.bound = outcome.bound.map { max($0, objective) }
    guard outcome.bound == objective else { return outcome }
    let first = try FirstOfBest(self, base).first(from: years)
    outcome.years = first.years
    outcome.isUnique = first.isUnique
    return outcome
  }

  /// Whether there is a schedule; `nil` where that was not found out in time.
  ///
  /// - Throws: `CancellationError`
  func isFeasible() throws(CancellationError) -> Bool? {
    if try greedySchedule() != nil { return true }
    let found = try solve(ScheduleModel(instance, active: active, aim: .any), from: nil, within: limits)
    return found.years != nil ? true : found.isInfeasible ? false : nil
  }

  /// Solves a model until its schedule holds to the fen.
  ///
  /// What a search in floating-point numbers takes for affordable may lie a few fen beyond a budget. Then the items that
  /// compete for it are ruled out together, and the search goes on.
  ///
  /// - Throws: `CancellationError`
  func solve(
    _ base: ScheduleModel, from start: [Int]?, within limits: SolverLimits
  ) throws(CancellationError) -> (years: [Int]?, bound: Int?, isInfeasible: Bool) {
    var model = base
    while true {
      let answer = model.model.solved(from: start.map(model.values(of:)), within: limits)
      if limits.isCancelled() { throw CancellationError() }
      let bound = answer.bound.magnitude < 1e15 ? Int((answer.bound + 1e-4).rounded(.down)) : nil
      guard let values = answer.values else { return (nil, bound, answer.status == .infeasible) }
      let years = model.years(in: values)
      let check = ScheduleCheck(years, instance, active: active)
      if check.isKept {
        return (years, bound, false)
      }
      let settlement = check.settlement
      // Nothing but money is counted in units that may be lost to rounding.
      guard settlement.missing > 0, !limits.isOver else { return (nil, bound, false) }
      model.forbid(
        instance.items.indices.compactMap { item in
          guard years[item] >= 0,
            settlement.shortCosts.contains(where: { short in
              short.year == years[item] && instance.items[item].costs.contains { $0.payers == short.payers }
            })
          else { return nil }
          return (item, years[item])
        })
    }
  }

  /// Whether a schedule is as near to the bound as was asked for.
  func isGoodEnough(_ years: [Int], _ bound: Int?) -> Bool {
    guard let bound else { return false }
    return Double(bound - instance.objective(of: years)) <= relativeGap * Double(bound.magnitude)
  }

  /// The best of the greedy schedules; `nil` where all miss something.
  private func greedySchedule() throws(CancellationError) -> [Int]? {
    var best: [Int]?
    for order in GreedySchedule.Order.allCases {
      let years = GreedySchedule(
        instance, active: active, order: order, isCancelled: limits.isCancelled
      ).years
      if limits.isCancelled() { throw CancellationError() }
      guard ScheduleCheck(years, instance, active: active).isKept else { continue }
      if best.map({ instance.objective(of: years) > instance.objective(of: $0) }) ?? true { best = years }
    }
    return best
  }
}
