public import ServiceNetwork

/// One of the constraints of a problem, as a user would name it.
public enum UpgradeConstraint: Hashable, Sendable {
  /// So many homes at least are finished in a year.
  case homesAtLeast(Int, year: Int)
  /// So many homes at most are under work in a year.
  case homesAtMost(Int, year: Int)
  /// All homes are finished by the end of a year.
  case allBy(Int)
  /// A source's money in a year, which may be none.
  case budget(FundingSource, year: Int, Money)
  /// A source pays for these categories alone.
  case purposes(FundingSource, Set<UpgradeCategory>)
  /// So many of a county's deficient homes are finished by the end of a year.
  case countyShare(county: String, name: String, count: Int, of: Int, by: Int)
  /// No two homes within a distance, kilometres, are under work in one year.
  case spacing(Double)
  /// Given homes are not under work in one year.
  case apart
  /// Residents of homes under work find beds within a distance, kilometres.
  case beds(Double)
  /// Contracted works of a home stay in a year.
  case contracted(home: String, name: String, year: Int, categories: Set<UpgradeCategory>)
  /// No work at a home before another one is finished.
  case precedence(first: String, second: String)
  /// So many homes at most have another year than in the plan that stands.
  case moves(Int)
}

extension UpgradeConstraint {
  /// The constraint in words.
  public var wording: Wording {
    switch self {
    case .homesAtLeast(let count, let year):
      Wording("at least \(count) homes finished in \(year)", zh: "\(year)年至少完成\(count)个敬老院")
    case .homesAtMost(let count, let year):
      Wording("at most \(count) homes under work in \(year)", zh: "\(year)年同时改造的敬老院不超过\(count)个")
    case .allBy(let year): Wording("all homes finished by the end of \(year)", zh: "\(year)年底前全部完成")
    case .budget(let source, let year, let amount):
      Wording("budget \(year) \(source) \(amount) yuan", zh: "\(year)年\(source.chinese)预算\(amount)元")
    case .purposes(let source, let categories):
      Wording(
        "\(source) pays for \(Self.list(categories)) only",
        zh: "\(source.chinese)只用于\(categories.sorted().map(\.nameZh).joined(separator: "、"))")
    case .countyShare(_, let name, let count, let total, let year):
      Wording(
        "at least \(count) of the \(total) deficient homes of \(name) finished by the end of \(year)",
        zh: "\(name)待改造的\(total)个敬老院到\(year)年底至少完成\(count)个")
    case .spacing(let distance):
      Wording(
        "no two homes within \(distance.plain) km under work in one year",
        zh: "相距\(distance.plain)公里以内的敬老院不在同一年改造")
    case .apart: Wording("homes that depend on each other not under work in one year", zh: "互相依托的敬老院不在同一年改造")
    case .beds(let distance):
      Wording(
        "residents of homes under work find free beds within \(distance.plain) km",
        zh: "改造期间老人在\(distance.plain)公里以内的空床安置")
    case .contracted(_, let name, let year, _):
      Wording("contracted work of \(name) stays in \(year)", zh: "\(name)已签约的工程留在\(year)年")
    case .precedence(let first, let second):
      Wording("\(second) not before \(first) is finished", zh: "\(first)完成之前不改造\(second)")
    case .moves(let count):
      Wording("at most \(count) homes moved from the plan that stands", zh: "与现行计划相比最多调整\(count)个敬老院")
    }
  }

  /// By how much the constraint would have to give, in words.
  ///
  /// - Parameter amount: fen for ``budget(_:year:_:)`` and ``purposes(_:_:)``, persons for ``beds(_:)``, otherwise homes.
  public func wording(givingWay amount: Int64) -> Wording {
    switch self {
    case .homesAtLeast(_, let year):
      Wording("\(amount) homes of \(year) later", zh: "\(year)年少完成\(amount)个敬老院")
    case .homesAtMost(_, let year):
      Wording("\(amount) more homes under work in \(year)", zh: "\(year)年多改造\(amount)个敬老院")
    case .allBy(let year): Wording("\(amount) homes later than \(year)", zh: "\(amount)个敬老院晚于\(year)年完成")
    case .budget(let source, let year, _):
      Wording(
        "\(year) would need \(Money(fen: amount)) yuan more of \(source)",
        zh: "\(year)年\(source.chinese)还需\(Money(fen: amount))元")
    case .purposes(let source, _):
      Wording(
        "\(Money(fen: amount)) yuan of \(source) for other categories",
        zh: "\(source.chinese)中\(Money(fen: amount))元用于其他类别")
    case .countyShare(_, let name, _, _, let year):
      Wording("\(amount) homes of \(name) later than \(year)", zh: "\(name)有\(amount)个敬老院晚于\(year)年完成")
    case .spacing: Wording("\(amount) homes nearer to others under work", zh: "\(amount)个敬老院与同年改造的相距更近")
    case .apart: Wording("\(amount) pairs of dependent homes in one year", zh: "\(amount)对互相依托的敬老院同年改造")
    case .beds: Wording("\(amount) more beds", zh: "还需\(amount)张床位")
    case .contracted(_, let name, let year, _):
      Wording("\(name) not in \(year)", zh: "\(name)不在\(year)年改造")
    case .precedence(let first, let second):
      Wording("\(second) before \(first) is finished", zh: "\(second)先于\(first)完成之时改造")
    case .moves: Wording("\(amount) more homes moved", zh: "多调整\(amount)个敬老院")
    }
  }

  private static func list(_ categories: Set<UpgradeCategory>) -> String {
    categories.isEmpty ? "nothing" : categories.sorted().map(\.rawValue).joined(separator: ", ")
  }
}

extension FundingSource {
  /// The source in Chinese, as far as its words are known.
  var chinese: String {
    let levels: [FundingLevel: String] = [.central: "中央", .provincial: "省级", .city: "市级", .county: "县级"]
    let names = ["welfare-lottery": "福彩公益金", "fiscal": "财政资金", "donation": "捐赠", "other": "其他资金"]
    return (level.flatMap { levels[$0] } ?? "") + (names[name] ?? name)
  }
}

extension Double {
  /// The number without a fraction that is none.
  var plain: String { self == rounded() && magnitude < 1e15 ? "\(Int64(self))" : "\(self)" }
}
