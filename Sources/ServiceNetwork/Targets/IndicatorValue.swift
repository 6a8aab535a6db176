internal import Foundation

/// A value of an indicator, as a quotient that is not computed.
public struct IndicatorValue: Hashable, Sendable {
  /// The dividend: a count, a sum, or a part.
  public let part: ExactNumber
  /// The divisor, greater than 0: 1, or what the part is one of.
  public let whole: ExactNumber

  /// A whole value.
  public init(_ value: ExactNumber) {
    part = value
    whole = ExactNumber(1)
  }

  /// A quotient; `nil` where the divisor is not greater than 0, so that there is none.
  public init?(_ part: ExactNumber, of whole: ExactNumber) {
    guard whole.value > 0 else { return nil }
    self.part = part
    self.whole = whole
  }

  /// The quotient, rounded to ``ExactNumber/mostDigits`` digits behind the point, half away from zero, for people to read.
  public var rounded: ExactNumber {
    var quotient = part.value / whole.value
    var rounded = Decimal()
    NSDecimalRound(&rounded, &quotient, ExactNumber.mostDigits, .plain)
    return ExactNumber(rounded)
  }

  /// The quotient of two values; `nil` where the second is not greater than 0.
  func divided(by other: IndicatorValue) -> IndicatorValue? {
    IndicatorValue(
      ExactNumber(part.value * other.whole.value), of: ExactNumber(whole.value * other.part.value))
  }

  /// By how much it is more than another one.
  func increase(over other: IndicatorValue) -> IndicatorValue? {
    IndicatorValue(
      ExactNumber(part.value * other.whole.value - other.part.value * whole.value),
      of: ExactNumber(whole.value * other.whole.value))
  }

  /// What it lacks to a limit; less than nothing where it is more.
  func shortfall(to limit: ExactNumber) -> IndicatorValue? {
    IndicatorValue(ExactNumber(limit.value * whole.value - part.value), of: whole)
  }
}
