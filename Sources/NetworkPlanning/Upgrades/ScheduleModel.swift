internal import ServiceNetwork

/// The mixed-integer model of a problem under some of its constraints.
///
/// A variable for each item and year, 1 where it is done then. What follows from these, such as whether a home is
/// finished, who pays and where residents stay, are variables that need not be told to be whole: they are where these are.
struct ScheduleModel {
  typealias Term = MixedIntegerModel.Term

  /// What is looked for.
  enum Aim: Equatable {
    /// The most need met early.
    case best
    /// Any schedule.
    case any
    /// One from which a constraint, by its position, is missed by the least.
    case leastShortfall(of: Int)
  }

  let instance: UpgradeInstance
  let active: [Bool]
  let aim: Aim
  var model = MixedIntegerModel()
  /// The variable of each item and year.
  private(set) var choice: [[Int]] = []
  /// How many fen one unit of the model's money is.
  let fenPerUnit: Double
  private var finished: [[Int]: Int] = [:]
  private var underWork: [[Int]: Int] = [:]
  /// By how much the constraint that may be missed is missed.
  private var slack: Int?
  private var slackTerms: [Int] = []

  /// Builds a model.
  ///
  /// - Parameter active: the constraints that hold; the one that may be missed among them.
  init(_ instance: UpgradeInstance, active: [Bool], aim: Aim) {
    self.instance = instance
    self.active = active
    self.aim = aim
    let dearest = instance.items.map(\.cost).max() ?? 0
    fenPerUnit = max(1, Double(dearest) / 1000)
    for item in instance.items {
      let row = (0..<instance.yearCount).map { year in
        model.addBinary(objective: aim == .best ? Double(item.need * (instance.yearCount - year)) : 0)
      }
      choice.append(row)
      model.addRow(row.map { Term(1, $0) }, atMost: 1)
    }
    for (group, constraint) in instance.groups.enumerated() where active[group] { add(constraint, group) }
    addMoney()
    addPriceOfMoves()
  }

  /// Whether a constraint may be missed.
  func isElastic(_ group: Int) -> Bool { aim == .leastShortfall(of: group) }

  /// The years of items in an answer's values, −1 for none.
  func years(in values: [Double]) -> [Int] {
    choice.map { row in row.firstIndex { values[$0] > 0.5 } ?? -1 }
  }

  /// The values of the variables that have to be whole in a schedule, for a search to begin with.
  func values(of years: [Int]) -> [Double] {
    var values = [Double](repeating: 0, count: model.variableCount)
    for (row, year) in zip(choice, years) where year >= 0 { values[row[year]] = 1 }
    return values
  }

  /// Rules out that all of some items are done in their years.
  mutating func forbid(_ done: [(item: Int, year: Int)]) {
    model.addRow(done.map { Term(1, choice[$0.item][$0.year]) }, atMost: Double(done.count - 1))
  }

  /// Adds a row that a constraint asks for, with a way out where the constraint may be missed.
  ///
  /// - Parameter each: whether each row is missed by itself, rather than all by one amount.
  mutating func addRow(
    _ terms: [Term], atLeast least: Double = -.infinity, atMost most: Double = .infinity, of group: Int,
    each: Bool = false, unit: Double = 1
  ) {
    guard isElastic(group) else { return model.addRow(terms, atLeast: least, atMost: most) }
    let way = each ? nil : slack
    let variable = way ?? model.addVariable(in: 0...1e9, objective: -unit)
    if !each { slack = variable }
    slackTerms.append(variable)
    model.addRow(terms + [Term(most < .infinity ? -1 : 1, variable)], atLeast: least, atMost: most)
  }

  /// By how much the constraint that may be missed is missed, in the model's units.
  func shortfall(in values: [Double]) -> Double {
    Set(slackTerms).reduce(0) { $0 + values[$1] }
  }

  /// Whether a home is finished by the end of a year.
  mutating func finish(_ home: Int, by year: Int) -> [Term] {
    guard year >= 0 else { return [] }
    let items = instance.itemsOfHome[home]
    guard items.count > 1 else {
      return items.flatMap { item in (0...year).map { Term(1, choice[item][$0]) } }
    }
    if let variable = finished[[home, year]] { return [Term(1, variable)] }
    let variable = model.addVariable(in: 0...1)
    finished[[home, year]] = variable
    var all: [Term] = []
    for item in items {
      let done = (0...year).map { Term(1, choice[item][$0]) }
      model.addRow(done + [Term(-1, variable)], atLeast: 0)
      all += done
    }
    model.addRow(all + [Term(-1, variable)], atMost: Double(items.count - 1))
    return [Term(1, variable)]
  }

  /// Whether a home is under work in a year; of several items, a variable that is not less than that.
  mutating func work(_ home: Int, in year: Int) -> [Term] {
    let items = instance.itemsOfHome[home]
    guard items.count > 1 else { return items.map { Term(1, choice[$0][year]) } }
    if let variable = underWork[[home, year]] { return [Term(1, variable)] }
    let variable = model.addVariable(in: 0...1)
    underWork[[home, year]] = variable
    for item in items { model.addRow([Term(1, variable), Term(-1, choice[item][year])], atLeast: 0) }
    return [Term(1, variable)]
  }

  private mutating func addPriceOfMoves() {
    guard aim == .best, let price = instance.problem.rules.stability?.pointsPerMove, price > 0 else { return }
    for home in instance.problem.homes.indices {
      for variable in [moved(home)].compactMap({ $0 }) { model.objective[variable] -= Double(price) }
    }
  }

  /// The variable that is 1 where a home has another year than in the plan that stands; `nil` for homes without items.
  mutating func moved(_ home: Int) -> Int? {
    let items = instance.itemsOfHome[home]
    guard !items.isEmpty else { return nil }
    if let variable = movedHomes[home] { return variable }
    let variable = model.addVariable(in: 0...1)
    movedHomes[home] = variable
    for item in items {
      switch instance.items[item].standing {
      case .elsewhere: model.addRow([Term(1, variable)], atLeast: 1)
      case .year(let year): model.addRow([Term(1, variable), Term(1, choice[item][year])], atLeast: 1)
      case .unscheduled:
        model.addRow([Term(1, variable)] + choice[item].map { Term(-1, $0) }, atLeast: 0)
      }
    }
    return variable
  }

  private var movedHomes: [Int: Int] = [:]
}
