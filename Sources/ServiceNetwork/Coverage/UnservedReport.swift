/// The villages that are not served, and why, those with the most persons first.
public struct UnservedReport: Sendable {
  /// Why a village is not served.
  public enum Reason: String, CaseIterable, Sendable {
    /// The nearest serving facility is beyond the bound.
    case tooFar = "too-far"
    /// The rule asks for one in the village, and there is none.
    case noneInVillage = "none-in-village"
    /// The rule asks for one in the township, and there is none.
    case noneInTownship = "none-in-township"
    /// Nobody of the service's kinds serves on the day, or nobody whose place is known.
    case noProvider = "no-provider"
    /// No road leads to one, or a cost matrix says that there is no way.
    case unreachable
    /// The village has no coordinates, and the rule needs them.
    case noLocation = "no-location"
  }

  /// Somebody near a village, and how far away.
  public struct Neighbour: Equatable, Sendable {
    /// The id of the facility or post.
    public let id: String
    /// Its name.
    public let name: String
    /// Its status on the day.
    public let status: FacilityStatus
    /// How far it is along the rule's measure, metres; `nil` where it or the village has no coordinates, where no road
    /// leads there, or where the rule is about a time.
    public let distance: Double?
    /// How long the way to it takes, minutes; `nil` where the rule is not about a time, or no road leads there.
    public let minutes: Double?
  }

  /// A village that is not served.
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
    /// Why it is not served.
    public let reason: Reason
    /// Why no way leads to one that serves; `nil` for any other reason.
    public let unreachable: Unreachable?
    /// The nearest that serves; `nil` where there is none, or none whose place is known.
    public let nearest: Neighbour?
    /// The nearest that would meet the rule, if it served.
    public let couldServe: Neighbour?
  }

  /// What was asked.
  public let question: CoverageQuestion
  /// The villages: by persons, most first, then by code; those that nobody counted come after those with none.
  public let villages: [Village]
  /// What it explains.
  public let analysis: CoverageAnalysis

  /// Lists the villages that an analysis found unserved, or could not tell of.
  ///
  /// - Throws: ``CoverageError/cancelled`` where its task is.
  /// - Complexity: O(unserved × log facilities); along roads one search over the network more.
  public init(_ analysis: CoverageAnalysis) throws(CoverageError) {
    // Those of an analysis come by code, which decides between equal counts.
    let unserved = analysis.villages.indices
      .filter { analysis.villages[$0].verdict != .served }
      .map { (demand: analysis.villages[$0].demand ?? -1, position: $0) }
      .sorted { ($1.demand, $0.position) < ($0.demand, $1.position) }
      .map(\.position)
    let reasons = try UnservedReasons(analysis, unserved)
    var villages: [Village] = []
    villages.reserveCapacity(unserved.count)
    for index in unserved.indices {
      try CoverageError.checkCancellation(at: index)
      villages.append(reasons.explain(index))
    }
    self.analysis = analysis
    question = analysis.question
    self.villages = villages
  }
}

/// Finds the reason for some villages of an analysis, which are spoken of by their positions among those.
private struct UnservedReasons {
  private let analysis: CoverageAnalysis
  private let snapshot: NetworkSnapshot
  private let measure: Measure
  private let villages: [CoverageAnalysis.Village]
  private let serving: ProviderReach
  private let idle: ProviderReach
  private let idlePresence: ProviderPresence?
  /// The township and the county of each division.
  private let townships: [Int32]
  private let counties: [Int32]
  private let isSomebodySomewhere: Bool

