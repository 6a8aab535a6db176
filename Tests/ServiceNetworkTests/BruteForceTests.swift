import Fixtures
import ServiceNetwork
import Testing

/// Every verdict, nearest and distance of a made-up country against comparing everything with everything.
struct BruteForceTests {
  @Test(arguments: [
    BoundingBox(west: 113, south: 32, east: 115, north: 34),
    BoundingBox(west: -180, south: -80, east: 180, north: 80),
    BoundingBox(west: 179.9, south: -0.2, east: 180, north: 0.2),
    BoundingBox(west: -180, south: 89.8, east: 180, north: 90),
  ])
  func `coverage and nearest are those of brute force`(extent: BoundingBox?) throws {
    let network = ClusteredNetwork(villages: 600, facilities: 200, seed: 11, extent: try #require(extent))
    let snapshot = NetworkSnapshot(
      divisions: network.divisions, facilities: network.facilities, demand: network.demand)
    let service = try snapshot.catalogue.service(named: "childrens-home")
    let serving = network.facilities.filter { $0.history.status(on: ClusteredNetwork.date) == .operating }
    let idle = network.facilities.filter { $0.history.status(on: ClusteredNetwork.date) != .operating }
    let villages = network.divisions.filter { $0.level == .village }
    let persons = Dictionary(
      uniqueKeysWithValues: network.demand.map { ($0.division, $0.persons["left-behind-children"]) })

    for meters in [300.0, 500, 1000, 2000, 3000, 5000] {
      for factor in [1, 1.3] {
        let rule = try ServiceRule("within \(meters)m detour:\(factor)")
        let question = CoverageQuestion(service, rule: rule, asOf: ClusteredNetwork.date)
        let analysis = try CoverageAnalysis(question, in: snapshot)
        let unserved = Dictionary(
          uniqueKeysWithValues: try UnservedReport(analysis).villages.map { ($0.code, $0) })
        var served = 0
        var demandServed = 0
        for village in villages {
          let nearest = try #require(Self.nearest(to: village, among: serving))
          let isServed = nearest.distance * factor <= meters
          if isServed {
            served += 1
            demandServed += persons[village.code]?.flatMap { $0 } ?? 0
          }
          let found = unserved[village.code]
          #expect((found == nil) == isServed)
          guard let found else { continue }
          #expect(found.nearest?.id == nearest.id)
          #expect(found.nearest?.distance == nearest.distance * factor)
          let would = Self.nearest(to: village, among: idle)
          let couldServe = would.flatMap { $0.distance * factor <= meters ? $0.id : nil }
          #expect(found.couldServe?.id == couldServe)
        }
        let total = CoverageReport(analysis, by: .county).total
        #expect(total.served == served)
        #expect(total.demandServed == demandServed)
      }
    }
  }

  private static func nearest(to village: Division, among facilities: [Facility]) -> (
    id: String, distance: Double
  )? {
    facilities.compactMap { facility in
      guard let id = facility.id, let origin = village.location, let place = facility.location else {
        return nil
      }
      return (id, Geodesic.distance(from: origin, to: place).value)
    }.min { ($0.1, $0.0) < ($1.1, $1.0) }
  }
}
