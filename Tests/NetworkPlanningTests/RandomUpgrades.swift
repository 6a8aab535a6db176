import Fixtures
import ServiceNetwork

@testable import NetworkPlanning

/// Small made-up problems with constraints of every kind, some of which cannot be kept.
struct RandomUpgrades {
  private var random: SeededGenerator
  private static let lottery = FundingSource(.provincial, "welfare-lottery")
  private static let fiscal = FundingSource(.county, "fiscal")

  init(seed: Int) { random = SeededGenerator(seed: UInt64(seed)) }

  /// A problem of at most six homes; fewer decisions the more years there are.
  mutating func problem() throws -> (
    years: ClosedRange<Int>, homes: [UpgradeHome], rules: UpgradeRules, standing: [StandingWork]
  ) {
    let years = chance(2) ? 2018...2019 : 2018...2020
    var rules = UpgradeRules()
    rules.perCategory = chance(3)
    let count = Int.random(in: 1...(years.count == 2 ? 6 : 5), using: &random)
    var homes: [UpgradeHome] = []
    // As many decisions as all schedules can be looked at.
    var left = years.count == 2 ? 6 : 5
    for index in 0..<count {
      let home = try home(index, years, most: rules.perCategory ? min(left, 3) : left > 0 ? 3 : 0)
      left -= rules.perCategory ? home.lacks.count : home.lacks.isEmpty ? 0 : home.works.isEmpty ? 1 : 2
      homes.append(home)
    }
    fill(&rules, years, homes)
    var standing: [StandingWork] = []
    if chance(3) {
      rules.stability = UpgradeRules.Stability(
        atMostMoves: chance(2) ? Int.random(in: 0...3, using: &random) : nil,
        pointsPerMove: chance(2) ? Int.random(in: 0...900, using: &random) : 0)
      for home in homes where !chance(4) {
        let year = Int.random(in: years, using: &random)
        for category in home.lacks {
          standing.append(StandingWork(home: home.id, category: category, year: chance(8) ? 2018 : year))
        }
      }
    }
    return (years, homes.shuffled(using: &random), rules, standing)
  }

  private mutating func home(_ index: Int, _ years: ClosedRange<Int>, most: Int) throws -> UpgradeHome {
    var home = UpgradeHome(id: "H\(index)", name: "Home \(index)", county: chance(2) ? "411721" : "411722")
    let lacks = chance(8) ? 0 : Int.random(in: min(1, most)...most, using: &random)
    for category in UpgradeCategory.allCases.shuffled(using: &random).prefix(lacks) {
      home.deficiencies[category] = .some(cost())
    }
    home.residents = Int.random(in: 0...12, using: &random)
    home.residentsInCare = Int.random(in: 0...home.residents, using: &random)
    home.freeBeds = Int.random(in: 0...12, using: &random)
    home.soleDemand = Int.random(in: 0...3, using: &random) * 40
    home.lastWorks = chance(3) ? nil : Int.random(in: 2005...2017, using: &random)
    if !chance(10) {
      home.location = try Coordinate(
        114 + .random(in: 0...0.15, using: &random), 33 + .random(in: 0...0.15, using: &random))
    }
    if chance(5), let category = home.deficiencies.keys.sorted().first {
      home.works = [
        UpgradeWork(
          year: Int.random(in: years, using: &random), categories: [category], cost: cost(),
          source: chance(3)
            ? nil : chance(4) ? FundingSource(nil, "donation") : chance(2) ? Self.lottery : Self.fiscal)
      ]
      if chance(2) { home.deficiencies[category] = .some(nil) }
    }
    return home
  }

  private mutating func fill(_ rules: inout UpgradeRules, _ years: ClosedRange<Int>, _ homes: [UpgradeHome]) {
    if chance(4) {
      rules.weights = UpgradeWeights(
        residentsInCare: .random(in: 0...3, using: &random), deficientCategories: chance(3) ? 0 : 1,
        soleDemand: 0.5,
        yearsSinceWorks: chance(2) ? 0 : 2)
    }
    for year in years where chance(2) {
      let most = Int.random(in: 1...4, using: &random)
      rules.homes.append(
        .init(
          year: year, atLeast: chance(3) ? Int.random(in: 0...most, using: &random) : nil,
          atMost: chance(3) ? nil : most))
    }
    if chance(6) { rules.allBy = Int.random(in: years, using: &random) }
    if !chance(4) {
      for year in years {
        if !chance(4) { rules.budgets.append(.init(year: year, source: Self.lottery, amount: money())) }
        if chance(2) { rules.budgets.append(.init(year: year, source: Self.fiscal, amount: money())) }
      }
      rules.carriesOver = chance(2)
      for source in Set(rules.budgets.map(\.source)).sorted() where chance(3) {
        let categories = UpgradeCategory.allCases.shuffled(using: &random).prefix(3)
        rules.purposes.append(.init(source: source, categories: Set(categories)))
      }
    }
    if chance(3) {
      rules.shares.append(
        .init(share: .random(in: 0...1, using: &random), by: Int.random(in: years, using: &random)))
      if chance(2), let county = homes.randomElement(using: &random)?.county {
        rules.shares.append(.init(share: 0.5, by: years.lowerBound, county: county))
      }
    }
    if chance(3) { rules.spacingKilometers = .random(in: 1...8, using: &random) }
    if chance(4) { rules.bedsWithinKilometers = .random(in: 4...20, using: &random) }
    if homes.count > 1 {
      if chance(4) { rules.apart.append(pair(homes)) }
      if chance(4) { rules.precedence.append(pair(homes)) }
      if chance(8) { rules.precedence.append(pair(homes)) }
    }
    rules.keepsContracted = !chance(5)
  }

  private mutating func pair(_ homes: [UpgradeHome]) -> UpgradeRules.Pair {
    let ids = homes.map(\.id).shuffled(using: &random)
    return UpgradeRules.Pair(ids[0], ids[1])
  }

  private mutating func cost() -> Money {
    // Whole thousands, so that sums meet budgets exactly, and odd fen.
    chance(2)
      ? Money(yuan: Int64.random(in: 1...9, using: &random) * 10_000)
      : Money(fen: Int64.random(in: 0...9_000_000, using: &random))
  }

  private mutating func money() -> Money {
    chance(2)
      ? Money(yuan: Int64.random(in: 0...30, using: &random) * 10_000)
      : Money(fen: Int64.random(in: 0...30_000_000, using: &random))
  }

  private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }
}
