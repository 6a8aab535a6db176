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
public enum AreaError: WordedError, Equatable {
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
  public var wording: Wording {
    switch self {
    case .unknownFacility(let id, let closest):
      Wording("there is no facility '\(id)'", zh: "没有机构“\(id)”")
        + .hint(closest, else: Wording("; give one by its id", zh: "，请填写机构编号"))
    case .noLocation(let id):
      Wording(
        "facility '\(id)' has no coordinates; give it some, or a place by its longitude and latitude",
        zh: "机构“\(id)”没有坐标，请补充坐标，或直接给出经度和纬度")
    case .notOnOneMap:
      Wording(
        "the area reaches over a pole or the antimeridian, where no map of longitudes shows it in one piece; give less",
        zh: "范围跨越极点或180度经线，无法完整显示在一幅图上，请缩小范围")
    }
  }
}
