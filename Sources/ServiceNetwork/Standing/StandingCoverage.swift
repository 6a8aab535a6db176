/// An answer that stands while facilities open, close and move: a change costs what the villages cost that it can touch.
///
/// After any changes the verdicts are those of a full ``CoverageAnalysis`` of the changed registry, and so is every
/// village's nearest: of straight distances the nearest of all, along roads the nearest within the rule's bound. Posts
/// stay as they were.
///
/// A value that is to be changed should not be held twice: a copy is one of everything.
public struct StandingCoverage: Sendable {
  private enum Reach: Sendable {
    /// The rule has no distance.
    case none
    case straight(StraightStanding)
    case roads(RoadStanding)
  }

  /// What was asked.
  public let question: CoverageQuestion
  /// The villages of the area, by code.
  public private(set) var villages: [CoverageAnalysis.Village]
  /// The figures of all of them.
  public private(set) var total = CoverageReport.Figures()

  private let snapshot: NetworkSnapshot
  private let standard: ProviderReach.Standard?
  private var sites: StandingSites
  private var presence: StandingPresence
  private var reach: Reach

  /// Lets an answer stand.
  ///
  /// - Throws: ``CoverageError/cancelled`` where the task is; ``CoverageError/costsOfChange`` for an answer by a cost matrix,
  ///   which says nothing of what opens or moves.
  /// - Complexity: O((villages + facilities) log facilities).
  public init(_ analysis: CoverageAnalysis) throws(CoverageError) {
    question = analysis.question
    snapshot = analysis.snapshot
    villages = analysis.villages
    standard = question.rule.standard
    sites = StandingSites(analysis.serving)
    presence = StandingPresence(question.rule, villages: villages, in: snapshot)
    switch analysis.reach?.means {
    case nil: reach = .none
    case .straight(let nearest, _):
      reach = .straight(
        StraightStanding(
          nearest, of: analysis.reach?.origins.places ?? [], sites, workers: analysis.workers))
    case .roads(let outcomes):
      guard let origins = analysis.reach?.origins, let standard else {
        preconditionFailure("what was reached has origins and a bound")
      }
      reach = .roads(try RoadStanding(outcomes, from: origins, within: standard.bound, sites))
    case .costs: throw .costsOfChange
    }
    for position in analysis.serving.indices {
      _ = presence.count(analysis.serving.division(at: position), by: 1, village: nil)
    }
    for village in villages { total.add(village) }
  }

  /// The id of the nearest facility or post of a village that was asked about; `nil` where there is none, and along
  /// roads where none is within the bound.
  public func nearest(toVillageAt position: Int) -> String? {
    let site: Int32 =
      switch reach {
      case .none: -1
      case .straight(let standing): standing.nearest[position].position
      case .roads(let standing): standing.nearest[position].site
      }
    return site < 0 ? nil : sites[site].id
  }

  /// Takes a change in.
  ///
  /// - Throws: ``NetworkChangeError``
  /// - Complexity: O(log n) for each village that it can touch; along roads a search as far as the bound from a facility
  ///   that opens, and from each village that a facility that closes was the nearest to.
  @discardableResult
  public mutating func apply(_ change: NetworkChange) throws(NetworkChangeError) -> CoverageChange {
    switch change {
    case .opened(let site):
      guard sites.position(of: site.id) == nil else { throw .servingAlready(site.id) }
      return judge(try open(site, try division(of: site)))
    case .closed(let id):
      guard let position = sites.position(of: id) else { throw .notServing(id) }
      return judge(try close(position))
    case .moved(let site):
      guard let position = sites.position(of: site.id) else { throw .notServing(site.id) }
      let division = try division(of: site)
      let left = try close(position)
      return judge(left + (try open(site, division)))
    case .counted(let code, let persons):
      try count(code, persons)
      return CoverageChange(gained: [], lost: [], touched: 1)
    }
  }

  // MARK: - Private

