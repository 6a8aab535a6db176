/// The service points nearest to a place that serve on a day.
public struct NearestReport: Sendable {
  /// A service point.
  public struct Point: Sendable {
    /// The facility or post.
    public let provider: Provider
    /// How far it is along the measure: metres, or minutes by a mode.
    public let cost: Double
    /// Where it is, EPSG:4326; `nil` only by a cost matrix, which needs no coordinates.
    public let location: Coordinate?
    /// The code of its division.
    public let division: DivisionCode?
  }

  /// The place that was asked about, EPSG:4326; `nil` only by a cost matrix, for a village without coordinates.
  public let near: Coordinate?
  /// The village that was asked about, where one was.
  public let village: DivisionCode?
  /// The service; `nil` where every kind of facility was asked for.
  public let service: Service?
  /// What distances are measured by.
  public let measure: Measure
  /// The day.
  public let asOf: CalendarDate
  /// The name of the scenario that has happened; `nil` for the registry as it is.
  public let scenario: String?
  /// The service points, nearest first; at the same distance facilities before posts, then by id.
  public let points: [Point]
  /// How many serve but have no coordinates, and so could not be compared.
  public let withoutLocation: Int
  /// Why no way leads anywhere; `nil` where one does, or none is needed.
  public let unreachable: Unreachable?

  /// Everyone who serves, and what is needed to tell what the answer was computed from.
  private let serving: Providers
  private let snapshot: NetworkSnapshot

  /// A place to look around.
  public enum Origin: Sendable {
    /// A coordinate.
    case coordinate(Coordinate)
    /// The point of a division.
    case division(DivisionCode)
  }

  /// Finds the nearest service points.
  ///
  /// - Parameters:
  ///   - origin: the place to look around.
  ///   - service: whose kinds count; `nil` for every kind of facility, and no posts.
  ///   - measure: what distances are measured by.
  ///   - asOf: the day on which they must serve.
  ///   - limit: how many at the most, at least 1.
  ///   - snapshot: those who may be found.
  /// - Throws: ``CoverageError``
  /// - Complexity: O(n log n) for n facilities and posts of the service's kinds.
  public init(
    near origin: Origin, service: Service?, measure: Measure = .straight, asOf: CalendarDate, limit: Int,
    in snapshot: NetworkSnapshot
  ) throws(CoverageError) {
    try CoverageError.checkCancellation(at: 0)
    let isStated = if case .costs = measure { true } else { false }
    var place: Int32?
    switch origin {
    case .coordinate(let coordinate):
      guard !isStated else { throw .costsOfPlace }
      near = coordinate
      village = nil
    case .division(let code):
      let position = try snapshot.division(code)
      let location = snapshot.divisions[Int(position)].location
      guard location != nil || isStated else { throw .noLocation(code) }
      near = location
      village = code
      place = position
    }
    let serving = snapshot.providers(ofKinds: service?.kinds ?? snapshot.catalogue.facilityKinds, on: asOf)
      .serving
    let located = serving.indices.filter { isStated || serving.location(at: $0) != nil }
    let found: Found
    if isStated, let place {
      found = try Self.nearest(limit, of: serving, from: place, in: snapshot)
    } else if let near {
      found = try Self.nearest(limit, of: located.map(serving.location), to: near, by: measure, in: snapshot)
    } else {
      preconditionFailure("a place without coordinates is a division that costs were asked of")
    }
    unreachable = found.unreachable
    points = found.places.map { position, cost in
      let provider = serving[located[position]]
      let division = provider.division >= 0 ? snapshot.divisions[Int(provider.division)].code : nil
      return Point(provider: provider, cost: cost, location: provider.location, division: division)
    }
    withoutLocation = serving.count - located.count
    self.serving = serving
    self.snapshot = snapshot
    self.service = service
    self.measure = measure
    self.asOf = asOf
    scenario = snapshot.catalogue.scenario?.name
  }

  private typealias Found = (places: [(position: Int, cost: Double)], unreachable: Unreachable?)

  /// The nearest of some providers by the snapshot's cost matrix.
  private static func nearest(
    _ count: Int, of providers: Providers, from division: Int32, in snapshot: NetworkSnapshot
  ) throws(CoverageError) -> Found {
    let costs = try snapshot.requireCosts(from: [division], to: providers.ids)
    return (CostMatrix.Lookup(costs, to: providers.ids).nearest(count, to: division), nil)
  }

  /// The nearest of some places.
  private static func nearest(
    _ count: Int, of locations: [Coordinate?], to place: Coordinate, by measure: Measure,
    in snapshot: NetworkSnapshot
  ) throws(CoverageError) -> Found {
    if let factor = measure.detourFactor {
      let found = NearestIndex(locations).nearest(count, to: place)
      return (found.map { ($0.position, $0.distance.value * factor) }, nil)
    }
    guard let roads = snapshot.roads else { throw .roadsMissing(measure) }
    let graph = roads.graph(measure)
    let joins = try graph.joins(locations, tolerance: roads.tolerance)
    let origin = graph.join(place, tolerance: roads.tolerance)
    guard let origin else { return ([], .originOffRoad) }
    let places = RoadPlaces(joins, on: graph)
    let found = try graph.nearest(count, among: places, of: origin, .fromPlace)
    var unreachable: Unreachable?
    if found.isEmpty,
      case .unreachable(let reason) = try graph.nearestDestinations(
        from: [origin], among: places)[0]
    {
      unreachable = reason
    }
    return (found.map { ($0.position, $0.cost) }, unreachable)
  }
}

extension NearestReport: TraceableAnswer {
  /// Writes what the question asks, and those who live and serve in what it was asked of.
  public func writeInput(to input: inout AnswerInput) {
    input.append(near)
    input.append(village?.description)
    input.append(service?.name)
    input.append(asOf.description)
    input.append(measure, in: snapshot)
    input.append(serving, in: snapshot)
  }
}
