/// Which villages of an area are served, by a rule, on a day: the verdict that every report is made of.
///
/// Exact: the verdict of each village is the one that comparing the geodesic to every serving facility, or the
/// cheapest way to it along the roads, with the bound (`<=`) would give. Coordinates that a village lacks matter only
/// where the rest of the rule does not serve it already.
public struct CoverageAnalysis: Sendable {
  /// What the rule says of a village.
  public enum Verdict: Sendable {
    /// An alternative of the rule is met.
    case served
    /// None is.
    case unserved
    /// None that can be told without coordinates is, and the village has none.
    case withoutLocation
  }

  /// A village that was looked at.
  public struct Village: Sendable {
    /// Its position in the snapshot's divisions.
    let division: Int32
    /// What the rule says.
    public let verdict: Verdict
    /// How many persons of the group live there; `nil` where nobody counted.
    public let demand: Int?
    /// Whether that count is later than the day asked, no earlier one being there.
    public let isDemandLater: Bool
  }

  /// What was asked.
  public let question: CoverageQuestion
  /// The villages of the area, by code.
  public let villages: [Village]
  /// Everyone who serves on the day: facilities by id, then posts by id.
  public let serving: [Provider]
  /// Everyone who would count but does not serve on the day, in the same order.
  public let idle: [Provider]

  let snapshot: NetworkSnapshot
  /// How near the nearest of ``serving`` is to each village; `nil` where the rule has no distance.
  let reach: ProviderReach?

  /// Answers a question.
  ///
  /// - Throws: ``CoverageError`` for an unknown area, for a measure that needs roads where there are none, and where its
  ///   task is cancelled.
  /// - Complexity: O((villages + facilities) log facilities); of all facilities only those of the service's
  ///   kinds count. Along roads one search over the network.
  public init(_ question: CoverageQuestion, in snapshot: NetworkSnapshot) throws(CoverageError) {
    var area: Int32?
    if let code = question.area { area = try snapshot.division(code) }

    let providers = snapshot.providers(ofKinds: question.service.kinds, on: question.asOf)
    let serving = providers.filter { $0.status == .operating }
    let asked = try snapshot.villages(in: area)
    try question.requireCosts(from: asked, to: serving, in: snapshot)
    let reach = try question.rule.distance.map { distance throws(CoverageError) in
      try ProviderReach(serving, from: ProviderReach.Origins(asked, by: distance.measure, in: snapshot))
    }
    let rule = RuleCheck(question.rule, serving: serving, reach: reach, in: snapshot)
    let demand = DemandOnDate(snapshot.demand[question.demandGroup ?? ""] ?? [], date: question.asOf)

    var villages: [Village] = []
    villages.reserveCapacity(asked.count)
    for (position, division) in asked.enumerated() {
      try CoverageError.checkCancellation(at: position)
      let count = demand.count(of: division)
      villages.append(
        Village(
          division: division, verdict: rule.verdict(of: division), demand: count.map { Int($0.persons) },
          isDemandLater: count.map { $0.asOf > question.asOf } ?? false))
    }
    self.question = question
    self.snapshot = snapshot
    self.serving = serving
    self.reach = reach
    self.villages = villages
    idle = providers.filter { $0.status != .operating }
  }
}

/// A rule made ready for many villages.
private struct RuleCheck {
  private let snapshot: NetworkSnapshot
  private let presence: ProviderPresence
  private let needsOwnVillage: Bool
  private let needsOwnTownship: Bool
  private let distance: (standard: ProviderReach.Standard, reach: ProviderReach)?

  init(_ rule: ServiceRule, serving: [Provider], reach: ProviderReach?, in snapshot: NetworkSnapshot) {
    self.snapshot = snapshot
    needsOwnVillage = rule.alternatives.contains(.ownVillage)
    needsOwnTownship = rule.alternatives.contains(.ownTownship)
    presence = ProviderPresence(needsOwnVillage || needsOwnTownship ? serving : [], in: snapshot)
    distance = rule.standard.flatMap { standard in reach.map { (standard, $0) } }
  }

  func verdict(of village: Int32) -> CoverageAnalysis.Verdict {
    if needsOwnVillage, presence.isInDivision(village) { return .served }
    if needsOwnTownship, presence.isInTownship(snapshot.ancestor(of: village, at: .township)) {
      return .served
    }
    guard let distance else { return .unserved }
    guard let isWithin = distance.reach.isWithin(distance.standard, of: village) else {
      return .withoutLocation
    }
    return isWithin ? .served : .unserved
  }
}

extension NetworkSnapshot {
  /// The villages of an area, by code; of all where there is none.
  func villages(in area: Int32?) throws(CoverageError) -> [Int32] {
    var villages: [Int32] = []
    for (position, entry) in divisions.enumerated() {
      try CoverageError.checkCancellation(at: position)
      guard entry.level == .village else { continue }
      if let area, !isDivision(Int32(position), in: area) { continue }
      villages.append(Int32(position))
    }
    return villages
  }
}

/// In which divisions some providers are.
struct ProviderPresence {
  private var byDivision: [Int32: [Int32]] = [:]
  private var byTownship: [Int32: [Int32]] = [:]

  init(_ providers: [Provider], in snapshot: NetworkSnapshot) {
    for (position, provider) in providers.enumerated() where provider.division >= 0 {
      byDivision[provider.division, default: []].append(Int32(position))
      let township = snapshot.ancestor(of: provider.division, at: .township)
      if township >= 0 { byTownship[township, default: []].append(Int32(position)) }
    }
  }

  func isInDivision(_ division: Int32) -> Bool { byDivision[division] != nil }
  func isInTownship(_ township: Int32) -> Bool { byTownship[township] != nil }

  /// The positions of the providers whose division is the very one.
  func providers(inDivision division: Int32) -> [Int32] { byDivision[division] ?? [] }

  /// The positions of the providers anywhere in a township.
  func providers(inTownship township: Int32) -> [Int32] { byTownship[township] ?? [] }
}

/// The counts that hold on a date: the latest on or before it, else the earliest after it.
struct DemandOnDate {
  private var counts: [NetworkSnapshot.DemandEntry] = []

  init(_ entries: [NetworkSnapshot.DemandEntry], date: CalendarDate) {
    counts.reserveCapacity(entries.count)
    for entry in entries {
      if counts.last?.division != entry.division {
        counts.append(entry)
      } else if entry.asOf <= date {
        counts[counts.count - 1] = entry
      }
    }
  }

  func count(of division: Int32) -> NetworkSnapshot.DemandEntry? {
    var (lower, upper) = (0, counts.count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if counts[middle].division < division { lower = middle + 1 } else { upper = middle }
    }
    return lower < counts.count && counts[lower].division == division ? counts[lower] : nil
  }
}
