import Fixtures
import ServiceNetwork
import Testing

/// What a comparison says, against the two answers themselves.
struct ScenarioComparisonTests {
  private let network = ClusteredNetwork(
    villages: 600, facilities: 240, seed: 4,
    extent: BoundingBox(west: 113, south: 32, east: 114, north: 33) ?? .everywhere)
  private let date = ClusteredNetwork.date

  private func answer(_ snapshot: NetworkSnapshot, rule: String? = nil) throws -> CoverageAnalysis {
    let service = try snapshot.catalogue.service(named: "childrens-home")
    return try CoverageAnalysis(
      CoverageQuestion(service, rule: try rule.map { try ServiceRule($0) }, asOf: date), in: snapshot)
  }

  @Test(arguments: ["within 3km", "within 3km detour:1.3", "own-township or within 1km", "own-township"])
  func `gains, losses and distances are those of the two answers`(rule: String) throws {
    // Given every second serving facility closed, and one opened in each third township
    let snapshot = NetworkSnapshot(
      divisions: network.divisions, facilities: network.facilities, demand: network.demand)
    var steps = network.facilities.enumerated().filter { $0.offset % 6 == 0 }.map {
      ScenarioStep.close(facility: $1.id ?? "", on: nil)
    }
    for (index, township) in network.divisions.filter({ $0.level == .township }).enumerated()
    where index % 3 == 0 {
      steps.append(
        .open(ScenarioFacility(kind: "childrens-home", division: township.code, location: township.location)))
    }
    let changed = try snapshot.applying(Scenario(name: "s", steps: steps))
    let (before, after) = (try answer(snapshot, rule: rule), try answer(changed, rule: rule))
    // When
    let comparison = try ScenarioComparison(from: before, to: after)
    // Then the lists are the differences of the lists of the unserved
    func unserved(_ analysis: CoverageAnalysis) throws -> [DivisionCode: UnservedReport.Village] {
      Dictionary(uniqueKeysWithValues: try UnservedReport(analysis).villages.map { ($0.code, $0) })
    }
    let (earlier, later) = (try unserved(before), try unserved(after))
    func codes(_ change: ScenarioComparison.Change) -> Set<DivisionCode> {
      Set(comparison.villages.filter { $0.change == change }.map(\.code))
    }
    #expect(codes(.lost) == Set(later.keys).subtracting(earlier.keys))
    #expect(codes(.gained) == Set(earlier.keys).subtracting(later.keys))
    #expect(!codes(.lost).isEmpty && !codes(.gained).isEmpty)
    for village in comparison.villages {
      if let found = later[village.code] {
        #expect(village.after.nearest?.distance == found.nearest?.distance)
      }
      if let found = earlier[village.code] {
        #expect(village.before.nearest?.distance == found.nearest?.distance)
      }
      let costs = (
        village.before.nearest?.distance ?? .infinity, village.after.nearest?.distance ?? .infinity
      )
      switch village.change {
      case .nearer: #expect(costs.1 < costs.0)
      case .farther: #expect(costs.1 > costs.0)
      case .lost: #expect(village.before.verdict == .served && village.after.verdict == .unserved)
      case .gained: #expect(village.before.verdict == .unserved && village.after.verdict == .served)
      }
    }
    // And the figures are those of the two reports, by county as in all.
    let (first, second) = (CoverageReport(before, by: .county), CoverageReport(after, by: .county))
    #expect(comparison.total.servedBefore.villages == first.total.served)
    #expect(comparison.total.servedAfter.persons == second.total.demandServed)
    #expect(
      first.total.served + comparison.total[.gained].villages - comparison.total[.lost].villages
        == second.total.served)
    #expect(
      first.total.demandServed + comparison.total[.gained].persons - comparison.total[.lost].persons
        == second.total.demandServed)
    #expect(comparison.areas.map(\.code) == first.areas.map(\.code))
    #expect(comparison.areas.map(\.figures.servedAfter.villages) == second.areas.map(\.figures.served))
    for change in ScenarioComparison.Change.allCases {
      #expect(comparison.areas.map { $0.figures[change].villages }.reduce(0, +) == codes(change).count)
    }
  }

  @Test func `a scenario against itself changes nothing`() throws {
    let snapshot = NetworkSnapshot(divisions: network.divisions, facilities: network.facilities)
    let comparison = try ScenarioComparison(from: answer(snapshot), to: answer(snapshot))
    #expect(comparison.villages.isEmpty && comparison.total.changes.isEmpty)
  }

  @Test func `who loses comes first, then by persons, and a last one that closes leaves nobody near`() throws
  {
    let codes = try ["411726100201", "411726100202", "411726100203"].map { try DivisionCode($0) }
    let villages = try codes.enumerated().map { index, code in
      Division(
        code: code, name: "村\(index)", level: .village, location: try Coordinate(114 + Double(index), 33))
    }
    let home = Facility(id: "H", kind: "childrens-home", name: "家", location: villages[0].location)
    let demand = zip(codes, [5, 9, 7]).map {
      DemandCount(division: $0, asOf: date, persons: ["left-behind-children": $1])
    }
    let snapshot = NetworkSnapshot(divisions: villages, facilities: [home], demand: demand)
    let closed = try snapshot.applying(Scenario(name: "c", steps: [.close(facility: "H", on: nil)]))
    let comparison = try ScenarioComparison(from: answer(snapshot), to: answer(closed))
    #expect(comparison.villages.map(\.name) == ["村0", "村1", "村2"])
    #expect(comparison.villages.map(\.change) == [.lost, .farther, .farther])
    #expect(comparison.villages.allSatisfy { $0.after.nearest == nil && $0.before.nearest?.id == "H" })
    #expect(comparison.villages[0].before.nearest?.distance == 0)
    let back = try ScenarioComparison(from: answer(closed), to: answer(snapshot))
    #expect(back.villages.map(\.change) == [.gained, .nearer, .nearer])
    #expect(back.villages.map(\.persons) == [5, 9, 7])
  }

  @Test func `rules that measure otherwise are compared by their verdicts alone`() throws {
    let snapshot = NetworkSnapshot(divisions: network.divisions, facilities: network.facilities)
    let comparison = try ScenarioComparison(
      from: answer(snapshot, rule: "within 2km"), to: answer(snapshot, rule: "within 2km detour:1.5"))
    #expect(Set(comparison.villages.map(\.change)) == [.lost])
    #expect(comparison.total[.nearer].villages == 0)
  }
}
