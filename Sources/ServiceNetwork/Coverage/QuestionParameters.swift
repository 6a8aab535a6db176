/// A question as people write it, in words: the options of a command, the parameters of an address.
///
/// Both ways in share it, so that both understand the same and refuse the same.
public struct QuestionParameters: Equatable, Sendable {
  /// The names of services; none for all of the registry's, or the first of them.
  public var services: [String] = []
  /// Whether a question without a service means the registry's first one, and not all.
  public var takesFirstService = false
  /// A rule instead of the service's own.
  public var rule: String?
  /// A bound instead of a rule, as `3km`.
  public var within: String?
  /// What distances are measured by.
  public var measure: String?
  /// The code of a division.
  public var area: String?
  /// A date, as `2020-12-31`.
  public var asOf: String?
  /// The name of a demand group.
  public var demand: String?
  /// The name of a scenario.
  public var scenario: String?
  /// Places at which one more facility is supposed, as `LON,LAT` or `LON,LAT,CODE`.
  public var open: [String] = []
  /// A circle, as `LON,LAT,3km`.
  public var circle: String?
  /// A polygon, as `LON,LAT LON,LAT LON,LAT`.
  public var polygon: String?
  /// Whether a cost matrix takes the place of every measure: its costs are in what a rule's bound is in.
  public var takesCosts = false

  /// Parameters that are all left out.
  public init() {}

  /// What a snapshot must hold to answer; under a scenario the first time that only, and by its catalogue the rest.
  ///
  /// - Throws: ``ParameterError``
  public func scope(in catalogue: Catalogue) throws(ParameterError) -> SnapshotScope {
    if let first = SnapshotScope.first(scenario, in: catalogue) { return first }
    let services = try requestedServices(in: catalogue)
    var needsRoads = false
    for service in services where try rule(for: service).distance?.measure.needsRoads == true {
      needsRoads = true
    }
    let groups = try demandGroup(in: catalogue).map { [$0] } ?? services.compactMap(\.demandGroup)
    var scope = SnapshotScope(
      kinds: takesCosts ? nil : Set(services.flatMap(\.kinds)), demandGroups: Set(groups),
      asOf: try requestedDay(), needsRoads: needsRoads,
      // A matrix has villages from everywhere.
      area: takesCosts ? nil : try requestedArea(), scenario: scenario)
    scope.supposed = try SupposedSite.steps(sites(), for: services, in: catalogue)
    return scope
  }

  /// The questions, one for each service.
  ///
  /// - Parameters:
  ///   - catalogue: what can be asked for.
  ///   - today: the day that is meant where no date is given.
  /// - Throws: ``ParameterError``
  public func questions(in catalogue: Catalogue, today: CalendarDate) throws(ParameterError)
    -> [CoverageQuestion]
  {
    let services = try requestedServices(in: catalogue)
    let asOf = try requestedDay() ?? today
    let area = try requestedArea()
    let group = try demandGroup(in: catalogue)
    let (region, sites) = (try region(), try sites())
    var questions: [CoverageQuestion] = []
    for service in services {
      var question = CoverageQuestion(
        service, rule: try rule(for: service), asOf: asOf, area: area, demandGroup: group)
      // What is supposed besides makes no scenario of a registry as it is.
      question.scenario = scenario == nil ? nil : catalogue.scenario?.name
      question.demandAsOf = catalogue.scenario?.demandAsOf
      question.region = region
      question.supposed = sites
      questions.append(question)
    }
    return questions
  }

  /// The code of the division whose subtree is asked about; `nil` for all.
  public func requestedArea() throws(ParameterError) -> DivisionCode? {
    try area.map { text throws(ParameterError) in try Self.code(text, named: "area") }
  }

  /// The day that is asked about; `nil` where none is given.
  public func requestedDay() throws(ParameterError) -> CalendarDate? { try Self.date(asOf, named: "asOf") }

  // MARK: - Private

