/// A question about service areas as people write it, in words: the options of a command, the parameters of an address.
public struct AreaParameters: Equatable, Sendable {
  /// The most areas that may be asked for at once.
  public static let greatestCount = 100

  /// The ids of facilities.
  public var facilities: [String] = []
  /// Places as `LON,LAT` in degrees.
  public var points: [String] = []
  /// The name of a service, whose facilities have one area together.
  public var service: String?
  /// The bound, with a measure or without: `30min by ebike`, `3km`; none for that of the service's rule.
  public var within: String?
  /// What the cost is measured by, where the bound does not say.
  public var measure: String?
  /// `to` or `from` the facility; none for `to`, as villages travel.
  public var direction: String?
  /// A date.
  public var asOf: String?
  /// The name of a demand group; none for the service's, else `population`.
  public var demand: String?
  /// How far an outline may be off: `10m`.
  public var tolerance: String?
  /// The name of a scenario.
  public var scenario: String?

  /// Parameters that are all left out.
  public init() {}

  /// What a snapshot must hold to answer.
  ///
  /// - Throws: ``ParameterError``
  public func scope(in catalogue: Catalogue) throws(ParameterError) -> SnapshotScope {
    if let first = SnapshotScope.first(scenario, in: catalogue) { return first }
    let service = try requestedService(in: catalogue)
    return SnapshotScope(
      kinds: facilities.isEmpty ? Set(service?.kinds ?? []) : nil,
      demandGroups: Set([try demandGroup(for: service, in: catalogue)].compactMap { $0 }),
      asOf: try QuestionParameters.date(asOf, named: "asOf"),
      needsRoads: try bound(for: service).measure.needsRoads, scenario: scenario)
  }

  /// The question.
  ///
  /// - Parameters:
  ///   - catalogue: what can be asked for.
  ///   - today: the day that is meant where no date is given.
  /// - Throws: ``ParameterError``
  public func question(in catalogue: Catalogue, today: CalendarDate) throws(ParameterError) -> AreaQuestion {
    let service = try requestedService(in: catalogue)
    let (bound, measure) = try bound(for: service)
    var question = AreaQuestion(
      try origins(service), within: bound, by: measure, try travelDirection(),
      asOf: try QuestionParameters.date(asOf, named: "asOf") ?? today,
      demandGroup: try demandGroup(for: service, in: catalogue), tolerance: try outlineTolerance())
    question.scenario = catalogue.scenario?.name
    return question
  }

  // MARK: - Private

  private func requestedService(in catalogue: Catalogue) throws(ParameterError) -> Service? {
    guard let service else { return nil }
    guard facilities.isEmpty, points.isEmpty else {
      throw ParameterError(
        "service", "it stands for all that serve; give either it, or facilities and points",
        zh: "service 指该服务的全部机构，与 facility、point 只能给出其一")
    }
    return try ParameterError.naming("service") { () throws(CoverageError) in
      try catalogue.service(named: service)
    }
  }

  private func origins(_ service: Service?) throws(ParameterError) -> [AreaQuestion.Origin] {
    if let service { return [.service(service)] }
    var origins: [AreaQuestion.Origin] = facilities.map { .facility($0) }
    for point in points { origins.append(.coordinate(try Coordinate(parameter: "point", point))) }
    guard !origins.isEmpty else {
      throw ParameterError(
        "facility", "give a facility by its id, a point as LON,LAT, or a service by its name",
        zh: "请给出机构编号、地点（经度,纬度）或服务名称")
    }
    guard origins.count <= Self.greatestCount else {
      throw ParameterError(
        "facility", "at most \(Self.greatestCount) areas at once, and these are \(origins.count)",
        zh: "一次最多\(Self.greatestCount)个范围，而给出了\(origins.count)个")
    }
    return origins
  }

  /// The bound and its measure: as `within` has them, else of the service's rule.
  private func bound(for service: Service?) throws(ParameterError) -> (bound: Double, measure: Measure) {
    let found = try givenBound(for: service)
    if case .costs = found.measure {
      throw ParameterError(
        "measure", "a cost matrix knows pairs and no ground; measure by \(Self.measures)",
        zh: "距离矩阵只有点对，无法画出范围，请改用 straight、detour:1.3、road、walk、ebike 或 drive")
    }
    return found
  }

  private static let measures = "straight, detour:1.3, road, walk, ebike or drive"

  private func givenBound(
    for service: Service?
  ) throws(ParameterError) -> (bound: Double, measure: Measure) {
    let measure = try QuestionParameters.measure(measure)
    if let within {
      let rule = try ParameterError.naming("within") { () throws(ServiceRuleError) in
        try ServiceRule("within \(within)", measure: measure ?? .straight)
      }
      guard let distance = rule.distance, rule.alternatives.count == 1 else {
        throw ParameterError(
          "within", "'\(within)' is more than one distance or time; give one, as 3km",
          zh: "“\(within)”不止一个距离或时间，请只给出一个，如 3km")
      }
      return distance
    }
    guard let service else {
      throw ParameterError(
        "within", "give a distance or a time, as 3km or '30min by ebike'",
        zh: "请给出距离或时间，如 3km 或“30min by ebike”")
    }
    guard let distance = service.rule.distance else {
      throw ParameterError(
        "within", "the rule of \(service.name) is '\(service.rule)', which has no distance; give one, as 3km",
        zh: "服务 \(service.name) 的规则是“\(service.rule)”，没有距离，请给出一个，如 3km")
    }
    guard let measure else { return distance }
    guard measure.isTime == distance.measure.isTime else {
      throw ParameterError(
        "measure",
        "the rule of \(service.name) is '\(service.rule)'; give within with a bound for \(measure)",
        zh: "服务 \(service.name) 的规则是“\(service.rule)”，请用 within 给出适于 \(measure) 的界限")
    }
    return (distance.bound, measure)
  }

  private func travelDirection() throws(ParameterError) -> TravelDirection {
    switch direction {
    case nil, "to": return .toPlace
    case "from": return .fromPlace
    case let text?:
      throw ParameterError(
        "direction", "'\(text)' is neither to nor from the facility",
        zh: "“\(text)”既不是 to（前往机构）也不是 from（离开机构）")
    }
  }

  private func demandGroup(
    for service: Service?, in catalogue: Catalogue
  ) throws(ParameterError) -> String? {
    if let demand { return try QuestionParameters.demandGroup(demand, in: catalogue) }
    if let group = service?.demandGroup { return group }
    return catalogue.demandGroups.first { $0.name == "population" }?.name
  }

  private func outlineTolerance() throws(ParameterError) -> Meters {
    guard let tolerance else { return AreaQuestion.usualTolerance }
    return try Self.tolerance(tolerance)
  }

  /// By how much an outline may be off.
  ///
  /// - Parameter text: a distance from 1 m to 1,000 m, both included, as `10m`.
  /// - Throws: ``ParameterError`` for the parameter `tolerance`.
  public static func tolerance(_ text: String) throws(ParameterError) -> Meters {
    guard let distance = try? Meters(text: text), AreaQuestion.tolerances.contains(distance.value) else {
      throw ParameterError(
        "tolerance", "'\(text)' is no distance from 1m to 1000m, as 10m",
        zh: "“\(text)”不是1m至1000m的距离，应如 10m")
    }
    return distance
  }
}
