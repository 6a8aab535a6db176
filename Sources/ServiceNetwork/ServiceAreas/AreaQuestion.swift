/// What is asked of service areas: around whom, within what, travelling which way.
public struct AreaQuestion: Hashable, Sendable {
  /// Whom an area is drawn around.
  public enum Origin: Hashable, Sendable {
    /// A facility, by its id, whatever its status.
    case facility(String)
    /// Any place, EPSG:4326: what if there were one.
    case coordinate(Coordinate)
    /// All together that count for a service and serve on the day.
    case service(Service)
  }

  /// Whom an area each is drawn around, at least one.
  public var origins: [Origin]
  /// The greatest cost, itself included: metres, or minutes by a mode.
  public var bound: Double
  /// What the cost is measured by.
  public var measure: Measure
  /// Which way one travels.
  public var direction: TravelDirection
  /// The day, for who serves and how many persons there are.
  public var asOf: CalendarDate
  /// The name of the group that is counted; `nil` where none is.
  public var demandGroup: String?
  /// How far an outline may be off, see ``ServiceArea/pieces``.
  public var tolerance: Meters
  /// The name of the scenario that has happened; `nil` for the registry as it is.
  public var scenario: String?

  /// How far an outline may be off where nobody says otherwise.
  public static let usualTolerance = Meters(10)
  /// The least and the greatest tolerance, metres.
  public static let tolerances = 1.0...1000

  /// A question from its parts.
  public init(
    _ origins: [Origin], within bound: Double, by measure: Measure, _ direction: TravelDirection = .toPlace,
    asOf: CalendarDate, demandGroup: String? = nil, tolerance: Meters = usualTolerance
  ) {
    self.origins = origins
    self.bound = bound
    self.measure = measure
    self.direction = direction
    self.asOf = asOf
    self.demandGroup = demandGroup
    self.tolerance = tolerance
  }

  /// What is within, in the words of a ``ServiceRule``: `within 30 min ebike`.
  public var rule: String { ServiceRule.Alternative.within(bound, measure).description }
}

/// Why an area is not drawn.
public enum AreaError: Error, Equatable, CustomStringConvertible {
  /// There is no facility of that id.
  case unknownFacility(String, closest: String?)
  /// A facility has no coordinates.
  case noLocation(String)
  /// An area holds a pole, or reaches over the antimeridian.
  case notOnOneMap

  /// The parameter of a question that is at fault, in lower camel case.
  public var parameter: String {
    switch self {
    case .unknownFacility, .noLocation: "facility"
    case .notOnOneMap: "within"
    }
  }

  /// What is wrong and what would be right, as a sentence without its full stop.
  public var description: String {
    switch self {
    case .unknownFacility(let id, let closest):
      "there is no facility '\(id)'" + (closest.map { "; did you mean '\($0)'?" } ?? "; give one by its id")
    case .noLocation(let id):
      "facility '\(id)' has no coordinates; give it some, or a place by its longitude and latitude"
    case .notOnOneMap:
      "the area reaches over a pole or the antimeridian, where no map of longitudes shows it in one piece; give less"
    }
  }
}
