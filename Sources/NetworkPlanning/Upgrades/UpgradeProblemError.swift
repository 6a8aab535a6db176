public import ServiceNetwork

/// Why something is no ``UpgradeProblem``.
public enum UpgradeProblemError: WordedError, Equatable {
  /// More than ten years.
  case tooManyYears(Int)
  /// Two homes have one id.
  case duplicateHome(String)
  /// A number of persons or beds of a home is not within 0...1 000 000.
  case countOutOfRange(home: String, Int)
  /// Nobody estimated what a category of a home costs.
  case missingCost(home: String, UpgradeCategory)
  /// A cost is negative, or beyond what is counted; of works that stand, where no category is told.
  case badCost(home: String, UpgradeCategory?, Money)
  /// Works stand in a year that is not planned.
  case workOutOfYears(home: String, year: Int)
  /// Works refit nothing.
  case workOnNothing(home: String)
  /// Two works refit the same.
  case workTwice(home: String, UpgradeCategory)
  /// A weight is negative or no number.
  case badWeight(Double)
  /// A year that a member of the rules tells is not planned.
  case yearOutOfRange(Int, in: String)
  /// Two bounds on homes are for one year.
  case boundTwice(year: Int)
  /// A number of homes is negative, or the least is more than the most.
  case leastBeyondMost(year: Int, Int, Int)
  /// A share is not within 0...1.
  case badShare(Double)
  /// No home lies in a county that a share is for.
  case unknownCounty(String)
  /// A distance is negative or no number.
  case badDistance(String, Double)
  /// A member of the rules tells a home that is not there.
  case unknownHome(String, in: String)
  /// A pair is one home twice.
  case pairOfOne(String, in: String)
  /// A number of moves, or what one costs, is negative or beyond a million.
  case badMoves(Int)
  /// A budget is negative, or beyond what is counted.
  case badBudget(FundingSource, year: Int, Money)
  /// A source has two budgets in a year.
  case budgetTwice(FundingSource, year: Int)
  /// The purposes of a source are told twice.
  case purposesTwice(FundingSource)
  /// Purposes are told of a source that has no budget.
  case unknownSource(FundingSource)
  /// The plan that stands has a category of a home twice.
  case standsTwice(home: String, UpgradeCategory)
}

extension UpgradeProblemError {
  /// What is wrong, as a sentence without its full stop.
  public var wording: Wording {
    switch self {
    case .tooManyYears(let count):
      Wording("\(count) years are too many, at most 10 are planned at once", zh: "一次最多规划10年，而给出了\(count)年")
    case .duplicateHome(let id): Wording("two homes have the id \(id)", zh: "两个敬老院的编号都是\(id)")
    case .countOutOfRange(let home, let count):
      Wording("\(count) is no number of persons or beds of home \(home)", zh: "敬老院\(home)的人数或床位数\(count)不合理")
    case .missingCost(let home, let category):
      Wording(
        "home \(home) has no cost estimate for \(category.rawValue)",
        zh: "敬老院\(home)缺少\(category.nameZh)改造的费用估算")
    case .badCost(let home, let category, let cost):
      Wording(
        "home \(home) has a cost of \(cost) yuan for \(category?.rawValue ?? "works that stand")",
        zh: "敬老院\(home)\(category.map { $0.nameZh + "改造" } ?? "已定工程")的费用为\(cost)元，不合理")
    case .workOutOfYears(let home, let year):
      Wording(
        "works at home \(home) stand in \(year), which is not planned", zh: "敬老院\(home)的已定工程在\(year)年，不在规划年份内"
      )
    case .workOnNothing(let home):
      Wording("works at home \(home) have no category", zh: "敬老院\(home)的已定工程没有改造类别")
    case .workTwice(let home, let category):
      Wording(
        "two works at home \(home) are for \(category.rawValue)",
        zh: "敬老院\(home)有两项已定工程都改造\(category.nameZh)")
    case .badWeight(let weight):
      Wording("the weight \(weight) is not a number from 0 on", zh: "权重\(weight)不是非负数")
    case .yearOutOfRange(let year, let member):
      Wording("\(member): \(year) is not among the years of the plan", zh: "\(member)：\(year)不在规划年份内")
    case .boundTwice(let year): Wording("homes: \(year) is there twice", zh: "homes：\(year)年出现两次")
    case .leastBeyondMost(let year, let least, let most):
      Wording(
        "homes: \(year) has at least \(least) and at most \(most)",
        zh: "homes：\(year)年至少\(least)个、至多\(most)个，矛盾或为负")
    case .badShare(let share): Wording("shares: \(share) is not within 0...1", zh: "shares：\(share)不在0至1之间")
    case .unknownCounty(let county):
      Wording("shares: no home lies in county \(county)", zh: "shares：县\(county)没有敬老院")
    case .badDistance(let member, let distance):
      Wording("\(member): \(distance) is no distance in kilometres", zh: "\(member)：\(distance)不是公里数")
    case .unknownHome(let id, let member):
      Wording("\(member): there is no home \(id)", zh: "\(member)：没有敬老院\(id)")
    case .pairOfOne(let id, let member):
      Wording("\(member): \(id) is paired with itself", zh: "\(member)：\(id)与自身成对")
    case .badMoves(let count):
      Wording("stability: \(count) is not within 0...1000000", zh: "stability：\(count)不在0至1000000之间")
    case .badBudget(let source, let year, let amount):
      Wording(
        "budgets: \(amount) yuan of \(source) in \(year) is no budget",
        zh: "budgets：\(year)年\(source)的\(amount)元不是有效预算")
    case .budgetTwice(let source, let year):
      Wording("budgets: \(source) is there twice in \(year)", zh: "budgets：\(year)年的\(source)出现两次")
    case .purposesTwice(let source):
      Wording("purposes: \(source) is there twice", zh: "purposes：\(source)出现两次")
    case .unknownSource(let source):
      Wording("purposes: \(source) has no budget", zh: "purposes：\(source)没有预算")
    case .standsTwice(let home, let category):
      Wording(
        "the plan that stands has \(category.rawValue) of home \(home) twice",
        zh: "现行计划中敬老院\(home)的\(category.nameZh)出现两次")
    }
  }
}
