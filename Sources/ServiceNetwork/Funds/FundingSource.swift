/// The level of government that pays.
public enum FundingLevel: String, CaseIterable, Sendable {
  /// The state.
  case central
  /// The province.
  case provincial
  /// The city.
  case city
  /// The county.
  case county
}

/// Whose money it is: a level, where there is one, and a source, as `provincial welfare-lottery`, `county fiscal`, `donation`.
public struct FundingSource: Hashable, Sendable {
  /// The level; `nil` for what no level gives, as a donation.
  public let level: FundingLevel?
  /// The source at that level: `welfare-lottery`, `fiscal`, `donation`, `other`, or another name in kebab case.
  public let name: String

  /// A source from its parts.
  public init(_ level: FundingLevel?, _ name: String) {
    self.level = level
    self.name = name
  }

  /// A source as its ``description`` has it; `nil` for an empty text.
  public init?(_ text: some StringProtocol) {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard let first = words.first else { return nil }
    if words.count > 1, let level = FundingLevel(rawValue: String(first)) {
      self.init(level, words.dropFirst().joined(separator: " "))
    } else {
      self.init(nil, words.joined(separator: " "))
    }
  }
}

extension FundingSource: CustomStringConvertible {
  /// The level and the source, a blank between them.
  public var description: String { level.map { "\($0.rawValue) \(name)" } ?? name }
}

extension FundingSource: Comparable {
  /// By level, the state first and what is of none last, then by name.
  public static func < (left: FundingSource, right: FundingSource) -> Bool {
    (left.rank, left.name) < (right.rank, right.name)
  }

  private var rank: Int {
    level.flatMap(FundingLevel.allCases.firstIndex(of:)) ?? FundingLevel.allCases.count
  }
}
