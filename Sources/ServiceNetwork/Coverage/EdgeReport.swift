/// The villages that lie so near a rule's bound that a better coordinate could turn their verdict.
///
/// On both sides of the bound: who is served by a hair, and who is not by one. A village that is served however far
/// anybody is, by one in its own village or township, is not among them.
public struct EdgeReport: Sendable {
  /// A village near the bound.
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
    /// Whether it is served.
    public let isServed: Bool
    /// How much nearer than the bound the nearest is, metres or minutes; negative where it is farther.
    public let margin: Double
    /// The nearest that serves.
    public let nearest: UnservedReport.Neighbour
  }

  /// How far from the bound is near where nobody says: what a coordinate taken from a map is often off by, metres.
  public static let usualMeters = 50.0
  /// The same for a rule about time, minutes.
  public static let usualMinutes = 1.0

  /// What was asked.
  public let question: CoverageQuestion
  /// How far from the bound is near, metres or minutes as the rule's; what is exactly so far counts.
  public let edge: Double
  /// The villages: nearest to the bound first, then by code; none where the rule has no distance.
  public let villages: [Village]
  /// What they were found in.
  public let analysis: CoverageAnalysis

  /// Lists the villages of an analysis whose nearest costs no more than `edge` less or more than the bound.
  ///
  /// - Parameters:
  ///   - analysis: the verdicts, and how near the nearest are.
  ///   - edge: metres or minutes as the rule's bound, not negative; see ``width(_:for:)``.
  /// - Throws: ``CoverageError/cancelled`` where its task is.
  /// - Complexity: O(villages), and a geodesic for each near the bound.
  public init(_ analysis: CoverageAnalysis, edge: Double) throws(CoverageError) {
    self.analysis = analysis
    question = analysis.question
    self.edge = edge
    guard let reach = analysis.reach, let (bound, measure) = question.rule.distance else {
      villages = []
      return
    }
    let snapshot = analysis.snapshot
    let rule = RuleCheck(question.rule, serving: analysis.serving, reach: nil, in: snapshot)
    // Chords tell at once of most villages that they are on neither side near the bound.
    let inner = ProviderReach.Standard(bound: (bound - edge).nextDown, measure: measure)
    let outer = ProviderReach.Standard(bound: (bound + edge).nextUp, measure: measure)
    var villages: [Village] = []
    for (position, village) in analysis.villages.enumerated() {
      try CoverageError.checkCancellation(at: position)
      guard reach.isWithin(outer, of: position) == true, reach.isWithin(inner, of: position) == false,
        let found = reach.nearest(to: position), (bound - found.cost).magnitude <= edge,
        !rule.isServedWherever(village.division)
      else { continue }
      let entry = snapshot.divisions[Int(village.division)]
      villages.append(
        Village(
          code: entry.code, name: entry.name,
          township: snapshot.name(of: snapshot.ancestor(of: village.division, at: .township)),
          county: snapshot.name(of: snapshot.ancestor(of: village.division, at: .county)),
          location: entry.location, demand: village.demand, isServed: village.verdict == .served,
          margin: bound - found.cost,
          nearest: UnservedReport.Neighbour(analysis.serving[found.position], cost: found.cost, by: measure)))
    }
    self.villages = villages.sorted {
      ($0.margin.magnitude, $0.code) < ($1.margin.magnitude, $1.code)
    }
  }

  /// Reads how far from a question's bound is near: `50m`, or `2min` where the rule is about a time.
  ///
  /// - Parameters:
  ///   - text: what was given; `nil` for what is usual.
  ///   - question: the one whose bound it is.
  /// - Throws: ``ParameterError`` about `edge`, also where the rule has no bound.
  public static func width(
    _ text: String?, for question: CoverageQuestion
  ) throws(ParameterError) -> Double {
    guard let measure = question.rule.distance?.measure else {
      throw ParameterError(
        "edge",
        "the rule '\(question.rule)' has no distance that a village could lie at the edge of; give one with within",
        zh: "规则“\(question.rule)”没有距离，谈不上临界，请用 within 给出距离")
    }
    guard let text else { return measure.isTime ? usualMinutes : usualMeters }
    let quantity = try ParameterError.naming("edge") { () throws(ServiceRuleError) in
      try Quantity(text.filter { !$0.isWhitespace })
    }
    guard quantity.isTime == measure.isTime else {
      throw ParameterError(
        "edge",
        measure.isTime
          ? Wording(
            "'\(text)' is a distance, and the rule's bound a time; give minutes, as 2min",
            zh: "“\(text)”是距离，而规则的界限是时间，请给出分钟数，如 2min")
          : Wording(
            "'\(text)' is a time, and the rule's bound a distance; give metres, as 50m",
            zh: "“\(text)”是时间，而规则的界限是距离，请给出米数，如 50m"))
    }
    return quantity.value
  }
}
