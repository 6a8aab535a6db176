internal import ServiceNetwork

/// Amounts as people write them.
enum WrittenMoney {
  /// Yuan to the fen, `205000.5`, `205,000.50`, `￥205000`, `205000元`, `20.5万`, `20.5万元`; `nil` for anything else.
  static func read(_ text: String) -> Money? {
    var digits = text.halfWidth.filter { !$0.isWhitespace }
    for sign in ["¥", "￥", "RMB", "CNY"] where digits.hasPrefix(sign) { digits.removeFirst(sign.count) }
    if digits.hasSuffix("元") { digits.removeLast() }
    var factor: Int64 = 1
    for (unit, times) in [("亿", Int64(100_000_000)), ("万", 10_000)] where digits.hasSuffix(unit) {
      digits.removeLast()
      factor = times
    }
    if digits.contains(",") {
      let whole = digits.prefix { $0 != "." }
      let groups = whole.drop { $0 == "-" }.split(separator: ",", omittingEmptySubsequences: false)
      guard groups.dropFirst().allSatisfy({ $0.count == 3 }),
        groups.first.map({ (1...3).contains($0.count) }) == true
      else { return nil }
      digits = digits.replacing(",", with: "")
    }
    guard factor > 1 else { return Money(yuan: digits) }
    // 20.5 of ten thousand is moved by four places: what is left behind the point is to the fen.
    let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let places = factor == 10_000 ? 4 : 8
    let fraction = parts.count > 1 ? String(parts[1]) : ""
    guard !fraction.isEmpty || parts.count == 1, fraction.isEmpty || fraction.isASCIIDigits else {
      return nil
    }
    let moved = fraction.prefix(places) + String(repeating: "0", count: max(0, places - fraction.count))
    let rest = fraction.dropFirst(places)
    return Money(yuan: parts[0] + moved + (rest.isEmpty ? "" : ".\(rest)"))
  }
}
