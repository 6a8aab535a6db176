/// The largest acceptable distance of a service: straight metres times a factor, against a bound.
///
/// A place exactly at the bound meets the standard (d × factor ≤ limit).
public struct DistanceStandard: Hashable, Sendable {
  /// The bound itself.
  public let limit: Meters

  /// What a straight distance is multiplied by before it is compared: 1, or a detour factor.
  public let detourFactor: Double

  let squaredChordCertainlyMet: Double
  let squaredChordPossiblyMet: Double

  /// A standard of so many metres, after a straight distance was multiplied by a factor.
  public init(limit: Meters, detourFactor: Double = 1) {
    self.limit = limit
    self.detourFactor = detourFactor
    let straight = limit.value / detourFactor
    squaredChordCertainlyMet = ChordBounds.squaredChordCertainlyWithin(straight)
    squaredChordPossiblyMet = ChordBounds.squaredChordCertainlyBeyond(straight)
  }

  /// Whether a straight distance meets the standard.
  public func isMet(by straight: Meters) -> Bool {
    straight.value * detourFactor <= limit.value
  }
}
