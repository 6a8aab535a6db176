public import ServiceNetwork

extension UpgradeSchedule {
  /// The schedule as planned works, for the registry.
  ///
  /// There is one for each category of a home and payer, so that their costs add up to what the schedule says, to the fen,
  /// in all and by payer. What is contracted is there already, and left out.
  ///
  /// - Parameter problem: what the schedule answers.
  public func plannedWorks(of problem: UpgradeProblem) -> [Upgrade] {
    let costs = Dictionary(uniqueKeysWithValues: problem.homes.map { ($0.id, $0.deficiencies) })
    return years.flatMap { year in
      year.works.filter { !$0.isContracted }.flatMap { works in
        works.planned(in: year.year, costs: costs[works.home] ?? [:])
      }
    }
  }
}

extension UpgradeSchedule.Works {
  /// Shares the payments out over the categories, in order.
  fileprivate func planned(in year: Int, costs: [UpgradeCategory: Money?]) -> [Upgrade] {
    var purse = payments.filter { $0.amount > .zero }.map { (source: $0.source, left: $0.amount) }[...]
    return categories.flatMap { category -> [Upgrade] in
      var due = (costs[category] ?? nil) ?? .zero
      func work(_ amount: Money, _ source: FundingSource?) -> Upgrade {
        Upgrade(
          facility: home, category: category, year: year, status: .planned, cost: amount, source: source)
      }
      if payments.isEmpty || due == .zero { return [work(due, nil)] }
      var parts: [Upgrade] = []
      while due > .zero, let payer = purse.first {
        let amount = min(due, payer.left)
        parts.append(work(amount, payer.source))
        due = due - amount
        purse[purse.startIndex].left = payer.left - amount
        if payer.left == amount { purse.removeFirst() }
      }
      return parts
    }
  }
}
