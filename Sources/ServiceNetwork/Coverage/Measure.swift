/// How far apart two places are said to be.
public enum Measure: Hashable, Sendable {
  /// Along the WGS 84 ellipsoid, metres.
  case straight
  /// The straight distance times a factor of at least 1, metres.
  case detour(Double)
  /// Along the road network, metres.
  case road
  /// Along the road network at a mode's speeds, minutes.
  case mode(TravelMode)

  /// Reads `straight`, `detour:1.3`, `road`, or a mode.
  ///
  /// - Throws: ``ServiceRuleError``
  public init(_ text: String) throws(ServiceRuleError) {
    let word = text.trimmingWhitespace().lowercased()
    if word == "straight" {
      self = .straight
    } else if word == "road" {
      self = .road
    } else if let mode = TravelMode(rawValue: word) {
      self = .mode(mode)
    } else if word.hasPrefix("detour:") {
      let factor = word.dropFirst("detour:".count)
      guard let factor = Double(factor), factor >= 1, factor <= 100 else {
        throw .detourFactor(String(factor))
      }
      self = .detour(factor)
    } else {
      throw .unknownMeasure(text)
    }
  }

  /// What a straight distance is multiplied by; `nil` for what needs a road network.
  public var detourFactor: Double? {
    switch self {
    case .straight: 1
    case .detour(let factor): factor
    case .road, .mode: nil
    }
  }

  /// Whether it is measured along a road network.
  public var needsRoads: Bool { detourFactor == nil }

  /// Whether it is measured in minutes.
  public var isTime: Bool {
    if case .mode = self { true } else { false }
  }
}

extension Measure: CustomStringConvertible {
  /// The measure as it is written.
  public var description: String {
    switch self {
    case .straight: "straight"
    case .detour(let factor): "detour:\(factor.shortDescription)"
    case .road: "road"
    case .mode(let mode): mode.rawValue
    }
  }
}

/// How somebody travels along roads.
public enum TravelMode: String, CaseIterable, Sendable {
  /// On foot.
  case walk
  /// By electric bicycle.
  case ebike
  /// By car.
  case drive
}

extension Double {
  /// The shortest decimal form, without a fraction where there is none.
  package var shortDescription: String {
    rounded() == self && magnitude < 1e15 ? String(Int64(self)) : String(self)
  }
}
