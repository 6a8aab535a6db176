import Fixtures
import ServiceNetwork
import Synchronization
import Testing

@testable import NetworkPlanning

/// Answers small enough to work out on paper, and searches that end before their end.
struct UpgradeAnswerTests {
  private static let lottery = FundingSource(.provincial, "welfare-lottery")
  private static let fiscal = FundingSource(.county, "fiscal")

  private func home(_ id: String, care: Int, cost: Int64) -> UpgradeHome {
    UpgradeHome(
      id: id, name: "Home \(id)", county: "411721", deficiencies: [.heating: Money(yuan: cost)],
      residents: care,
      residentsInCare: care)
  }

  /// Weights by which only residents in care count.
  private var careAlone: UpgradeWeights {
    UpgradeWeights(residentsInCare: 1, deficientCategories: 0, soleDemand: 0, yearsSinceWorks: 0)
  }

  @Test func `the most urgent come first, two sources pay to the fen, and what is left is told`() throws {
    var rules = UpgradeRules()
    rules.weights = careAlone
    rules.budgets = [
      .init(year: 2018, source: Self.lottery, amount: Money(fen: 70_000_01)),
      .init(year: 2018, source: Self.fiscal, amount: Money(fen: 29_999_99)),
      .init(year: 2019, source: Self.lottery, amount: Money(yuan: 60_000)),
    ]
    let homes = [
      home("A", care: 5, cost: 50_000), home("B", care: 10, cost: 100_000), home("C", care: 1, cost: 90_000),
    ]
    let problem = try UpgradeProblem(years: 2018...2019, homes: homes, rules: rules)
    let schedule = try UpgradeSchedule(solving: problem)
    #expect(schedule.status == .optimal && schedule.objective == 1000 * 2 + 500 && schedule.isUnique)
    #expect(schedule.years.map { $0.works.map(\.home) } == [["B"], ["A"]])
    #expect(
      schedule.years[0].works[0].payments == [
        .init(source: Self.lottery, amount: Money(fen: 70_000_01)),
        .init(source: Self.fiscal, amount: Money(fen: 29_999_99)),
      ])
    #expect(schedule.years[1].left.map(\.amount) == [Money(yuan: 10_000), .zero])
    #expect(schedule.unscheduled.map(\.home) == ["C"])
    let reason = schedule.unscheduled[0].reason
    #expect(
      reason.en == """
        2018: budget 2018 provincial welfare-lottery 70000.01 yuan (2018 would need 90000.00 yuan more of provincial \
        welfare-lottery), budget 2018 county fiscal 29999.99 yuan (2018 would need 90000.00 yuan more of county fiscal); \
        2019: budget 2019 provincial welfare-lottery 60000.00 yuan (2019 would need 80000.00 yuan more of provincial \
        welfare-lottery), budget 2019 county fiscal 0.00 yuan (2019 would need 80000.00 yuan more of county fiscal)
        """)
    #expect(
      schedule.years[0].works[0].reason.en.hasPrefix(
        "rank 1 of 3: need 1000 = residents in care 10 (1000) + "))
  }

  @Test func `a plan that cannot be is answered with what conflicts and what would do`() throws {
    var rules = UpgradeRules()
    rules.homes = [.init(year: 2018, atMost: 3), .init(year: 2019, atLeast: 3)]
    rules.budgets = [
      .init(year: 2018, source: Self.lottery, amount: Money(yuan: 900_000)),
      .init(year: 2019, source: Self.lottery, amount: Money(yuan: 250_000)),
    ]
    let homes = (1...5).map { home("H\($0)", care: $0, cost: Int64($0) * 100_000) }
    let problem = try UpgradeProblem(years: 2018...2019, homes: homes, rules: rules)
    let schedule = try UpgradeSchedule(solving: problem)
    #expect(schedule.status == .infeasible && schedule.years.isEmpty && schedule.conflicts.count == 1)
    // The three cheapest cost 600 000 yuan, of which two would be within 300 000.
    #expect(
      schedule.conflicts[0].members == [
        .init(constraint: .homesAtLeast(3, year: 2019), amount: 2),
        .init(constraint: .budget(Self.lottery, year: 2019, Money(yuan: 250_000)), amount: 35_000_000),
      ])
    #expect(
      schedule.conflicts[0].wording.en == """
        these cannot be kept together: at least 3 homes finished in 2019; budget 2019 provincial welfare-lottery 250000.00 \
        yuan. One of these would do: 2 homes of 2019 later, or 2019 would need 350000.00 yuan more of provincial \
        welfare-lottery
        """)
    #expect(
      schedule.conflicts[0].wording.zh == """
        以下要求不能同时满足：2019年至少完成3个敬老院；2019年省级福彩公益金预算250000.00元。下列任一调整即可：2019年少完成2个敬老院，\
        或2019年省级福彩公益金还需350000.00元
        """)
  }

  @Test(arguments: [(999_999_999, 3), (999_999_998, 2)] as [(Int64, Int)])
  func `a fen decides, of ten million yuan as well`(budget: Int64, count: Int) throws {
    var rules = UpgradeRules()
    rules.budgets = [.init(year: 2018, source: Self.lottery, amount: Money(fen: budget))]
    var homes = (1...3).map { home("H\($0)", care: $0, cost: 1) }
    for index in homes.indices { homes[index].deficiencies = [.heating: Money(fen: 333_333_333)] }
    // A second category, which another source alone may pay: so money is a flow.
    for isSplit in [false, true] {
      if isSplit {
        rules.budgets.append(.init(year: 2018, source: Self.fiscal, amount: Money(yuan: 3)))
        rules.purposes = [.init(source: Self.fiscal, categories: [.safety])]
        for index in homes.indices { homes[index].deficiencies[.safety] = Money(yuan: 1) }
      }
      let problem = try UpgradeProblem(years: 2018...2018, homes: homes, rules: rules)
      let schedule = try UpgradeSchedule(solving: problem)
      #expect(schedule.status == .optimal && schedule.years[0].works.count == count)
      let paid = schedule.years[0].works.flatMap(\.payments).reduce(Money.zero) { $0 + $1.amount }
      #expect(paid == schedule.years[0].cost)
    }
  }

  @Test func `contracted work beyond its year's money is a conflict, and stays where it is otherwise`() throws
  {
    var rules = UpgradeRules()
    rules.budgets = [2018, 2019].map { .init(year: $0, source: Self.lottery, amount: Money(yuan: 100)) }
    var home = home("A", care: 1, cost: 90)
    home.works = [
      UpgradeWork(year: 2019, categories: [.heating], cost: Money(yuan: 101), source: Self.lottery)
    ]
    let problem = try UpgradeProblem(years: 2018...2019, homes: [home], rules: rules)
    let conflict = try #require(try UpgradeSchedule(solving: problem).conflicts.first)
    #expect(
      conflict.members.map(\.constraint) == [
        .budget(Self.lottery, year: 2019, Money(yuan: 100)),
        .contracted(home: "A", name: "Home A", year: 2019, categories: [.heating]),
      ])
    #expect(conflict.members.map(\.amount) == [100, 1])
    home.works[0].cost = Money(yuan: 100)
    let affordable = try UpgradeProblem(years: 2018...2019, homes: [home], rules: rules)
    let schedule = try UpgradeSchedule(solving: affordable)
    #expect(schedule.years[1].works.map(\.isContracted) == [true])
    #expect(schedule.years[1].works[0].reason.en.hasPrefix("contracted; rank 1 of 1"))
  }

  @Test func `two schedules are compared by homes and by money`() throws {
    var rules = UpgradeRules()
    rules.weights = careAlone
    rules.budgets = [2018, 2019].map { .init(year: $0, source: Self.lottery, amount: Money(yuan: 100)) }
    let homes = [home("A", care: 3, cost: 100), home("B", care: 2, cost: 100), home("C", care: 1, cost: 100)]
    let before = try UpgradeSchedule(solving: UpgradeProblem(years: 2018...2019, homes: homes, rules: rules))
    rules.precedence = [.init("C", "B")]
    let problem = try UpgradeProblem(years: 2018...2019, homes: homes, rules: rules)
    let after = try UpgradeSchedule(solving: problem)
    let comparison = UpgradeScheduleComparison(from: before.years, to: after.years)
    #expect(
      comparison.changes.map(\.home) == ["B", "C"] && comparison.changes.map(\.kind) == [.dropped, .added])
    #expect(comparison.changes[0].before == [2019: [.heating]] && comparison.changes[0].after.isEmpty)
    #expect(comparison.amounts.count == 4 && comparison.amounts.allSatisfy { $0.before == $0.after })
    #expect(comparison.amounts.map(\.source) == [nil, Self.lottery, nil, Self.lottery])
    let same = UpgradeScheduleComparison(from: after.years, to: after.years)
    #expect(same.changes.isEmpty)
  }

  // MARK: - Searches that end early

  /// Homes near each other with budgets that a search finds hard.
  private func crowd(_ count: Int, seed: UInt64) throws -> UpgradeProblem {
    var random = SeededGenerator(seed: seed)
    var homes: [UpgradeHome] = []
    for index in 0..<count {
      var home = home(
        "H\(1000 + index)", care: .random(in: 0...60, using: &random),
        cost: .random(in: 10_000...99_999, using: &random))
      home.freeBeds = .random(in: 0...60, using: &random)
      home.location = try Coordinate(
        114 + .random(in: 0...0.8, using: &random), 33 + .random(in: 0...0.8, using: &random))
      homes.append(home)
    }
    var rules = UpgradeRules()
    rules.homes = (2018...2020).map { .init(year: $0, atMost: count / 4) }
    rules.budgets = (2018...2020).map {
      .init(year: $0, source: Self.lottery, amount: Money(yuan: Int64(count) * 11_003))
    }
    rules.carriesOver = true
    rules.spacingKilometers = 6
    rules.bedsWithinKilometers = 20
    return try UpgradeProblem(years: 2018...2020, homes: homes, rules: rules)
  }

  @Test(arguments: [0, 0.000_01, 0.3])
  func `a schedule is never worse than the greedy one, however short the time`(seconds: Double) throws {
    for seed in 0..<3 {
      let problem = try crowd(60, seed: UInt64(seed))
      let schedule = try UpgradeSchedule(solving: problem, within: UpgradeSearchOptions(seconds: seconds))
      let greedy = try #require(schedule.greedyObjective)
      #expect(schedule.objective >= greedy && greedy > 0)
      #expect(schedule.status == .feasible || schedule.status == .optimal)
      if let bound = schedule.bound { #expect(bound >= schedule.objective) }
    }
    var random = RandomUpgrades(seed: 7)
    for _ in 0..<50 {
      let made = try random.problem()
      let problem = try UpgradeProblem(
        years: made.years, homes: made.homes, rules: made.rules, standing: made.standing)
      let schedule = try UpgradeSchedule(solving: problem, within: UpgradeSearchOptions(seconds: seconds))
      if let greedy = schedule.greedyObjective { #expect(schedule.objective >= greedy) }
    }
  }

  @Test func `a search that nobody waits for ends within a second`() throws {
    let problem = try crowd(120, seed: 1)
    let begin = ContinuousClock.now
    let cancelled = Mutex(ContinuousClock.Instant?.none)
    let options = UpgradeSearchOptions(
      seconds: 600,
      isCancelled: {
        guard begin.duration(to: .now) > .milliseconds(1500) else { return false }
        cancelled.withLock { $0 = $0 ?? .now }
        return true
      })
    #expect(throws: CancellationError.self) { try UpgradeSchedule(solving: problem, within: options) }
    let instant = try #require(cancelled.withLock { $0 })
    #expect(instant.duration(to: .now) < .seconds(1))
  }

  @Test func `without time conflicts are told with the doubt that they may be smaller`() throws {
    var rules = UpgradeRules()
    // The greedy schedule has both in 2018, which proves nothing of 2019.
    rules.homes = [.init(year: 2019, atLeast: 2)]
    rules.apart = [.init("A", "B")]
    let homes = [home("A", care: 1, cost: 1), home("B", care: 1, cost: 1)]
    let problem = try UpgradeProblem(years: 2018...2019, homes: homes, rules: rules)
    let instance = UpgradeInstance(problem)
    let search = ConflictSearch(instance: instance, limits: SolverLimits(deadline: .now))
    let conflict = try #require(try search.conflicts().first)
    #expect(!conflict.isMinimal && conflict.members.map(\.amount) == [nil, nil])
    #expect(conflict.wording.en.contains("not known to be the smallest set"))
    let undecided = try UpgradeSchedule(solving: problem, within: UpgradeSearchOptions(seconds: 0))
    #expect(undecided.status == .undecided && undecided.years.isEmpty && undecided.gap == nil)
  }
}