  init(_ analysis: CoverageAnalysis, _ positions: [Int]) throws(CoverageError) {
    self.analysis = analysis
    snapshot = analysis.snapshot
    measure = analysis.question.measure
    villages = positions.map { analysis.villages[$0] }
    let workers = analysis.workers
    if let reach = analysis.reach {
      serving = try ProviderReach(reach, at: positions, workers: workers)
    } else {
      serving = try ProviderReach(
        analysis.serving, fromVillages: villages.map(\.division), by: measure, in: snapshot,
        workers: workers)
    }
    idle = try ProviderReach(analysis.idle, from: serving.origins, workers: workers)
    let rule = analysis.question.rule.alternatives
    let asksForDivision = rule.contains(.ownVillage) || rule.contains(.ownTownship)
    idlePresence = asksForDivision ? ProviderPresence(analysis.idle, in: snapshot) : nil
    townships = snapshot.ancestors(at: .township)
    counties = snapshot.ancestors(at: .county)
    isSomebodySomewhere = analysis.serving.indices.contains { analysis.serving.location(at: $0) != nil }
  }

  func explain(_ index: Int) -> UnservedReport.Village {
    let village = villages[index]
    let entry = snapshot.divisions[Int(village.division)]
    let nearest = serving.nearest(to: index)
    let reason = reason(village, nearest: nearest)
    return UnservedReport.Village(
      code: entry.code, name: entry.name,
      township: snapshot.name(of: townships[Int(village.division)]),
      county: snapshot.name(of: counties[Int(village.division)]),
      location: entry.location, demand: village.demand, reason: reason,
      unreachable: reason == .unreachable ? serving.unreachable(from: index) : nil,
      nearest: nearest.map { neighbour(analysis.serving[$0.position], cost: $0.cost) },
      couldServe: couldServe(index, division: village.division))
  }

  private func reason(
    _ village: CoverageAnalysis.Village, nearest: ProviderReach.Found?
  ) -> UnservedReport.Reason {
    if village.verdict == .withoutLocation { return .noLocation }
    if analysis.serving.isEmpty { return .noProvider }
    let rule = analysis.question.rule
    if rule.distance != nil {
      if nearest != nil { return .tooFar }
      if case .costs = measure { return .unreachable }
      return measure.needsRoads && isSomebodySomewhere ? .unreachable : .noProvider
    }
    return rule.alternatives.contains(.ownTownship) ? .noneInTownship : .noneInVillage
  }

  /// Of those that do not serve but would meet the rule, the nearest; one of which nobody knows how far comes last.
  private func couldServe(_ index: Int, division: Int32) -> UnservedReport.Neighbour? {
    let rule = analysis.question.rule
    let nearest = idle.nearest(to: index)
    var best: (cost: Double, position: Int)?
    func take(_ position: Int) {
      let candidate = (
        cost: cost(from: index, to: position, nearest: nearest) ?? .infinity, position: position
      )
      if let known = best, known <= candidate { return }
      best = candidate
    }
    if let idlePresence, rule.alternatives.contains(.ownVillage) {
      idlePresence.providers(inDivision: division).forEach { take(Int($0)) }
    }
    if let idlePresence, rule.alternatives.contains(.ownTownship) {
      idlePresence.providers(inTownship: townships[Int(division)]).forEach { take(Int($0)) }
    }
    if let standard = rule.standard, let nearest, standard.isMet(by: nearest.cost) { take(nearest.position) }
    return best.map { neighbour(analysis.idle[$0.position], cost: $0.cost.isFinite ? $0.cost : nil) }
  }

  /// What the way to one that does not serve costs; along roads of the nearest alone.
  private func cost(from index: Int, to position: Int, nearest: ProviderReach.Found?) -> Double? {
    if let nearest, nearest.position == position { return nearest.cost }
    if let cost = idle.statedCost(from: index, to: position) { return cost }
    guard let factor = measure.detourFactor, let origin = serving.origins.places[index],
      let destination = analysis.idle.location(at: position)
    else { return nil }
    return Geodesic.distance(from: origin, to: destination).value * factor
  }

  private func neighbour(_ provider: Provider, cost: Double?) -> UnservedReport.Neighbour {
    UnservedReport.Neighbour(provider, cost: cost, by: measure)
  }
}

extension UnservedReport.Neighbour {
  /// A provider and what the way to it costs along a measure.
  init(_ provider: Provider, cost: Double?, by measure: Measure) {
    id = provider.id
    name = provider.name
    status = provider.status
    distance = measure.isTime ? nil : cost
    minutes = measure.isTime ? cost : nil
  }
}
