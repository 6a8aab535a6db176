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

  /// Those of questions that can be limited to a part of the map, or suppose what is not there.
  static let mapDescriptions =
    descriptions + [
      ParameterDescription(
        name: "open",
        summary: Wording(
          "What if there were one more: a place, longitude first, as 114.02,32.98, or with its division as 114.02,32.98,411726103201; may be repeated",
          zh: "假设在此增设一处：经度在前，如 114.02,32.98，或加上区划代码，如 114.02,32.98,411726103201，可重复"),
        schema: .text, isRepeatable: true),
      ParameterDescription(
        name: "circle",
        summary: Wording(
          "Only villages in a circle: its middle and radius, as 114.02,32.98,3km",
          zh: "只看圆内的村：圆心和半径，如 114.02,32.98,3km"),
        schema: .text),
      ParameterDescription(
        name: "polygon",
        summary: Wording(
          "Only villages in a polygon: its corners, as 114,32.9 114.2,32.9 114.1,33.1",
          zh: "只看多边形内的村：各顶点，如 114,32.9 114.2,32.9 114.1,33.1"),
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

extension FindParameters {
  /// The parameters that ``init(_:)`` reads.
  static let descriptions = [
    ParameterDescription(
      name: "q",
      summary: Wording(
        "A name or a part of it, its pinyin, its initials, or some of each: 刘店, liudian, ld, liud, 刘d",
        zh: "名称或其一部分、拼音、首字母，或几者混用：刘店、liudian、ld、liud、刘d"),
      schema: .name, isRequired: true),
    ParameterDescription(
      name: "limit", summary: Wording("How many at the most", zh: "最多给出多少个"),
      schema: .integer(
        minimum: limits.lowerBound, maximum: limits.upperBound, standard: standardLimit)),
    ParameterDescription(
      name: "area",
      summary: Wording("The code of a division in whose subtree they are", zh: "区划代码：只在该区划及其下级中查找"),
      schema: .text),
    ParameterDescription(
      name: "type", summary: Wording("What is looked for (default: everything)", zh: "查找哪一类（默认全部）"),
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
