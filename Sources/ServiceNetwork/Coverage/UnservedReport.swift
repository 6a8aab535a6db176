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
    let reasons = try UnservedReasons(analysis)
    var villages: [Village] = []
    for village in analysis.villages where village.verdict != .served {
      try CoverageError.checkCancellation(at: villages.count)
      villages.append(reasons.explain(village))
    }
    self.analysis = analysis
    question = analysis.question
    self.villages = villages.sorted { ($1.demand ?? -1, $0.code) < ($0.demand ?? -1, $1.code) }
  }
}

/// Finds the reason for each village of an analysis.
private struct UnservedReasons {
  private let analysis: CoverageAnalysis
  private let snapshot: NetworkSnapshot
  private let measure: Measure
  private let serving: ProviderReach
  private let idle: ProviderReach
  private let idlePresence: ProviderPresence

  init(_ analysis: CoverageAnalysis) throws(CoverageError) {
    self.analysis = analysis
    snapshot = analysis.snapshot
    measure = analysis.question.measure
    if let reach = analysis.reach {
      serving = reach
    } else {
      let unserved = analysis.villages.filter { $0.verdict != .served }.map(\.division)
      serving = try ProviderReach(
        analysis.serving, from: ProviderReach.Origins(unserved, by: measure, in: snapshot))
    }
    idle = try ProviderReach(analysis.idle, from: serving.origins)
    idlePresence = ProviderPresence(analysis.idle, in: snapshot)
  }

  func explain(_ village: CoverageAnalysis.Village) -> UnservedReport.Village {
    let entry = snapshot.divisions[Int(village.division)]
    let nearest = serving.nearest(to: village.division)
    let reason = reason(village, nearest: nearest)
    return UnservedReport.Village(
      code: entry.code, name: entry.name,
      township: snapshot.name(of: snapshot.ancestor(of: village.division, at: .township)),
      county: snapshot.name(of: snapshot.ancestor(of: village.division, at: .county)),
      location: entry.location, demand: village.demand, reason: reason,
      unreachable: reason == .unreachable ? serving.unreachable(from: village.division) : nil,
      nearest: nearest.map { neighbour(analysis.serving[$0.position], cost: $0.cost) },
      couldServe: couldServe(village.division))
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
      let isSomewhere = measure.needsRoads && analysis.serving.contains { $0.location != nil }
      return isSomewhere ? .unreachable : .noProvider
    }
    return rule.alternatives.contains(.ownTownship) ? .noneInTownship : .noneInVillage
  }

  /// Of those that do not serve but would meet the rule, the nearest; one of which nobody knows how far comes last.
  private func couldServe(_ village: Int32) -> UnservedReport.Neighbour? {
    let rule = analysis.question.rule
    var candidates: Set<Int> = []
    if rule.alternatives.contains(.ownVillage) {
      candidates.formUnion(idlePresence.providers(inDivision: village).map(Int.init))
    }
    if rule.alternatives.contains(.ownTownship) {
      let township = snapshot.ancestor(of: village, at: .township)
      candidates.formUnion(idlePresence.providers(inTownship: township).map(Int.init))
    }
    let nearest = idle.nearest(to: village)
    if let standard = rule.standard, let nearest, standard.isMet(by: nearest.cost) {
      candidates.insert(nearest.position)
    }
    let priced = candidates.map { position in
      (position: position, cost: cost(from: village, to: position, nearest: nearest))
    }
    let best = priced.min { first, second in
      (first.cost ?? .infinity, first.position) < (second.cost ?? .infinity, second.position)
    }
    return best.map { neighbour(analysis.idle[$0.position], cost: $0.cost) }
  }

  /// What the way to one that does not serve costs; along roads of the nearest alone.
  private func cost(from village: Int32, to position: Int, nearest: ProviderReach.Found?) -> Double? {
    if let nearest, nearest.position == position { return nearest.cost }
    if let cost = idle.statedCost(from: village, to: position) { return cost }
    guard let factor = measure.detourFactor, let origin = snapshot.divisions[Int(village)].location,
      let destination = analysis.idle[position].location
    else { return nil }
    return Geodesic.distance(from: origin, to: destination).value * factor
  }

  private func neighbour(_ provider: Provider, cost: Double?) -> UnservedReport.Neighbour {
    UnservedReport.Neighbour(
      id: provider.id, name: provider.name, status: provider.status, distance: measure.isTime ? nil : cost,
      minutes: measure.isTime ? cost : nil)
  }
}
