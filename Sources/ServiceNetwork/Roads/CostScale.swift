/// What a measure is counted in: whole micrometres or microseconds.
///
/// Sums of whole numbers are the same in whichever order they are made, so that a search from the village, one from
/// the facility and one from both agree to the last bit, and 53.795 m and 46.205 m are 100 m. What one edge costs is
/// off by half a micrometre or microsecond at the most.
struct CostScale: Hashable, Sendable {
  /// How many units make a metre or a minute.
  let unitsPerOne: Double

  /// Micrometres.
  static let meters = CostScale(unitsPerOne: 1e6)
  /// Microseconds.
  static let minutes = CostScale(unitsPerOne: 6e7)

  /// What cannot be passed.
  static let closed = UInt64.max
  /// The most that a path may cost: nothing that is added to it overflows.
  static let greatest: UInt64 = 1 << 62

  /// A cost in units; none is more than ``greatest``.
  func units(_ cost: Double) -> UInt64 {
    UInt64((max(cost, 0) * unitsPerOne).rounded().clamped(to: Double(Self.greatest)))
  }

  /// A bound in units; `nil` for one that nothing meets: what is negative or not a number.
  func limit(_ cost: Double) -> UInt64? {
    cost >= 0 ? units(cost) : nil
  }

  /// A cost in metres or minutes.
  func cost(_ units: UInt64) -> Double {
    Double(units) / unitsPerOne
  }
}

extension Double {
  fileprivate func clamped(to greatest: Double) -> Double { self < greatest ? self : greatest }
}
