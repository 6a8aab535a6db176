/// Which villages depend on one nursing home alone, and which on two, by the service's rule on a day.
public struct HomeDependence: Sendable {
  /// Persons of the service's group in villages that only this home serves, by its id; homes without any are left out.
  public let soleDemand: [String: Int]
  /// Pairs of homes that some village has and no third, by their ids, the lesser first.
  public let pairs: [[String]]

  /// Finds who depends on whom.
  ///
  /// - Parameters:
  ///   - service: the service that counts the homes.
  ///   - network: who lives and who serves where, with the counts of the service's group.
  ///   - day: the day.
  /// - Throws: ``AccessibilityError``
  /// - Complexity: O(villages log facilities + links).
  public init(
    _ service: Service, in network: NetworkSnapshot, on day: CalendarDate
  ) throws(AccessibilityError) {
    let market = try SupplyAndDemand(CoverageQuestion(service, asOf: day), .total, in: network)
    let links = try RuleLinks(market)
    let ids = market.serving.ids
    var soleDemand: [String: Int] = [:]
    var pairs: Set<[String]> = []
    for village in 0..<links.villageCount {
      let providers = links.links(of: village).map { ids[Int(links.providers[$0])] }
      switch providers.count {
      case 1: soleDemand[providers[0], default: 0] += market.demand[village] ?? 0
      case 2: pairs.insert(providers.sorted())
      default: continue
      }
    }
    self.soleDemand = soleDemand.filter { $0.value > 0 }
    self.pairs = pairs.sorted { $0.lexicographicallyPrecedes($1) }
  }
}
