import Fixtures
import Foundation
import GRDB
import ServiceNetwork
import Testing

@testable import RegistryStore

/// What lies under the map, as a registry has it.
struct BaseMapReadingTests {
  private let registry: Registry

  init() throws {
    registry = try Registry.inMemory()
  }

  private func set(_ values: (Setting, String)...) throws {
    try registry.set(values.map { (setting: $0.0, value: $0.1) }, author: .tester, date: Date())
  }

  private func map() async throws -> BaseMap { try await registry.reading { try $0.baseMap() } }

  @Test func `settings are set all or none`() async throws {
    #expect(throws: ParameterError.self) { try set((.approval, "township-editor"), (.tiles, "tianditu")) }
    #expect(try await map() == .none)
    #expect(try registry.settings().first { $0.setting == .approval }?.value == "none")
    try set((.tiles, "tianditu"), (.tilesKey, "k"))
    #expect(try await map().origins.count == 8)
    // Where the key alone would go, the tiles would be without.
    #expect(throws: ParameterError.self) { try set((.tilesKey, "")) }
    try set((.tiles, "none"), (.tilesKey, ""))
    #expect(try await map() == .none)
    // As an act that is undone may leave it.
    try registry.write { try $0.execute(sql: "UPDATE setting SET value = 'tianditu' WHERE name = 'tiles'") }
    #expect(try await map() == .none)
  }

  @Test func `the roads of a box are those that it meets, the main ones first`() async throws {
    func road(_ roadClass: String, _ longitude: Double, name: String? = nil) throws -> RegistryRow {
      .road(
        Road(
          ends: Road.Ends(from: "\(longitude)", to: "\(longitude) end"),
          line: [
            try Coordinate(longitude: longitude, latitude: 33),
            try Coordinate(longitude: longitude, latitude: 33.1),
          ], roadClass: roadClass, name: name))
    }
    _ = try registry.take(
      [
        try road("track", 114), try road("", 114.01), try road("motorway", 114.02, name: "京港澳高速"),
        try road("primary", 115), try road("residential", 114.03),
      ], into: .roads)
    let box = try #require(BoundingBox(west: 113.9, south: 33.05, east: 114.1, north: 33.06))
    let (roads, matched) = try await registry.reading { try $0.roads(in: [box], limit: 3) }
    #expect(matched == 4)
    #expect(roads.map(\.roadClass) == ["motorway", "residential", "track"])
    #expect(roads[0].name == "京港澳高速" && roads[0].points.map(\.latitude) == [33, 33.1])
    let all = try await registry.reading { (try $0.roads(in: [], limit: 9).roads.count, try $0.hasRoads()) }
    #expect(all == (5, true))
    let far = try #require(BoundingBox(west: 10, south: 50, east: 11, north: 51))
    #expect(try await registry.reading { try $0.roads(in: [far], limit: 3).matched } == 0)
  }
}
