/// Service areas with their outlines.
public struct AreaReport: Sendable {
  /// An area that was drawn.
  public struct Drawn: Sendable {
    /// What was found.
    public let area: ServiceArea
    /// The outline, EPSG:4326, outer rings counterclockwise; no area where nothing is within.
    public let outline: MultiPolygon
    /// How large it is on the ellipsoid, square metres.
    public let squareMeters: Double
  }

  /// What was asked.
  public let question: AreaQuestion
  /// The areas, in the order of the question's origins.
  public let areas: [Drawn]

  private let snapshot: NetworkSnapshot

  /// A report of areas and the union of each one's pieces.
  ///
  /// - Parameters:
  ///   - question: what was asked.
  ///   - areas: what was found, and the outline of each.
  ///   - snapshot: what they were found in.
  public init(
    _ question: AreaQuestion, _ areas: [(area: ServiceArea, outline: MultiPolygon)],
    in snapshot: NetworkSnapshot
  ) {
    self.question = question
    self.snapshot = snapshot
    self.areas = areas.map { area, outline in
      let outline = outline.rightHanded
      return Drawn(area: area, outline: outline, squareMeters: outline.area)
    }
  }
}

extension AreaReport: TraceableAnswer {
  /// Writes what the question asks, and those who live and serve in what it was asked of.
  public func writeInput(to input: inout AnswerInput) {
    for origin in question.origins {
      switch origin {
      case .coordinate(let place): input.append(place)
      case .facility(let id):
        input.append(id)
        input.append(snapshot.facility(id, on: question.asOf)?.location)
      case .service(let service):
        input.append(snapshot.providers(ofKinds: service.kinds, on: question.asOf).serving, in: snapshot)
      }
    }
    input.append(question.rule)
    input.append(question.direction == .toPlace ? "to" : "from")
    input.append(question.asOf.description)
    input.append(question.tolerance.value)
    input.append(question.demandGroup)
    input.append(question.measure, in: snapshot)
    let demand = DemandOnDate(snapshot.demand[question.demandGroup ?? ""] ?? [], date: question.asOf)
    let villages = snapshot.divisions.indices.filter { snapshot.divisions[$0].level == .village }
    input.append(
      villages.lazy.map { (Int32($0), demand.count(of: Int32($0)).map { Int($0.persons) }) },
      count: villages.count, in: snapshot)
  }
}
