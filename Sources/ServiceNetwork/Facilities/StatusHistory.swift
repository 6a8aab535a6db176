/// The statuses of a facility, each since a date.
///
/// A status holds from its date, that day included, until the day before the next one's. Before the first
/// status a facility was ``FacilityStatus/planned``: it is known of, and does not serve.
public struct StatusHistory: Hashable, Sendable {
  /// A status and the first day on which it held.
  public struct Entry: Hashable, Sendable {
    /// The first day of the status; ``CalendarDate/distantPast`` where it has always been so.
    public let since: CalendarDate
    /// The status.
    public let status: FacilityStatus

    /// A status from a day on.
    public init(_ status: FacilityStatus, since: CalendarDate = .distantPast) {
      self.since = since
      self.status = status
    }
  }

  /// The statuses by date, at least one; no two on one date.
  public let entries: [Entry]

  /// A history from its entries.
  ///
  /// - Throws: ``StatusHistoryError`` unless there is an entry and each is later than the one before.
  public init(_ entries: [Entry]) throws(StatusHistoryError) {
    guard !entries.isEmpty else { throw .empty }
    for (earlier, later) in zip(entries, entries.dropFirst()) where earlier.since >= later.since {
      throw .notInOrder(earlier.since, later.since)
    }
    self.entries = entries
  }

  /// The history of a facility that has always had one status.
  public init(always status: FacilityStatus) {
    entries = [Entry(status)]
  }

  /// The history that the columns `status`, `opened_on` and `closed_on` of a table tell.
  ///
  /// It operates from the day it opened until the day before the one on which it closed. Before it opened
  /// it was under construction where `status` says so, else planned. A status that does not serve, beside a
  /// day of opening and none of closing, holds from the opening on: when service ceased is not known, and
  /// none is assumed.
  ///
  /// - Throws: ``StatusHistoryError/closedBeforeOpened(opened:closed:)`` unless it closed after it opened.
  public init(
    status: FacilityStatus?, openedOn: CalendarDate?, closedOn: CalendarDate?
  ) throws(StatusHistoryError) {
    if let openedOn, let closedOn, closedOn <= openedOn {
      throw .closedBeforeOpened(opened: openedOn, closed: closedOn)
    }
    let status = status ?? .operating
    guard openedOn != nil || closedOn != nil else {
      entries = [Entry(status)]
      return
    }
    let serves: FacilityStatus = closedOn == nil && status.endsService ? status : .operating
    var entries: [Entry] = []
    if let openedOn, openedOn > .distantPast {
      entries = [Entry(status == .building ? .building : .planned), Entry(serves, since: openedOn)]
    } else {
      entries = [Entry(serves)]
    }
    if let closedOn {
      entries.append(Entry(status == .suspended ? .suspended : .closed, since: closedOn))
    }
    self.entries = entries
  }

  /// The status on a date.
  public func status(on date: CalendarDate) -> FacilityStatus {
    entries.last { $0.since <= date }?.status ?? .planned
  }
}

extension StatusHistory {
  /// A table's `status`, `opened_on` and `closed_on` that tell this history; `nil` where they cannot.
  public var columns: (status: FacilityStatus, openedOn: CalendarDate?, closedOn: CalendarDate?)? {
    guard let first = entries.first, let last = entries.last else { return nil }
    let isDated = entries.count > 1
    let openedOn = isDated && !first.status.hasServed ? entries[1].since : nil
    let follows = isDated && entries[entries.count - 2].status == .operating
    let closedOn = follows && last.status.endsService ? last.since : nil
    for status in [last.status, first.status] {
      let told = try? StatusHistory(status: status, openedOn: openedOn, closedOn: closedOn)
      if told == self { return (status, openedOn, closedOn) }
    }
    return nil
  }
}

extension StatusHistory {
  /// A history as text: `building 2016-03-01; operating 2017-06-01`, the first date left out where the
  /// status has always held.
  public var text: String {
    entries
      .map { $0.since == .distantPast ? $0.status.rawValue : "\($0.status.rawValue) \($0.since)" }
      .joined(separator: "; ")
  }

