/// How many persons find a place where no facility takes more than it has, and who is served twice.
///
/// Capacitated coverage is the best there can be: the assignment of persons to the facilities that serve them by the
/// rule which leaves the fewest without a place, found as a maximum flow from villages to facilities; of several equally
/// good ones it is that which begins with the nearest. Backup coverage does not ask for room: a village has it where at least two serve it by the rule.
///
/// Source for backup coverage: K. Hogan, C. ReVelle, "Concepts and applications of backup coverage", Management Science
/// 32 (1986), 1434–1444.
public struct CapacityReport: Sendable {
  /// Why persons have no place.
  public enum Reason: String, CaseIterable, Sendable {
    /// All who serve the village by the rule are full.
    case full
    /// Nobody whose places are known serves it by the rule.
    case outOfReach = "out-of-reach"
    /// The village has no coordinates, and the rule needs them.
    case noLocation = "no-location"
  }

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
    /// Persons who have a place.
    public let served: Int
    /// Persons who have none.
    public let unserved: Int
    /// Why; `nil` where all have one.
    public let reason: Reason?
    /// How many serve it by the rule, whatever room they have.
    public let providers: Int
  }

  /// A facility whose places are known.
  public struct Facility: Equatable, Sendable {
    /// Its id.
    public let id: String
    /// Its name.
    public let name: String
    /// Its places.
    public let capacity: Int
    /// Places that were given to somebody.
    public let used: Int
    /// Places that stay free.
    public var free: Int { capacity - used }
    /// Whether more places here would serve more persons.
    public let isBottleneck: Bool
  }

  /// An area and its figures.
  public struct Area: Equatable, Sendable {
    /// Its code; `nil` for the villages that lie in no division of the level.
    public let code: DivisionCode?
    /// Its name; `nil` likewise.
    public let name: String?
    /// The point that stands for it, EPSG:4326.
    public let location: Coordinate?
    /// Its figures.
    public let figures: CapacityFigures
  }

  /// What was asked.
  public let question: CoverageQuestion
  /// Which places count.
  public let capacity: CapacityCount
  /// The level of the areas.
  public let level: DivisionLevel
  /// The figures of all villages of the area.
  public let total: CapacityFigures
  /// The figures by area, by code; an area without villages is there with zeros.
  public let areas: [Area]
  /// The villages of the area: by persons without a place, most first, then by code.
  public let villages: [Village]
  /// The facilities that serve a village of the area by the rule and whose places are known, by id.
  public let facilities: [Facility]
  /// Those that serve and whose places are not known, by id.
  public let leftOut: [LeftOutFacility]
  /// Where places are missing: villages of which some are in the area, and all the facilities that serve them.
  public let shortages: [CapacityShortage]
  /// How many villages of the area have a count only from after the day, which was taken.
  public let laterCounts: Int

  private let market: SupplyAndDemand

  /// Answers a question.
  ///
  /// Whoever lives outside the area takes places, too; only the villages of the area are told of.
  ///
  /// - Throws: ``AccessibilityError``
  /// - Complexity: O(n log n) for n links between villages and who serves them, and a maximum flow among them.
  public init(
    _ question: CoverageQuestion, _ capacity: CapacityCount = .total, by level: DivisionLevel,
    in snapshot: NetworkSnapshot
  ) throws(AccessibilityError) {
    let market = try SupplyAndDemand(question, capacity, in: snapshot)
    let asked = try market.asked()
    guard market.capacities.contains(where: { $0 != nil }) else {
      throw .noCapacities(service: question.service.name, isFree: capacity == .free)
    }
    let links = try RuleLinks(market)
    let counted = links.filtered { market.capacities[Int($0)] != nil }
    let assignment = try AccessibilityError.asking { () throws(CoverageError) in
      try CapacitatedAssignment(
        demand: market.demand.map { $0 ?? 0 }, capacities: market.capacities.map { $0 ?? 0 }, links: counted)
    }
    let placed = asked.map { index in
      PlacedVillage(index, market, links: links, counted: counted, assignment)
    }
    var total = CapacityFigures()
    for village in placed { total.add(village) }
    self.question = question
    self.capacity = capacity
    self.level = level
    self.total = total
    areas = Area.areas(of: placed, question, by: level, in: snapshot)
    villages = placed.sorted().map { Village($0, in: snapshot) }
    facilities = Facility.facilities(of: asked, market, counted, assignment)
    leftOut = market.unknown
    shortages = CapacityShortage.shortages(of: asked, market, counted, assignment)
    laterCounts = asked.count { market.isLater[$0] }
    self.market = market
  }
}

extension CapacityReport: TraceableAnswer {
  /// Writes the question, everybody who wants a place, and everybody who has some.
  public func writeInput(to input: inout AnswerInput) {
    input.append(capacity.rawValue)
    market.writeInput(to: &input)
  }
}

extension PlacedVillage {
  fileprivate init(
    _ index: Int, _ market: SupplyAndDemand, links: RuleLinks, counted: RuleLinks,
    _ assignment: CapacitatedAssignment
  ) {
    division = market.villages[index]
    demand = market.demand[index]
    unserved = assignment.unserved[index]
    providers = links.links(of: index).count
    let hasLocation = market.snapshot.divisions[Int(division)].location != nil
    isUntold = !hasLocation && market.question.rule.distance != nil && providers == 0
    if unserved == 0 {
      reason = nil
    } else if !counted.links(of: index).isEmpty {
      reason = .full
    } else {
      reason = isUntold ? .noLocation : .outOfReach
    }
  }
}

extension CapacityReport.Village {
  fileprivate init(_ village: PlacedVillage, in snapshot: NetworkSnapshot) {
    let entry = snapshot.divisions[Int(village.division)]
    code = entry.code
    name = entry.name
    township = snapshot.name(of: snapshot.ancestor(of: village.division, at: .township))
    county = snapshot.name(of: snapshot.ancestor(of: village.division, at: .county))
    location = entry.location
    demand = village.demand
    served = (village.demand ?? 0) - village.unserved
    unserved = village.unserved
    reason = village.reason
    providers = village.providers
  }
}

extension CapacityReport.Facility {
  fileprivate static func facilities(
    of asked: [Int], _ market: SupplyAndDemand, _ links: RuleLinks, _ assignment: CapacitatedAssignment
  ) -> [Self] {
    var isReached = [Bool](repeating: false, count: market.serving.count)
    for village in asked {
      for link in links.links(of: village) { isReached[Int(links.providers[link])] = true }
    }
    return market.serving.indices.compactMap { index in
      guard isReached[index], let capacity = market.capacities[index] else { return nil }
      return Self(
        id: market.serving[index].id, name: market.serving[index].name, capacity: capacity,
        used: capacity - assignment.room[index], isBottleneck: assignment.isBottleneck[index])
    }
  }
}

extension CapacityReport.Area {
  fileprivate static func areas(
    of villages: [PlacedVillage], _ question: CoverageQuestion, by level: DivisionLevel,
    in snapshot: NetworkSnapshot
  ) -> [Self] {
    var figures: [Int32: CapacityFigures] = [:]
    for village in villages {
      figures[snapshot.ancestor(of: village.division, at: level), default: CapacityFigures()].add(village)
    }
    return snapshot.areas(of: level, in: question.area, beside: figures.keys).map { position in
      let entry = position >= 0 ? snapshot.divisions[Int(position)] : nil
      return Self(
        code: entry?.code, name: entry?.name, location: entry?.location,
        figures: figures[position] ?? CapacityFigures())
    }
  }
}
