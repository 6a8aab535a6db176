import ServiceNetwork

extension QuestionParameters {
  /// The names that ``init(_:)`` reads.
  static let names = ["service", "rule", "within", "measure", "area", "asOf", "demand"]

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
  }
}

extension NearestParameters {
  /// The names that ``init(_:)`` reads.
  static let names = ["near", "village", "service", "measure", "asOf", "limit"]

  /// The question of an address.
  init(_ query: QueryParameters) {
    self.init()
    near = query["near"]
    village = query["village"]
    service = query["service"]
    measure = query["measure"]
    asOf = query["asOf"]
    limit = query["limit"]
  }
}
