/// What is asked about accessibility.
public struct AccessibilityQuestion: Hashable, Sendable {
  /// The service, the rule whose distance or time is the cutoff, the day, the area and the group.
  public var coverage: CoverageQuestion
  /// How the places are shared out.
  public var model: AccessibilityModel
  /// What a way's cost weighs; `nil` for the model's own decay.
  public var decay: DecayFunction?
  /// Which places count.
  public var capacity: CapacityCount
  /// Places for a thousand persons below which a village has too little; `nil` where nobody says.
  public var threshold: Double?

  /// A question from its parts.
  public init(
    _ coverage: CoverageQuestion, model: AccessibilityModel = .enhancedTwoStep, decay: DecayFunction? = nil,
    capacity: CapacityCount = .total, threshold: Double? = nil
  ) {
    self.coverage = coverage
    self.model = model
    self.decay = decay
    self.capacity = capacity
    self.threshold = threshold
  }
}

/// How much of a service each village has when what there is is shared, and how evenly.
///
/// A score is the number of places for a thousand persons. Those who live outside the area compete for its facilities,
/// and facilities outside it serve; only the villages of the area are told of.
public struct AccessibilityReport: Sendable {
  /// A village.
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
    /// Places for a thousand persons; `nil` where the village has no coordinates.
    public let score: Double?
  }

  /// A facility whose places were shared out.
  public struct Facility: Equatable, Sendable {
    /// Its id.
    public let id: String
    /// Its name.
    public let name: String
    /// Its places.
    public let capacity: Int
    /// Places for a thousand persons who may come, weighted; `nil` where nobody is in reach.
    public let ratio: Double?
  }

  /// What was asked.
  public let question: AccessibilityQuestion
  /// The decay that was taken.
  public let decay: DecayFunction
  /// How far a catchment reaches: metres or minutes by the rule's measure.
  public let cutoff: Double
  /// The level of the areas.
  public let level: DivisionLevel
  /// The figures of all villages of the area.
  public let total: EquityFigures
  /// The figures by area, by code; an area without villages is there.
  public let areas: [EquityArea]
  /// The villages of the area: the least served first, then by persons, most first, then by code; those without
  /// coordinates last.
  public let villages: [Village]
  /// The facilities whose places were counted, by id.
  public let facilities: [Facility]
  /// Those that serve and could not be counted, by id.
  public let leftOut: [LeftOutFacility]
  /// How many pairs of a village and a facility lie within the cutoff.
  public let pairs: Int
  /// Σ demand × score over all villages, those outside the area among them.
  public let distributed: Double
  /// The places of all facilities with demand in reach: ``distributed`` but for rounding.
  public let capacityInReach: Double
  /// How many villages of the area have a count only from after the day, which was taken.
  public let laterCounts: Int

  private let market: SupplyAndDemand

  /// Answers a question.
  ///
  /// - Parameters:
  ///   - question: what is asked.
  ///   - level: the level of the areas.
  ///   - snapshot: who lives and who serves where.
  /// - Throws: ``AccessibilityError``
  /// - Complexity: O(n log n + pairs within the cutoff); along roads a search from each village or facility.
  public init(
    _ question: AccessibilityQuestion, by level: DivisionLevel, in snapshot: NetworkSnapshot
  ) throws(AccessibilityError) {
    guard let (cutoff, measure) = question.coverage.rule.distance else {
      throw .noDistance(question.coverage.rule)
    }
    let market = try SupplyAndDemand(question.coverage, question.capacity, in: snapshot)
    let asked = try market.asked()
    let counted = zip(market.serving, market.capacities).compactMap { provider, capacity in
      capacity.map { (provider: provider, capacity: $0) }
    }
    // A cost matrix says what the ways cost from and to places that nobody knows.
    let needsPlaces = if case .costs = measure { false } else { true }
    let placed = counted.filter { !needsPlaces || $0.provider.location != nil }
    guard !placed.isEmpty else {
      throw .noCapacities(service: question.coverage.service.name, isFree: question.capacity == .free)
    }
    let decay = question.decay ?? question.model.standardDecay(cutoff: cutoff, measure: measure)
    guard let table = try market.table(to: placed.map(\.provider), marks: decay.marks) else {
      throw .noDistance(question.coverage.rule)
    }
    let scores = try AccessibilityError.asking { () throws(CoverageError) in
      try AccessibilityScores(
        question.model, decay, table, cutoff: cutoff, demand: market.demand.map { Double($0 ?? 0) },
        capacities: placed.map { Double($0.capacity) })
    }
    let scored = asked.map { index in
      let location = snapshot.divisions[Int(market.villages[index])].location
      return ScoredVillage(
        division: market.villages[index], demand: market.demand[index],
        score: needsPlaces && location == nil ? nil : scores.scores[index] * 1000)
    }
    self.question = question
    self.decay = decay
    self.cutoff = cutoff
    self.level = level
    total = EquityFigures(scored, threshold: question.threshold)
    areas = EquityArea.areas(of: scored, question, by: level, in: snapshot)
    villages = scored.sorted().map { Village($0, in: snapshot) }
    facilities = zip(placed, scores.ratios).map { supplier, ratio in
      Facility(
        id: supplier.provider.id, name: supplier.provider.name, capacity: supplier.capacity,
        ratio: ratio.map { $0 * 1000 })
    }
    leftOut =
      market.unknown
      + counted.filter { needsPlaces && $0.provider.location == nil }
      .map { LeftOutFacility(id: $0.provider.id, name: $0.provider.name, reason: .noLocation) }
    pairs = table.pairCount
    distributed = scores.distributed
    capacityInReach = scores.capacityInReach
    laterCounts = asked.count { market.isLater[$0] }
    self.market = market
  }
}

extension AccessibilityReport: TraceableAnswer {
  /// Writes the question, everybody who wants a place, and everybody who has some.
  public func writeInput(to input: inout AnswerInput) {
    input.append(question.model.rawValue)
    input.append(decay.text(by: question.coverage.measure))
    input.append(question.capacity.rawValue)
    input.append(question.threshold?.description)
    market.writeInput(to: &input)
  }
}

extension AccessibilityReport.Village {
  fileprivate init(_ village: ScoredVillage, in snapshot: NetworkSnapshot) {
    let entry = snapshot.divisions[Int(village.division)]
    code = entry.code
    name = entry.name
    township = snapshot.name(of: snapshot.ancestor(of: village.division, at: .township))
    county = snapshot.name(of: snapshot.ancestor(of: village.division, at: .county))
    location = entry.location
    demand = village.demand
    score = village.score
  }
}
