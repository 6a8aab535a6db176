internal import ServiceNetwork

/// Which homes to refit in which year: what is known, and what is asked.
///
/// A value of this type makes sense, but need not have a schedule: what cannot be kept to together is for
/// ``UpgradeSchedule/conflicts`` to say.
public struct UpgradeProblem: Sendable {
  /// The years, both included.
  public let years: ClosedRange<Int>
  /// The homes, by id.
  public let homes: [UpgradeHome]
  /// The names of the counties, by code.
  public let counties: [String: String]
  /// What a schedule must keep to.
  public let rules: UpgradeRules
  /// The plan that stands, for ``UpgradeRules/stability``; entries of homes that are not among the homes, such as are
  /// finished by now, do not count.
  public let standing: [StandingWork]

  /// Puts a question.
  ///
  /// - Parameters:
  ///   - years: at most ten.
  ///   - homes: in any order.
  ///   - counties: names by code; a county that a home lies in and that is not here is called by its code.
  ///   - standing: in any order.
  /// - Throws: ``UpgradeProblemError`` for the first thing that makes no sense.
  public init(
    years: ClosedRange<Int>, homes: [UpgradeHome], counties: [String: String] = [:], rules: UpgradeRules,
    standing: [StandingWork] = []
  ) throws(UpgradeProblemError) {
    self.years = years
    self.homes = homes.sorted { $0.id < $1.id }
    self.counties = counties
    self.rules = rules
    self.standing = standing.sorted { ($0.home, $0.category, $0.year) < ($1.home, $1.category, $1.year) }
    guard years.count <= 10 else { throw .tooManyYears(years.count) }
    try checkHomes()
    try checkRules()
    try checkMoney()
    for (first, second) in zip(self.standing, self.standing.dropFirst())
    where (first.home, first.category) == (second.home, second.category) {
      throw .standsTwice(home: first.home, first.category)
    }
  }

  // MARK: - Private

  private func checkHomes() throws(UpgradeProblemError) {
    for (first, second) in zip(homes, homes.dropFirst()) where first.id == second.id {
      throw .duplicateHome(first.id)
    }
    for home in homes {
      let counts = [home.residents, home.residentsInCare, home.freeBeds, home.soleDemand]
      if let count = counts.first(where: { $0 < 0 || $0 > 1_000_000 }) {
        throw .countOutOfRange(home: home.id, count)
      }
      var covered: Set<UpgradeCategory> = []
      for work in home.works {
        guard years.contains(work.year) else { throw .workOutOfYears(home: home.id, year: work.year) }
        guard (Money.zero...Money.greatest).contains(work.cost) else {
          throw .badCost(home: home.id, nil, work.cost)
        }
        guard !work.categories.isEmpty else { throw .workOnNothing(home: home.id) }
        if let twice = covered.intersection(work.categories).min() { throw .workTwice(home: home.id, twice) }
        covered.formUnion(work.categories)
      }
      for (category, cost) in home.deficiencies.sorted(by: { $0.key < $1.key })
      where !covered.contains(category) {
        guard let cost else { throw .missingCost(home: home.id, category) }
        guard (Money.zero...Money.greatest).contains(cost) else {
          throw .badCost(home: home.id, category, cost)
        }
      }
    }
  }

  private func checkRules() throws(UpgradeProblemError) {
    if let weight = rules.weights.all.first(where: { !$0.isFinite || $0 < 0 }) { throw .badWeight(weight) }
    var seen: Set<Int> = []
    for bound in rules.homes {
      try check(bound.year, in: "homes")
      guard seen.insert(bound.year).inserted else { throw .boundTwice(year: bound.year) }
      let (least, most) = (bound.atLeast ?? 0, bound.atMost ?? .max)
      guard least >= 0, most >= 0, least <= most else {
        throw .leastBeyondMost(year: bound.year, least, most)
      }
    }
    if let year = rules.allBy { try check(year, in: "allBy") }
    let known = Set(homes.map(\.county))
    for share in rules.shares {
      guard share.share >= 0, share.share <= 1 else { throw .badShare(share.share) }
      try check(share.by, in: "shares")
      if let county = share.county, !known.contains(county) { throw .unknownCounty(county) }
    }
    for (name, distance) in [
      ("spacingKilometers", rules.spacingKilometers), ("bedsWithinKilometers", rules.bedsWithinKilometers),
    ] {
      if let distance, !distance.isFinite || distance < 0 { throw .badDistance(name, distance) }
    }
    let ids = Set(homes.map(\.id))
    for (name, pairs) in [("apart", rules.apart), ("precedence", rules.precedence)] {
      for pair in pairs {
        for id in [pair.first, pair.second] where !ids.contains(id) { throw .unknownHome(id, in: name) }
        if pair.first == pair.second { throw .pairOfOne(pair.first, in: name) }
      }
    }
    if let stability = rules.stability {
      guard stability.atMostMoves ?? 0 >= 0 else { throw .badMoves(stability.atMostMoves ?? 0) }
      guard (0...1_000_000).contains(stability.pointsPerMove) else {
        throw .badMoves(stability.pointsPerMove)
      }
    }
  }

  private func checkMoney() throws(UpgradeProblemError) {
    var seen: Set<[String]> = []
    for budget in rules.budgets {
      try check(budget.year, in: "budgets")
      guard (Money.zero...Money.greatest).contains(budget.amount) else {
        throw .badBudget(budget.source, year: budget.year, budget.amount)
      }
      guard seen.insert([budget.source.description, "\(budget.year)"]).inserted else {
        throw .budgetTwice(budget.source, year: budget.year)
      }
    }
    for purposes in rules.purposes {
      guard seen.insert([purposes.source.description]).inserted else { throw .purposesTwice(purposes.source) }
      guard rules.budgets.contains(where: { $0.source == purposes.source }) else {
        throw .unknownSource(purposes.source)
      }
    }
  }

  private func check(_ year: Int, in member: String) throws(UpgradeProblemError) {
    guard years.contains(year) else { throw .yearOutOfRange(year, in: member) }
  }
}
