/// What counts as served: alternatives, of which one is enough.
///
/// Written `own-township or within 10 km`; `within 15 min by walk`; `within 3000 m detour:1.3`.
public struct ServiceRule: Hashable, Sendable {
  /// One way of being served.
  public enum Alternative: Hashable, Sendable {
    /// A serving facility or post in the village itself.
    case ownVillage
    /// One anywhere in the village's township.
    case ownTownship
    /// The nearest one no farther than so many metres, or minutes, along a measure; at the bound counts.
    case within(Double, Measure)
  }

  /// The alternatives in the order in which they were written, at least one, none twice.
  public let alternatives: [Alternative]

  /// A rule of some alternatives.
  ///
  /// - Throws: ``ServiceRuleError/empty`` where there is none, ``ServiceRuleError/severalDistances`` for more
  ///   than one `within`.
  public init(_ alternatives: [Alternative]) throws(ServiceRuleError) {
    guard !alternatives.isEmpty else { throw .empty }
    var unique: [Alternative] = []
    for alternative in alternatives where !unique.contains(alternative) { unique.append(alternative) }
    let distances = unique.count { if case .within = $0 { true } else { false } }
    guard distances <= 1 else { throw .severalDistances }
    self.alternatives = unique
  }

  /// Reads a rule.
  ///
  /// - Parameters:
  ///   - text: alternatives joined by `or`. A distance bears `m` or `km`, a time `min`.
  ///   - measure: what a `within` that names no measure is measured by.
  /// - Throws: ``ServiceRuleError``, with the words that could not be read.
  public init(_ text: String, measure: Measure = .straight) throws(ServiceRuleError) {
    var alternatives: [Alternative] = []
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    for words in words.split(separator: "or", omittingEmptySubsequences: false) {
      alternatives.append(try Self.alternative(Array(words), measure: measure))
    }
    try self.init(alternatives)
  }

  /// The bound and measure of its `within`; `nil` where it has none.
  public var distance: (bound: Double, measure: Measure)? {
    for case .within(let bound, let measure) in alternatives { return (bound, measure) }
    return nil
  }

  /// The same rule with its `within` along another measure.
  ///
  /// - Throws: ``ServiceRuleError/unitMismatch(_:_:)`` where metres would become minutes, or minutes metres.
  public func measured(by measure: Measure) throws(ServiceRuleError) -> ServiceRule {
    var changed: [Alternative] = []
    for alternative in alternatives {
      if case .within(let bound, let former) = alternative {
        let measure = measure.forBound(isTime: former.isTime)
        guard former.isTime == measure.isTime else {
          throw .unitMismatch("\(bound.shortDescription) \(former.isTime ? "min" : "m")", measure.description)
        }
        changed.append(.within(bound, measure))
      } else {
        changed.append(alternative)
      }
    }
    return try ServiceRule(changed)
  }

  // MARK: - Private

  private static func alternative(
    _ words: [String], measure: Measure
  ) throws(ServiceRuleError) -> Alternative {
    switch words.first?.lowercased() {
    case nil: throw .empty
    case "own-village" where words.count == 1: return .ownVillage
    case "own-township" where words.count == 1: return .ownTownship
    case "within" where words.count > 1: return try within(Array(words.dropFirst()), measure: measure)
    default: throw .unknownAlternative(words.joined(separator: " "))
    }
  }

  /// Reads what follows `within`: an amount, its unit in the same word or the next, `by`, a measure.
  private static func within(_ words: [String], measure: Measure) throws(ServiceRuleError) -> Alternative {
    var rest = words[...]
    var amount = rest.removeFirst()
    if Double(amount) != nil, let unit = rest.first {
      amount += unit
      rest.removeFirst()
    }
    if rest.first == "by" { rest.removeFirst() }
    guard rest.count <= 1 else { throw .unknownAlternative("within " + words.joined(separator: " ")) }
    let quantity = try Quantity(amount)
    let named = try rest.first.map { word throws(ServiceRuleError) in try Measure(word) }
    let measure = (named ?? measure).forBound(isTime: quantity.isTime)
    guard quantity.isTime == measure.isTime else { throw .unitMismatch(amount, measure.description) }
    return .within(quantity.value, measure)
  }
}

extension ServiceRule: CustomStringConvertible {
  /// The rule in its canonical form, which reads as the same rule again: `within 3000 m straight`.
  public var description: String {
    alternatives.map(\.description).joined(separator: " or ")
  }
}

extension ServiceRule {
  /// The rule as people say it, which reads as the same rule again: `within 3 km`.
  public var phrase: String {
    alternatives.map { alternative in
      guard case .within(let bound, let measure) = alternative else { return alternative.description }
      let quantity =
        measure.isTime
        ? "\(bound.shortDescription) min"
        : Meters(bound).phrase
      return "within \(quantity)" + (measure == .straight ? "" : " by \(measure)")
    }.joined(separator: " or ")
  }
}

extension ServiceRule.Alternative: CustomStringConvertible {
  /// The alternative in its canonical form.
  public var description: String {
    switch self {
    case .ownVillage: "own-village"
    case .ownTownship: "own-township"
    case .within(let bound, let measure):
      "within \(bound.shortDescription) \(measure.isTime ? "min" : "m") \(measure)"
    }
  }
}

/// Why a text is no ``ServiceRule`` or ``Measure``.
public enum ServiceRuleError: WordedError, Equatable {
  /// There is no alternative.
  case empty
  /// There is more than one `within`.
  case severalDistances
  /// Words that are no alternative.
  case unknownAlternative(String)
  /// A distance or time that cannot be read.
  case badQuantity(String)
  /// A measure that nobody knows.
  case unknownMeasure(String)
  /// A detour factor that is no number from 1 to 100.
  case detourFactor(String)
  /// A time along a measure in metres, or a distance along one in minutes.
  case unitMismatch(String, String)

  /// What is wrong and what would be right, as a sentence without its full stop.
  public var wording: Wording {
    switch self {
    case .empty:
      Wording(
        "a rule is one of own-village, own-township, within 3km, or several joined by 'or'",
        zh: "规则应为 own-village、own-township、within 3km 之一，或用“or”连接的几项")
    case .severalDistances:
      Wording("a rule has at most one 'within'", zh: "一条规则最多有一个“within”")
    case .unknownAlternative(let words):
      Wording(
        "'\(words)' is no rule; one of own-village, own-township, within 3km, joined by 'or'",
        zh: "“\(words)”不是规则，应为 own-village、own-township、within 3km 之一，可用“or”连接")
    case .badQuantity(let text):
      Wording(
        "'\(text)' is no distance or time; a number of at least 0 with its unit, as 3km, 3000m or 15min",
        zh: "“\(text)”不是距离或时间，应为不小于0的数加单位，如 3km、3000m、15min")
    case .unknownMeasure(let text):
      Wording(
        "'\(text)' is no measure; one of straight, detour:1.3, road, walk, ebike, drive, or costs with a cost matrix",
        zh: "“\(text)”不是距离算法，应为 straight、detour:1.3、road、walk、ebike、drive 之一，有距离矩阵时可用 costs")
    case .detourFactor(let text):
      Wording(
        "'\(text)' is no detour factor; a number from 1 to 100, as detour:1.3",
        zh: "“\(text)”不是绕行系数，应为1至100的数，如 detour:1.3")
    case .unitMismatch(let quantity, let measure):
      Wording(
        "\(quantity) cannot be measured by \(measure); metres go with straight, detour and road, minutes with a mode",
        zh: "\(quantity)不能按 \(measure) 计算：straight、detour、road 用米，出行方式用分钟")
    }
  }
}
