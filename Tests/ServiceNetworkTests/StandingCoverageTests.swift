import Fixtures
import Testing

@testable import ServiceNetwork

/// A standing answer after many changes against one that is made anew.
struct StandingCoverageTests {
  /// A registry that is changed along.
  private struct Mirror {
    var country: ClusteredNetwork
    var roads: RoadTravel?
    var serving: [String: Facility] = [:]
    var nextId = 0

    init(villages: Int, facilities: Int, extent: BoundingBox) {
      country = ClusteredNetwork(villages: villages, facilities: facilities, seed: 21, extent: extent)
      for facility in country.facilities
      where facility.history.status(on: ClusteredNetwork.date) == .operating {
        if let id = facility.id { serving[id] = facility }
      }
    }

    func analysis(_ rule: String) throws -> CoverageAnalysis {
      let snapshot = NetworkSnapshot(
        divisions: country.divisions, facilities: Array(serving.values), demand: country.demand, roads: roads)
      let service = try snapshot.catalogue.service(named: "childrens-home")
      return try CoverageAnalysis(
        CoverageQuestion(service, rule: try ServiceRule(rule), asOf: ClusteredNetwork.date), in: snapshot,
        workers: .one)
    }

    /// Some change, made here as well.
    mutating func change(_ random: inout SeededGenerator) throws -> NetworkChange {
      let village = try #require(
        country.divisions.filter { $0.level == .village }.randomElement(using: &random))
      // Often on the very point of a village, or of another facility: there distances are equal.
      let other = serving.values.sorted { ($0.id ?? "") < ($1.id ?? "") }.randomElement(using: &random)
      let place =
        switch Int.random(in: 0..<10, using: &random) {
        case 0: nil as Coordinate?
        case 1...3: other?.location
        default: village.location
        }
      let kind = Int.random(in: 0..<10, using: &random)
      if kind == 9, let index = country.demand.indices.randomElement(using: &random) {
        let persons = Int.random(in: 0...300, using: &random)
        let former = country.demand[index]
        country.demand[index] = DemandCount(
          division: former.division, asOf: former.asOf, persons: ["left-behind-children": persons])
        return .counted(former.division, persons: persons)
      }
      if kind >= 6, let id = other?.id {
        serving[id] = nil
        return .closed(id)
      }
      if kind >= 3, var moved = other, let id = moved.id {
        moved.location = place
        moved.division = village.code
        serving[id] = moved
        return .moved(.init(id: id, division: village.code, location: place))
      }
      // Ids that come before, between and after those that are there.
      nextId += 1
      let id = "\(["A", "F0000", "Z"][nextId % 3])\(nextId)"
      serving[id] = Facility(
        id: id, kind: "childrens-home", name: id, division: village.code, location: place)
      return .opened(.init(id: id, division: village.code, location: place))
    }
  }

  private func compare(
    _ standing: StandingCoverage, with full: CoverageAnalysis, withinBoundOnly: Bool
  ) {
    #expect(standing.villages.map(\.verdict) == full.villages.map(\.verdict))
    #expect(standing.villages.map(\.demand) == full.villages.map(\.demand))
    #expect(standing.total == CoverageReport(full, by: .county).total)
    guard let reach = full.reach, let bound = full.question.rule.distance?.bound else { return }
    for position in full.villages.indices {
      let found = reach.nearest(to: position)
      let expected = found.flatMap { found in
        withinBoundOnly && found.cost > bound ? nil : full.serving[found.position].id
      }
      let id = standing.nearest(toVillageAt: position)
      if id != expected { Issue.record("village \(position): \(id ?? "–"), not \(expected ?? "–")") }
    }
  }

  @Test(arguments: [
    "within 5km", "own-village or within 2km detour:1.3", "own-township or within 1km", "own-village",
    "own-township",
  ])
  func `a thousand changes leave what a full answer finds`(rule: String) throws {
    let extent = try #require(BoundingBox(west: 113, south: 32, east: 114, north: 33))
    var mirror = Mirror(villages: 150, facilities: 60, extent: extent)
    var standing = try StandingCoverage(mirror.analysis(rule))
    var random = SeededGenerator(seed: 77)
    for step in 1...1000 {
      let before = standing.villages.map(\.verdict)
      let change = try standing.apply(mirror.change(&random))
      let after = standing.villages.map(\.verdict)
      let gained = zip(before, after).count { $0 != .served && $1 == .served }
      let lost = zip(before, after).count { $0 == .served && $1 != .served }
      #expect(change.gained.count == gained && change.lost.count == lost)
      if step % 25 == 0 { compare(standing, with: try mirror.analysis(rule), withinBoundOnly: false) }
    }
  }

  @Test(arguments: ["within 4km by road", "own-village or within 20min by walk"])
  func `so do changes along roads`(rule: String) throws {
    var random = SeededGenerator(seed: 78)
    // A grid of junctions a kilometre or so apart, every fifth road of it one-way.
    let side = 12
    var nodes: [Coordinate] = []
    var segments: [RoadSegment] = []
    for row in 0..<side {
      for column in 0..<side {
        nodes.append(try Coordinate(113 + Double(column) * 0.01, 32 + Double(row) * 0.01))
        for (near, ahead) in [(column > 0, -1), (row > 0, -side)] where near {
          let node = row * side + column
          segments.append(
            RoadSegment(
              from: Int32(node), to: Int32(node + ahead),
              length: Meters(.random(in: 1000...2000, using: &random)),
              roadClass: "residential", backward: segments.count % 5 == 0 ? .walk : .all))
        }
      }
    }
    let extent = try #require(BoundingBox(west: 113, south: 32, east: 113.11, north: 32.11))
    var mirror = Mirror(villages: 60, facilities: 30, extent: extent)
    mirror.roads = RoadTravel(try RoadNetwork(nodes: nodes, segments: segments), speeds: .standard)
    var standing = try StandingCoverage(mirror.analysis(rule))
    for step in 1...400 {
      try standing.apply(mirror.change(&random))
      if step % 20 == 0 { compare(standing, with: try mirror.analysis(rule), withinBoundOnly: true) }
    }
  }

  @Test func `it says who gained and who lost`() throws {
    var county = try SmallCounty()
    try county.add("F", at: Coordinate(114, 33))
    var standing = try StandingCoverage(county.analysis("childrens-home", "within 500m"))
    let opened = try standing.apply(.opened(.init(id: "G", location: try Coordinate(114, 33.01))))
    #expect(opened.gained.map(\.name) == ["二村"] && opened.lost.isEmpty)
    let closed = try standing.apply(.closed("F"))
    #expect(closed.lost.map(\.name) == ["一村"] && closed.gained.isEmpty)
    let moved = try standing.apply(.moved(.init(id: "G", location: try Coordinate(114, 33))))
    #expect(moved.gained.map(\.name) == ["一村"] && moved.lost.map(\.name) == ["二村"])
    #expect(standing.nearest(toVillageAt: 1) == "G")
  }

  @Test func `what is not there cannot change`() throws {
    var county = try SmallCounty()
    try county.add("F", at: Coordinate(114, 33))
    var standing = try StandingCoverage(county.analysis("childrens-home", "within 500m"))
    let nowhere = try DivisionCode("999999")
    #expect(throws: NetworkChangeError.notServing("X")) { try standing.apply(.closed("X")) }
    #expect(throws: NetworkChangeError.servingAlready("F")) {
      try standing.apply(.opened(.init(id: "F", location: nil)))
    }
    #expect(throws: NetworkChangeError.unknownDivision(nowhere)) {
      try standing.apply(.moved(.init(id: "F", division: nowhere, location: nil)))
    }
    #expect(throws: NetworkChangeError.unknownDivision(nowhere)) {
      try standing.apply(.counted(nowhere, persons: 1))
    }
  }
}
