import Fixtures
import Testing

@testable import ServiceNetwork

/// Divisions side by side.
struct ScorecardTests {
  @Test func `points are of the share, between the extremes, or by rank`() {
    let shares: [Double?] = [0.5, nil, 0.75, 0.5, 1]
    #expect(Normalisation.share.points(of: shares) == [50, nil, 75, 50, 100])
    #expect(Normalisation.minMax.points(of: shares) == [0, nil, 50, 0, 100])
    // Two share the places 0 and 1 of 0…3: a sixth of a hundred each.
    let ranks = Normalisation.rank.points(of: shares)
    #expect(ranks[0] == ranks[3] && ranks[1] == nil && ranks[4] == 100)
    #expect(abs((ranks[0] ?? 0) - 100.0 / 6) < 1e-9)
    #expect(Normalisation.minMax.points(of: [0.3, 0.3]) == [100, 100])
    #expect(Normalisation.rank.points(of: [nil, 0.2]) == [nil, 100])
  }

  @Test func `equal totals share a place, and weights decide`() throws {
    // Three counties whose figures are told as the quality of their records.
    let codes = ["411702000000", "411726000000", "411729000000"].map(DivisionCode.init(registered:))
    let network = NetworkSnapshot(
      catalogue: Catalogue(kinds: [], services: [], demandGroups: []),
      divisions: codes.map {
        NetworkSnapshot.DivisionEntry(code: $0, name: $0.description, level: .county, location: nil)
      }, facilities: [], statuses: [], posts: [], demand: [:])
    let works = codes.enumerated().map { number, _ in
      Upgrade(
        id: "W\(number)", facility: "H\(number)", category: .safety, year: 2018,
        status: number == 1 ? .planned : .accepted, cost: Money(yuan: 10))
    }
    let homes = codes.enumerated().map { number, code in
      Facility(
        id: "H\(number)", kind: "nursing-home", name: "院", division: code,
        history: StatusHistory(always: .operating))
    }
    let plan = PlanSnapshot(network: network, facilities: homes, upgrades: works)
    let quality = Dictionary(
      uniqueKeysWithValues: zip(codes, [(sound: 9, all: 10), (sound: 10, all: 10), (sound: 9, all: 10)]))
    func scorecard(_ weights: [String]) throws -> Scorecard {
      try Scorecard(
        plan, asOf: try #require(CalendarDate(iso8601: "2018-12-31")), by: .county,
        weights: try ScorecardWeights.weights(weights, in: network.catalogue), quality: quality)
    }
    let even = try scorecard([])
    #expect(even.lines.map(\.code) == [codes[0], codes[2], codes[1]])
    #expect(even.lines.map(\.place) == [1, 1, 3])
    // Works in time and money used 100 each, quality 90; targets have no figures and do not count.
    #expect(even.lines[0].total.map { abs($0 - 290.0 / 3) < 1e-9 } == true)
    let byQuality = try scorecard(["works-in-time=0", "money-used=0"])
    #expect(byQuality.lines.map(\.code) == [codes[1], codes[0], codes[2]])
    #expect(byQuality.lines.map(\.place) == [1, 2, 2])
    for wrong in ["targets", "targets=-1", "roads=1", "targets=x"] {
      #expect(throws: ParameterError.self) { try ScorecardWeights.weights([wrong], in: network.catalogue) }
    }
    #expect(throws: ParameterError.self) {
      try ScorecardWeights.weights(
        ["targets=0", "works-in-time=0", "money-used=0", "data-quality=0"], in: network.catalogue)
    }
  }
}
