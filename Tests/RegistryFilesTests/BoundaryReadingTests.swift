import Foundation
import ServiceNetwork
import Testing

@testable import RegistryFiles

struct BoundaryReadingTests {
  private func divisions(
    _ geometry: String, columns: String = "", cells: String = "", crs: String? = nil
  ) throws -> (division: Division?, problems: [String]) {
    let text = "WKT,code,name,level\(columns)\n\"\(geometry)\",411726,泌阳县,county\(cells)\n"
    let (rows, problems) = try readTable(text, as: .divisions, profile: ImportProfile(crs: crs))
    guard case .division(let division)? = rows.first?.row else { return (nil, problems.map(\.description)) }
    return (division, problems.map(\.description))
  }

  private func ring(_ pairs: (Double, Double)...) throws -> [Coordinate] {
    try pairs.map { try Coordinate(longitude: $0, latitude: $1) }
  }

  @Test func `areas are read with their holes, outer rings counterclockwise`() throws {
    let outer = try ring((113, 32), (114, 32), (114, 33), (113, 33), (113, 32))
    let hole = try ring((113.4, 32.4), (113.4, 32.6), (113.6, 32.6), (113.4, 32.4))
    let island = try ring((115, 32), (115.5, 32), (115, 32.5), (115, 32))
    let text =
      "MULTIPOLYGON (((113 32,113 33,114 33,114 32,113 32),(113.4 32.4,113.6 32.6,113.4 32.6,113.4 32.4)),((115 32,115.5 32,115 32.5,115 32)))"
    let (division, problems) = try divisions(text)
    #expect(problems.isEmpty)
    let expected = MultiPolygon([
      MultiPolygon.Polygon(exterior: outer, interiors: [hole]), MultiPolygon.Polygon(exterior: island),
    ])
    #expect(division?.boundary == expected)
    #expect(division?.boundaryCRS == nil)
    #expect(division?.location == nil)
    // What it is written as reads as the same again.
    #expect(try divisions(expected.wellKnownText).division?.boundary == expected)
  }

  @Test func `a boundary of a web map is moved back point by point`() throws {
    let corners = try ring((113, 32), (114, 32), (114, 33), (113, 32))
    let pairs = corners.map { ChineseMapSystem.gcj02.pair(of: $0) }
    let text = "POLYGON ((" + pairs.map { "\($0.x) \($0.y)" }.joined(separator: ", ") + "))"
    let (division, problems) = try divisions(text, crs: "gcj02")
    #expect(problems.isEmpty)
    #expect(division?.boundaryCRS == "gcj02")
    let moved = try #require(division?.boundary?.polygons.first?.exterior)
    #expect(moved.count == 4 && moved.first == moved.last)
    for (point, corner) in zip(moved, corners) {
      #expect(Geodesic.distance(from: point, to: corner).value < 1e-3)
    }
    // Its own export is in EPSG:4326, and is not moved again.
    let area = try #require(division?.boundary)
    let (again, _) = try divisions(
      area.wellKnownText, columns: ",boundary_crs", cells: ",gcj02", crs: nil)
    #expect(again?.boundary == area)
    #expect(again?.boundaryCRS == "gcj02")
  }

  @Test func `a point stands beside a boundary in columns of its own`() throws {
    let area = "POLYGON ((113 32,114 32,114 33,113 32))"
    let expected = try Coordinate(longitude: 113.9, latitude: 32.5)
    for columns in [",longitude,latitude", ",x,y"] {
      let (division, problems) = try divisions(area, columns: columns, cells: ",113.9,32.5")
      #expect(problems.isEmpty)
      #expect(division?.location == expected)
      #expect(division?.boundary != nil)
    }
  }

  @Test(arguments: [
    ("LINESTRING (113 32,114 32)", "a boundary is an area, and no LINESTRING"),
    ("POLYGON ((113 32,114 32,113 32))", "fewer than four points"),
    ("POLYGON ((113 32,114 32,114 33,113 33))", "does not end where it begins"),
    ("POLYGON ((113 32,114 32,114 33,113 32)", "is cut off"),
    ("POLYGON (113 32,114 32,114 33,113 32)", "no list of rings"),
    ("POLYGON ((113 32 5,114 32 5,114 33 5,113 32 5))", "no list of rings"),
    ("POLYGON ((113,114 32,114 33,113 32))", "no list of rings"),
    ("POLYGON ((113 nan,114 32,114 33,113 nan))", "no list of rings"),
    ("POLYGON ((113 95,114 32,114 33,113 95))", "95 is not within -90…90 degrees"),
  ])
  func `what is no area is refused`(text: String, reason: String) throws {
    let (division, problems) = try divisions(text)
    #expect(division == nil)
    #expect(problems.count == 1 && problems[0].contains(reason), "\(problems)")
  }

  @Test func `an area where a point is meant is refused, and nothing is lost in silence`() throws {
    let (rows, problems) = try readTable(
      "WKT,kind,name\n\"POLYGON ((113 32,114 32,114 33,113 32))\",nursing-home,甲\n", as: .facilities)
    #expect(rows.isEmpty)
    #expect(
      problems.map(\.description) == ["f.csv:2: longitude: the geometry is a POLYGON, where a point is meant"]
    )
  }
}
