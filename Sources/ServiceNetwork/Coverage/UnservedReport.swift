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
    /// No road leads to one.
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
    /// How far it is along the rule's measure, metres; `nil` where it or the village has no coordinates.
    public let distance: Double?
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
    /// The nearest that serves; `nil` where there is none, or none whose place is known.
    public let nearest: Neighbour?
    /// The nearest that would meet the rule, if it served.
    public let couldServe: Neighbour?
  }

  /// What was asked.
  public let question: CoverageQuestion
  /// The villages: by persons, most first, then by code; those that nobody counted come after those with none.
  public let villages: [Village]

  /// Lists the villages that an analysis found unserved, or could not tell of.
  ///
  /// - Throws: ``CoverageError/cancelled`` where its task is.
  /// - Complexity: O(unserved × log facilities).
  public init(_ analysis: CoverageAnalysis) throws(CoverageError) {
    let reasons = UnservedReasons(analysis)
    var villages: [Village] = []
    for village in analysis.villages where village.verdict != .served {
      try CoverageError.checkCancellation(at: villages.count)
      villages.append(reasons.explain(village))
    }
    question = analysis.question
    self.villages = villages.sorted { ($1.demand ?? -1, $0.code) < ($0.demand ?? -1, $1.code) }
  }
}

/// Finds the reason for each village of an analysis.
private struct UnservedReasons {
  private let analysis: CoverageAnalysis
  private let snapshot: NetworkSnapshot
  private let servingIndex: NearestIndex
  private let idleIndex: NearestIndex
  private let idlePresence: ProviderPresence
  private let detourFactor: Double

  init(_ analysis: CoverageAnalysis) {
    self.analysis = analysis
    snapshot = analysis.snapshot
    servingIndex = NearestIndex(analysis.serving.map(\.location))
    idleIndex = NearestIndex(analysis.idle.map(\.location))
    idlePresence = ProviderPresence(analysis.idle, in: snapshot)
    detourFactor = analysis.question.measure.detourFactor ?? 1
  }

  func explain(_ village: CoverageAnalysis.Village) -> UnservedReport.Village {
    let entry = snapshot.divisions[Int(village.division)]
    let nearest = entry.location.flatMap { servingIndex.nearest(to: $0) }
    return UnservedReport.Village(
      code: entry.code, name: entry.name,
      township: snapshot.name(of: snapshot.ancestor(of: village.division, at: .township)),
      county: snapshot.name(of: snapshot.ancestor(of: village.division, at: .county)),
      location: entry.location, demand: village.demand, reason: reason(village, nearest: nearest),
      nearest: nearest.map { neighbour(analysis.serving[$0.position], straight: $0.distance) },
      couldServe: couldServe(village.division))
  }

  private func reason(
    _ village: CoverageAnalysis.Village, nearest: NearestIndex.Neighbour?
  ) -> UnservedReport.Reason {
    if village.verdict == .withoutLocation { return .noLocation }
    if analysis.serving.isEmpty { return .noProvider }
    let rule = analysis.question.rule
    if rule.distance != nil { return nearest == nil ? .noProvider : .tooFar }
    return rule.alternatives.contains(.ownTownship) ? .noneInTownship : .noneInVillage
  }

  /// Of those that do not serve but would meet the rule, the nearest; one without coordinates comes last.
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
    let location = snapshot.divisions[Int(village)].location
    if let standard = rule.standard, let location, let nearest = idleIndex.nearest(to: location),
      standard.isMet(by: nearest.distance)
    {
      candidates.insert(nearest.position)
    }
    let measured = candidates.map { position in
      (position: position, straight: straightDistance(from: location, to: analysis.idle[position].location))
    }
    let best = measured.min { first, second in
      (first.straight?.value ?? .infinity, first.position) < (
        second.straight?.value ?? .infinity, second.position
      )
    }
    return best.map { neighbour(analysis.idle[$0.position], straight: $0.straight) }
  }

  private func straightDistance(from origin: Coordinate?, to destination: Coordinate?) -> Meters? {
    guard let origin, let destination else { return nil }
    return Geodesic.distance(from: origin, to: destination)
  }

  private func neighbour(_ provider: Provider, straight: Meters?) -> UnservedReport.Neighbour {
    UnservedReport.Neighbour(
      id: provider.id, name: provider.name, status: provider.status,
      distance: straight.map { $0.value * detourFactor })
  }
}
