internal import ServiceNetwork

/// What a schedule does not keep to, in whole numbers.
struct ScheduleCheck {
  /// A constraint that is not kept to, and by how much.
  struct Shortfall: Equatable {
    /// The constraint's position.
    var group: Int
    /// By how much: fen, persons or homes, as the constraint has it.
    var amount: Int64
  }

  private let instance: UpgradeInstance
  private let active: [Bool]
  private let years: [Int]

  /// Looks at a schedule.
  ///
  /// - Parameters:
  ///   - years: the position of each item's year, −1 for none.
  ///   - active: the constraints that hold.
  init(_ years: [Int], _ instance: UpgradeInstance, active: [Bool]) {
    self.instance = instance
    self.active = active
    self.years = years
  }

  /// Everything that is not kept to; of money that does not suffice all budgets that are short, each with what would do
  /// by itself.
  var shortfalls: [Shortfall] {
    instance.groups.indices.filter { active[$0] }.compactMap { group in
      let amount = shortfall(of: instance.groups[group])
      return amount > 0 ? Shortfall(group: group, amount: amount) : nil
    } + money
  }

  /// Whether everything is kept to.
  var isKept: Bool { shortfalls.isEmpty }

  /// How the costs are paid.
  var settlement: MoneySettlement { MoneySettlement(instance.costs(of: years), instance, active: active) }

  /// By how much a constraint is not kept to, whatever it costs.
  func shortfall(of constraint: UpgradeConstraint) -> Int64 {
    switch constraint {
    case .homesAtLeast(let count, let year):
      Int64(count - homes { finish($0) == year - instance.firstYear })
    case .homesAtMost(let count, let year):
      Int64(homes { isUnderWork($0, in: year - instance.firstYear) } - count)
    case .allBy(let year): Int64(homes { finish($0) ?? .max > year - instance.firstYear })
    case .countyShare(let county, _, let count, _, let year):
      Int64(
        count
          - homes {
            instance.problem.homes[$0].county == county && finish($0) ?? .max <= year - instance.firstYear
          })
    case .spacing: together(instance.nearPairs)
    case .apart: together(instance.apartPairs)
    case .beds:
      (0..<instance.yearCount).reduce(0) { sum, year in
        sum + BedPlacement(instance.problem.homes.indices.map { isUnderWork($0, in: year) }, instance).missing
      }
    case .contracted(let home, _, let year, let categories):
      isKept(home, year - instance.firstYear, categories) ? 0 : 1
    case .precedence(let first, let second): precedes(first, second) ? 0 : 1
    case .moves(let count): Int64(instance.moves(in: years) - count)
    case .budget, .purposes: 0
    }
  }

  // MARK: - Private

  private var money: [Shortfall] {
    guard !instance.sources.isEmpty else { return [] }
    let settlement = settlement
    guard settlement.missing > 0 else { return [] }
    let short = settlement.shortBudgets.map { instance.budgetGroups[$0.year][$0.source] }.filter {
      active[$0]
    }
    // Where no budget is short, there is no source at all that may pay.
    let groups = short.isEmpty ? instance.purposes.compactMap { $0?.group }.filter { active[$0] } : short
    return groups.map { Shortfall(group: $0, amount: settlement.missing) }
  }

  private func homes(where isCounted: (Int) -> Bool) -> Int {
    instance.itemsOfHome.indices.count { !instance.itemsOfHome[$0].isEmpty && isCounted($0) }
  }

  /// The position of the year in which a home is finished; `nil` where it is not.
  private func finish(_ home: Int) -> Int? {
    var last = -1
    for item in instance.itemsOfHome[home] {
      if years[item] < 0 { return nil }
      last = max(last, years[item])
    }
    return last
  }

  private func isUnderWork(_ home: Int, in year: Int) -> Bool {
    instance.itemsOfHome[home].contains { years[$0] == year }
  }

  private func together(_ pairs: [(Int, Int)]) -> Int64 {
    (0..<instance.yearCount).reduce(0) { sum, year in
      sum + Int64(pairs.count { isUnderWork($0.0, in: year) && isUnderWork($0.1, in: year) })
    }
  }

  private func isKept(_ home: String, _ year: Int, _ categories: Set<UpgradeCategory>) -> Bool {
    instance.items.indices.contains { index in
      let item = instance.items[index]
      return item.contracted == year && instance.problem.homes[item.home].id == home
        && Set(item.categories) == categories && years[index] == year
    }
  }

  private func precedes(_ first: String, _ second: String) -> Bool {
    guard let one = instance.number[first], let other = instance.number[second] else { return true }
    let begin = instance.itemsOfHome[other].compactMap { years[$0] >= 0 ? years[$0] : nil }.min()
    return finish(one) ?? .max <= begin ?? .max
  }
}
