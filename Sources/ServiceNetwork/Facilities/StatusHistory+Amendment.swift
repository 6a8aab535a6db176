/// What a history tells on a day, in the words of a feature's properties.
public struct StatusAccount: Equatable, Sendable {
  /// The status on that day.
  public var status: FacilityStatus
  /// The first day of operation; `nil` where it has always operated, or never did.
  public var openedOn: CalendarDate?
  /// The first day on which it was closed; `nil` where it never was, or always.
  public var closedOn: CalendarDate?

  /// An account from its parts.
  public init(status: FacilityStatus, openedOn: CalendarDate? = nil, closedOn: CalendarDate? = nil) {
    self.status = status
    self.openedOn = openedOn
    self.closedOn = closedOn
  }
}

extension StatusHistory {
  /// What this history tells on a day.
  public func account(on day: CalendarDate) -> StatusAccount {
    StatusAccount(
      status: status(on: day), openedOn: entry(of: .operating)?.since.orNilIfAlways,
      closedOn: entry(of: .closed)?.since.orNilIfAlways)
  }

  /// This history with what somebody changed in its account on a day; everything else of it stays.
  ///
  /// A day of opening or closing moves the beginning of that status, or gives it one. A status that is another than the
  /// days tell holds from that day on.
  ///
  /// - Parameters:
  ///   - told: the account as it is to be.
  ///   - day: the day of the account.
  /// - Throws: ``StatusHistoryError`` where the days are not in order, or where a status that begins later stands in the
  ///   way of the new one.
  public func amended(
    to told: StatusAccount, on day: CalendarDate
  ) throws(StatusHistoryError) -> StatusHistory {
    let former = account(on: day)
    var history = self
    if told.openedOn != former.openedOn { history = try history.opening(on: told.openedOn) }
    if told.closedOn != former.closedOn { history = try history.closing(on: told.closedOn) }
    if told.status != former.status, history.status(on: day) != told.status {
      history = try history.turning(to: told.status, on: day)
    }
    return history
  }

  // MARK: - Private

  private func entry(of status: FacilityStatus) -> Entry? { entries.first { $0.status == status } }

  private func opening(on day: CalendarDate?) throws(StatusHistoryError) -> StatusHistory {
    let index = entries.firstIndex { $0.status == .operating }
    guard let day else {
      // It has always operated, so that nothing can have been before.
      guard let index else { return self }
      return try StatusHistory([Entry(.operating)] + entries[(index + 1)...])
    }
    guard let index else { return try turning(to: .operating, on: day) }
    let before = entries[index].since == .distantPast ? [Entry(.planned)] : Array(entries[..<index])
    return try StatusHistory(before + [Entry(.operating, since: day)] + entries[(index + 1)...])
  }

  private func closing(on day: CalendarDate?) throws(StatusHistoryError) -> StatusHistory {
    let index = entries.firstIndex { $0.status == .closed }
    guard let day else {
      guard let index, entries.count > 1 else { return self }
      var others = entries
      others.remove(at: index)
      return try StatusHistory(others)
    }
    guard let index else { return try turning(to: .closed, on: day) }
    if index == 0 { return try StatusHistory([Entry(.operating), Entry(.closed, since: day)]) }
    var moved = entries
    moved[index] = Entry(.closed, since: day)
    return try StatusHistory(moved)
  }

  /// This history with a status that holds from a day on, which is not before its last day.
  private func turning(
    to status: FacilityStatus, on day: CalendarDate
  ) throws(StatusHistoryError) -> StatusHistory {
    guard let last = entries.last, last.since <= day else { throw .needsDates(text) }
    return try StatusHistory((last.since == day ? entries.dropLast() : entries) + [Entry(status, since: day)])
  }
}

extension CalendarDate {
  /// Nothing for the day that stands for always.
  fileprivate var orNilIfAlways: CalendarDate? { self == .distantPast ? nil : self }
}
