import Fixtures
import Testing

@testable import ServiceNetwork

/// What a survey of roads finds.
struct RoadSurveyTests {
  private func snapshot(_ roads: RoadTravel?) throws -> NetworkSnapshot {
    let places: [(String, Double?)] = [("411726100201", 33), ("411726100202", 33.03), ("411726100203", nil)]
    let divisions = try places.map { code, latitude in
      NetworkSnapshot.DivisionEntry(
        code: DivisionCode(registered: code), name: "村\(code.suffix(1))", level: .village,
        location: try latitude.map { try Coordinate(114, $0) })
    }
    let statuses = [
      StatusHistory.Entry(.operating, since: .distantPast), StatusHistory.Entry(.closed, since: .distantPast),
    ]
    let facilities = try [("a", Int32(0)), ("b", 1)].map { id, status in
      NetworkSnapshot.FacilityEntry(
        id: id, kind: 0, name: "院", division: -1, location: try Coordinate(115, 33),
        statuses: status..<(status + 1))
    }
    return NetworkSnapshot(
      catalogue: Catalogue(kinds: Kind.standard, services: [], demandGroups: []), divisions: divisions,
      facilities: facilities, statuses: statuses, posts: [], demand: [:], roads: roads)
  }

  @Test func `classes, parts and who is far are counted`() throws {
    let nodes = try [(114, 33), (114.01, 33), (114.02, 33), (114, 34), (114.005, 34)].map {
      try Coordinate($0.0, $0.1)
    }
    let network = try RoadNetwork(
      nodes: nodes,
      segments: [
        RoadSegment(from: 0, to: 1, length: Meters(900), roadClass: "track", forward: .walk, backward: []),
        RoadSegment(from: 2, to: 1, length: Meters(600), roadClass: "primary"),
        RoadSegment(from: 3, to: 4, length: Meters(500), roadClass: "track"),
      ])
    let snapshot = try snapshot(RoadTravel(network, speeds: .standard))
    let survey = try RoadSurvey(snapshot, today: .distantPast)
    #expect(survey.figures.classes.map(\.roadClass) == ["track", "primary"])
    #expect(survey.components == 2 && survey.greatestShare == 0.75)
    #expect(survey.villages.located == 2 && survey.villages.withoutLocation == 1)
    let distance = Geodesic.distance(from: nodes[0], to: try Coordinate(114, 33.03))
    #expect(survey.villages.remote.map(\.id) == ["411726100202"])
    #expect(abs((survey.villages.remote.first?.distance.value ?? 0) - distance.value) < 1e-5)
    // The closed one does not count.
    #expect(survey.facilities.remote.map(\.id) == ["a"] && survey.facilities.located == 1)
    // At the bound is not farther.
    let bound = try #require(survey.villages.remote.first?.distance)
    #expect(try RoadSurvey(snapshot, fartherThan: bound, today: .distantPast).villages.remote.isEmpty)
  }

  @Test func `without roads there is nothing to survey`() throws {
    let snapshot = try snapshot(nil)
    #expect(throws: CoverageError.roadsMissing(.road)) { try RoadSurvey(snapshot, today: .distantPast) }
  }
}
