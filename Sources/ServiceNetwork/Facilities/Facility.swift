/// A place that serves, will, or did.
public struct Facility: Equatable, Sendable {
  /// Its id, unique among facilities; `nil` before the registry gave it one.
  public var id: String?
  /// The name of its kind.
  public var kind: String
  /// Its own name.
  public var name: String
  /// The division that it stands in, at any level.
  public var division: DivisionCode?
  /// Where it stands, EPSG:4326.
  public var location: Coordinate?
  /// Its statuses and their dates.
  public var history: StatusHistory
  /// How many it has room for: beds, or places.
  public var capacity: Int?
  /// How many of these are taken.
  public var occupied: Int?
  /// How many of those who live there need care: 半自理 and 全护理.
  public var inCare: Int?
  /// A grade that it holds, as `provincial`.
  public var grade: String?
  /// The day on which it was given its grade.
  public var designatedOn: CalendarDate?
  /// Its postal address.
  public var address: String?
  /// Its telephone number.
  public var phone: String?
  /// Who runs it.
  public var `operator`: String?
  /// Its 统一社会信用代码.
  public var uscc: String?
  /// Where the row comes from; `generated` for what is made up.
  public var source: String?
  /// Its id in somebody else's register.
  public var externalId: String?
  /// The pair that ``location`` was given as, where that was not EPSG:4326.
  public var given: GivenPoint?

  /// A facility from what it must have; the rest is set afterwards.
  public init(
    id: String? = nil, kind: String, name: String, division: DivisionCode? = nil,
    location: Coordinate? = nil, history: StatusHistory = StatusHistory(always: .operating)
  ) {
    self.id = id
    self.kind = kind
    self.name = name
    self.division = division
    self.location = location
    self.history = history
  }
}
