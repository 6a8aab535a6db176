/// A number with `m`, `km` or `min` behind it, as metres or minutes.
struct Quantity {
  var value: Double
  var isTime: Bool

  init(_ text: String) throws(ServiceRuleError) {
    let units: [(suffix: String, factor: Double, isTime: Bool)] = [
      ("min", 1, true), ("分钟", 1, true), ("km", 1000, false), ("公里", 1000, false), ("米", 1, false),
      ("m", 1, false),
    ]
    let lowered = text.lowercased()
    for unit in units where lowered.hasSuffix(unit.suffix) {
      guard let number = Double(lowered.dropLast(unit.suffix.count)), number >= 0, number <= 1e9 else {
        break
      }
      value = number * unit.factor
      isTime = unit.isTime
      return
    }
    throw .badQuantity(text)
  }
}

extension Meters {
  /// Reads a length that bears its unit, as `3km`, `50 m` or `2公里`.
  ///
  /// - Throws: ``ServiceRuleError/badQuantity(_:)`` for anything else, a number without a unit and a time among it.
  public init(text: String) throws(ServiceRuleError) {
    let quantity = try Quantity(text.filter { !$0.isWhitespace })
    guard !quantity.isTime else { throw .badQuantity(text) }
    self.init(quantity.value)
  }

  /// The length as people say it, which reads as the same again: `3 km`, `50 m`.
  public var phrase: String {
    value >= 1000 && value / 1000 * 1000 == value
      ? "\((value / 1000).shortDescription) km" : "\(value.shortDescription) m"
  }
}
