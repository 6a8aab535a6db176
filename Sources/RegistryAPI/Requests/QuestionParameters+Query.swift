import ServiceNetwork

extension QuestionParameters {
  /// The parameters that ``init(_:)`` reads.
  static let descriptions = [
    ParameterDescription(
      name: "service",
      summary: "One of the registry's services; may be repeated (default: all, or the first)",
      schema: .text, isRepeatable: true),
    ParameterDescription(
      name: "rule", summary: "Instead of the service's own rule, as 'own-village or within 3km'",
      schema: .text),
    ParameterDescription(name: "within", summary: "Short for a rule 'within D': 3km, 3000m", schema: .text),
    .measure,
    ParameterDescription(
      name: "area", summary: "The code of a division whose subtree is looked at", schema: .text),
    ParameterDescription(
      name: "asOf", summary: "The day that is asked about (default: today)", schema: .date),
    ParameterDescription(
      name: "demand", summary: "The demand group that is counted (default: the service's)", schema: .text),
    .scenario,
  ]

  /// Those of questions that can be limited to a part of the map, or suppose what is not there.
  static let mapDescriptions =
    descriptions + [
      ParameterDescription(
        name: "open",
        summary:
          "What if there were one more: a place, longitude first, as 114.02,32.98, or with its division as 114.02,32.98,411726103201; may be repeated",
        schema: .text, isRepeatable: true),
      ParameterDescription(
        name: "circle", summary: "Only villages in a circle: its middle and radius, as 114.02,32.98,3km",
        schema: .text),
      ParameterDescription(
        name: "polygon",
        summary: "Only villages in a polygon: its corners, as 114,32.9 114.2,32.9 114.1,33.1",
        schema: .text),
    ]

  /// The question of an address.
  init(_ query: QueryParameters) {
    self.init()
    services = query.all("service")
    rule = query["rule"]
    within = query["within"]
    measure = query["measure"]
    area = query["area"]
    asOf = query["asOf"]
    demand = query["demand"]
    scenario = query["scenario"]
    open = query.all("open")
    circle = query["circle"]
    polygon = query["polygon"]
  }
}

extension AccessibilityParameters {
  /// The parameters that ``init(_:)`` reads.
  static let descriptions =
    QuestionParameters.descriptions.map(\.unrepeated) + [
      ParameterDescription(
        name: "model", summary: "How places are shared out among those in reach",
        schema: .words(
          AccessibilityModel.allCases.map(\.rawValue), standard: AccessibilityModel.enhancedTwoStep.rawValue)),
      ParameterDescription(
        name: "decay",
        summary:
          "What farther ways weigh: step; steps:1km=1,3km=0.68,5km=0.22; linear; gaussian; gaussian:2km; logistic:3km,500m; power:1.5 (default: the model's own)",
        schema: .text),
      .capacity,
      ParameterDescription(
        name: "threshold", summary: "Places for a thousand persons below which a village has too little",
        schema: .text),
    ]

  /// The question of an address.
  init(_ query: QueryParameters) {
    self.init()
    question = QuestionParameters(query)
    question.takesFirstService = true
    model = query["model"]
    decay = query["decay"]
    capacity = query["capacity"]
    threshold = query["threshold"]
  }
}

extension CapacityParameters {
  /// The parameters that ``init(_:)`` reads.
  static let descriptions = QuestionParameters.descriptions.map(\.unrepeated) + [.capacity]

  /// The question of an address.
  init(_ query: QueryParameters) {
    self.init()
    question = QuestionParameters(query)
    question.takesFirstService = true
    capacity = query["capacity"]
  }
}

extension NearestParameters {
  /// The parameters that ``init(_:)`` reads.
  static let descriptions = [
    ParameterDescription(
      name: "near", summary: "A place, longitude first, in degrees: 114.02,32.98", schema: .text),
    ParameterDescription(
      name: "village", summary: "Instead of a place, a village or another division by its code", schema: .text
    ),
    ParameterDescription(
      name: "service", summary: "One of the registry's services (default: every kind of facility)",
      schema: .text),
    .measure,
    ParameterDescription(
      name: "asOf", summary: "The day that is asked about (default: today)", schema: .date),
    ParameterDescription(
      name: "limit", summary: "How many at the most",
      schema: .integer(minimum: 1, maximum: 1000, standard: 10)),
    .scenario,
  ]

