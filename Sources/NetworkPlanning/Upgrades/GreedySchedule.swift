internal import ServiceNetwork

/// A schedule that is made home by home, the most urgent first: a beginning for the search, and what it is measured by.
///
/// Contracted works are placed first, then what the plan that stands has, where moves are counted; then, a year after
/// the other, homes of counties that fall short of a share, and all others by need and id. What does not fit into a year
/// waits for the next. It may miss constraints that ask for something, such as a least number of homes.
struct GreedySchedule {
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
  ///   - isForesighted: whether counties come first in all years up to that of their share, rather than in that year.
  init(
    _ instance: UpgradeInstance, active: [Bool], isForesighted: Bool, isCancelled: @escaping () -> Bool
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
    fill(isForesighted: isForesighted)
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

  private mutating func fill(isForesighted: Bool) {
    for (index, item) in instance.items.enumerated() {
      if let year = item.contracted, instance.problem.rules.keepsContracted { place(index, in: year) }
    }
    let urgent = instance.items.indices.sorted { first, second in
      let (one, other) = (instance.items[first], instance.items[second])
      return (-points(one), first) < (-points(other), second)
    }
    if instance.problem.rules.stability != nil {
      for item in urgent where years[item] < 0 {
        if case .year(let year) = instance.items[item].standing, fits(item, in: year) {
          place(item, in: year)
        }
      }
    }
    for year in 0..<instance.yearCount {
      for case .countyShare(let county, _, let count, _, let by) in instance.groups
      where isForesighted ? by - instance.firstYear >= year : by - instance.firstYear == year {
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
