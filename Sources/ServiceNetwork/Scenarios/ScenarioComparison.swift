/// Which villages gain and lose by a scenario, or by one instead of another, and by how much.
public struct ScenarioComparison: Sendable {
  /// What becomes of a village.
  public enum Change: String, CaseIterable, Sendable {
    /// It was served, and is not, or nobody can tell.
    case lost
    /// It was not served, or nobody could tell, and is.
    case gained
    /// It is served or not as before, and the nearest that serves is farther away, or there is none any more.
    case farther
    /// The same, and it is nearer.
    case nearer

    /// Whether the verdict is another.
    public var isOfVerdict: Bool { self == .lost || self == .gained }
  }

  /// How a village stands on one side.
  public struct Side: Sendable {
    /// What the rule says.
    public let verdict: CoverageAnalysis.Verdict
    /// How many persons of the group live there; `nil` where nobody counted.
    public let demand: Int?
    /// The nearest that serves; `nil` where there is none, or none that can be reached or whose place is known.
    public let nearest: UnservedReport.Neighbour?
  }

  /// A village of which something becomes.
  public struct Village: Sendable {
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
    /// What becomes of it.
    public let change: Change
    /// How it stood.
    public let before: Side
    /// How it stands.
    public let after: Side

    /// How many persons the change is about: of who loses as many as lived there, else as many as live there.
    public var persons: Int? { change == .lost ? before.demand : after.demand }
  }

  /// What was asked before.
  public let before: CoverageQuestion
  /// What was asked after.
  public let after: CoverageQuestion
  /// The level of the areas.
  public let level: DivisionLevel
  /// The villages of which something becomes: those that lose, gain, are farther, are nearer; among these those with most
  /// persons first, then by code.
  public let villages: [Village]
  /// The figures of all villages looked at.
  public let total: Figures
  /// The figures by area, by code; villages in no division of the level come last.
  public let areas: [Area]

  /// The two answers that were compared.
  private let answers: (before: CoverageAnalysis, after: CoverageAnalysis)

  /// What reports do not tell apart, metres or minutes.
  private static let tolerance = 0.05

  /// Compares two answers, village by village.
  ///
  /// Distances are compared where both rules measure alike; those that differ by less than 0.05 metres or minutes are the
  /// same.
  ///
  /// - Precondition: both are of the same villages: of one area in two snapshots of one registry and day.
  /// - Throws: ``CoverageError/cancelled`` where its task is.
  /// - Complexity: O(villages × log facilities).
  public init(
    from before: CoverageAnalysis, to after: CoverageAnalysis, by level: DivisionLevel = .county
  ) throws(CoverageError) {
    precondition(
      before.villages.elementsEqual(after.villages) { $0.division == $1.division },
      "two answers are compared that are of the same villages")
    answers = (before, after)
    let snapshot = after.snapshot
    let differing = before.villages.indices.filter {
      (before.villages[$0].verdict == .served) != (after.villages[$0].verdict == .served)
    }
    let sides = (
      try SideReader(before, differing: differing), try SideReader(after, differing: differing)
    )
    let isComparable =
      before.reach != nil && after.reach != nil && before.question.measure == after.question.measure

    var villages: [Village] = []
    var tally = Tally(level, in: snapshot)
    for (position, (earlier, later)) in zip(before.villages, after.villages).enumerated() {
      try CoverageError.checkCancellation(at: position)
      let costs = isComparable ? (sides.0.cost(position), sides.1.cost(position)) : (0, 0)
      let change = Self.change(from: earlier.verdict, to: later.verdict, costs: costs)
      tally.add(earlier, later, change)
      guard let change else { continue }
      let entry = snapshot.divisions[Int(later.division)]
      villages.append(
        Village(
          code: entry.code, name: entry.name,
          township: snapshot.name(of: snapshot.ancestor(of: later.division, at: .township)),
          county: snapshot.name(of: snapshot.ancestor(of: later.division, at: .county)),
          location: entry.location, change: change, before: sides.0.side(position),
          after: sides.1.side(position)))
    }
    let ranks = Dictionary(uniqueKeysWithValues: Change.allCases.enumerated().map { ($1, $0) })
    self.villages = villages.sorted { first, second in
      (ranks[first.change] ?? 0, second.persons ?? -1, first.code)
        < (ranks[second.change] ?? 0, first.persons ?? -1, second.code)
    }
    self.before = before.question
    self.after = after.question
    self.level = level
    total = tally.total
    areas = tally.inOrder
  }

  private static func change(
    from before: CoverageAnalysis.Verdict, to after: CoverageAnalysis.Verdict,
    costs: (before: Double, after: Double)
  ) -> Change? {
    switch (before == .served, after == .served) {
    case (true, false): return .lost
    case (false, true): return .gained
    default:
      if costs.after > costs.before + tolerance { return .farther }
      return costs.after < costs.before - tolerance ? .nearer : nil
    }
  }
}

/// Tells how villages stand on one side.
private struct SideReader {
  private let analysis: CoverageAnalysis
  private let reach: ProviderReach
  /// Where the villages stand that were looked at for it alone; `nil` where all were.
  private let places: [Int: Int]?

  /// - Parameter differing: the positions of the villages that are asked about where the rule has no distance.
  init(_ analysis: CoverageAnalysis, differing: [Int]) throws(CoverageError) {
    self.analysis = analysis
    if let reach = analysis.reach {
      self.reach = reach
      places = nil
    } else {
      reach = try ProviderReach(
        analysis.serving, fromVillages: differing.map { analysis.villages[$0].division },
        by: analysis.question.measure, in: analysis.snapshot, workers: analysis.workers)
      places = Dictionary(uniqueKeysWithValues: differing.enumerated().map { ($1, $0) })
    }
  }

  /// What the way from the village at a position to the nearest costs; infinite where there is none.
  func cost(_ position: Int) -> Double { nearest(to: position)?.cost ?? .infinity }

  func side(_ position: Int) -> ScenarioComparison.Side {
    let village = analysis.villages[position]
    let nearest = nearest(to: position).map { found in
      UnservedReport.Neighbour(
        analysis.serving[found.position], cost: found.cost, by: analysis.question.measure)
    }
    return ScenarioComparison.Side(verdict: village.verdict, demand: village.demand, nearest: nearest)
  }

  private func nearest(to position: Int) -> ProviderReach.Found? {
    guard let places else { return reach.nearest(to: position) }
    return places[position].flatMap { reach.nearest(to: $0) }
  }
}

extension ScenarioComparison: TraceableAnswer {
  /// Writes what the question asks, and those who live and serve in what it was asked of.
  public func writeInput(to input: inout AnswerInput) {
    answers.before.writeInput(to: &input)
    answers.after.writeInput(to: &input)
  }
}
