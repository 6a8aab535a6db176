import Fixtures
import Foundation
import GRDB
import ServiceNetwork
import Testing

@testable import RegistryStore

/// What becomes of a road network that is taken into a registry.
struct RoadImportTests {
  private let registry: Registry

  init() throws {
    registry = try Registry.inMemory()
  }

  private static func place(_ longitude: Double, _ latitude: Double) throws -> Coordinate {
    try Coordinate(longitude: longitude, latitude: latitude)
  }

  private static func roads() throws -> [Road] {
    var bend = Road(
      ends: Road.Ends(from: "A", to: "B"),
      line: [try place(114, 33), try place(114.005, 33.002), try place(114.01, 33)], length: Meters(1234.5),
      roadClass: "residential", speed: 40, backward: .walk, name: "某某路", source: "示例")
    bend.forward = [.walk, .drive]
    return [
      bend,
      Road(
        ends: Road.Ends(from: "B", to: "C"), line: [try place(114.01, 33), try place(114.01, 33.01)],
        roadClass: "track"),
    ]
  }

  @Test func `roads come back as they were, and the same again changes nothing`() throws {
    let roads = try Self.roads()
    let first = try registry.take(roads.map(RegistryRow.road), into: .roads)
    #expect(first.isCommitted && first.added == 2)
    #expect(try registry.rows(of: .roads) == roads.map(RegistryRow.road))
    let again = try registry.take(roads.map(RegistryRow.road), into: .roads)
    #expect(again.isCommitted && again.added == 0 && again.changed == 0)
    let fewer = try registry.take([.road(roads[1])], into: .roads)
    #expect(fewer.isCommitted && fewer.added == 1)
    #expect(try registry.rows(of: .roads) == [.road(roads[1])])
  }

  @Test func `SpatiaLite reads the lines, and finds them by its index`() throws {
    _ = try registry.take(try Self.roads().map(RegistryRow.road), into: .roads)
    // Taken twice, so that what was there had to leave the index.
    _ = try registry.take(try Self.roads().prefix(1).map(RegistryRow.road), into: .roads)
    let line = try registry.read { database in
      try Row.fetchOne(
        database,
        sql: """
          SELECT AsText(line), MbrMinX(line), MbrMaxX(line), MbrMinY(line), MbrMaxY(line),
            (SELECT count(*) FROM idx_road_line), CheckSpatialIndex('road', 'line')
          FROM road
          """)
    }
    let row = try #require(line)
    #expect(row[0] == "LINESTRING(114 33, 114.005 33.002, 114.01 33)")
    #expect([row[1], row[2], row[3], row[4]] as [Double] == [114, 114.01, 33, 33.002])
    #expect([row[5], row[6]] as [Int] == [1, 1])
    // Whoever else writes to the file finds the index awake.
    let left = try registry.write { database in
      try database.execute(sql: "DELETE FROM road")
      return try Int.fetchOne(database, sql: "SELECT count(*) FROM idx_road_line")
    }
    #expect(left == 0)
  }

  @Test func `one junction in two places, or some roads without junctions, leaves the network as it was`()
    throws
  {
    let roads = try Self.roads()
    _ = try registry.take(roads.map(RegistryRow.road), into: .roads)
    var moved = roads
    moved[1].line[0] = try Self.place(114.02, 33)
    var loose = roads
    loose[1].ends = nil
    let crumb = Road(line: [try Self.place(114, 33), try Self.place(114.000001, 33)])
    for wrong in [moved, loose, loose.reversed(), [crumb], []] {
      let summary = try registry.take(wrong.map(RegistryRow.road), into: .roads)
      #expect(summary.errors == 1 && !summary.isCommitted)
      #expect(try registry.rows(of: .roads) == roads.map(RegistryRow.road))
    }
  }

  @Test func `lines that name no junctions are cut where they meet`() throws {
    let street = Road(
      line: [try Self.place(114, 33), try Self.place(114.01, 33)], length: Meters(5), roadClass: "primary",
      speed: 60, backward: .walk, name: "某某路")
    let lane = Road(line: [try Self.place(114.005, 33.000002), try Self.place(114.005, 33.01)])
    var problems: [String] = []
    let first = try registry.take([.road(street), .road(lane)], into: .roads, problems: &problems)
    #expect(first.isCommitted && first.added == 2)
    #expect(
      problems == [
        "f.csv:2: warning: length_m: lines are measured where they are cut; this column is left out, here and in all rows"
      ])
    var (west, east, north) = (street, street, lane)
    west.ends = Road.Ends(from: "114,33", to: "114.005,33.000002")
    west.line = [street.line[0], lane.line[0]]
    east.ends = Road.Ends(from: "114.005,33.000002", to: "114.01,33")
    east.line = [lane.line[0], street.line[1]]
    (west.length, east.length) = (nil, nil)
    north.ends = Road.Ends(from: "114.005,33.000002", to: "114.005,33.01")
    #expect(try registry.rows(of: .roads) == [west, east, north].map(RegistryRow.road))
    #expect(try registry.take([.road(street), .road(lane)], into: .roads).added == 0)
  }

  @Test func `speeds stand over the standard ones, price the roads, and are taken back`() throws {
    _ = try registry.take(try Self.roads().map(RegistryRow.road), into: .roads)
    let track = RoadClassSpeeds("track", RoadSpeeds.Row(walk: 4, ebike: 11, drive: 20.5))
    let summary = try registry.take([.speed(track), .speed(track)], into: .speeds)
    #expect(summary.errors == 1)
    #expect(try registry.take([.speed(track)], into: .speeds).changed == 1)
    #expect(try registry.take([.speed(track)], into: .speeds).changed == 0)
    #expect(try registry.rows(of: .speeds).contains(.speed(track)))
    func speeds() throws -> RoadSpeeds? {
      try registry.snapshot { _ in SnapshotScope(kinds: [], demandGroups: [], needsRoads: true) }.roads?
        .speeds
    }
    #expect(try speeds()?["track"] == track.speeds)
    let act = try #require(try registry.acts(limit: 9).last { $0.what == "import speeds" })
    _ = try registry.undo(act.id, author: .tester, date: Date())
    #expect(try speeds() == RoadSpeeds.standard)
  }

  @Test func `the network is read when it is asked for, and once`() throws {
    func roads(_ needsRoads: Bool) throws -> RoadTravel? {
      try registry.snapshot { _ in SnapshotScope(kinds: [], demandGroups: [], needsRoads: needsRoads) }.roads
    }
    #expect(try roads(true) == nil)
    _ = try registry.take(try Self.roads().map(RegistryRow.road), into: .roads)
    #expect(try roads(false) == nil)
    let first = try #require(try roads(true))
    #expect(first.network.nodeCount == 3 && first.network.edgeCount == 2)
    #expect(try roads(true) === first)
    _ = try registry.take([.road(try Self.roads()[1])], into: .roads)
    #expect(try roads(true)?.network.edgeCount == 1)
  }
}
