import ServiceNetwork

extension QuestionParameters {
  /// The parameters that ``init(_:)`` reads.
  static let descriptions = [
    ParameterDescription(
      name: "service",
      summary: Wording(
        "One of the registry's services; may be repeated (default: all, or the first)",
        zh: "登记库中的一项服务，可重复（默认全部或第一项）"),
      schema: .text, isRepeatable: true),
    ParameterDescription(
      name: "rule",
      summary: Wording(
        "Instead of the service's own rule, as 'own-village or within 3km'",
        zh: "代替服务自身的规则，如“own-village or within 3km”"),
      schema: .text),
    ParameterDescription(
      name: "within",
      summary: Wording("Short for a rule 'within D': 3km, 3000m", zh: "规则“within D”的简写，如 3km、3000m"),
      schema: .text),
    .measure,
    ParameterDescription(
      name: "area",
      summary: Wording("The code of a division whose subtree is looked at", zh: "区划代码：只看该区划及其下级"),
      schema: .text),
    .asOf,
    ParameterDescription(
      name: "demand",
      summary: Wording(
        "The demand group that is counted (default: the service's)", zh: "统计的需求人群（默认为服务对应的人群）"),
      schema: .text),
    .scenario,
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
  }
}

extension AccessibilityParameters {
  /// The parameters that ``init(_:)`` reads.
  static let descriptions =
    QuestionParameters.descriptions.map(\.unrepeated) + [
      ParameterDescription(
        name: "model",
        summary: Wording("How places are shared out among those in reach", zh: "床位如何在可及人群中分配"),
        schema: .words(
          AccessibilityModel.allCases.map(\.rawValue), standard: AccessibilityModel.enhancedTwoStep.rawValue)),
      ParameterDescription(
        name: "decay",
        summary: Wording(
          "What farther ways weigh: step; steps:1km=1,3km=0.68,5km=0.22; linear; gaussian; gaussian:2km; logistic:3km,500m; power:1.5 (default: the model's own)",
          zh:
            "较远距离的权重：step；steps:1km=1,3km=0.68,5km=0.22；linear；gaussian；gaussian:2km；logistic:3km,500m；power:1.5（默认为模型自身的）"
        ),
        schema: .text),
      .capacity,
      ParameterDescription(
        name: "threshold",
        summary: Wording(
          "Places for a thousand persons below which a village has too little", zh: "每千人床位数低于此值的村视为不足"),
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
      name: "near",
      summary: Wording(
        "A place, longitude first, in degrees: 114.02,32.98", zh: "地点，以度为单位，经度在前：114.02,32.98"),
      schema: .text),
    ParameterDescription(
      name: "village",
      summary: Wording(
        "Instead of a place, a village or another division by its code", zh: "代替地点，给出村或其他区划的代码"),
      schema: .text),
    ParameterDescription(
      name: "service",
      summary: Wording(
        "One of the registry's services (default: every kind of facility)", zh: "登记库中的一项服务（默认各类机构）"),
      schema: .text),
    .measure, .asOf,
    ParameterDescription(
      name: "limit", summary: Wording("How many at the most", zh: "最多给出多少个"),
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

extension AreaParameters {
  /// The parameters that ``init(_:)`` reads.
  static let descriptions = [
    ParameterDescription(
      name: "facility",
      summary: Wording("The id of a facility, whatever its status; may be repeated", zh: "机构编号，不论状态，可重复"),
      schema: .text, isRepeatable: true),
    ParameterDescription(
      name: "point",
      summary: Wording(
        "What if there were one: a place, longitude first, in degrees: 114.02,32.98; may be repeated",
        zh: "假设在此设点：以度为单位，经度在前，如 114.02,32.98，可重复"),
      schema: .text, isRepeatable: true),
    ParameterDescription(
      name: "service",
      summary: Wording(
        "Instead of those, all that serve for a service, as one area", zh: "代替上述两项，某项服务的全部服务点，合为一个范围"),
      schema: .text),
    ParameterDescription(
      name: "within",
      summary: Wording(
        "A distance or a time, as '5km' or '30min by ebike' (default: that of the service's rule)",
        zh: "距离或时间，如“5km”或“30min by ebike”（默认为服务规则中的）"),
      schema: .text),
    .measure,
    ParameterDescription(
      name: "direction",
      summary: Wording("Whether one travels to the facility, or from it", zh: "前往机构（to）还是离开机构（from）"),
      schema: .words(["to", "from"], standard: "to")),
    .asOf,
    ParameterDescription(
      name: "demand",
      summary: Wording(
        "The demand group that is counted (default: the service's, else population)",
        zh: "统计的需求人群（默认为服务对应的人群，没有则为 population）"),
      schema: .text),
    ParameterDescription(
      name: "tolerance",
      summary: Wording(
        "How far an outline may be off, from 1m to 1000m (default: 10m)", zh: "轮廓允许的误差，1m 至 1000m（默认 10m）"),
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
    name: "capacity",
    summary: Wording("Which places count: all, or those that are not taken", zh: "统计哪些床位：全部（total）或空余（free）"),
    schema: .words(CapacityCount.allCases.map(\.rawValue), standard: CapacityCount.total.rawValue))

  /// The same for a question about one service.
  fileprivate var unrepeated: ParameterDescription {
    guard isRepeatable else { return self }
    return ParameterDescription(
      name: name,
      summary: Wording("One of the registry's services (default: the first)", zh: "登记库中的一项服务（默认第一项）"),
      schema: schema)
  }

  /// The day.
  static let asOf = ParameterDescription(
    name: "asOf", summary: Wording("The day that is asked about (default: today)", zh: "查询的日期（默认今天）"),
    schema: .date)

  /// What distances are measured by.
  fileprivate static let measure = ParameterDescription(
    name: "measure",
    summary: Wording(
      "What distances are measured by: straight, detour:1.3, road, or a mode: walk, ebike, drive",
      zh: "距离的算法：straight（直线）、detour:1.3（绕行系数）、road（道路），或出行方式 walk、ebike、drive"),
    schema: .text)

  /// What is to have happened.
  fileprivate static let scenario = ParameterDescription(
    name: "scenario",
    summary: Wording(
      "A scenario of the registry's that is to have happened (default: the registry as it is)",
      zh: "假设登记库中的某一方案已实施（默认为登记库现状）"),
    schema: .text)
}
