/// Which villages of an area are served, by a rule, on a day: the verdict that every report is made of.
///
/// Exact: the verdict of each village is the one that comparing the geodesic to every serving facility, or the
/// cheapest way to it along the roads, with the bound (`<=`) would give. Coordinates that a village lacks matter only
/// where the rest of the rule does not serve it already.
public struct CoverageAnalysis: Sendable {
  /// What the rule says of a village.
  public enum Verdict: BitwiseCopyable, Sendable {
    /// An alternative of the rule is met.
    case served
    /// None is.
    case unserved
    /// None that can be told without coordinates is, and the village has none.
    case withoutLocation
  }

  /// A village that was looked at.
  public struct Village: BitwiseCopyable, Sendable {
    /// Its position in the snapshot's divisions.
    package let division: Int32
    /// The persons, or −1.
    private let persons: Int32
    /// What the rule says.
    public let verdict: Verdict
    /// Whether that count is later than the day asked, no earlier one being there.
    public let isDemandLater: Bool

    init(division: Int32, verdict: Verdict, demand: Int32?, isDemandLater: Bool) {
      self.division = division
      persons = demand ?? -1
      self.verdict = verdict
      self.isDemandLater = isDemandLater
    }

    /// How many persons of the group live there; `nil` where nobody counted.
    public var demand: Int? { persons >= 0 ? Int(persons) : nil }
  }

  /// What was asked.
  public let question: CoverageQuestion
  /// The villages of the area, by code.
  public let villages: [Village]
  /// Everyone who serves on the day: facilities by id, then posts by id.
  public let serving: Providers
  /// Everyone who would count but does not serve on the day, in the same order.
  public let idle: Providers

  /// Who lives and who serves where.
  package let snapshot: NetworkSnapshot
  /// How near the nearest of ``serving`` is to each of the villages; `nil` where the rule has no distance.
  let reach: ProviderReach?
  /// Who shares the work of this analysis and its reports.
  let workers: Workers

  /// Answers a question.
  ///
  /// - Parameters:
  ///   - question: what is asked.
  ///   - snapshot: who lives and who serves where.
  ///   - workers: who shares the work; the answer is the same with any number of them.
  /// - Throws: ``CoverageError`` for an unknown area, for a measure that needs roads where there are none, and where its
  ///   task is cancelled.
  /// - Complexity: O((villages + facilities) log facilities); of all facilities only those of the service's
  ///   kinds count. Along roads one search over the network.
  public init(
    _ question: CoverageQuestion, in snapshot: NetworkSnapshot, workers: Workers = .all
  ) throws(CoverageError) {
    var area: Int32?
    if let code = question.area { area = try snapshot.division(code) }

    let ((serving, idle), villagesAsked) = workers.both {
      snapshot.providers(ofKinds: question.service.kinds, on: question.asOf)
    } and: { [area] in
      Result { () throws(CoverageError) in try snapshot.villages(in: area, question.region) }
    }
    let asked = try villagesAsked.get()
    try question.requireCosts(from: asked, to: serving, in: snapshot)
    let reach = try question.rule.distance.map { distance throws(CoverageError) in
      try ProviderReach(serving, fromVillages: asked, by: distance.measure, in: snapshot, workers: workers)
    }
    let rule = RuleCheck(question.rule, serving: serving, reach: reach, in: snapshot)
    let demand = DemandOnDate(snapshot.demand[question.demandGroup ?? ""] ?? [], date: question.asOf)

    villages = try workers.array(of: asked.count) { range, villages in
      var cursor = demand.cursor(at: asked[range.lowerBound])
      for index in range {
        let count = demand.count(of: asked[index], &cursor)
        villages[index] = Village(
          division: asked[index], verdict: rule.verdict(of: index, division: asked[index]),
          demand: count?.persons, isDemandLater: count.map { $0.asOf > question.asOf } ?? false)
      }
    }
    self.question = question
    self.snapshot = snapshot
    self.serving = serving
    self.idle = idle
    self.reach = reach
    self.workers = workers
  }
}

/// A rule made ready for many villages.
struct RuleCheck: Sendable {
  private let snapshot: NetworkSnapshot
  /// Who is in which division; `nil` where the rule does not ask.
  private let presence: ProviderPresence?
  private let needsOwnVillage: Bool
  private let needsOwnTownship: Bool
  private let distance: (standard: ProviderReach.Standard, reach: ProviderReach)?

  init(_ rule: ServiceRule, serving: Providers, reach: ProviderReach?, in snapshot: NetworkSnapshot) {
    self.snapshot = snapshot
    needsOwnVillage = rule.alternatives.contains(.ownVillage)
    needsOwnTownship = rule.alternatives.contains(.ownTownship)
    presence = needsOwnVillage || needsOwnTownship ? ProviderPresence(serving, in: snapshot) : nil
    distance = rule.standard.flatMap { standard in reach.map { (standard, $0) } }
  }

  /// - Parameter village: its position among those that were asked about.
  func verdict(of village: Int, division: Int32) -> CoverageAnalysis.Verdict {
    if isServedWherever(division) { return .served }
    guard let distance else { return .unserved }
    guard let isWithin = distance.reach.isWithin(distance.standard, of: village) else {
      return .withoutLocation
    }
    return isWithin ? .served : .unserved
  }

  /// Whether a village is served however far anybody is: by the rule's alternatives about divisions.
  func isServedWherever(_ division: Int32) -> Bool {
    guard let presence else { return false }
    if needsOwnVillage, presence.isInDivision(division) { return true }
    return needsOwnTownship && presence.isInTownship(snapshot.ancestor(of: division, at: .township))
  }
}

extension NetworkSnapshot {
  /// The villages of an area, by code, of all where there is none; and of these the ones that lie in a region.
  func villages(in area: Int32?, _ region: Region? = nil) throws(CoverageError) -> [Int32] {
    var villages: [Int32] = []
    for position in divisions.indices {
      try CoverageError.checkCancellation(at: position)
      guard divisions[position].level == .village else { continue }
      if let area, !isDivision(Int32(position), in: area) { continue }
      if let region {
        guard let place = divisions[position].location, region.contains(place) else { continue }
      }
      villages.append(Int32(position))
    }
    return villages
  }
}
