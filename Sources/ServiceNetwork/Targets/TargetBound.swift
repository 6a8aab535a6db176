internal import Foundation

/// What a value must be for a target to be met, as `>= 60`, `= 100%`, `> 0` or `<= 12`; the bound's side is told.
public struct TargetBound: Hashable, Sendable {
  /// How a value is compared with the limit.
  public enum Comparison: String, CaseIterable, Sendable {
    /// At least the limit.
    case atLeast = ">="
    /// More than the limit.
    case moreThan = ">"
    /// The limit itself.
    case equal = "="
    /// At most the limit.
    case atMost = "<="
    /// Less than the limit.
    case lessThan = "<"
  }

  /// The comparison.
  public var comparison: Comparison
  /// The limit.
  public var limit: ExactNumber
  /// Whether the limit is written as a percentage.
  public var isPercent: Bool

  /// A bound from its parts.
  public init(_ comparison: Comparison, _ limit: ExactNumber, isPercent: Bool = false) {
    self.comparison = comparison
    self.limit = limit
    self.isPercent = isPercent
  }

  /// A bound as its ``description`` has it; `nil` for any other text.
  ///
  /// `≥` and `≤` are taken for `>=` and `<=`.
  public init?(_ text: String) {
    let plain = text.replacing("≥", with: ">=").replacing("≤", with: "<=").filter { !$0.isWhitespace }
    // The longer signs first: `>` begins `>=`.
    let signs = Comparison.allCases.sorted { $0.rawValue.count > $1.rawValue.count }
    guard let comparison = signs.first(where: { plain.hasPrefix($0.rawValue) }),
      let limit = ExactNumber(plain.dropFirst(comparison.rawValue.count))
    else { return nil }
    self.init(comparison, limit, isPercent: plain.hasSuffix("%"))
  }

  /// Whether a value meets the bound.
  public func isMet(by value: ExactNumber) -> Bool { isMet(by: value, of: ExactNumber(1)) }

  /// Whether a quotient meets the bound, without being computed.
  ///
  /// - Parameters:
  ///   - value: the dividend.
  ///   - whole: the divisor, greater than 0.
  public func isMet(by value: ExactNumber, of whole: ExactNumber) -> Bool {
    let due = ExactNumber(limit.value * whole.value)
    return switch comparison {
    case .atLeast: value >= due
    case .moreThan: value > due
    case .equal: value == due
    case .atMost: value <= due
    case .lessThan: value < due
    }
  }
}

extension TargetBound: CustomStringConvertible {
  /// The bound as tables and JSON have it: `>= 60`, `= 100%`.
  public var description: String {
    let number = isPercent ? "\(ExactNumber(limit.value * 100))%" : limit.description
    return "\(comparison.rawValue) \(number)"
  }
}
