/// What an indicator is to be, in a division, in a year.
public struct Target: Hashable, Sendable {
  /// How a target of a division is split over those below it that have none of their own.
  public enum Split: Hashable, Sendable {
    /// Each has the same bound, as for shares and standards.
    case each
    /// In proportion to how many persons of a group live there on the day; whole numbers that add up.
    case demand(String)
    /// In proportion to how many facilities of a kind are there on the day; whole numbers that add up.
    case facilities(String)
    /// In proportion to how many villages lie there; whole numbers that add up.
    case villages
  }

  /// The id; `nil` before the registry has given one.
  public var id: String?
  /// The indicator's name.
  public var indicator: String
  /// The division that is responsible.
  public var division: DivisionCode
  /// The year at whose end it is due.
  public var year: Int
  /// The bound.
  public var bound: TargetBound
  /// The unit in charge.
  public var unitInCharge: String?
  /// How it is split over the divisions below; `nil` where it is not.
  public var split: Split?
  /// Where it comes from.
  public var source: String?

  /// A target from its parts.
  public init(
    id: String? = nil, indicator: String, division: DivisionCode, year: Int, bound: TargetBound,
    unitInCharge: String? = nil, split: Split? = nil, source: String? = nil
  ) {
    self.id = id
    self.indicator = indicator
    self.division = division
    self.year = year
    self.bound = bound
    self.unitInCharge = unitInCharge
    self.split = split
    self.source = source
  }
}

extension Target.Split: CustomStringConvertible {
  /// The forms that a split can be written in.
  public static let forms = ["each", "demand GROUP", "facilities KIND", "villages"]

  /// A split as its ``description`` has it; `nil` where a text is none of ``forms``.
  public init?(_ text: String) {
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    switch (words.first, words.count) {
    case ("each", 1): self = .each
    case ("villages", 1): self = .villages
    case ("demand", 2): self = .demand(words[1])
    case ("facilities", 2): self = .facilities(words[1])
    default: return nil
    }
  }

  /// The split as tables have it.
  public var description: String {
    switch self {
    case .each: "each"
    case .demand(let group): "demand \(group)"
    case .facilities(let kind): "facilities \(kind)"
    case .villages: "villages"
    }
  }
}
