internal import ServiceNetwork

/// The improvement of a schedule part by part: some homes are scheduled anew while all others stay where they are.
///
/// The parts are windows of homes in several orders, by county, from south to north, and by need, each overlapping the
/// last; so the same schedule is improved in the same way each time.
struct NeighbourhoodSearch {
  private let search: ScheduleSearch
  private let base: ScheduleModel
  private let orders: [[Int]]

  /// How many decisions are made anew at a time.
  private static let window = 40
  /// The longest that a part is worked on, seconds.
  private static let mostSeconds = 2.0

  init(_ search: ScheduleSearch, _ base: ScheduleModel) {
    self.search = search
    self.base = base
    let instance = search.instance
    let items = Array(instance.items.indices)
    func home(_ item: Int) -> UpgradeHome { instance.problem.homes[instance.items[item].home] }
    func points(_ item: Int) -> Int { instance.needs[instance.items[item].home]?.points ?? 0 }
    orders = [
      items.sorted { (home($0).county, $0) < (home($1).county, $1) },
      items.sorted { (home($0).location?.latitude ?? 90, $0) < (home($1).location?.latitude ?? 90, $1) },
      items.sorted { (points($0), $0) < (points($1), $1) },
    ]
  }

  /// Improves a schedule until the time is over, the bound is reached, or no part has anything better.
  ///
  /// - Throws: `CancellationError`
  func improved(
    _ start: [Int], bound: Int?, within limits: SolverLimits
  ) throws(CancellationError) -> [Int] {
    let instance = search.instance
    var best = start
    var isFruitful = true
    while isFruitful {
      isFruitful = false
      for order in orders {
        for first in stride(from: 0, to: max(1, order.count - Self.window / 2), by: Self.window / 2) {
          let objective = instance.objective(of: best)
          if limits.isOver || search.isGoodEnough(best, bound) { return best }
          let part = Set(order[first..<min(first + Self.window, order.count)])
          var model = base
          for item in instance.items.indices where !part.contains(item) {
            for year in 0..<instance.yearCount {
              model.model.fix(model.choice[item][year], at: best[item] == year ? 1 : 0)
            }
          }
          var own = limits
          own.deadline = min(limits.deadline, .now + .seconds(Self.mostSeconds))
          own.absoluteGap = 0.9
          let found = try search.solve(model, from: best, within: own)
          guard let years = found.years, instance.objective(of: years) > objective else { continue }
          best = years
          isFruitful = true
        }
      }
    }
    return best
  }
}
