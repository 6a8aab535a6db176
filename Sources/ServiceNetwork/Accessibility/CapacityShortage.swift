/// Villages and all the facilities that serve them, where there are fewer places than persons.
///
/// Every facility of it is full of persons from these villages, and no assignment could do better. One place more at any
/// of them serves one person more, and nothing less than ``missing`` places more serves all; at which of them these must be
/// depends on who can go where. It is a part of the minimum cut, the one nearest
/// to the villages, which is the same whichever best assignment was found.
public struct CapacityShortage: Equatable, Sendable {
  /// The villages, by code.
  public let villages: [DivisionCode]
  /// The name of the village with the most persons, and of its county.
  public let name: String
  /// The name of its county.
  public let county: String?
  /// The ids of the facilities, in their order.
  public let facilities: [String]
  /// Persons in the villages.
  public let demand: Int
  /// Places of the facilities.
  public let capacity: Int
  /// How many persons have no place.
  public var missing: Int { demand - capacity }

  /// The shortages that touch some villages, the largest first.
  static func shortages(
    of asked: [Int], _ market: SupplyAndDemand, _ links: RuleLinks, _ assignment: CapacitatedAssignment
  ) -> [CapacityShortage] {
    var groups = DisjointSets(count: links.villageCount + market.serving.count)
    let short = (0..<links.villageCount).filter { assignment.isShort[$0] && !links.links(of: $0).isEmpty }
    for village in short {
      for link in links.links(of: village) {
        groups.join(Int32(village), Int32(links.villageCount) + links.providers[link])
      }
    }
    let touched = Set(asked.filter { assignment.isShort[$0] }.map { groups.root(Int32($0)) })
    var villages: [Int32: [Int]] = [:]
    for village in short {
      let group = groups.root(Int32(village))
      if touched.contains(group) { villages[group, default: []].append(village) }
    }
    var facilities: [Int32: [Int]] = [:]
    for facility in market.serving.indices where assignment.isBottleneck[facility] {
      facilities[groups.root(Int32(links.villageCount + facility)), default: []].append(facility)
    }
    return villages.map { group, villages in
      CapacityShortage(villages, facilities[group] ?? [], market)
    }.sorted { ($1.missing, $0.villages[0]) < ($0.missing, $1.villages[0]) }
  }

  private init(_ villages: [Int], _ facilities: [Int], _ market: SupplyAndDemand) {
    func persons(_ village: Int) -> Int { market.demand[village] ?? 0 }
    let divisions = market.snapshot.divisions
    let largest = villages.max { (persons($0), $1) < (persons($1), $0) } ?? villages[0]
    self.villages = villages.map { divisions[Int(market.villages[$0])].code }
    name = divisions[Int(market.villages[largest])].name
    county = market.snapshot.name(
      of: market.snapshot.ancestor(of: market.villages[largest], at: .county))
    self.facilities = facilities.map { market.serving[$0].id }
    demand = villages.reduce(0) { $0 + persons($1) }
    capacity = facilities.reduce(0) { $0 + (market.capacities[$1] ?? 0) }
  }
}
