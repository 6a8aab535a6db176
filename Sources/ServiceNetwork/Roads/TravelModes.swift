/// A set of ways to travel: who may pass along a road in one direction.
public struct TravelModes: OptionSet, Hashable, Sendable {
  /// The set as bits: 1 for walk, 2 for ebike, 4 for drive.
  public let rawValue: UInt8

  /// A set from its bits.
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// A set of one mode.
  public init(_ mode: TravelMode) {
    switch mode {
    case .walk: self = .walk
    case .ebike: self = .ebike
    case .drive: self = .drive
    }
  }

  /// On foot.
  public static let walk = TravelModes(rawValue: 1)
  /// By electric bicycle.
  public static let ebike = TravelModes(rawValue: 2)
  /// By car.
  public static let drive = TravelModes(rawValue: 4)
  /// Everybody.
  public static let all: TravelModes = [.walk, .ebike, .drive]
}
