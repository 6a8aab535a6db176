/// Where the residents of homes under work stay in a year: a flow of persons into free beds.
struct BedPlacement {
  /// Persons who find no bed.
  let missing: Int64
  /// The homes under work that compete for too few beds, where some are missing.
  let shortHomes: [Int]

  /// Places residents.
  ///
  /// - Parameter isUnderWork: for each home; such a home has no beds for others.
  init(_ isUnderWork: [Bool], _ instance: UpgradeInstance) {
    let homes = instance.problem.homes
    var flow = IntegerFlow(nodes: 2 + 2 * homes.count)
    var needed: Int64 = 0
    var isOffered = [Bool](repeating: false, count: homes.count)
    for (home, others) in instance.bedsOfHome.enumerated()
    where isUnderWork[home] && homes[home].residents > 0 {
      needed += Int64(homes[home].residents)
      flow.addArc(from: 0, to: 2 + home, capacity: Int64(homes[home].residents))
      for other in others where !isUnderWork[other] && homes[other].freeBeds > 0 {
        flow.addArc(from: 2 + home, to: 2 + homes.count + other, capacity: Int64(homes[home].residents))
        guard !isOffered[other] else { continue }
        isOffered[other] = true
        flow.addArc(from: 2 + homes.count + other, to: 1, capacity: Int64(homes[other].freeBeds))
      }
    }
    missing = needed - flow.maximize(from: 0, to: 1)
    shortHomes = missing == 0 ? [] : homes.indices.filter { isUnderWork[$0] && flow.isOnSourceSide(2 + $0) }
  }
}
