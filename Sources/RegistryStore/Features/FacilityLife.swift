internal import ServiceNetwork

/// What features tell of a facility's life, from its statuses read at once: a query for each of the four took a quarter of
/// the time of a page.
///
/// ``FeatureTable`` says the same in SQL, where features are chosen and ordered by it.
struct FacilityLife {
  /// Reads the statuses of `facility.pk`, in no order.
  static let column =
    "(SELECT group_concat(since || status, ';') FROM facilityStatus WHERE facility = facility.pk)"
  /// The properties that it tells.
  static let properties: Set<String> = ["status", "openedOn", "closedOn", "statusHistory"]

  private static let dateLength = 10
  private static let always = "0001-01-01"

  /// Days, as ISO 8601 has them, with the statuses that begin on them, the first day first.
  private let entries: [(since: Substring, status: Substring)]
  private let today: String

  init(_ text: String?, today: String) {
    entries = (text ?? "").split(separator: ";").map {
      ($0.prefix(Self.dateLength), $0.dropFirst(Self.dateLength))
    }
    .sorted { $0.0 < $1.0 }
    self.today = today
  }

  /// The value of a property.
  func value(_ property: String) -> Feature.Value {
    switch property {
    case "status":
      let current = entries.last { $0.since <= today }?.status ?? Substring(FacilityStatus.planned.rawValue)
      return .text(String(current))
    case "openedOn": return firstDay(of: .operating)
    case "closedOn": return firstDay(of: .closed)
    default:
      let texts = entries.map { $0.since == Self.always ? String($0.status) : "\($0.status) \($0.since)" }
      return texts.isEmpty ? .none : .text(texts.joined(separator: "; "))
    }
  }

  private func firstDay(of status: FacilityStatus) -> Feature.Value {
    let entry = entries.first { $0.status == status.rawValue && $0.since != Self.always }
    return entry.map { .text(String($0.since)) } ?? .none
  }
}
