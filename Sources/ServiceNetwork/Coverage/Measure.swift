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
  /// As a ``CostMatrix`` has it, in metres or minutes.
  case costs(CostUnit)

  /// Reads `straight`, `detour:1.3`, `road`, a mode, or `costs`, which are in metres until a bound says otherwise.
  ///
  /// - Throws: ``ServiceRuleError``
  public init(_ text: String) throws(ServiceRuleError) {
    let word = text.trimmingWhitespace().lowercased()
    if word == "straight" {
      self = .straight
    } else if word == "road" {
      self = .road
    } else if word == "costs" {
      self = .costs(.meters)
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

  /// What a straight distance is multiplied by; `nil` for what is no straight distance.
  public var detourFactor: Double? {
    switch self {
    case .straight: 1
    case .detour(let factor): factor
    case .road, .mode, .costs: nil
    }
  }

  /// Whether it is measured along a road network.
  public var needsRoads: Bool {
    switch self {
    case .road, .mode: true
    case .straight, .detour, .costs: false
    }
  }

  /// Whether it is measured in minutes.
  public var isTime: Bool {
    switch self {
    case .mode, .costs(.minutes): true
    case .straight, .detour, .road, .costs(.meters): false
    }
  }

  /// The measure for a bound in minutes, or in metres: costs are in whatever their bound is in.
  func forBound(isTime: Bool) -> Measure {
    if case .costs = self { .costs(isTime ? .minutes : .meters) } else { self }
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
    case .costs: "costs"
    }
  }

  /// What it is counted in: `m` or `min`.
  public var unit: CostUnit { isTime ? .minutes : .meters }
}

/// What costs are counted in.
public enum CostUnit: String, Sendable {
  /// Metres.
  case meters = "m"
  /// Minutes.
  case minutes = "min"
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