  /// Reads the form that ``text`` has.
  ///
  /// - Throws: ``StatusHistoryError``, with the part that could not be read.
  public init(text: String) throws(StatusHistoryError) {
    var entries: [Entry] = []
    for (index, part) in text.split(whereSeparator: { $0 == ";" || $0 == "；" }).enumerated() {
      let words = part.split(whereSeparator: \.isWhitespace).map(String.init)
      guard let first = words.first else { continue }
      guard let status = FacilityStatus(rawValue: first) else { throw .unknownStatus(first) }
      switch words.count {
      case 1 where index == 0:
        entries.append(Entry(status))
      case 2:
        guard let since = CalendarDate(iso8601: words[1]) else { throw .notADate(words[1]) }
        entries.append(Entry(status, since: since))
      default:
        throw .notADate(words.dropFirst().joined(separator: " "))
      }
    }
    try self.init(entries)
  }
}

extension FacilityStatus {
  fileprivate var endsService: Bool { self == .suspended || self == .closed }
  fileprivate var hasServed: Bool { self != .planned && self != .building }
}

/// Why some statuses and dates are no ``StatusHistory``.
public enum StatusHistoryError: Error, Equatable, CustomStringConvertible {
  /// There is no status.
  case empty
  /// Two statuses are not in the order of their dates, or on one date.
  case notInOrder(CalendarDate, CalendarDate)
  /// The day of closing is not after the day of opening.
  case closedBeforeOpened(opened: CalendarDate, closed: CalendarDate)
  /// A word is no status.
  case unknownStatus(String)
  /// A status after the first has no date, or not one date.
  case notADate(String)
  /// A status changed, and the columns at hand cannot say when; with what was known before.
  case needsDates(String)

  /// What is wrong and what would be right.
  public var wording: Wording {
    switch self {
    case .empty: Wording("there is no status", zh: "没有状态")
    case .notInOrder(let first, let second):
      Wording("\(second) does not come after \(first)", zh: "\(second)不在\(first)之后")
    case .closedBeforeOpened(let opened, let closed):
      Wording(
        "closed on \(closed), which is not after the opening on \(opened)",
        zh: "关闭日期\(closed)不晚于开业日期\(opened)")
    case .unknownStatus(let word):
      Wording(
        "'\(word)' is no status; one of \(FacilityStatus.allCases.map(\.rawValue).joined(separator: ", "))",
        zh: "“\(word)”不是状态，应为规划、在建、运营、暂停、关闭之一")
    case .notADate(let word):
      Wording("'\(word)' is no date as 2018-12-31", zh: "“\(word)”不是日期，应如 2018-12-31")
    case .needsDates(let former):
      Wording(
        "the registry has '\(former)'; say since when it is otherwise, with opened_on and closed_on or status_history",
        zh: "登记库中为“\(former)”，请用开业日期、关闭日期或状态沿革说明何时起变更")
    }
  }

  /// The same in English.
  public var description: String { wording.en }
}

extension StatusHistory {
  /// This history as a file tells it, where the file has only some of the columns.
  ///
  /// - Parameters:
  ///   - former: what was known before; a column that the file has not keeps what it told.
  ///   - columns: the columns that the file has, of `status`, `opened_on`, `closed_on`, `status_history`.
  /// - Throws: ``StatusHistoryError/needsDates(_:)`` where the file's columns cannot say when things changed.
  public func replacing(
    _ former: StatusHistory?, given columns: Set<String>
  ) throws(StatusHistoryError) -> StatusHistory {
    guard let former else { return self }
    let parts: Set<String> = ["status", "opened_on", "closed_on"]
    guard !columns.contains("status_history"), !columns.isSuperset(of: parts) else { return self }
    guard !columns.isDisjoint(with: parts), self != former else { return former }
    guard let told = self.columns, let was = former.columns else { throw .needsDates(former.text) }
    let status = columns.contains("status") ? told.status : was.status
    let ceases = status.endsService && !was.status.endsService && !columns.contains("closed_on")
    let resumes = !status.endsService && was.status.endsService
    guard !ceases, !resumes else { throw .needsDates(former.text) }
    return try StatusHistory(
      status: status, openedOn: columns.contains("opened_on") ? told.openedOn : was.openedOn,
      closedOn: columns.contains("closed_on") ? told.closedOn : was.closedOn)
  }
}
