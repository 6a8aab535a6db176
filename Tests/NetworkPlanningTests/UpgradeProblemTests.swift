import ServiceNetwork
import Testing

@testable import NetworkPlanning

/// What makes no sense is named, with the home or the member at fault.
struct UpgradeProblemTests {
  private static let lottery = FundingSource(.provincial, "welfare-lottery")

  private static func home(_ id: String, _ change: (inout UpgradeHome) -> Void = { _ in }) -> UpgradeHome {
    var home = UpgradeHome(
      id: id, name: "Home \(id)", county: "411721", deficiencies: [.heating: Money(yuan: 1000)])
    change(&home)
    return home
  }

  private static func rules(_ change: (inout UpgradeRules) -> Void) -> UpgradeRules {
    var rules = UpgradeRules()
    change(&rules)
    return rules
  }

  private static let cases: [(homes: [UpgradeHome], rules: UpgradeRules, error: UpgradeProblemError)] = [
    ([home("A"), home("A")], .init(), .duplicateHome("A")),
    ([home("A") { $0.residents = -1 }], .init(), .countOutOfRange(home: "A", -1)),
    ([home("A") { $0.deficiencies = [.safety: nil] }], .init(), .missingCost(home: "A", .safety)),
    (
      [home("A") { $0.deficiencies = [.safety: Money(fen: -1)] }], .init(),
      .badCost(home: "A", .safety, Money(fen: -1))
    ),
    (
      [home("A") { $0.works = [.init(year: 2017, categories: [.safety], cost: .zero)] }], .init(),
      .workOutOfYears(home: "A", year: 2017)
    ),
    (
      [home("A") { $0.works = [.init(year: 2018, categories: [], cost: .zero)] }], .init(),
      .workOnNothing(home: "A")
    ),
    (
      [
        home("A") {
          $0.works = [2018, 2019].map { .init(year: $0, categories: [.safety], cost: .zero) }
        }
      ], .init(), .workTwice(home: "A", .safety)
    ),
    ([home("A")], rules { $0.weights.soleDemand = -1 }, .badWeight(-1)),
    ([home("A")], rules { $0.weights.soleDemand = .infinity }, .badWeight(.infinity)),
    ([home("A")], rules { $0.homes = [.init(year: 2021)] }, .yearOutOfRange(2021, in: "homes")),
    ([home("A")], rules { $0.homes = [.init(year: 2018), .init(year: 2018)] }, .boundTwice(year: 2018)),
    (
      [home("A")], rules { $0.homes = [.init(year: 2018, atLeast: 3, atMost: 2)] },
      .leastBeyondMost(year: 2018, 3, 2)
    ),
    ([home("A")], rules { $0.allBy = 2017 }, .yearOutOfRange(2017, in: "allBy")),
    ([home("A")], rules { $0.shares = [.init(share: 1.01, by: 2018)] }, .badShare(1.01)),
    ([home("A")], rules { $0.shares = [.init(share: 1, by: 2018, county: "1")] }, .unknownCounty("1")),
    ([home("A")], rules { $0.spacingKilometers = -2 }, .badDistance("spacingKilometers", -2)),
    ([home("A")], rules { $0.apart = [.init("A", "B")] }, .unknownHome("B", in: "apart")),
    ([home("A")], rules { $0.precedence = [.init("A", "A")] }, .pairOfOne("A", in: "precedence")),
    ([home("A")], rules { $0.stability = .init(atMostMoves: -1) }, .badMoves(-1)),
    (
      [home("A")], rules { $0.budgets = [.init(year: 2018, source: lottery, amount: Money(fen: -1))] },
      .badBudget(lottery, year: 2018, Money(fen: -1))
    ),
    (
      [home("A")],
      rules { $0.budgets = [1, 2].map { .init(year: 2018, source: lottery, amount: Money(yuan: $0)) } },
      .budgetTwice(lottery, year: 2018)
    ),
    ([home("A")], rules { $0.purposes = [.init(source: lottery, categories: [])] }, .unknownSource(lottery)),
  ]

  @Test(arguments: cases.indices)
  func `what makes no sense is refused`(index: Int) {
    let (homes, rules, expected) = Self.cases[index]
    let error = #expect(throws: UpgradeProblemError.self) {
      try UpgradeProblem(years: 2018...2020, homes: homes, rules: rules)
    }
    #expect(error == expected)
    #expect(error?.wording.en.isEmpty == false && error?.wording.zh.isEmpty == false)
  }

  @Test func `a weight that is no number, and too many years`() {
    let rules = Self.rules { $0.weights.residentsInCare = .nan }
    #expect(throws: UpgradeProblemError.self) {
      try UpgradeProblem(years: 2018...2020, homes: [Self.home("A")], rules: rules)
    }
    #expect(throws: UpgradeProblemError.tooManyYears(11)) {
      try UpgradeProblem(years: 2018...2028, homes: [], rules: UpgradeRules())
    }
  }

  @Test func `needs are shares of the greatest, weighted, and ranked with ties`() throws {
    var rules = UpgradeRules()
    rules.weights = UpgradeWeights(
      residentsInCare: 2, deficientCategories: 1, soleDemand: 0, yearsSinceWorks: 1)
    let homes = [
      Self.home("C") { $0.residentsInCare = 10 },
      Self.home("B") {
        $0.residentsInCare = 20; $0.lastWorks = 2008
      },
      Self.home("A") {
        $0.residentsInCare = 10; $0.lastWorks = nil
      },
      Self.home("D") {
        $0.residentsInCare = 99; $0.deficiencies = [:]
      },
    ]
    let needs = try UpgradeProblem(years: 2018...2020, homes: homes, rules: rules).priorities
    // B: 2/4 × 20/20 + 1/4 × 1/1 + 1/4 × 10/10; A and C: 2/4 × 10/20 + 1/4 + 1/4.
    #expect(needs.map(\.home) == ["B", "A", "C"])
    #expect(needs.map(\.points) == [1000, 750, 750] && needs.map(\.rank) == [1, 2, 2])
    #expect(
      needs[1].wording.en == """
        rank 2 of 3: need 750 = residents in care 10 (250) + deficient categories 1 (250) + sole demand 0 (0) \
        + years since works no works ever (250)
        """)
  }
}