  /// The question of an address.
  init(_ query: QueryParameters) {
    self.init()
    near = query["near"]
    village = query["village"]
    service = query["service"]
    measure = query["measure"]
    asOf = query["asOf"]
    limit = query["limit"]
    scenario = query["scenario"]
  }
}

extension FindParameters {
  /// The parameters that ``init(_:)`` reads.
  static let descriptions = [
    ParameterDescription(
      name: "q",
      summary: "A name or a part of it, its pinyin, its initials, or some of each: 刘店, liudian, ld, liud, 刘d",
      schema: .name, isRequired: true),
    ParameterDescription(
      name: "limit", summary: "How many at the most",
      schema: .integer(
        minimum: limits.lowerBound, maximum: limits.upperBound, standard: standardLimit)),
    ParameterDescription(
      name: "area", summary: "The code of a division in whose subtree they are", schema: .text),
    ParameterDescription(
      name: "type", summary: "What is looked for (default: everything)",
      schema: .words(PlaceType.allCases.map(\.rawValue))),
  ]

  /// The search of an address.
  init(_ query: QueryParameters) throws {
    self.init()
    text = query["q"]
    area = query["area"]
    type = query.word("type")
    limit = try query.number("limit", in: Self.limits, default: Self.standardLimit)
  }
}

extension AreaParameters {
  /// The parameters that ``init(_:)`` reads.
  static let descriptions = [
    ParameterDescription(
      name: "facility", summary: "The id of a facility, whatever its status; may be repeated", schema: .text,
      isRepeatable: true),
    ParameterDescription(
      name: "point",
      summary: "What if there were one: a place, longitude first, in degrees: 114.02,32.98; may be repeated",
      schema: .text, isRepeatable: true),
    ParameterDescription(
      name: "service", summary: "Instead of those, all that serve for a service, as one area", schema: .text),
    ParameterDescription(
      name: "within",
      summary: "A distance or a time, as '5km' or '30min by ebike' (default: that of the service's rule)",
      schema: .text),
    .measure,
    ParameterDescription(
      name: "direction", summary: "Whether one travels to the facility, or from it",
      schema: .words(["to", "from"], standard: "to")),
    ParameterDescription(
      name: "asOf", summary: "The day that is asked about (default: today)", schema: .date),
    ParameterDescription(
      name: "demand", summary: "The demand group that is counted (default: the service's, else population)",
      schema: .text),
    ParameterDescription(
      name: "tolerance", summary: "How far an outline may be off, from 1m to 1000m (default: 10m)",
      schema: .text),
    .scenario,
  ]

  /// The question of an address.
  init(_ query: QueryParameters) {
    self.init()
    facilities = query.all("facility")
    points = query.all("point")
    service = query["service"]
    within = query["within"]
    measure = query["measure"]
    direction = query["direction"]
    asOf = query["asOf"]
    demand = query["demand"]
    tolerance = query["tolerance"]
    scenario = query["scenario"]
  }
}

extension ParameterDescription {
  /// Which of a facility's places count.
  fileprivate static let capacity = ParameterDescription(
    name: "capacity", summary: "Which places count: all, or those that are not taken",
    schema: .words(CapacityCount.allCases.map(\.rawValue), standard: CapacityCount.total.rawValue))

  /// The same for a question about one service.
  fileprivate var unrepeated: ParameterDescription {
    guard isRepeatable else { return self }
    return ParameterDescription(
      name: name, summary: "One of the registry's services (default: the first)", schema: schema)
  }

  /// What distances are measured by.
  fileprivate static let measure = ParameterDescription(
    name: "measure",
    summary: "What distances are measured by: straight, detour:1.3, road, or a mode: walk, ebike, drive",
    schema: .text)

  /// What is to have happened.
  fileprivate static let scenario = ParameterDescription(
    name: "scenario",
    summary: "A scenario of the registry's that is to have happened (default: the registry as it is)",
    schema: .text)
}
