internal import ServiceNetwork

/// Who pays how much in which year, to the fen, for costs that are given: a flow from costs to budgets.
struct MoneySettlement {
  /// What no source pays, fen.
  let missing: Int64
  /// What each kind of payers gets from each source in each year: year, payers, source.
  let paid: [[[Int64]]]
  /// The years and payers that compete for too little, where something is missing.
  let shortCosts: [(year: Int, payers: Int)]
  /// The budgets that these have used up.
  let shortBudgets: [(year: Int, source: Int)]

  /// Settles costs.
  ///
  /// - Parameters:
  ///   - costs: fen by year and kind of payers.
  ///   - active: the constraints that hold.
  init(_ costs: [[Int64]], _ instance: UpgradeInstance, active: [Bool]) {
    let (years, kinds, sources) = (instance.yearCount, instance.payers.count, instance.sources.count)
    let (origin, sink) = (0, 1)
    func costNode(_ year: Int, _ kind: Int) -> Int { 2 + year * kinds + kind }
    func moneyNode(_ year: Int, _ source: Int) -> Int { 2 + years * kinds + year * sources + source }
    var flow = IntegerFlow(nodes: 2 + years * (kinds + sources))
    var needed: Int64 = 0
    var ways = [[[Int?]]](
      repeating: Array(repeating: Array(repeating: nil, count: sources), count: kinds), count: years)
    for year in 0..<years {
      for kind in 0..<kinds where costs[year][kind] > 0 && instance.payers[kind] != .uncounted {
        needed += costs[year][kind]
        flow.addArc(from: origin, to: costNode(year, kind), capacity: costs[year][kind])
        for source in 0..<sources
        where instance.isPermitted(source, for: instance.payers[kind], active: active) {
          ways[year][kind][source] = flow.addArc(
            from: costNode(year, kind), to: moneyNode(year, source), capacity: UpgradeInstance.boundless)
        }
      }
      for source in 0..<sources {
        // The oldest money first.
        if instance.problem.rules.carriesOver, year > 0 {
          flow.addArc(
            from: moneyNode(year, source), to: moneyNode(year - 1, source),
            capacity: UpgradeInstance.boundless)
        }
        let isBounded = active[instance.budgetGroups[year][source]]
        flow.addArc(
          from: moneyNode(year, source), to: sink,
          capacity: isBounded ? instance.budgets[year][source] : UpgradeInstance.boundless)
      }
    }
    missing = needed - flow.maximize(from: origin, to: sink)
    paid = ways.map { kinds in kinds.map { sources in sources.map { $0.map { flow.flow(along: $0) } ?? 0 } } }
    guard missing > 0 else {
      shortCosts = []
      shortBudgets = []
      return
    }
    shortCosts = (0..<years).flatMap { year in
      (0..<kinds).filter { costs[year][$0] > 0 && flow.isOnSourceSide(costNode(year, $0)) }.map { (year, $0) }
    }
    shortBudgets = (0..<years).flatMap { year in
      (0..<sources).filter { flow.isOnSourceSide(moneyNode(year, $0)) }.map { (year, $0) }
    }
  }
}

extension UpgradeInstance {
  /// What the items of a schedule cost, fen by year and kind of payers.
  func costs(of years: [Int]) -> [[Int64]] {
    var costs = [[Int64]](repeating: Array(repeating: 0, count: payers.count), count: yearCount)
    for (item, year) in zip(items, years) where year >= 0 {
      for cost in item.costs { costs[year][cost.payers] += cost.fen }
    }
    return costs
  }
}
