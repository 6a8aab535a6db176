internal import ServiceNetwork

/// A problem in positions: what is decided, and by which constraints.
///
/// Everything is in an order that the order of the input has no part in.
struct UpgradeInstance: Sendable {
  /// What is decided on: works on a home that are done in one year or not at all.
  struct Item: Sendable {
    /// The home's position.
    var home: Int
    /// What is refitted.
    var categories: [UpgradeCategory]
    /// What each part costs, fen, and who may pay it.
    var costs: [(payers: Int, fen: Int64)]
    /// The points for a year's earliness.
    var need: Int
    /// The position of the year in which it is contracted.
    var contracted: Int?
    /// Who pays by contract.
    var source: FundingSource?
    /// Where the plan that stands has it.
    var standing = Standing.unscheduled

    /// What it costs in all, fen.
    var cost: Int64 { costs.reduce(0) { $0 + $1.fen } }
  }

  /// Where the plan that stands has an item.
  enum Standing: Equatable, Sendable {
    /// Not at all.
    case unscheduled
    /// In the year of this position.
    case year(Int)
    /// In several years, or in one that is not planned: it moves in any case.
    case elsewhere
  }

  /// Who may pay for something.
  enum Payers: Hashable, Sendable {
    /// Sources that may pay for all of these.
    case categories(Set<UpgradeCategory>)
    /// One source, by its position.
    case source(Int)
    /// One whose money is not counted.
    case uncounted
  }

  let problem: UpgradeProblem
  /// The first year.
  let firstYear: Int
  /// How many years there are.
  let yearCount: Int
  let items: [Item]
  /// The items of each home.
  let itemsOfHome: [[Int]]
  /// The need of each home.
  let needs: [UpgradeNeed?]
  /// The kinds of payers that costs refer to.
  let payers: [Payers]
  /// The sources that have budgets, in their order.
  let sources: [FundingSource]
  /// The money of each year and source, fen.
  let budgets: [[Int64]]
  /// The constraints that have a name, in a fixed order.
  let groups: [UpgradeConstraint]
  /// The purposes of each source, and the position of the constraint that they are.
  let purposes: [(group: Int, categories: Set<UpgradeCategory>)?]
  /// The position of the constraint that the budget of a year and a source is.
  let budgetGroups: [[Int]]
  /// The position of each home, by id.
  let number: [String: Int]
  /// Pairs of homes that are too near to each other, each with the lower position first.
  let nearPairs: [(Int, Int)]
  /// Pairs of homes that depend on each other.
  let apartPairs: [(Int, Int)]
  /// The homes whose beds are within reach of each home; empty without such a rule.
  let bedsOfHome: [[Int]]

  /// How many fen a budget of no limit has.
  static let boundless: Int64 = .max / 8

  init(_ problem: UpgradeProblem) {
    self.problem = problem
    firstYear = problem.years.lowerBound
    yearCount = problem.years.count
    needs = problem.needs
    var sources = Set(problem.rules.budgets.map(\.source)).sorted()
    if problem.rules.budgets.isEmpty { sources = [] }
    self.sources = sources
    var budgets = [[Int64]](repeating: Array(repeating: 0, count: sources.count), count: problem.years.count)
    for budget in problem.rules.budgets {
      guard let source = sources.firstIndex(of: budget.source) else { continue }
      budgets[budget.year - problem.years.lowerBound][source] = budget.amount.fen
    }
    self.budgets = budgets
    let made = ItemList(problem, sources: sources, needs: needs)
    items = made.items
    payers = made.payers
    var itemsOfHome = [[Int]](repeating: [], count: problem.homes.count)
    for (index, item) in made.items.enumerated() { itemsOfHome[item.home].append(index) }
    self.itemsOfHome = itemsOfHome
    groups = problem.constraints(sources: sources, budgets: budgets, items: made.items)
    let position = Dictionary(groups.enumerated().map { ($1, $0) }) { first, _ in first }
    purposes = sources.map { source in
      guard let found = problem.rules.purposes.first(where: { $0.source == source }),
        let group = position[.purposes(source, found.categories)]
      else { return nil }
      return (group, found.categories)
    }
    budgetGroups = zip(problem.years, budgets).map { year, amounts in
      zip(sources, amounts).map { position[.budget($0, year: year, Money(fen: $1))] ?? 0 }
    }
    let reach = HomeDistances(problem.homes)
    let isDeficient = itemsOfHome.map { !$0.isEmpty }
    nearPairs = problem.rules.spacingKilometers.map { reach.pairs(within: $0, where: isDeficient) } ?? []
    let numbers = Dictionary(problem.homes.enumerated().map { ($1.id, $0) }) { first, _ in first }
    number = numbers
    let apart = problem.rules.apart.compactMap { pair -> [Int]? in
      guard let first = numbers[pair.first], let second = numbers[pair.second] else { return nil }
      return isDeficient[first] && isDeficient[second] ? [min(first, second), max(first, second)] : nil
    }
    apartPairs = Set(apart).map { ($0[0], $0[1]) }.sorted { $0 < $1 }
    bedsOfHome = problem.rules.bedsWithinKilometers.map { reach.neighbours(within: $0) } ?? []
  }

