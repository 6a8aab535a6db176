internal import ServiceNetwork

/// What features tell of a facility's life, from its statuses read at once: a query for each of the four took a quarter of
/// the time of a page.
///
/// ``FeatureTable`` says the same in SQL, where features are chosen and ordered by it.
struct FacilityLife {
  /// Reads the statuses of `facility.pk`, in no order.
  static let column =
    "(SELECT group_concat(since || status, ';') FROM facilityStatus WHERE facility = facility.pk)"

  /// What it tells.
  enum Property: String {
    case status, openedOn, closedOn, statusHistory
  }

  private static let dateLength = 10
  private static let always = "0001-01-01"

  /// Days, as ISO 8601 has them, with the statuses that begin on them, the first day first.
  private let entries: [(since: Substring, status: Substring)]
  private let today: String

  init(_ text: String?, today: String) {
    var entries: [(since: Substring, status: Substring)] = []
    var rest = (text ?? "")[...]
    while !rest.isEmpty {
      let end = rest.utf8.firstIndex(of: UInt8(ascii: ";")) ?? rest.endIndex
      let day = rest.utf8.index(rest.startIndex, offsetBy: Self.dateLength)
      entries.append((rest[..<day], rest[day..<end]))
      rest = end == rest.endIndex ? "" : rest[rest.utf8.index(after: end)...]
    }
    // SQLite promises no order, and nearly always has the key's.
    if zip(entries, entries.dropFirst()).contains(where: { $0.since > $1.since }) {
      entries.sort { $0.since < $1.since }
    }
    self.entries = entries
    self.today = today
  }

  /// The value of a property.
  func value(_ property: Property) -> Feature.Value {
    switch property {
    case .status:
      let current = entries.last { $0.since <= today }?.status ?? Substring(FacilityStatus.planned.rawValue)
      return .text(String(current))
    case .openedOn: return firstDay(of: .operating)
    case .closedOn: return firstDay(of: .closed)
    case .statusHistory:
      guard !entries.isEmpty else { return .none }
      var text = ""
      for entry in entries {
        if !text.isEmpty { text += "; " }
        text += entry.status
        if entry.since != Self.always {
          text += " "
          text += entry.since
        }
      }
      return .text(text)
    }
  }

  private func firstDay(of status: FacilityStatus) -> Feature.Value {
    let entry = entries.first { $0.status == status.rawValue && $0.since != Self.always }
    return entry.map { .text(String($0.since)) } ?? .none
  }
}
