/// Of all best schedules that in which homes come early in the order of their ids.
///
/// The first item is done as early as in any best schedule, an item that is left out last of all; of those schedules the
/// second is, and so on: one schedule alone is left. A few items at a time are settled by a search each.
struct FirstOfBest {
  private let search: ScheduleSearch
  private let base: ScheduleModel

  init(_ search: ScheduleSearch, _ base: ScheduleModel) {
    self.search = search
    self.base = base
  }

  /// Finds it.
  ///
  /// - Parameter years: a best schedule.
  /// - Returns: the schedule, or the one given where the time was over before.
  /// - Throws: `CancellationError`
  func first(from years: [Int]) throws(CancellationError) -> (years: [Int], isUnique: Bool) {
    let instance = search.instance
    var model = base
    let terms = model.model.objective.enumerated().filter { $0.element != 0 }.map {
      MixedIntegerModel.Term($0.element, $0.offset)
    }
    model.model.addRow(terms, atLeast: Double(instance.objective(of: years)))
    var limits = search.limits
    limits.absoluteGap = 0.9
    var best = years
    let choices = instance.yearCount + 1
    // As many items as keep the weights of a block small enough to be told apart.
    var block = 1
    while block < instance.items.count, power(choices, block + 1) <= 65_536 { block += 1 }
    for start in stride(from: 0, to: instance.items.count, by: block) {
      let items = start..<min(start + block, instance.items.count)
      if items.contains(where: { best[$0] != 0 }) {
        for variable in model.model.objective.indices { model.model.objective[variable] = 0 }
        for item in items {
          let weight = power(choices, items.upperBound - 1 - item)
          for year in 0..<instance.yearCount {
            model.model.objective[model.choice[item][year]] = Double(weight * (instance.yearCount - year))
          }
        }
        let found = try search.solve(model, from: best, within: limits)
        let rank = { (years: [Int]) in
          items.reduce(0) { sum, item in
            sum
              + (years[item] < 0
                ? 0 : power(choices, items.upperBound - 1 - item) * (instance.yearCount - years[item]))
          }
        }
        guard let better = found.years, let bound = found.bound, bound <= rank(better) else {
          return (years, false)
        }
        best = better
      }
      for item in items {
        for year in 0..<instance.yearCount {
          model.model.fix(model.choice[item][year], at: best[item] == year ? 1 : 0)
        }
      }
    }
    return (best, true)
  }

  private func power(_ base: Int, _ exponent: Int) -> Int {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }
}
