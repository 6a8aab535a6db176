internal import ServiceNetwork

/// A schedule that is made home by home, the most urgent first: a beginning for the search, and what it is measured by.
///
/// Contracted works are placed first, and what these wait for; then what the plan that stands has, where few moves are
/// allowed; then, a year after the other, homes of counties that fall short of a share, and all others in their order. What
/// does not fit into a year waits for the next. It may miss constraints that ask for something, such as a least number of
/// homes.
struct GreedySchedule {
  /// Which homes come first.
  enum Order: CaseIterable {
    /// The most urgent; counties that fall short in the year of their share.
    case need
    /// The most urgent; counties that fall short in all years up to that of their share.
    case needAfterShares
    /// Those with the most need for their cost, after counties that fall short.
    case needForCost
  }

  /// The position of each item's year, −1 for none.
  private(set) var years: [Int]

  private let instance: UpgradeInstance
  private let active: [Bool]
  private let isCancelled: () -> Bool
  private let neighbours: [[Int]]
  private let mostHomes: [Int]
  private let mostMoves: Int?
  private let waits: [(first: Int, second: Int)]
  private let isAskingForBeds: Bool
  private var isUnderWork: [[Bool]]
  private var homesUnderWork: [Int]
  private var costs: [[Int64]]

  /// Makes a schedule.
  ///
  /// - Parameters:
  ///   - active: the constraints that hold.
  ///   - order: which homes come first.
  init(
    _ instance: UpgradeInstance, active: [Bool], order: Order, isCancelled: @escaping () -> Bool
  ) {
    self.instance = instance
    self.active = active
    self.isCancelled = isCancelled
    let homes = instance.problem.homes.count
    years = Array(repeating: -1, count: instance.items.count)
    isUnderWork = Array(repeating: Array(repeating: false, count: homes), count: instance.yearCount)
    homesUnderWork = Array(repeating: 0, count: instance.yearCount)
    costs = instance.costs(of: years)
    var neighbours = [[Int]](repeating: [], count: homes)
    var mostHomes = [Int](repeating: .max, count: instance.yearCount)
    var mostMoves: Int?
    var waits: [(Int, Int)] = []
    var isAskingForBeds = false
    for (constraint, isActive) in zip(instance.groups, active) where isActive {
      switch constraint {
      case .homesAtMost(let count, let year): mostHomes[year - instance.firstYear] = count
      case .moves(let count): mostMoves = count
      case .beds: isAskingForBeds = true
      case .precedence(let first, let second):
        if let one = instance.number[first], let other = instance.number[second] {
          waits.append((one, other))
        }
      case .spacing: Self.join(instance.nearPairs, &neighbours)
      case .apart: Self.join(instance.apartPairs, &neighbours)
      default: break
      }
    }
    self.neighbours = neighbours
    self.mostHomes = mostHomes
    self.mostMoves = mostMoves
    self.waits = waits
    self.isAskingForBeds = isAskingForBeds
    fill(order)
  }

  /// Whether an item that has no year fits into one.
  func fits(_ item: Int, in year: Int) -> Bool {
    let home = instance.items[item].home
    if !isUnderWork[year][home] {
      guard homesUnderWork[year] < mostHomes[year],
        !neighbours[home].contains(where: { isUnderWork[year][$0] })
      else { return false }
    }
    return isInOrder(home, year) && isWithinMoves(item, year) && hasMoney(item, year) && hasBeds(home, year)
  }

  /// Places an item.
  mutating func place(_ item: Int, in year: Int) {
    let home = instance.items[item].home
    years[item] = year
    if !isUnderWork[year][home] {
      isUnderWork[year][home] = true
      homesUnderWork[year] += 1
    }
    for cost in instance.items[item].costs { costs[year][cost.payers] += cost.fen }
  }

  // MARK: - Private

