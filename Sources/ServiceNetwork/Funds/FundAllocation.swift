/// Money that a level of government or a donor has given for a purpose in a year.
public struct FundAllocation: Hashable, Sendable {
  /// The purpose that is none of the kinds.
  public static let otherPurpose = "other"

  /// The id; `nil` before the registry has given one.
  public var id: String?
  /// The budget year.
  public var year: Int
  /// The level that gives.
  public var level: FundingLevel
  /// Whose money it is at that level, as `welfare-lottery`.
  public var source: String
  /// What it is for: a kind of facility, or ``otherPurpose``.
  public var purpose: String
  /// The id of the facility that it is for, where it is for one.
  public var facility: String?
  /// The id of the works that it pays, where it is for some.
  public var upgrade: String?
  /// How much; less than nothing where money was taken back.
  public var amount: Money
  /// The day on which it was allocated; `nil` where only the year is known.
  public var allocatedOn: CalendarDate?

  /// An allocation from its parts.
  public init(
    id: String? = nil, year: Int, level: FundingLevel, source: String, purpose: String,
    facility: String? = nil, upgrade: String? = nil, amount: Money, allocatedOn: CalendarDate? = nil
  ) {
    self.id = id
    self.year = year
    self.level = level
    self.source = source
    self.purpose = purpose
    self.facility = facility
    self.upgrade = upgrade
    self.amount = amount
    self.allocatedOn = allocatedOn
  }

  /// Level and source together.
  public var fundingSource: FundingSource { FundingSource(level, source) }

  /// Whether it had been allocated at the end of a day; one without a day was from its year's first day on.
  public func isAllocated(on day: CalendarDate) -> Bool {
    allocatedOn.map { $0 <= day } ?? (year <= day.year)
  }
}