  /// The division of a site; −1 for none.
  private func division(of site: NetworkChange.Site) throws(NetworkChangeError) -> Int32 {
    guard let code = site.division else { return -1 }
    guard let division = try? snapshot.division(code) else { throw .unknownDivision(code) }
    return division
  }

  /// - Returns: the villages that it can touch.
  private mutating func open(
    _ site: NetworkChange.Site, _ division: Int32
  ) throws(NetworkChangeError) -> [Int] {
    let position = sites.open(site.id, division: division, location: site.location)
    // Taken out while it is changed, for there to be one of it.
    let former = reach
    reach = .none
    var touched: [Int] = []
    switch consume former {
    case .none: break
    case .straight(var standing):
      touched = standing.open(position, sites)
      reach = .straight(standing)
    case .roads(var standing):
      touched = try Self.asking { () throws(CoverageError) in try standing.open(position, sites) }
      reach = .roads(standing)
    }
    return touched + presence.count(division, by: 1, village: self.position(of: division))
  }

  /// - Returns: the villages that it can touch.
  private mutating func close(_ position: Int32) throws(NetworkChangeError) -> [Int] {
    let division = sites[position].division
    sites.close(position)
    let former = reach
    reach = .none
    var touched: [Int] = []
    switch consume former {
    case .none: break
    case .straight(var standing):
      touched = standing.close(position, sites)
      reach = .straight(standing)
    case .roads(var standing):
      touched = try Self.asking { () throws(CoverageError) in try standing.close(position, sites) }
      reach = .roads(standing)
    }
    return touched + presence.count(division, by: -1, village: self.position(of: division))
  }

  private static func asking(
    _ body: () throws(CoverageError) -> [Int]
  ) throws(NetworkChangeError) -> [Int] {
    do throws(CoverageError) {
      return try body()
    } catch {
      throw .interrupted(error)
    }
  }

  private mutating func count(_ code: DivisionCode, _ persons: Int?) throws(NetworkChangeError) {
    guard let division = try? snapshot.division(code), let position = position(of: division) else {
      throw .unknownDivision(code)
    }
    total.add(villages[position], times: -1)
    villages[position] = CoverageAnalysis.Village(
      division: division, verdict: villages[position].verdict, demand: persons.map { Int32(clamping: $0) },
      isDemandLater: false)
    total.add(villages[position])
  }

  /// Looks at villages again.
  private mutating func judge(_ touched: [Int]) -> CoverageChange {
    let touched = Set(touched).sorted()
    var (gained, lost): ([CoverageChange.Village], [CoverageChange.Village]) = ([], [])
    for position in touched {
      let village = villages[position]
      let verdict = verdict(of: position)
      guard verdict != village.verdict else { continue }
      let entry = snapshot.divisions[Int(village.division)]
      let told = CoverageChange.Village(
        code: entry.code, name: entry.name, location: entry.location, demand: village.demand)
      if verdict == .served { gained.append(told) }
      if village.verdict == .served { lost.append(told) }
      total.add(village, times: -1)
      villages[position] = CoverageAnalysis.Village(
        division: village.division, verdict: verdict, demand: village.demand.map { Int32(clamping: $0) },
        isDemandLater: village.isDemandLater)
      total.add(villages[position])
    }
    return CoverageChange(gained: gained, lost: lost, touched: touched.count)
  }

  private func verdict(of position: Int) -> CoverageAnalysis.Verdict {
    if presence.isServed(villages[position].division) { return .served }
    let isWithin: Bool?
    switch (reach, standard) {
    case (.straight(let standing), let standard?): isWithin = standing.isWithin(standard, position, sites)
    case (.roads(let standing), _): isWithin = standing.isWithin(position)
    default: return .unserved
    }
    guard let isWithin else { return .withoutLocation }
    return isWithin ? .served : .unserved
  }

  /// The position of a village among those that were asked about, by its division; `nil` for any other division.
  private func position(of division: Int32) -> Int? {
    var (lower, upper) = (0, villages.count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if villages[middle].division < division { lower = middle + 1 } else { upper = middle }
    }
    return lower < villages.count && villages[lower].division == division ? lower : nil
  }
}
