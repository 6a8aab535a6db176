/// A length in metres.
public struct Meters: Hashable, Comparable, Sendable {
  /// The number of metres.
  public let value: Double

  /// A length of so many metres.
  public init(_ value: Double) {
    self.value = value
  }

  /// Whether the first length is the shorter one.
  public static func < (first: Meters, second: Meters) -> Bool {
    first.value < second.value
  }
}
