/// The counts that hold on a date: the latest on or before it, else the earliest after it.
struct DemandOnDate: Sendable {
  /// By division and date.
  private let entries: [NetworkSnapshot.DemandEntry]
  private let date: CalendarDate

  init(_ entries: [NetworkSnapshot.DemandEntry], date: CalendarDate) {
    self.entries = entries
    self.date = date
  }

  /// The count of a division; `nil` where nobody counted.
  ///
  /// - Complexity: O(log n).
  func count(of division: Int32) -> NetworkSnapshot.DemandEntry? {
    var cursor = cursor(at: division)
    return count(of: division, &cursor)
  }

  /// The count of a division, found from a cursor; it moves on to there, for divisions that come later.
  @inline(__always)
  func count(of division: Int32, _ cursor: inout Int) -> NetworkSnapshot.DemandEntry? {
    while cursor < entries.count, entries[cursor].division < division { cursor += 1 }
    guard cursor < entries.count, entries[cursor].division == division else { return nil }
    var best = cursor
    cursor += 1
    while cursor < entries.count, entries[cursor].division == division {
      if entries[cursor].asOf <= date { best = cursor }
      cursor += 1
    }
    return entries[best]
  }

  /// A cursor that stands before what is known of a division.
  func cursor(at division: Int32) -> Int {
    var (lower, upper) = (0, entries.count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if entries[middle].division < division { lower = middle + 1 } else { upper = middle }
    }
    return lower
  }
}
