/// Where the residents of homes under work stay in a year: a flow of persons into free beds.
struct BedPlacement {
  /// Persons who find no bed.
  let missing: Int64

  /// Places residents.
  ///
  /// - Parameter isUnderWork: for each home; such a home has no beds for others.
  init(_ isUnderWork: [Bool], _ instance: UpgradeInstance) {
    let homes = instance.problem.homes
    let guests = homes.indices.filter { isUnderWork[$0] && homes[$0].residents > 0 }
    var hosts: [Int] = []
    var node = [Int](repeating: -1, count: homes.count)
    for home in guests {
      for other in instance.bedsOfHome[home]
      where !isUnderWork[other] && homes[other].freeBeds > 0 && node[other] < 0 {
        node[other] = 2 + guests.count + hosts.count
        hosts.append(other)
      }
    }
    var flow = IntegerFlow(nodes: 2 + guests.count + hosts.count)
    for other in hosts { flow.addArc(from: node[other], to: 1, capacity: Int64(homes[other].freeBeds)) }
    var needed: Int64 = 0
    for (place, home) in guests.enumerated() {
      needed += Int64(homes[home].residents)
      flow.addArc(from: 0, to: 2 + place, capacity: Int64(homes[home].residents))
      for other in instance.bedsOfHome[home] where node[other] >= 0 {
        flow.addArc(from: 2 + place, to: node[other], capacity: Int64(homes[home].residents))
      }
    }
    missing = needed - flow.maximize(from: 0, to: 1)
  }
}
