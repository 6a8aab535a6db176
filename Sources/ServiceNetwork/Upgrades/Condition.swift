/// In what state a nursing home is in one category, as somebody assessed it.
public struct Condition: Hashable, Sendable {
  /// What an assessment says of a category.
  public enum State: String, CaseIterable, Sendable {
    /// It is as the criteria ask.
    case sound
    /// It is not, and is to be refitted.
    case deficient
    /// Nobody has looked.
    case unknown
  }

  /// The home's id.
  public var facility: String
  /// The category.
  public var category: UpgradeCategory
  /// Its state.
  public var state: State
  /// What refitting it is estimated to cost; `nil` where nobody has estimated it.
  public var estimatedCost: Money?
  /// The day of the assessment; `nil` for one that has always held.
  public var assessedOn: CalendarDate?
  /// The list of criteria that it was assessed by, with its version, as `nursing-home-2018`.
  public var criteria: String?
  /// Where it comes from.
  public var source: String?

  /// A condition from its parts.
  public init(
    facility: String, category: UpgradeCategory, state: State, estimatedCost: Money? = nil,
    assessedOn: CalendarDate? = nil, criteria: String? = nil, source: String? = nil
  ) {
    self.facility = facility
    self.category = category
    self.state = state
    self.estimatedCost = estimatedCost
    self.assessedOn = assessedOn
    self.criteria = criteria
    self.source = source
  }
}
