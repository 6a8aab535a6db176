internal import ServiceNetwork

extension ScheduleModel {
  /// Adds who pays: rows of budgets alone where every source pays for everything, otherwise with a variable for what
  /// each source pays to each kind of payers in each year.
  mutating func addMoney() {
    guard !instance.sources.isEmpty else { return }
    let kinds = instance.payers.indices.filter { instance.payers[$0] != .uncounted }
    let isElasticPurpose = instance.groups.indices.contains { group in
      guard case .purposes = instance.groups[group] else { return false }
      return isElastic(group)
    }
    let paysAll = kinds.allSatisfy { kind in
      instance.sources.indices.allSatisfy {
        instance.isPermitted($0, for: instance.payers[kind], active: active)
      }
    }
    let costs = instance.items.indices.map { item in
      instance.items[item].costs.filter { instance.payers[$0.payers] != .uncounted }
    }
    addTotals(costs)
    if !paysAll || isElasticPurpose { addPayments(costs, kinds) }
  }

  /// All sources together pay for all: what their budgets allow in each year, or up to it.
  private mutating func addTotals(_ costs: [[(payers: Int, fen: Int64)]]) {
    let carriesOver = instance.problem.rules.carriesOver
    for year in 0..<instance.yearCount {
      let years = carriesOver ? 0...year : year...year
      var terms: [Term] = []
      for (item, costs) in costs.enumerated() {
        let cost = units(costs.reduce(0) { $0 + $1.fen })
        if cost > 0 { terms += years.map { Term(cost, choice[item][$0]) } }
      }
      addBudgetRow(terms, instance.sources.indices, years)
    }
  }

  /// A row of what some sources have in some years; none where one of these has no bound.
  private mutating func addBudgetRow(_ terms: [Term], _ sources: Range<Int>, _ years: ClosedRange<Int>) {
    var amount: Int64 = 0
    var elastic: Int?
    for year in years {
      for source in sources {
        let group = instance.budgetGroups[year][source]
        guard active[group] else { return }
        if isElastic(group) { elastic = group }
        amount += instance.budgets[year][source]
      }
    }
    guard let elastic else { return model.addRow(terms, atMost: units(amount)) }
    addRow(terms, atMost: units(amount), of: elastic)
  }

  private mutating func addPayments(_ costs: [[(payers: Int, fen: Int64)]], _ kinds: [Int]) {
    let purposes = instance.purposes
    var diverted: [Term] = []
    var divertedGroup: Int?
    // What each source pays in each year.
    var paid = [[[Term]]](
      repeating: Array(repeating: [], count: instance.sources.count), count: instance.yearCount)
    for year in 0..<instance.yearCount {
      for kind in kinds {
        var terms: [Term] = []
        for (item, costs) in costs.enumerated() {
          let cost = costs.reduce(0) { $0 + ($1.payers == kind ? $1.fen : 0) }
          if cost > 0 { terms.append(Term(units(cost), choice[item][year])) }
        }
        guard !terms.isEmpty else { continue }
        for source in instance.sources.indices {
          let isPermitted = instance.isPermitted(source, for: instance.payers[kind], active: active)
          let group = purposes[source]?.group
          var isDiverted = false
          if !isPermitted, let group, isElastic(group), case .categories = instance.payers[kind] {
            isDiverted = true
            divertedGroup = group
          }
          guard isPermitted || isDiverted else { continue }
          let way = model.addVariable(in: 0...1e9)
          terms.append(Term(-1, way))
          paid[year][source].append(Term(1, way))
          if isDiverted { diverted.append(Term(1, way)) }
        }
        model.addRow(terms, atLeast: 0, atMost: 0)
      }
    }
    if let divertedGroup { addRow(diverted, atMost: 0, of: divertedGroup) }
    for year in 0..<instance.yearCount {
      let years = instance.problem.rules.carriesOver ? 0...year : year...year
      for source in instance.sources.indices {
        let terms = years.flatMap { paid[$0][source] }
        if !terms.isEmpty { addBudgetRow(terms, source..<(source + 1), years) }
      }
    }
  }

  private func units(_ fen: Int64) -> Double { Double(fen) / fenPerUnit }
}