  /// Whether a source, by its position, may pay for something while the constraints of an answer hold.
  func isPermitted(_ source: Int, for payers: Payers, active: [Bool]) -> Bool {
    switch payers {
    case .uncounted: return false
    case .source(let payer): return payer == source
    case .categories(let categories):
      guard let purposes = purposes[source], active[purposes.group] else { return true }
      return categories.isSubset(of: purposes.categories)
    }
  }

  /// The objective of years for items, −1 for none, without the price of moves.
  func needMet(by years: [Int]) -> Int {
    zip(items, years).reduce(0) { sum, pair in
      pair.1 < 0 ? sum : sum + pair.0.need * (yearCount - pair.1)
    }
  }

  /// The objective.
  func objective(of years: [Int]) -> Int {
    let price = problem.rules.stability?.pointsPerMove ?? 0
    return needMet(by: years) - (price > 0 ? price * moves(in: years) : 0)
  }

  /// How many homes have another year than in the plan that stands.
  func moves(in years: [Int]) -> Int {
    itemsOfHome.count { of in of.contains { isMoved($0, to: years[$0]) } }
  }

  /// Whether a year, −1 for none, is not that of the plan that stands.
  func isMoved(_ item: Int, to year: Int) -> Bool {
    switch items[item].standing {
    case .unscheduled: year >= 0
    case .year(let standing): year != standing
    case .elsewhere: true
    }
  }
}

/// The items of a problem, by home, and who may pay for them.
private struct ItemList {
  private(set) var items: [UpgradeInstance.Item] = []
  private(set) var payers: [UpgradeInstance.Payers] = []
  private let sources: [FundingSource]

  init(_ problem: UpgradeProblem, sources: [FundingSource], needs: [UpgradeNeed?]) {
    self.sources = sources
    var standing: [String: [UpgradeCategory: Int]] = [:]
    for work in problem.standing { standing[work.home, default: [:]][work.category] = work.year }
    for (number, home) in problem.homes.enumerated() {
      let start = items.count
      let works = home.works.sorted {
        ($0.year, $0.categories.min() ?? .safety) < ($1.year, $1.categories.min() ?? .safety)
      }
      for work in works {
        items.append(
          UpgradeInstance.Item(
            home: number, categories: work.categories.sorted(), costs: [(payers(of: work), work.cost.fen)],
            need: 0,
            contracted: work.year - problem.years.lowerBound, source: work.source))
      }
      let covered = works.reduce(into: Set<UpgradeCategory>()) { $0.formUnion($1.categories) }
      let open = home.deficiencies.keys.filter { !covered.contains($0) }.sorted()
      let costs = open.map { (payers: add(.categories([$0])), fen: (home.deficiencies[$0] ?? nil)?.fen ?? 0) }
      if problem.rules.perCategory {
        for (category, cost) in zip(open, costs) {
          items.append(UpgradeInstance.Item(home: number, categories: [category], costs: [cost], need: 0))
        }
      } else if !open.isEmpty {
        items.append(UpgradeInstance.Item(home: number, categories: open, costs: costs, need: 0))
      }
      share(needs[number]?.points ?? 0, among: start..<items.count)
      for index in start..<items.count {
        items[index].standing = Self.standing(
          items[index].categories, standing[home.id] ?? [:], problem.years)
      }
    }
  }

  /// Shares the points of a home by categories, the whole of them.
  private mutating func share(_ points: Int, among range: Range<Int>) {
    let total = items[range].reduce(0) { $0 + $1.categories.count }
    var before = 0
    for index in range {
      let after = before + items[index].categories.count
      items[index].need = points * after / total - points * before / total
      before = after
    }
  }

  private mutating func payers(of work: UpgradeWork) -> Int {
    guard let source = work.source else { return add(.categories(work.categories)) }
    return add(sources.firstIndex(of: source).map { .source($0) } ?? .uncounted)
  }

  private mutating func add(_ kind: UpgradeInstance.Payers) -> Int {
    if let index = payers.firstIndex(of: kind) { return index }
    payers.append(kind)
    return payers.count - 1
  }

  private static func standing(
    _ categories: [UpgradeCategory], _ plan: [UpgradeCategory: Int], _ years: ClosedRange<Int>
  ) -> UpgradeInstance.Standing {
    let found = Set(categories.map { plan[$0] })
    guard found.count == 1, let only = found.first else { return .elsewhere }
    guard let year = only else { return .unscheduled }
    return years.contains(year) ? .year(year - years.lowerBound) : .elsewhere
  }
}
