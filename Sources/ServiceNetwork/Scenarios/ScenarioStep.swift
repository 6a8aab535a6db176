/// A change of a ``Scenario``.
public enum ScenarioStep: Hashable, Sendable {
  /// A facility that is not there serves.
  case open(ScenarioFacility)
  /// A facility does not serve from a day on, that day included; without one, on no day.
  case close(facility: String, on: CalendarDate?)
  /// A facility stands elsewhere, EPSG:4326; its division stays the same where none is told.
  case move(facility: String, to: Coordinate, division: DivisionCode?)
  /// A facility has room for so many; what is taken of that stays as it is.
  case enlarge(facility: String, capacity: Int)
  /// The counts of persons are those of a day, whatever day is asked about: the latest on or before it, else the earliest
  /// after it.
  case demand(asOf: CalendarDate)
  /// A service has another rule.
  case rule(service: String, ServiceRule)

  /// The facility that it is about; `nil` for another thing, and for one without an id yet.
  public var facility: String? {
    switch self {
    case .open(let facility): facility.id
    case .close(let id, _), .move(let id, _, _), .enlarge(let id, _): id
    case .demand, .rule: nil
    }
  }

  /// The room that it gives a facility; `nil` where it says nothing of that.
  var capacity: Int? {
    switch self {
    case .open(let facility): facility.capacity
    case .enlarge(_, let capacity): capacity
    case .close, .move, .demand, .rule: nil
    }
  }
}

/// A facility that a scenario opens.
public struct ScenarioFacility: Hashable, Sendable {
  /// Its id, which no other facility has; `nil` for one that a ``Scenario`` gives it.
  public var id: String?
  /// The name of its kind, which is no post's.
  public var kind: String
  /// Its name; `nil` for its kind's with its id.
  public var name: String?
  /// The division that it stands in; `nil` for the one whose boundary holds its place, where the registry has boundaries.
  public var division: DivisionCode?
  /// Where it stands, EPSG:4326; `nil` for nobody knows, and then it counts for its own division alone.
  public var location: Coordinate?
  /// How many it has room for; `nil` where nobody said.
  public var capacity: Int?
  /// The first day on which it serves; `nil` for every day.
  public var since: CalendarDate?

  /// A facility of a kind; the rest is set afterwards.
  public init(
    id: String? = nil, kind: String, division: DivisionCode? = nil, location: Coordinate? = nil,
    capacity: Int? = nil
  ) {
    self.id = id
    self.kind = kind
    self.division = division
    self.location = location
    self.capacity = capacity
  }
}

extension ScenarioStep {
  /// The word for the change, as JSON has it.
  public var change: String {
    switch self {
    case .open: "open"
    case .close: "close"
    case .move: "move"
    case .enlarge: "enlarge"
    case .demand: "demand"
    case .rule: "rule"
    }
  }

  /// What becomes of what, in a few words.
  public var summary: String {
    switch self {
    case .open(let facility):
      [
        facility.kind, facility.name.map { "'\($0)'" }, facility.location.map { "at \(Self.text($0))" },
        facility.division.map { "in \($0)" }, facility.capacity.map { "with room for \($0)" },
        facility.since.map { "from \($0)" },
      ].compactMap { $0 }.joined(separator: " ")
    case .close(_, let day): day.map { "from \($0)" } ?? "on every day"
    case .move(_, let place, let division):
      "to \(Self.text(place))" + (division.map { " in \($0)" } ?? "")
    case .enlarge(_, let capacity): "to room for \(capacity)"
    case .demand(let asOf): "the counts of \(asOf)"
    case .rule(let service, let rule): "\(service): \(rule.phrase)"
    }
  }

  private static func text(_ place: Coordinate) -> String {
    "\(place.longitude.shortDescription),\(place.latitude.shortDescription)"
  }
}