  private func requestedServices(in catalogue: Catalogue) throws(ParameterError) -> [Service] {
    guard !services.isEmpty else {
      return takesFirstService ? Array(catalogue.services.prefix(1)) : catalogue.services
    }
    var found: [Service] = []
    for name in services {
      let service = try ParameterError.naming("service") { () throws(CoverageError) in
        try catalogue.service(named: name)
      }
      if !found.contains(service) { found.append(service) }
    }
    return found
  }

  private func sites() throws(ParameterError) -> [SupposedSite] {
    guard open.count <= SupposedSite.greatestCount else {
      throw ParameterError(
        "open", "at most \(SupposedSite.greatestCount) places can be supposed at once",
        zh: "一次最多假设\(SupposedSite.greatestCount)个地点")
    }
    return try open.map { text throws(ParameterError) in try SupposedSite(text) }
  }

  private func region() throws(ParameterError) -> Region? {
    guard let circle else {
      return try polygon.map { text throws(ParameterError) in try Region(polygon: text) }
    }
    guard polygon == nil else {
      throw ParameterError(
        "circle", "it stands instead of a polygon; give one of the two", zh: "circle 用以代替 polygon，两者只能给出一个")
    }
    return try Region(circle: circle)
  }

  private func rule(for service: Service) throws(ParameterError) -> ServiceRule {
    let rule = try givenRule(for: service)
    guard takesCosts, rule.distance != nil else { return rule }
    return try ParameterError.naming("costs") { () throws(ServiceRuleError) in
      try rule.measured(by: .costs(.meters))
    }
  }

  private func givenRule(for service: Service) throws(ParameterError) -> ServiceRule {
    let measure = try Self.measure(measure) ?? (takesCosts ? .costs(.meters) : nil)
    if let within {
      guard rule == nil else {
        throw ParameterError(
          "within", "it stands instead of a rule; give one of the two", zh: "within 用以代替规则，两者只能给出一个")
      }
      return try ParameterError.naming("within") { () throws(ServiceRuleError) in
        try ServiceRule("within \(within)", measure: measure ?? .straight)
      }
    }
    if let rule {
      return try ParameterError.naming("rule") { () throws(ServiceRuleError) in
        try ServiceRule(rule, measure: measure ?? .straight)
      }
    }
    guard let measure, service.rule.distance != nil else { return service.rule }
    return try ParameterError.naming("measure") { () throws(ServiceRuleError) in
      try service.rule.measured(by: measure)
    }
  }

  private func demandGroup(in catalogue: Catalogue) throws(ParameterError) -> String? {
    guard let demand else { return nil }
    return try Self.demandGroup(demand, in: catalogue)
  }

  /// The name of a group that is there.
  static func demandGroup(_ demand: String, in catalogue: Catalogue) throws(ParameterError) -> String {
    let known = catalogue.demandGroups.map(\.name)
    guard known.contains(demand) else {
      throw ParameterError(
        "demand",
        Wording("there is no demand group '\(demand)'", zh: "没有需求人群“\(demand)”")
          + .hint(
            demand, among: known,
            else: Wording(
              "; one of \(known.joined(separator: ", "))", zh: "，应为以下之一：\(known.joined(separator: "、"))")))
    }
    return demand
  }

  static func measure(_ text: String?) throws(ParameterError) -> Measure? {
    guard let text else { return nil }
    return try ParameterError.naming("measure") { () throws(ServiceRuleError) in try Measure(text) }
  }

  static func code(_ text: String, named parameter: String) throws(ParameterError) -> DivisionCode {
    try ParameterError.naming(parameter) { () throws(DivisionCodeError) in try DivisionCode(text) }
  }

  static func date(_ text: String?, named parameter: String) throws(ParameterError) -> CalendarDate? {
    guard let text else { return nil }
    guard let date = CalendarDate(iso8601: text) else {
      throw ParameterError(
        parameter, "'\(text)' is no date; write it as 2020-12-31", zh: "“\(text)”不是日期，应写作 2020-12-31")
    }
    return date
  }
}
