/// The villages that are near as the crow flies and far by road: a river or a hill lies between.
///
/// Those that a rule would serve if its metres were straight ones, and does not serve because they are metres of road.
public struct DetourReport: Sendable {
  /// A village and its two distances.
  public struct Village: Equatable, Sendable {
    /// Its code.
    public let code: DivisionCode
    /// Its name.
    public let name: String
    /// The name of its township.
    public let township: String?
    /// The name of its county.
    public let county: String?
    /// Its point, EPSG:4326.
    public let location: Coordinate?
    /// How many persons of the group live there; `nil` where nobody counted.
    public let demand: Int?
    /// The nearest as the crow flies; its distance is straight.
    public let straight: UnservedReport.Neighbour
    /// The nearest by road, which may be another one; `nil` where no road leads to any.
    public let road: UnservedReport.Neighbour?
    /// The distance by road ÷ the straight one; `nil` where no road leads anywhere, or the straight distance is 0.
    public let ratio: Double?
    /// Why no road leads anywhere; `nil` where one does.
    public let unreachable: Unreachable?
  }

  /// What was asked; its rule is by road.
  public let question: CoverageQuestion
  /// The villages: those that no road leads from first, then by ratio, worst first, then by code.
  public let villages: [Village]
  /// What they were found in.
  public let analysis: CoverageAnalysis

  /// Lists the villages that an analysis by road found unserved and straight distances would serve.
  ///
  /// - Precondition: the analysis's rule has a distance along ``Measure/road``; ``parameters(_:)`` makes it so.
  /// - Throws: ``CoverageError/cancelled`` where its task is.
  /// - Complexity: O((unserved + facilities) log facilities).
  public init(_ analysis: CoverageAnalysis) throws(CoverageError) {
    guard let reach = analysis.reach, let (bound, measure) = analysis.question.rule.distance,
      measure == .road
    else { preconditionFailure("detours are those of a rule by road") }
    self.analysis = analysis
    question = analysis.question
    let snapshot = analysis.snapshot
    let unserved = analysis.villages.indices.filter { analysis.villages[$0].verdict == .unserved }
    let crow = try ProviderReach(
      analysis.serving, fromVillages: unserved.map { analysis.villages[$0].division }, by: .straight,
      in: snapshot, workers: analysis.workers)
    let standard = ProviderReach.Standard(bound: bound, measure: .straight)
    var villages: [Village] = []
    for (index, position) in unserved.enumerated() {
      try CoverageError.checkCancellation(at: index)
      guard crow.isWithin(standard, of: index) == true, let straight = crow.nearest(to: index)
      else { continue }
      let village = analysis.villages[position]
      let entry = snapshot.divisions[Int(village.division)]
      let road = reach.nearest(to: position)
      villages.append(
        Village(
          code: entry.code, name: entry.name,
          township: snapshot.name(of: snapshot.ancestor(of: village.division, at: .township)),
          county: snapshot.name(of: snapshot.ancestor(of: village.division, at: .county)),
          location: entry.location, demand: village.demand,
          straight: .init(analysis.serving[straight.position], cost: straight.cost, by: .straight),
          road: road.map { .init(analysis.serving[$0.position], cost: $0.cost, by: .road) },
          ratio: road.flatMap { straight.cost > 0 ? $0.cost / straight.cost : nil },
          unreachable: reach.unreachable(from: position)))
    }
    self.villages = villages.sorted {
      ($1.badness, $0.code) < ($0.badness, $1.code)
    }
  }

  /// A question as it was given, with its distance along roads.
  ///
  /// - Throws: ``ParameterError`` about a measure that is not by road.
  public static func parameters(_ given: QuestionParameters) throws(ParameterError) -> QuestionParameters {
    if let measure = try QuestionParameters.measure(given.measure), measure != .road {
      throw ParameterError(
        "measure", "detours set straight distances against those by road; leave '\(measure)' out",
        zh: "绕行分析比较直线距离与道路距离，请去掉“\(measure)”")
    }
    var parameters = given
    parameters.measure = Measure.road.description
    return parameters
  }

  /// The question of such parameters, once its rule is known.
  ///
  /// - Throws: ``ParameterError`` about a rule that has no distance in metres.
  public static func question(_ question: CoverageQuestion) throws(ParameterError) -> CoverageQuestion {
    guard let (_, measure) = question.rule.distance, !measure.isTime else {
      throw ParameterError(
        "rule", "the rule '\(question.rule)' has no distance in metres; give one, as within=3km",
        zh: "规则“\(question.rule)”没有以米计的距离，请给出一个，如 within=3km")
    }
    var question = question
    question.rule = try ParameterError.naming("rule") { () throws(ServiceRuleError) in
      try question.rule.measured(by: .road)
    }
    return question
  }
}

extension DetourReport.Village {
  /// What is sorted by: how many times as far, and no way at all is worse than any.
  fileprivate var badness: Double { unreachable == nil ? ratio ?? .greatestFiniteMagnitude : .infinity }
}
