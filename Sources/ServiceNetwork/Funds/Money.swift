/// An amount of money in renminbi, to the fen.
///
/// Amounts that a table or a person gives are at most ``greatest`` on either side of nothing, so that sums of
/// millions of them are exact; a sum beyond what 64 bits hold stops the program rather than being wrong.
public struct Money: Hashable, Sendable {
  /// The greatest amount that is read: ten thousand million yuan.
  public static let greatest = Money(fen: 1_000_000_000_000)
  /// Nothing.
  public static let zero = Money(fen: 0)

  /// The amount in fen, a hundredth of a yuan.
  public let fen: Int64

  /// An amount in fen.
  public init(fen: Int64) { self.fen = fen }

  /// An amount in whole yuan.
  public init(yuan: Int64) { fen = yuan * 100 }

  /// An amount as a decimal number of yuan, `205000`, `205000.5` or `-12.34`; nothing is rounded.
  ///
  /// - Returns: `nil` for any other text, for more than two digits behind the point that are not 0, and for more than
  ///   ``greatest``.
  public init?(yuan text: some StringProtocol) {
    var digits = Substring(text)
    let isNegative = digits.first == "-"
    if isNegative || digits.first == "+" { digits.removeFirst() }
    let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, !whole.isEmpty, whole.utf8.count <= 12, String(whole).isASCIIDigits,
      var fen = Int64(whole).map({ $0 * 100 })
    else { return nil }
    if parts.count > 1 {
      let fraction = parts[1]
      guard !fraction.isEmpty, String(fraction).isASCIIDigits,
        fraction.dropFirst(2).allSatisfy({ $0 == "0" }),
        let hundredths = Int64((fraction + "0").prefix(2))
      else { return nil }
      fen += hundredths
    }
    guard fen <= Self.greatest.fen else { return nil }
    self.fen = isNegative ? -fen : fen
  }
}

extension Money: Comparable, AdditiveArithmetic {
  /// Whether an amount is less than another one.
  public static func < (left: Money, right: Money) -> Bool { left.fen < right.fen }
  /// The sum of two amounts.
  public static func + (left: Money, right: Money) -> Money { Money(fen: left.fen + right.fen) }
  /// What is left of an amount.
  public static func - (left: Money, right: Money) -> Money { Money(fen: left.fen - right.fen) }
}

extension Money: CustomStringConvertible {
  /// Yuan with two digits behind the point, as tables and JSON have it: `205000.00`.
  public var description: String {
    let (yuan, hundredths) = fen.magnitude.quotientAndRemainder(dividingBy: 100)
    return "\(fen < 0 ? "-" : "")\(yuan).\(hundredths < 10 ? "0" : "")\(hundredths)"
  }
}
