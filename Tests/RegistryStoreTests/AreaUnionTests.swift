import Fixtures
import Foundation
import GRDB
import ServiceNetwork
import Testing

@testable import RegistryStore

/// Unions by SpatiaLite, against areas on paper and the answers of its own functions.
struct AreaUnionTests {
  private let registry: Registry

  init() throws {
    registry = try Registry.inMemory()
  }

  private func square(_ west: Double, _ south: Double, side: Double = 0.01) throws -> MultiPolygon.Polygon {
    let corners = [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side), (0.0, 0.0)]
    // Clockwise, as nothing is promised of what comes in.
    return MultiPolygon.Polygon(
      exterior: try corners.reversed().map { try Coordinate(west + $0.0, south + $0.1) })
  }

  private func number(_ sql: String, _ area: MultiPolygon) throws -> Double? {
    try registry.read { try Double.fetchOne($0, sql: sql, arguments: [OutlineBlob.encode(area)]) }
  }

  @Test func `what overlaps or touches becomes one, what lies apart stays so`() throws {
    let pieces = [
      try square(114, 33), try square(114.005, 33), try square(114.015, 33), try square(115, 33),
    ]
    let union = try registry.union(of: pieces, simplifiedBy: Meters(1))
    // Where a ring begins GEOS leaves a point that lies on a side.
    #expect(union.polygons.map(\.exterior.count).sorted() == [5, 6])
    #expect(abs(try #require(try number("SELECT ST_Area(?)", union)) - 0.00035) < 1e-12)
    #expect(try number("SELECT ST_IsValid(?)", union) == 1 && union == union.rightHanded)
    #expect(try registry.union(of: [], simplifiedBy: Meters(1)).polygons.isEmpty)
  }

  @Test func `a hole stays a hole, and runs clockwise`() throws {
    var pieces: [MultiPolygon.Polygon] = []
    for column in 0..<3 {
      for row in 0..<3 where (column, row) != (1, 1) {
        pieces.append(try square(114 + Double(column) * 0.01, 33 + Double(row) * 0.01, side: 0.0101))
      }
    }
    let union = try registry.union(of: pieces, simplifiedBy: Meters(1))
    #expect(union.polygons.count == 1 && union.polygons[0].interiors.count == 1)
    #expect(union == union.rightHanded)
  }

  @Test func `many pieces in batches make what they make at once`() throws {
    var random = SeededGenerator(seed: 9)
    let pieces = try (0..<1300).map { _ in
      try square(.random(in: 114...114.3, using: &random), .random(in: 33...33.3, using: &random))
    }
    let union = try registry.union(of: pieces, simplifiedBy: Meters(0.001))
    let once = try number("SELECT ST_Area(ST_UnaryUnion(?))", MultiPolygon(pieces))
    #expect(abs(try #require(try number("SELECT ST_Area(?)", union)) - (try #require(once))) < 1e-9)
    #expect(try number("SELECT ST_IsValid(?)", union) == 1)
  }

  @Test func `islands that never meet come to an end, however many there are`() throws {
    var pieces: [MultiPolygon.Polygon] = []
    for column in 0..<30 {
      for row in 0..<20 {
        let (west, south) = (114 + Double(column) * 0.05, 33 + Double(row) * 0.05)
        pieces += [try square(west, south), try square(west + 0.005, south)]
      }
    }
    let union = try registry.union(of: pieces, simplifiedBy: Meters(1))
    #expect(union.polygons.count == 600)
  }

  @Test func `the area of a service by road is valid, and holds its villages but for the tolerance`() throws {
    let made = ClusteredRoads(side: 12, villages: 120, facilities: 4, seed: 11)
    let divisions = try made.villages.enumerated().map { index, place in
      Division(
        code: try DivisionCode("411726100\(201 + index)"), name: "示例\(index)", level: .village,
        location: place)
    }
    let facilities = made.facilities.enumerated().map { index, place in
      Facility(
        id: "F\(index)", kind: "childrens-home", name: "示例\(index)", location: place,
        history: StatusHistory(always: .operating))
    }
    let roads = RoadTravel(
      try RoadNetwork(nodes: made.nodes, segments: made.segments), speeds: .standard)
    let snapshot = NetworkSnapshot(divisions: divisions, facilities: facilities, roads: roads)
    var parameters = AreaParameters()
    parameters.service = "childrens-home"
    parameters.within = "10min by ebike"
    let question = try parameters.question(in: snapshot.catalogue, today: ClusteredNetwork.date)
    let area = try #require(try ServiceArea.areas(of: question, in: snapshot).first)
    let union = try registry.union(of: area.pieces, simplifiedBy: area.simplification)
    #expect(try number("SELECT ST_IsValid(?)", union) == 1 && area.villages > 5)
    // Those that coverage counts, in the outline grown by its tolerance.
    let service = try snapshot.catalogue.service(named: "childrens-home")
    let analysis = try CoverageAnalysis(
      CoverageQuestion(service, rule: try ServiceRule("within 10min by ebike"), asOf: ClusteredNetwork.date),
      in: snapshot)
    let unserved = Set(try UnservedReport(analysis).villages.map(\.code))
    let served = Set(divisions.map(\.code)).subtracting(unserved)
    #expect(served.count == area.villages)
    for division in divisions where served.contains(division.code) {
      let place = try #require(division.location)
      let isInside = try registry.read {
        try Bool.fetchOne(
          $0, sql: "SELECT ST_Intersects(ST_Buffer(?, 0.0002), MakePoint(?, ?, 4326))",
          arguments: [OutlineBlob.encode(union), place.longitude, place.latitude])
      }
      #expect(isInside == true)
    }
  }
}
