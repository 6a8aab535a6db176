/// How the value of an indicator is found: one of a closed set of measures, which data combine.
///
/// ``description`` is the form in tables, as `opened childrens-home` or
/// `ratio of extreme-poverty-standard to minimum-living-standard`.
public enum IndicatorMeasure: Hashable, Sendable {
  /// What is counted of those who are served.
  public enum Served: String, CaseIterable, Sendable {
    /// Villages.
    case villages
    /// Persons of the service's demand group.
    case demand
  }

  /// How two values of an indicator are compared, a year apart.
  public enum Change: String, CaseIterable, Sendable {
    /// By how much it is more, as a share of the earlier value.
    case growth
    /// By how much it is more.
    case increase
  }

  /// Facilities of a kind, and of a grade where one is told, that began to operate in the year.
  case opened(kind: String, grade: String?)
  /// Facilities of a kind, and of a grade, that were designated in the year.
  case designated(kind: String, grade: String?)
  /// Facilities of a kind, and of a grade, that operate on the day.
  case operating(kind: String, grade: String?)
  /// Nursing homes whose refit was finished in the year: the last of their deficient categories was accepted.
  case upgraded
  /// The share of the nursing homes with a deficient category whose refit is finished by the day.
  case upgradedShare
  /// Villages, or persons, that are served under a service on the day.
  case served(Served, service: String)
  /// The share of villages, or of persons, that are served under a service on the day.
  case servedShare(Served, service: String)
  /// The share of a source's money of the year that goes to some purposes.
  case fundShare(source: FundingSource, purposes: [String])
  /// The last observation of the year until the day, of the division itself.
  case observed
  /// The sum of the last observations of the year until the day, each of a division that has one, of those without a
  /// division above them that has one.
  case observedTotal
  /// How many quarters of the year, until the day, have an observation of another indicator.
  case quarters(of: String)
  /// An indicator's value as a share or a multiple of another one's.
  case ratio(of: String, to: String)
  /// How an indicator changed since the end of the year before.
  case change(Change, of: String)
}

extension IndicatorMeasure {
  /// The indicators that it is made of.
  public var operands: [String] {
    switch self {
    case .quarters(let name), .change(_, let name): [name]
    case .ratio(let first, let second): [first, second]
    default: []
    }
  }

  /// Whether it grows with the year: what was done by a day is a part of what is due at the year's end.
  public var accumulates: Bool {
    switch self {
    case .opened, .designated, .upgraded, .quarters, .observedTotal: true
    case .upgradedShare, .operating, .served, .servedShare, .fundShare, .observed, .ratio, .change: false
    }
  }

  /// Whether its values are shares, which are written with a percent sign.
  public var isShare: Bool {
    switch self {
    case .upgradedShare, .servedShare, .fundShare, .change(.growth, _): true
    default: false
    }
  }
}
