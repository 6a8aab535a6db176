/// A row as somebody wants it, and which of its columns were told: what was not stays as it is.
public struct RowEdit: Equatable, Sendable {
  /// The row, valid in itself.
  public var row: RegistryRow
  /// The columns that are to be taken from it.
  public var columns: Set<String>

  /// An edit from its parts.
  public init(_ row: RegistryRow, columns: Set<String>) {
    self.row = row
    self.columns = columns
  }
}

extension RowEdit {
  /// The edit that ends a row on a day: a facility closes, a post's term ends, counts are taken back; `nil` for rows of
  /// which nothing of the kind is said.
  ///
  /// What a facility was to become later, it will not. A post that begins on the day or later ends the day after it begins,
  /// the earliest that a term can.
  public init?(closing row: RegistryRow, on day: CalendarDate) {
    switch row {
    case .facility(var facility):
      let before = facility.history.entries.filter { $0.since < day }
      let isClosed = facility.history.status(on: day) == .closed
      if !isClosed {
        guard let history = try? StatusHistory(before + [StatusHistory.Entry(.closed, since: day)]) else {
          return nil
        }
        facility.history = history
      }
      self.init(.facility(facility), columns: isClosed ? [] : ["status_history"])
    case .post(var post):
      let isEnded = post.term.endedOn.map { $0 <= day } ?? false
      if !isEnded {
        let end = max(day, post.term.appointedOn.advanced(byDays: 1) ?? day)
        guard let term = Term(appointedOn: post.term.appointedOn, endedOn: end) else { return nil }
        post.term = term
      }
      self.init(.post(post), columns: isEnded ? [] : ["ended_on"])
    case .demand(var count):
      let columns = count.persons.keys.map(DemandGroup.column(of:))
      count.persons = [:]
      self.init(.demand(count), columns: Set(columns))
    default: return nil
    }
  }
}
