import Fixtures
import ServiceNetwork
import Testing

@testable import NetworkPlanning

/// Schedules against all the schedules that there are.
struct UpgradeScheduleTests {
  private let options = UpgradeSearchOptions(seconds: 120)

  @Test func `the problems have constraints of every kind, many of each`() throws {
    var counts: [String: Int] = [:]
    for seed in 0..<400 {
      var random = RandomUpgrades(seed: seed)
      let made = try random.problem()
      let problem = try UpgradeProblem(
        years: made.years, homes: made.homes, rules: made.rules, standing: made.standing)
      if made.rules.perCategory { counts["perCategory", default: 0] += 1 }
      if made.rules.carriesOver { counts["carriesOver", default: 0] += 1 }
      if made.rules.stability?.pointsPerMove ?? 0 > 0 { counts["pointsPerMove", default: 0] += 1 }
      let kinds = problem.constraints.map { String("\($0)".prefix { $0 != "(" }) }
      for kind in Set(kinds) { counts[kind, default: 0] += 1 }
    }
    #expect(counts.count == 15)
    #expect(counts.values.allSatisfy { $0 >= 20 }, "\(counts)")
  }

  /// The years of each piece in the answer, in the pieces' order.
  private func years(_ schedule: UpgradeSchedule, of all: AllSchedules) -> [Int?] {
    all.pieces.map { piece in
      schedule.years.first { year in
        year.works.contains {
          $0.home == all.homes[piece.home].id && Set($0.categories) == piece.categories
        }
      }?.year
    }
  }

  @Test(arguments: 0..<160)
  func `the schedule is the best of all, and the first by id`(seed: Int) throws {
    var random = RandomUpgrades(seed: seed)
    let made = try random.problem()
    let problem = try UpgradeProblem(
      years: made.years, homes: made.homes, rules: made.rules, standing: made.standing)
    let all = AllSchedules(problem)
    let constraints = problem.constraints
    let schedule = try UpgradeSchedule(solving: problem, within: options)
    guard let best = all.best(under: constraints) else {
      #expect(schedule.status == .infeasible && schedule.years.isEmpty && schedule.gap == nil)
      try expectMinimal(schedule.conflicts, all)
      return
    }
    #expect(
      schedule.status == .optimal && schedule.isUnique && schedule.gap == 0 && schedule.conflicts.isEmpty)
    #expect(schedule.objective == best.objective && schedule.bound == best.objective)
    #expect(years(schedule, of: all) == best.years)
    #expect(schedule.greedyObjective ?? .min <= best.objective)
    expectPaid(schedule, problem)
    let left = schedule.unscheduled.reduce(0) { $0 + $1.categories.count }
    let done = schedule.years.flatMap(\.works).reduce(0) { $0 + $1.categories.count }
    #expect(left + done == problem.homes.reduce(0) { $0 + $1.lacks.count })

    // The order of the input has no part in it.
    var generator = SeededGenerator(seed: UInt64(seed))
    var rules = made.rules
    rules.homes.shuffle(using: &generator)
    rules.budgets.shuffle(using: &generator)
    rules.shares.shuffle(using: &generator)
    rules.purposes.shuffle(using: &generator)
    rules.precedence.shuffle(using: &generator)
    let shuffled = try UpgradeProblem(
      years: made.years, homes: made.homes.shuffled(using: &generator), rules: rules,
      standing: made.standing.shuffled(using: &generator))
    let again = try UpgradeSchedule(solving: shuffled, within: options)
    #expect(again.years == schedule.years && again.unscheduled == schedule.unscheduled)
  }

  /// Every conflict is one, and none without any of its constraints; each gives way by what it is told to.
  private func expectMinimal(_ conflicts: [UpgradeConflict], _ all: AllSchedules) throws {
    #expect(!conflicts.isEmpty)
    for conflict in conflicts {
      let members = conflict.members.map(\.constraint)
      #expect(conflict.isMinimal && !all.isFeasible(under: members))
      for member in conflict.members {
        let others = members.filter { $0 != member.constraint }
        #expect(all.isFeasible(under: others), "\(member.constraint) has no part in the conflict")
        if case .purposes = member.constraint {
          #expect(try #require(member.amount) > 0)
        } else {
          #expect(
            member.amount == all.leastMiss(of: member.constraint, under: others), "\(member.constraint)")
        }
      }
    }
  }

  /// Payments add up to costs, keep to budgets and purposes, and what is left is what was not paid.
  private func expectPaid(_ schedule: UpgradeSchedule, _ problem: UpgradeProblem) {
    let rules = problem.rules
    let sources = Set(rules.budgets.map(\.source))
    var before: [FundingSource: Int64] = [:]
    for year in schedule.years {
      #expect(year.cost.fen == year.works.reduce(0) { $0 + $1.cost.fen })
      for works in year.works {
        let paid = works.payments.reduce(0) { $0 + $1.amount.fen }
        #expect(works.payments.allSatisfy { $0.amount > .zero })
        if !sources.isEmpty { #expect(paid == works.cost.fen) }
      }
      #expect(Set(year.left.map(\.source)) == sources)
      for left in year.left {
        let given = rules.budgets.first { $0.source == left.source && $0.year == year.year }?.amount.fen ?? 0
        let spent = year.works.flatMap(\.payments).reduce(0) {
          $0 + ($1.source == left.source ? $1.amount.fen : 0)
        }
        #expect(left.amount.fen == (rules.carriesOver ? before[left.source] ?? 0 : 0) + given - spent)
        #expect(left.amount >= .zero)
        before[left.source] = left.amount.fen
        // What it pays for: no more than costs of its purposes, where it has any.
        guard let purposes = rules.purposes.first(where: { $0.source == left.source }) else { continue }
        for works in year.works {
          let amount = works.payments.first { $0.source == left.source }?.amount.fen ?? 0
          let home = problem.homes.first { $0.id == works.home }
          let work = home?.works.first { $0.categories == Set(works.categories) }
          if let work {
            #expect(
              amount == 0 || work.source == left.source || work.categories.isSubset(of: purposes.categories))
          } else {
            let costs = works.categories.filter(purposes.categories.contains).map {
              home?.deficiencies[$0]??.fen ?? 0
            }
            #expect(amount <= costs.reduce(0, +))
          }
        }
      }
    }
  }
}
