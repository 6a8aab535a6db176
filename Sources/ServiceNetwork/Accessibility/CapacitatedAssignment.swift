/// The assignment of persons to facilities that serves the most, with nobody beyond the rule and no facility beyond its
/// capacity.
///
/// A maximum flow from villages, each with its persons, along the links of a rule into facilities, each with its places:
/// whole persons, and the exact optimum. First everybody is taken in by the nearest that has room, the shortest ways
/// first; then whoever was left out makes others move on where that finds a place, by Dinic's method of shortest
/// augmenting paths. Which of several best assignments that is depends on nothing but the places and counts; how many
/// are served, and which facilities are the bottleneck, is the same in all of them. It is not the one with the shortest
/// ways.
///
/// Sources: E. A. Dinic, "Algorithm for solution of a problem of maximum flow in networks with power estimation",
/// Soviet Mathematics Doklady 11 (1970), 1277–1280; the minimum cut that proves it, L. R. Ford, D. R. Fulkerson,
/// "Maximal flow through a network", Canadian Journal of Mathematics 8 (1956), 399–404. The model is the capacitated
/// maximal covering location problem of J. R. Current, J. E. Storbeck, "Capacitated covering models", Environment and
/// Planning B 15 (1988), 153–163, with the sites given.
struct CapacitatedAssignment: Sendable {
  /// Persons of each village that nobody serves.
  let unserved: [Int]
  /// Places of each facility that stay free.
  let room: [Int]
  /// Persons along each link.
  let flow: [Int]
  /// Whether a village is one whose persons could only be served by facilities that are full: those that have unserved
  /// persons, and those whose persons these compete with, to the last place.
  let isShort: [Bool]
  /// Whether a facility is one of these facilities.
  let isBottleneck: [Bool]

  /// Assigns.
  ///
  /// - Parameters:
  ///   - demand: persons of each village, none negative.
  ///   - capacities: places of each facility, none negative.
  ///   - links: who may go where.
  /// - Throws: ``CoverageError/cancelled``.
  /// - Complexity: O(links × log links), and a look at each link in each of Dinic's phases, of which there were fewer
  ///   than 60 in all that was measured.
  init(demand: [Int], capacities: [Int], links: RuleLinks) throws(CoverageError) {
    precondition(demand.count == links.villageCount, "each village has a demand")
    var flow = BipartiteFlow(demand: demand, capacities: capacities, links: links)
    try flow.takeNearest()
    while try flow.level() { try flow.augment() }
    unserved = flow.left
    room = flow.room
    self.flow = flow.flow
    isShort = flow.villageLevels.map { $0 >= 0 }
    isBottleneck = flow.facilityLevels.map { $0 >= 0 }
  }
}

/// The state of a flow from villages to facilities.
private struct BipartiteFlow {
  private let links: RuleLinks
  /// The links into each facility, and the village of each link.
  private let incoming: [Int32]
  private let incomingOffsets: [Int]
  private let villages: [Int32]

  private(set) var left: [Int]
  private(set) var room: [Int]
  private(set) var flow: [Int]
  /// How many links a search came along to a place; −1 where it did not come.
  private(set) var villageLevels: [Int32]
  private(set) var facilityLevels: [Int32]
  /// Where each place's search goes on.
  private var nextOfVillage: [Int]
  private var nextOfFacility: [Int]

  init(demand: [Int], capacities: [Int], links: RuleLinks) {
    self.links = links
    left = demand
    room = capacities
    flow = [Int](repeating: 0, count: links.providers.count)
    villageLevels = [Int32](repeating: -1, count: demand.count)
    facilityLevels = [Int32](repeating: -1, count: capacities.count)
    nextOfVillage = links.offsets.dropLast()
    var villages = [Int32](repeating: 0, count: links.providers.count)
    var offsets = [Int](repeating: 0, count: capacities.count + 1)
    for village in 0..<links.villageCount {
      for link in links.links(of: village) {
        villages[link] = Int32(village)
        offsets[Int(links.providers[link]) + 1] += 1
      }
    }
    for facility in capacities.indices { offsets[facility + 1] += offsets[facility] }
    nextOfFacility = offsets.dropLast()
    var incoming = [Int32](repeating: 0, count: links.providers.count)
    var next = offsets
    for link in links.providers.indices {
      let facility = Int(links.providers[link])
      incoming[next[facility]] = Int32(link)
      next[facility] += 1
    }
    self.villages = villages
    self.incoming = incoming
    incomingOffsets = offsets
  }

