/// The refit of one category of a nursing home: from a plan to its acceptance.
public struct Upgrade: Hashable, Sendable {
  /// How far works have come.
  public enum Status: String, CaseIterable, Sendable {
    /// It is in a plan, which may change.
    case planned
    /// A contract binds.
    case contracted
    /// It is under way.
    case building
    /// It is finished, looked at and taken over.
    case accepted
    /// It will not be done.
    case cancelled
  }

  /// The id; `nil` before the registry has given one.
  public var id: String?
  /// The home's id.
  public var facility: String
  /// The category.
  public var category: UpgradeCategory
  /// The year that it is planned for.
  public var year: Int
  /// How far it has come, as last told.
  public var status: Status
  /// What it costs: as estimated while it is planned, as agreed from the contract on.
  public var cost: Money?
  /// Who pays.
  public var source: FundingSource?
  /// The day of the contract.
  public var contractedOn: CalendarDate?
  /// The day on which the works began.
  public var startedOn: CalendarDate?
  /// The day of the acceptance.
  public var acceptedOn: CalendarDate?
  /// The day on which it was given up.
  public var cancelledOn: CalendarDate?

  /// Works from their parts.
  public init(
    id: String? = nil, facility: String, category: UpgradeCategory, year: Int, status: Status,
    cost: Money? = nil, source: FundingSource? = nil
  ) {
    self.id = id
    self.facility = facility
    self.category = category
    self.year = year
    self.status = status
    self.cost = cost
    self.source = source
  }

  /// How far it had come at the end of a day.
  ///
  /// A stage with a day holds from that day on, and before the first such day it was planned. The stage that it has come
  /// to last may have no day: an acceptance is then taken for one of the last day of the works' year, any other stage for
  /// one that has always held.
  public func status(on day: CalendarDate) -> Status {
    for stage in [Status.cancelled, .accepted, .building, .contracted] {
      if let begin = self.day(of: stage) {
        if begin <= day { return stage }
      } else if stage == status {
        return stage
      }
    }
    return .planned
  }

  /// The day of a stage, where it is known or taken.
  public func day(of stage: Status) -> CalendarDate? {
    switch stage {
    case .planned: nil
    case .contracted: contractedOn
    case .building: startedOn
    case .accepted: acceptedOn ?? (status == .accepted ? CalendarDate.lastDay(ofYear: year) : nil)
    case .cancelled: cancelledOn
    }
  }
}
