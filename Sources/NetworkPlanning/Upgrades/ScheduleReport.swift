internal import ServiceNetwork

/// A schedule in positions, written out.
struct ScheduleReport {
  private let chosen: [Int]
  private let instance: UpgradeInstance
  private let active: [Bool]

  init(_ chosen: [Int], _ instance: UpgradeInstance) {
    self.chosen = chosen
    self.instance = instance
    active = Array(repeating: true, count: instance.groups.count)
  }

  /// The years with their works, payments and what is left.
  var years: [UpgradeSchedule.Year] {
    let payments = payments
    var carried = [Int64](repeating: 0, count: instance.sources.count)
    return (0..<instance.yearCount).map { year in
      let items = instance.items.indices.filter { chosen[$0] == year }.sorted(by: precedes)
      var left = instance.budgets[year]
      if instance.problem.rules.carriesOver { for source in left.indices { left[source] += carried[source] } }
      for item in items {
        for payment in payments[item] {
          if let source = instance.sources.firstIndex(of: payment.source) {
            left[source] -= payment.amount.fen
          }
        }
      }
      carried = left
      return UpgradeSchedule.Year(
        year: instance.firstYear + year, works: items.compactMap { works($0, payments[$0]) },
        cost: Money(fen: items.reduce(0) { $0 + instance.items[$1].cost }),
        left: zip(instance.sources, left).map { .init(source: $0, amount: Money(fen: $1)) })
    }
  }

  /// What no year has, and why.
  func unscheduled(isOptimal: Bool) -> [UpgradeSchedule.Unscheduled] {
    instance.items.indices.filter { chosen[$0] < 0 }.sorted(by: precedes).compactMap { index in
      let item = instance.items[index]
      let home = instance.problem.homes[item.home]
      guard let need = instance.needs[item.home] else { return nil }
      return UpgradeSchedule.Unscheduled(
        home: home.id, name: home.name, county: home.county, categories: item.categories,
        cost: Money(fen: item.cost), need: need, reason: reason(index, isOptimal: isOptimal))
    }
  }

  // MARK: - Private

  private func precedes(_ first: Int, _ second: Int) -> Bool {
    func points(_ item: Int) -> Int { instance.needs[instance.items[item].home]?.points ?? 0 }
    return (-points(first), first) < (-points(second), second)
  }

  private func works(_ index: Int, _ payments: [UpgradeSchedule.Payment]) -> UpgradeSchedule.Works? {
    let item = instance.items[index]
    let home = instance.problem.homes[item.home]
    guard let need = instance.needs[item.home] else { return nil }
    return UpgradeSchedule.Works(
      home: home.id, name: home.name, county: home.county,
      countyName: instance.problem.counties[home.county] ?? home.county, location: home.location,
      categories: item.categories, cost: Money(fen: item.cost), payments: payments,
      isContracted: item.contracted == chosen[index], need: need)
  }

  /// Who pays for each item: what each kind of payers gets is handed out to its costs one after the other.
  private var payments: [[UpgradeSchedule.Payment]] {
    var paid = MoneySettlement(instance.costs(of: chosen), instance, active: active).paid
    return zip(instance.items, chosen).map { item, year in
      guard year >= 0 else { return [] }
      var amounts: [FundingSource: Int64] = [:]
      for cost in item.costs {
        if case .uncounted = instance.payers[cost.payers], let source = item.source {
          amounts[source, default: 0] += cost.fen
          continue
        }
        var missing = cost.fen
        for source in instance.sources.indices where missing > 0 {
          let amount = min(missing, paid[year][cost.payers][source])
          guard amount > 0 else { continue }
          paid[year][cost.payers][source] -= amount
          missing -= amount
          amounts[instance.sources[source], default: 0] += amount
        }
      }
      return amounts.filter { $0.value > 0 }.sorted { $0.key < $1.key }
        .map { .init(source: $0.key, amount: Money(fen: $0.value)) }
    }
  }

  /// What keeps an item out of each year.
  private func reason(_ item: Int, isOptimal: Bool) -> Wording {
    var parts: [Wording] = []
    for year in 0..<instance.yearCount {
      var years = chosen
      years[item] = year
      let shortfalls = ScheduleCheck(years, instance, active: active).shortfalls
      let label = instance.firstYear + year
      if shortfalls.isEmpty {
        parts.append(
          isOptimal
            ? Wording("\(label): would fit, and adds nothing", zh: "\(label)年：可以安排，但不增加得分")
            : Wording("\(label): would fit, not found within the time limit", zh: "\(label)年：可以安排，时限内未找到"))
        continue
      }
      let broken = shortfalls.map { shortfall in
        let constraint = instance.groups[shortfall.group]
        let give = constraint.wording(givingWay: shortfall.amount)
        return Wording("\(constraint.wording.en) (\(give.en))", zh: "\(constraint.wording.zh)（\(give.zh)）")
      }
      parts.append(
        Wording(
          "\(label): \(broken.map(\.en).joined(separator: ", "))",
          zh: "\(label)年：\(broken.map(\.zh).joined(separator: "，"))"))
    }
    return Wording(parts.map(\.en).joined(separator: "; "), zh: parts.map(\.zh).joined(separator: "；"))
  }
}