  private mutating func fill(_ order: Order) {
    for (index, item) in instance.items.enumerated() {
      if let year = item.contracted, instance.problem.rules.keepsContracted { place(index, in: year) }
    }
    let urgent = sorted(order)
    for wait in waits {
      let begin = instance.itemsOfHome[wait.second].compactMap { years[$0] >= 0 ? years[$0] : nil }.min()
      for item in instance.itemsOfHome[wait.first] where years[item] < 0 {
        if let begin, let year = (0...begin).first(where: { fits(item, in: $0) }) { place(item, in: year) }
      }
    }
    if let mostMoves, 2 * mostMoves < instance.itemsOfHome.count {
      for item in urgent where years[item] < 0 {
        if case .year(let year) = instance.items[item].standing, fits(item, in: year) {
          place(item, in: year)
        }
      }
    }
    for year in 0..<instance.yearCount {
      for case .countyShare(let county, _, let count, _, let by) in instance.groups
      where order == .need ? by - instance.firstYear == year : by - instance.firstYear >= year {
        let homes = instance.problem.homes.indices.filter { instance.problem.homes[$0].county == county }
        var missing = count - homes.count { isFinished($0) }
        for item in urgent where missing > 0 && years[item] < 0 {
          let home = instance.items[item].home
          guard instance.problem.homes[home].county == county, fits(item, in: year) else { continue }
          place(item, in: year)
          if isFinished(home) { missing -= 1 }
        }
      }
      for item in urgent where years[item] < 0 && !isCancelled() && fits(item, in: year) {
        place(item, in: year)
      }
    }
  }

  private func sorted(_ order: Order) -> [Int] {
    let ranks = instance.items.map { item in
      order == .needForCost ? Double(points(item)) / Double(max(1, item.cost)) : Double(points(item))
    }
    return instance.items.indices.sorted { (-ranks[$0], $0) < (-ranks[$1], $1) }
  }

  /// The need of an item's whole home: its items come one after the other.
  private func points(_ item: UpgradeInstance.Item) -> Int { instance.needs[item.home]?.points ?? 0 }

  private func isFinished(_ home: Int) -> Bool {
    !instance.itemsOfHome[home].isEmpty && instance.itemsOfHome[home].allSatisfy { years[$0] >= 0 }
  }

  private func isInOrder(_ home: Int, _ year: Int) -> Bool {
    waits.allSatisfy { wait in
      wait.second != home
        || instance.itemsOfHome[wait.first].allSatisfy { years[$0] >= 0 && years[$0] <= year }
    }
  }

  private func isWithinMoves(_ item: Int, _ year: Int) -> Bool {
    guard let mostMoves else { return true }
    var after = years
    after[item] = year
    // What the plan has and is not placed yet may still be placed where it was.
    let moves = instance.itemsOfHome.count { of in
      of.contains { after[$0] >= 0 && instance.isMoved($0, to: after[$0]) }
    }
    return moves <= mostMoves
  }

  private func hasMoney(_ item: Int, _ year: Int) -> Bool {
    guard !instance.sources.isEmpty else { return true }
    var after = costs
    for cost in instance.items[item].costs { after[year][cost.payers] += cost.fen }
    return MoneySettlement(after, instance, active: active).missing == 0
  }

  private func hasBeds(_ home: Int, _ year: Int) -> Bool {
    guard isAskingForBeds, !isUnderWork[year][home] else { return true }
    let homes = instance.problem.homes
    let beds = instance.bedsOfHome[home].reduce(0) { $0 + (isUnderWork[year][$1] ? 0 : homes[$1].freeBeds) }
    guard beds >= homes[home].residents else { return false }
    var after = isUnderWork[year]
    after[home] = true
    return BedPlacement(after, instance).missing == 0
  }

  private static func join(_ pairs: [(Int, Int)], _ neighbours: inout [[Int]]) {
    for (first, second) in pairs {
      neighbours[first].append(second)
      neighbours[second].append(first)
    }
  }
}
