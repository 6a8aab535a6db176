import Fixtures
import Testing

@testable import ServiceNetwork

/// Assignments against their certificate, a minimum cut, and a plain search for one augmenting path after another.
struct CapacitatedAssignmentTests {
  private func links(_ rows: [[Int32]]) -> RuleLinks {
    RuleLinks(
      offsets: rows.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) },
      providers: rows.flatMap { $0 }, costs: rows.flatMap { $0.indices.map { Float($0) } })
  }

  @Test func `a full home serves nobody new, and others move on for those who have no choice`() throws {
    // Both prefer facility 0; the second has nobody else.
    let assignment = try CapacitatedAssignment(
      demand: [30, 30], capacities: [30, 25], links: links([[0, 1], [0]]))
    #expect(assignment.unserved == [0, 5] && assignment.room == [0, 0])
    #expect(assignment.flow == [5, 25, 25])
    #expect(assignment.isShort == [true, true] && assignment.isBottleneck == [true, true])
    let full = try CapacitatedAssignment(demand: [9], capacities: [0], links: links([[0]]))
    #expect(full.unserved == [9] && full.isBottleneck == [true])
  }

  @Test func `where there is room for all, nobody is short and each stays with the nearest`() throws {
    let assignment = try CapacitatedAssignment(
      demand: [10, 20, 0], capacities: [15, 100], links: links([[0, 1], [1, 0], []]))
    #expect(assignment.unserved == [0, 0, 0] && assignment.flow == [10, 0, 20, 0])
    #expect(assignment.isBottleneck == [false, false])
  }

  @Test(arguments: 0..<60)
  func `no assignment serves more, and the cut proves it`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let facilities = Int.random(in: 1...12, using: &random)
    let rows = (0..<Int.random(in: 1...25, using: &random)).map { _ in
      (0..<Int32(facilities)).filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
        .shuffled(using: &random)
    }
    let demand = rows.map { _ in Int.random(in: 0...40, using: &random) }
    let capacities = (0..<facilities).map { _ in Int.random(in: 0...60, using: &random) }
    let links = links(rows)
    let assignment = try CapacitatedAssignment(demand: demand, capacities: capacities, links: links)

    // It is an assignment.
    #expect(assignment.flow.allSatisfy { $0 >= 0 } && assignment.room.allSatisfy { $0 >= 0 })
    var used = [Int](repeating: 0, count: facilities)
    for village in rows.indices {
      let served = links.links(of: village).reduce(0) { $0 + assignment.flow[$1] }
      #expect(served == demand[village] - assignment.unserved[village])
      for link in links.links(of: village) { used[Int(links.providers[link])] += assignment.flow[link] }
    }
    #expect(zip(used, capacities).allSatisfy { $0 <= $1 } && zip(capacities, used).map(-) == assignment.room)

    // As many pass the cut as it has room for: so no more can.
    let served = used.reduce(0, +)
    let cut =
      rows.indices.filter { !assignment.isShort[$0] }.reduce(0) { $0 + demand[$1] }
      + capacities.indices.filter { assignment.isBottleneck[$0] }.reduce(0) { $0 + capacities[$1] }
    #expect(served == cut)
    for village in rows.indices where assignment.isShort[village] {
      #expect(rows[village].allSatisfy { assignment.isBottleneck[Int($0)] })
    }
    #expect(served == Self.plainFlow(rows, demand, capacities))
  }

  /// The value of a maximum flow, a person at a time.
  private static func plainFlow(_ rows: [[Int32]], _ demand: [Int], _ capacities: [Int]) -> Int {
    var guests: [[Int: Int]] = Array(repeating: [:], count: capacities.count)
    func place(_ village: Int, _ seen: inout Set<Int>) -> Bool {
      for facility in rows[village].map(Int.init) where seen.insert(facility).inserted {
        if guests[facility].values.reduce(0, +) < capacities[facility] {
          guests[facility][village, default: 0] += 1
          return true
        }
        for (other, count) in guests[facility] where count > 0 && place(other, &seen) {
          guests[facility][other] = count - 1
          guests[facility][village, default: 0] += 1
          return true
        }
      }
      return false
    }
    var served = 0
    for village in rows.indices {
      for _ in 0..<demand[village] {
        var seen: Set<Int> = []
        if place(village, &seen) { served += 1 }
      }
    }
    return served
  }
}
