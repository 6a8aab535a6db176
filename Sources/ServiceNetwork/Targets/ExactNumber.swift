public import Foundation

/// A decimal number as somebody wrote it, exact: yuan, persons, shares.
///
/// Quotients are never computed to be compared: 4485 is not less than 1.3 × 3450, whatever a rounded 4485 ÷ 3450 says.
public struct ExactNumber: Hashable, Sendable {
  /// The greatest that is read, on either side of 0.
  public static let greatest: Decimal = 1_000_000_000_000
  /// The most digits behind the point that are read.
  public static let mostDigits = 6

  /// The number.
  public let value: Decimal

  /// A number that was computed.
  public init(_ value: Decimal) { self.value = value }

  /// A whole number.
  public init(_ value: Int) { self.value = Decimal(value) }

  /// A number as tables have it, `3450`, `-0.5` or `6%`, which is 0.06.
  ///
  /// - Returns: `nil` for any other text, for more than ``mostDigits`` digits behind the point, and beyond ``greatest``.
  public init?(_ text: some StringProtocol) {
    var digits = Substring(text)
    let isPercent = digits.last == "%"
    if isPercent { digits.removeLast() }
    let unsigned = digits.first == "-" || digits.first == "+" ? digits.dropFirst() : digits
    let parts = unsigned.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, String(whole).isASCIIDigits,
      parts.count == 1 || (String(parts[1]).isASCIIDigits && parts[1].utf8.count <= Self.mostDigits),
      let number = Decimal(string: String(digits), locale: Locale(identifier: "en_US_POSIX")),
      number.magnitude <= Self.greatest
    else { return nil }
    value = isPercent ? number / 100 : number
  }
}

extension ExactNumber: Comparable {
  /// Whether a number is less than another one.
  public static func < (left: ExactNumber, right: ExactNumber) -> Bool { left.value < right.value }
}

extension ExactNumber: CustomStringConvertible {
  /// All its digits, with a point, without an exponent.
  public var description: String { value.description }
}