  /// Everybody is taken in by the nearest that has room, the cheapest links first, then those of lower positions.
  mutating func takeNearest() throws(CoverageError) {
    // Costs are not negative: their bits are in their order.
    var keys = links.costs.enumerated().map { UInt64($1.bitPattern) << 32 | UInt64($0) }
    keys.sort()
    for (position, key) in keys.enumerated() {
      try CoverageError.checkCancellation(at: position)
      let link = Int(key & 0xFFFF_FFFF)
      move(min(left[Int(villages[link])], room[Int(links.providers[link])]), along: link)
    }
  }

  private mutating func move(_ persons: Int, along link: Int) {
    flow[link] += persons
    left[Int(villages[link])] -= persons
    room[Int(links.providers[link])] -= persons
  }

  /// Finds how far places lie from villages with persons left, up to the nearest facilities that have room.
  ///
  /// - Returns: whether there are any; where there are none, everything that was reached is the minimum cut.
  mutating func level() throws(CoverageError) -> Bool {
    for village in villageLevels.indices { villageLevels[village] = left[village] > 0 ? 0 : -1 }
    for facility in facilityLevels.indices { facilityLevels[facility] = -1 }
    var front = left.indices.filter { left[$0] > 0 }
    var hasRoom = false
    var depth: Int32 = 0
    while !front.isEmpty, !hasRoom {
      try CoverageError.checkCancellation(at: 0)
      var facilities: [Int] = []
      for village in front {
        for link in links.links(of: village) {
          let facility = Int(links.providers[link])
          guard facilityLevels[facility] < 0 else { continue }
          facilityLevels[facility] = depth + 1
          facilities.append(facility)
          if room[facility] > 0 { hasRoom = true }
        }
      }
      depth += 2
      front.removeAll(keepingCapacity: true)
      guard !hasRoom else { break }
      for facility in facilities {
        for index in incomingOffsets[facility]..<incomingOffsets[facility + 1] {
          let link = Int(incoming[index])
          let village = Int(villages[link])
          guard flow[link] > 0, villageLevels[village] < 0 else { continue }
          villageLevels[village] = depth
          front.append(village)
        }
      }
    }
    return hasRoom
  }

  /// Moves as many persons as shortest paths have room for.
  mutating func augment() throws(CoverageError) {
    for village in nextOfVillage.indices { nextOfVillage[village] = links.offsets[village] }
    for facility in nextOfFacility.indices { nextOfFacility[facility] = incomingOffsets[facility] }
    var path: [Int] = []
    for village in left.indices where left[village] > 0 {
      try CoverageError.checkCancellation(at: village)
      while left[village] > 0, findPath(from: village, &path) { push(along: path, from: village) }
    }
  }

  /// Finds links from a village to a facility with room, there and back by turns.
  private mutating func findPath(from root: Int, _ path: inout [Int]) -> Bool {
    path.removeAll(keepingCapacity: true)
    var village = root
    while true {
      guard let link = nextLink(from: village) else {
        villageLevels[village] = -1
        guard let back = path.popLast(), let forth = path.last else { return false }
        // Its facility goes on with the next one who could move.
        nextOfFacility[Int(links.providers[back])] += 1
        path.removeLast()
        village = Int(villages[forth])
        // The facility may still lead elsewhere: come to it again.
        continue
      }
      path.append(link)
      let facility = Int(links.providers[link])
      if room[facility] > 0 { return true }
      if let back = nextReturn(from: facility) {
        path.append(back)
        village = Int(villages[back])
      } else {
        facilityLevels[facility] = -1
        path.removeLast()
        nextOfVillage[village] += 1
      }
    }
  }

  private mutating func nextLink(from village: Int) -> Int? {
    let level = villageLevels[village] + 1
    while nextOfVillage[village] < links.offsets[village + 1] {
      let link = nextOfVillage[village]
      if facilityLevels[Int(links.providers[link])] == level { return link }
      nextOfVillage[village] += 1
    }
    return nil
  }

  private mutating func nextReturn(from facility: Int) -> Int? {
    let level = facilityLevels[facility] + 1
    while nextOfFacility[facility] < incomingOffsets[facility + 1] {
      let link = Int(incoming[nextOfFacility[facility]])
      if flow[link] > 0, villageLevels[Int(villages[link])] == level { return link }
      nextOfFacility[facility] += 1
    }
    return nil
  }

  /// Moves along a path as many persons as it can take.
  private mutating func push(along path: [Int], from root: Int) {
    var persons = min(left[root], room[Int(links.providers[path[path.count - 1]])])
    for index in stride(from: 1, to: path.count, by: 2) { persons = min(persons, flow[path[index]]) }
    for (index, link) in path.enumerated() { flow[link] += index % 2 == 0 ? persons : -persons }
    left[root] -= persons
    room[Int(links.providers[path[path.count - 1]])] -= persons
  }
}
