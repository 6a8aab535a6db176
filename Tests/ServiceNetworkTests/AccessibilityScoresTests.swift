import Fixtures
import Testing

@testable import ServiceNetwork

/// Scores against closed forms, their formulas over all pairs, and what must hold of them.
struct AccessibilityScoresTests {
  /// A row for each origin: destination and cost.
  private func table(_ rows: [[(Int32, Float)]], destinations: Int) -> CostTable {
    CostTable(
      destinationCount: destinations,
      offsets: rows.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) },
      destinations: rows.flatMap { $0.map(\.0) }, costs: rows.flatMap { $0.map(\.1) })
  }

  @Test func `where everybody is in every catchment, each has all places over all persons`() throws {
    let all = table(Array(repeating: [(0, 100), (1, 4000)], count: 3), destinations: 2)
    let scores = try AccessibilityScores(
      .twoStep, .step, all, cutoff: 5000, demand: [100, 250, 50], capacities: [30, 50])
    #expect(scores.scores.allSatisfy { ($0 - 80.0 / 400).magnitude < 1e-15 })
    #expect(scores.ratios == [30.0 / 400, 50.0 / 400])
    #expect((scores.distributed - 80).magnitude < 1e-12 && scores.capacityInReach == 80)
  }

  @Test func `weights that are all but nothing give nobody anything, and no score that is no number`() throws
  {
    let one = table([[(0, 1000)], []], destinations: 1)
    for decay in [
      DecayFunction.zones([.init(bound: 3000, weight: 1e-205)]), .gaussian(sigma: 1e-200),
      .gaussian(sigma: 26),
    ] {
      let scores = try AccessibilityScores(
        .enhancedTwoStep, decay, one, cutoff: 3000, demand: [100, 5], capacities: [10])
      #expect(scores.scores == [0, 0] && scores.ratios == [nil] && scores.capacityInReach == 0)
    }
    let here = table([[(0, 0)]], destinations: 1)
    let scores = try AccessibilityScores(
      .enhancedTwoStep, .gaussian(sigma: 1e-200), here, cutoff: 3000, demand: [100], capacities: [10])
    #expect(scores.scores == [0.1])
  }

  /// Village 0 reaches facility 0 (near) and 1 (far), village 1 only facility 1, village 2 nobody; nobody reaches 2.
  private func example(_ model: AccessibilityModel, _ decay: DecayFunction) throws -> AccessibilityScores {
    try AccessibilityScores(
      model, decay, table([[(0, 1000), (1, 3000)], [(1, 1000)], []], destinations: 3), cutoff: 3000,
      demand: [100, 200, 70], capacities: [10, 40, 99])
  }

  @Test func `two steps, on paper`() throws {
    let scores = try example(.twoStep, .step)
    #expect(scores.ratios == [0.1, 40.0 / 300, nil])
    #expect(scores.scores == [0.1 + 40.0 / 300, 40.0 / 300, 0])
    #expect(scores.capacityInReach == 50)
  }

  @Test func `two enhanced steps, on paper`() throws {
    let zones = DecayFunction.zones([.init(bound: 1000, weight: 1), .init(bound: 3000, weight: 0.5)])
    let scores = try example(.enhancedTwoStep, zones)
    // Facility 1 has 0.5 × 100 + 200 to serve.
    #expect(scores.ratios == [0.1, 0.16, nil])
    #expect(scores.scores == [0.1 + 0.5 * 0.16, 0.16, 0])
  }

  @Test func `three steps, on paper`() throws {
    let zones = DecayFunction.zones([.init(bound: 1000, weight: 1), .init(bound: 3000, weight: 0.5)])
    let scores = try example(.threeStep, zones)
    // Village 0 chooses facility 0 with 2/3, facility 1 with 1/3.
    let first = 10 / (100 * 2.0 / 3)
    let second = 40 / (100 * 0.5 / 3 + 200)
    #expect((scores.scores[0] - (first * 2 / 3 + second * 0.5 / 3)).magnitude < 1e-15)
    #expect((scores.scores[1] - second).magnitude < 1e-15)
  }

  @Test func `gravity, on paper`() throws {
    let scores = try example(.gravity, .power(exponent: 1, floor: 1000))
    let second = 40 / (100 / 3.0 + 200)
    #expect((scores.scores[0] - (0.1 + second / 3)).magnitude < 1e-7)
    #expect((scores.scores[1] - second).magnitude < 1e-7)
  }

  @Test func `a facility whom only a weight of nothing reaches keeps its places to itself`() throws {
    let scores = try AccessibilityScores(
      .enhancedTwoStep, .linear, table([[(0, 3000)]], destinations: 1), cutoff: 3000, demand: [10],
      capacities: [5])
    #expect(scores.scores == [0] && scores.ratios == [nil] && scores.capacityInReach == 0)
  }

  @Test(arguments: AccessibilityModel.allCases, ["step", "linear", "gaussian", "gaussian:2km", "power:1.5"])
  func `what is shared out is what there is, and is what the formulas say`(
    model: AccessibilityModel, decay: String
  ) throws {
    let network = ClusteredNetwork(
      villages: 300, facilities: 120, seed: 3,
      extent: try #require(BoundingBox(west: 113, south: 32, east: 113.3, north: 32.3)))
    let decay = try DecayFunction(decay, by: .straight)
    let villages = network.divisions.filter { $0.level == .village }.map(\.location)
    let facilities = network.facilities.map(\.location)
    let demand = network.demand.map { Double($0.persons["left-behind-children"] ?? 0) }
    let capacities = facilities.indices.map { Double(5 + $0 % 7) }
    let table = try CostTable(from: villages, to: facilities, within: DistanceStandard(limit: Meters(5000)))
    let scores = try AccessibilityScores(
      model, decay, table, cutoff: 5000, demand: demand, capacities: capacities)
    #expect(scores.capacityInReach > 500)
    #expect((scores.distributed - scores.capacityInReach).magnitude < 1e-9 * scores.capacityInReach)

    // The formulas, over all pairs by the geodesic.
    let weights = villages.map { village in
      facilities.map { facility -> Double in
        guard let village, let facility else { return 0 }
        return decay.weight(of: Geodesic.distance(from: village, to: facility).value, cutoff: 5000)
      }
    }
    let shares = weights.map { row in
      let sum = row.reduce(0, +)
      return row.map { model == .threeStep ? (sum > 0 ? $0 * $0 / sum : 0) : $0 }
    }
    let ratios = facilities.indices.map { facility in
      let reached = villages.indices.reduce(0) { $0 + demand[$1] * shares[$1][facility] }
      return reached > 0 ? capacities[facility] / reached : 0
    }
    for village in villages.indices {
      let expected = facilities.indices.reduce(0) { $0 + ratios[$1] * shares[village][$1] }
      #expect((scores.scores[village] - expected).magnitude < 1e-5 * expected + 1e-9)
    }
  }
}
