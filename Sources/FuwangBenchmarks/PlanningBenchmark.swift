import Fixtures
import NetworkPlanning
import ServiceNetwork

/// How near to the best a schedule of upgrades comes in its time, with constraints of every kind.
struct PlanningBenchmark {
  /// What stands above the table.
  static let caption = """
    Homes of a made-up prefecture, three years, budgets of three sources that carry over, shares of counties, distances,
    beds, precedence and moves; one core. The gap is that between the schedule and the proven bound.
    """

  private static let sizes: [(homes: Int, seconds: Double)] = [(170, 10), (1000, 60)]

  /// Schedules a prefecture and a province.
  ///
  /// - Returns: a Markdown table.
  func run() throws -> String {
    var lines = ["| homes | limit | time | need met | bound | gap |", "|---:|---:|---:|---:|---:|---:|"]
    for (homes, seconds) in Self.sizes {
      let problem = try MadeUpPrefecture(homes: homes, seed: 1).problem()
      let schedule = try UpgradeSchedule(solving: problem, within: UpgradeSearchOptions(seconds: seconds))
      let gap = schedule.gap.map { "\((100_000 * $0).rounded() / 1000) %" } ?? "–"
      let time = "\((10 * schedule.seconds).rounded() / 10) s"
      let bound = schedule.bound.map(String.init) ?? "–"
      lines.append("| \(homes) | \(seconds) s | \(time) | \(schedule.objective) | \(bound) | \(gap) |")
    }
    return lines.joined(separator: "\n")
  }
}

/// Homes in counties, seventeen to each, and rules that all have something to say.
private struct MadeUpPrefecture {
  private static let sources = [
    FundingSource(.provincial, "welfare-lottery"), FundingSource(.city, "welfare-lottery"),
    FundingSource(.county, "fiscal"),
  ]

  private var random: SeededGenerator
  private var homes: [UpgradeHome] = []

  init(homes count: Int, seed: UInt64) throws {
    random = SeededGenerator(seed: seed)
    let counties = (0..<max(1, count / 17)).map { 411_700 + $0 }
    let centres = counties.map { _ in
      (Double.random(in: 113.2...115.2, using: &random), Double.random(in: 32.3...33.6, using: &random))
    }
    for index in 0..<count {
      let county = Int.random(in: 0..<counties.count, using: &random)
      homes.append(try home(index, county: String(counties[county]), around: centres[county]))
    }
  }

  private mutating func home(
    _ index: Int, county: String, around centre: (Double, Double)
  ) throws -> UpgradeHome {
    var home = UpgradeHome(id: "H\(10_000 + index)", name: "Home \(index)", county: county)
    let lacks = Int.random(in: 1...5, using: &random)
    for category in UpgradeCategory.allCases.shuffled(using: &random).prefix(lacks) {
      let odd = index % 3 == 0 ? Int64.random(in: 0..<1000, using: &random) : 0
      home.deficiencies[category] = Money(yuan: Int64.random(in: 10...120, using: &random) * 1000 + odd)
    }
    home.residents = Int.random(in: 15...80, using: &random)
    home.residentsInCare = Int.random(in: 0...home.residents / 2, using: &random)
    home.freeBeds = Int.random(in: 5...90, using: &random)
    home.soleDemand = Int.random(in: 0..<3, using: &random) == 0 ? Int.random(in: 1...300, using: &random) : 0
    home.lastWorks =
      Int.random(in: 0..<4, using: &random) == 0 ? nil : Int.random(in: 1998...2016, using: &random)
    home.location = try Coordinate(
      longitude: centre.0 + .random(in: -0.22...0.22, using: &random),
      latitude: centre.1 + .random(in: -0.2...0.2, using: &random))
    if index % 25 == 7, let category = home.deficiencies.keys.min() {
      home.works = [
        UpgradeWork(
          year: 2018 + index % 2, categories: [category], cost: Money(yuan: 50_000), source: Self.sources[0])
      ]
    }
    return home
  }

  /// The prefecture's question.
  func problem() throws -> UpgradeProblem {
    var rules = UpgradeRules()
    let cost = homes.flatMap(\.deficiencies.values).reduce(Int64(0)) { $0 + ($1?.fen ?? 0) }
    let third = homes.count * 6 / 17
    rules.homes = [
      .init(year: 2018, atLeast: third * 9 / 10, atMost: third * 11 / 10),
      .init(year: 2019, atLeast: third / 2, atMost: third * 13 / 10),
      .init(year: 2020, atMost: third * 13 / 10),
    ]
    for year in 2018...2020 {
      for (source, percent) in zip(Self.sources, [14, 9, 9] as [Int64]) {
        rules.budgets.append(.init(year: year, source: source, amount: Money(fen: cost * percent / 100)))
      }
    }
    rules.carriesOver = true
    rules.purposes = [.init(source: Self.sources[2], categories: [.safety, .heating, .hygiene])]
    rules.shares = [.init(share: 0.25, by: 2018), .init(share: 0.6, by: 2019)]
    rules.spacingKilometers = 3
    rules.bedsWithinKilometers = 25
    let ids = homes.map(\.id)
    rules.apart = (0..<ids.count / 10).map { .init(ids[$0 * 7 % ids.count], ids[($0 * 7 + 3) % ids.count]) }
    rules.precedence = (0..<ids.count / 20).map {
      .init(ids[$0 * 11 % ids.count], ids[($0 * 11 + 5) % ids.count])
    }
    rules.stability = .init(atMostMoves: homes.count * 3 / 4, pointsPerMove: 5)
    let standing = homes.enumerated().flatMap { index, home in
      home.deficiencies.keys.map { StandingWork(home: home.id, category: $0, year: 2018 + index * 7 % 3) }
    }
    return try UpgradeProblem(years: 2018...2020, homes: homes, rules: rules, standing: standing)
  }
}
