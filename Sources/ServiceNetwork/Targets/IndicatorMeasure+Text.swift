extension IndicatorMeasure {
  /// The forms that a measure can be written in.
  public static let forms = [
    "opened KIND [grade GRADE]", "designated KIND [grade GRADE]", "operating KIND [grade GRADE]", "upgraded",
    "upgraded share", "served villages SERVICE", "served demand SERVICE", "share of villages SERVICE",
    "share of demand SERVICE", "share of funds LEVEL SOURCE for KIND KIND…", "observed", "observed total",
    "quarters of INDICATOR", "ratio of INDICATOR to INDICATOR", "growth of INDICATOR",
    "increase of INDICATOR",
  ]

  /// A measure as its ``description`` has it; `nil` where a text is none of ``forms``.
  public init?(_ text: String) {
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let measure = Self.plain(words) ?? Self.share(words) ?? Self.combination(words) else { return nil }
    self = measure
  }

  private static func plain(_ words: [String]) -> IndicatorMeasure? {
    switch words.count {
    case 1 where words[0] == "upgraded": return .upgraded
    case 1 where words[0] == "observed": return .observed
    case 2 where words == ["upgraded", "share"]: return .upgradedShare
    case 2 where words == ["observed", "total"]: return .observedTotal
    case 3 where words[0] == "served":
      return Served(rawValue: words[1]).map { .served($0, service: words[2]) }
    case 2, 4:
      guard words.count == 2 || words[2] == "grade" else { return nil }
      let grade = words.count == 4 ? words[3] : nil
      switch words[0] {
      case "opened": return .opened(kind: words[1], grade: grade)
      case "designated": return .designated(kind: words[1], grade: grade)
      case "operating": return .operating(kind: words[1], grade: grade)
      default: return nil
      }
    default: return nil
    }
  }

  private static func share(_ words: [String]) -> IndicatorMeasure? {
    guard words.count >= 4, words[0] == "share", words[1] == "of" else { return nil }
    if words.count == 4 { return Served(rawValue: words[2]).map { .servedShare($0, service: words[3]) } }
    guard words[2] == "funds", let place = words.firstIndex(of: "for"), place > 3, place < words.count - 1,
      let source = FundingSource(words[3..<place].joined(separator: " ")), source.level != nil
    else { return nil }
    return .fundShare(source: source, purposes: Array(words[(place + 1)...]))
  }

  private static func combination(_ words: [String]) -> IndicatorMeasure? {
    guard words.count >= 3, words[1] == "of" else { return nil }
    switch (words[0], words.count) {
    case ("quarters", 3): return .quarters(of: words[2])
    case ("ratio", 5) where words[3] == "to": return .ratio(of: words[2], to: words[4])
    case (let name, 3): return Change(rawValue: name).map { .change($0, of: words[2]) }
    default: return nil
    }
  }
}

extension IndicatorMeasure: CustomStringConvertible {
  /// The measure as tables have it.
  public var description: String {
    switch self {
    case .opened(let kind, let grade): Self.counted("opened", kind, grade)
    case .designated(let kind, let grade): Self.counted("designated", kind, grade)
    case .operating(let kind, let grade): Self.counted("operating", kind, grade)
    case .upgraded: "upgraded"
    case .upgradedShare: "upgraded share"
    case .served(let what, let service): "served \(what.rawValue) \(service)"
    case .servedShare(let what, let service): "share of \(what.rawValue) \(service)"
    case .fundShare(let source, let purposes):
      "share of funds \(source) for \(purposes.joined(separator: " "))"
    case .observed: "observed"
    case .observedTotal: "observed total"
    case .quarters(let indicator): "quarters of \(indicator)"
    case .ratio(let first, let second): "ratio of \(first) to \(second)"
    case .change(let change, let indicator): "\(change.rawValue) of \(indicator)"
    }
  }

  private static func counted(_ verb: String, _ kind: String, _ grade: String?) -> String {
    "\(verb) \(kind)" + (grade.map { " grade \($0)" } ?? "")
  }
}
