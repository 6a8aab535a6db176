import Foundation
import ServiceNetwork
import Testing

@testable import RegistryFiles

struct PointReadingTests {
  /// A place and its pair in EPSG:4547, easting first, as GDAL 3.6 gives it.
  private static let place = (longitude: 113.5, latitude: 32.7)
  private static let easting = 453_115.650_484_386
  private static let northing = 3_619_588.024_831_86

  private func read(
    _ headings: String, _ x: Double, _ y: Double, crs: String?
  ) throws -> (facility: Facility?, problems: [String]) {
    let text = "kind,name,\(headings)\nnursing-home,甲,\(x),\(y)\n"
    let (rows, problems) = try readTable(text, as: .facilities, profile: ImportProfile(crs: crs))
    guard case .facility(let facility)? = rows.first?.row else { return (nil, problems.map(\.description)) }
    return (facility, problems.map(\.description))
  }

  private func distance(_ facility: Facility?) -> Double {
    guard let location = facility?.location,
      let place = try? Coordinate(longitude: Self.place.longitude, latitude: Self.place.latitude)
    else { return .infinity }
    return Geodesic.distance(from: place, to: location).value
  }

  @Test(arguments: [
    ("东坐标,北坐标", "EPSG:4547", easting, northing), ("x,y", "EPSG:4547", northing, easting),
    ("x,y", "epsg:4526", northing, easting + 38_000_000),
    ("easting,northing", "4526", easting + 38_000_000, northing),
    ("lng,lat", "wgs84", 113.5, 32.7), ("x,y", "EPSG:4326", 113.5, 32.7), ("x,y", "cgcs2000", 113.5, 32.7),
    ("经度,纬度", "国家2000", 113.5, 32.7), ("lon,lat", "EPSG:4490", 113.5, 32.7),
  ])
  func `a pair is the place that its system and its headings say`(
    headings: String, crs: String, x: Double, y: Double
  )
    throws
  {
    let (facility, problems) = try read(headings, x, y, crs: crs)
    #expect(problems.isEmpty)
    #expect(distance(facility) < 1e-3)
  }

  @Test(arguments: ChineseMapSystem.allCases)
  func `a pair of a map on the web is moved back, and kept`(system: ChineseMapSystem) throws {
    let place = try Coordinate(longitude: Self.place.longitude, latitude: Self.place.latitude)
    let (x, y) = system.pair(of: place)
    let (facility, problems) = try read("经度,纬度", x, y, crs: system.rawValue.uppercased())
    #expect(problems.isEmpty)
    #expect(distance(facility) < 1e-3)
    #expect(facility?.given == GivenPoint(x: x, y: y, crs: system.rawValue))
  }

  @Test func `the zone in the easting tells 4526 from 4547`() throws {
    let (facility, problems) = try read("东坐标,北坐标", Self.easting + 38_000_000, Self.northing, crs: "EPSG:4547")
    #expect(distance(facility) < 1e-3)
    #expect(facility?.given?.crs == "EPSG:4526")
    #expect(problems.count == 1)
    #expect(problems.first?.contains("1 pairs are in EPSG:4526 and not in EPSG:4547") == true)
    let (other, _) = try read("东坐标,北坐标", Self.easting, Self.northing, crs: "EPSG:4526")
    #expect(distance(other) < 1e-3)
    #expect(other?.given == GivenPoint(x: Self.easting, y: Self.northing, crs: "EPSG:4547"))
  }

  @Test(arguments: [
    ("东坐标,北坐标", "EPSG:4547", northing, easting, "look exchanged"),
    ("x,y", "EPSG:4547", easting, northing, "look exchanged"),
    ("东坐标,北坐标", "EPSG:4526", easting + 39_000_000, northing, "begins with 39, but EPSG:4526 is of zone 38"),
    ("经度,纬度", "gcj02", 32.7, 113.5, "longitude and latitude look exchanged"),
    ("经度,纬度", "EPSG:32650", 113.5, 32.7, "113.5, 32.7 are degrees, but EPSG:32650"),
    ("经度,纬度", "EPSG:27700", 453_115.65, 3_619_588.02, "no place in EPSG:27700"),
  ])
  func `a pair that is no place in its system is refused with what is wrong`(
    headings: String, crs: String, x: Double, y: Double, message: String
  ) throws {
    let (facility, problems) = try read(headings, x, y, crs: crs)
    #expect(facility == nil)
    #expect(problems.first?.contains(message) == true, "\(problems)")
  }

  @Test(arguments: [
    ("EPSG:999999", "EPSG has no coordinate system 999999"), ("EPSG:4979", "neither of longitude"),
    ("EPSG:5773", "neither of longitude"), ("klingon", "there is no coordinate system 'klingon'"),
  ])
  func `a system that cannot be is refused`(crs: String, message: String) {
    #expect {
      try read("经度,纬度", 113, 32, crs: crs)
    } throws: {
      ($0 as? TableError)?.description.contains(message) == true
    }
  }

  @Test func `an old datum without an exact way is said`() throws {
    let (_, problems) = try read("东坐标,北坐标", Self.easting, Self.northing, crs: "EPSG:2383")
    #expect(problems.contains { $0.contains("no exact way from Xian 1980") })
  }

  @Test func `the systems of a pair are one plane`() throws {
    for number in [4513, 4533, 4491, 4501, 2349, 2369, 2327, 2337, 2401, 2421, 21413, 21423] {
      let pair = try #require(GaussKrugerPair(of: number))
      #expect(pair.zoned == number)
      #expect(GaussKrugerPair(of: pair.plain) == pair)
      let zoned = try Projection(epsg: pair.zoned)
      let plain = try Projection(epsg: pair.plain)
      #expect(zoned.isXNorth && plain.isXNorth)
      #expect(zoned.name.hasSuffix("zone \(pair.zone)"))
      // The country's westernmost zones are used at 38° N, its easternmost at 47° N.
      let northing = [13, 25].contains(pair.zone) ? 4_200_000.0 : 5_200_000
      let one = try #require(zoned.place(Double(pair.zone) * 1e6 + 510_000, northing))
      let other = try #require(plain.place(510_000, northing))
      #expect(Geodesic.distance(from: one, to: other).value < 1e-6)
    }
    #expect(GaussKrugerPair(of: 4326) == nil)
  }
}

extension PointReadingTests {
  @Test func `an export's place is not moved twice`() throws {
    let text =
      "kind,name,longitude,latitude,given_x,given_y,given_crs\nnursing-home,甲,113.5,32.75,113.506,32.748,gcj02\n"
    let (rows, problems) = try readTable(text, as: .facilities, profile: ImportProfile(crs: "gcj02"))
    #expect(problems.isEmpty)
    guard case .facility(let facility)? = rows.first?.row else { return }
    let place = try Coordinate(longitude: 113.5, latitude: 32.75)
    #expect(facility.location == place)
    #expect(facility.given == GivenPoint(x: 113.506, y: 32.748, crs: "gcj02"))
  }

  @Test func `a pair that was given is whole`() throws {
    let text = "kind,name,longitude,latitude,given_x\nnursing-home,甲,113.5,32.75,113.506\n"
    let (_, problems) = try readTable(text, as: .facilities)
    #expect(problems.map(\.message.en).contains { $0.contains("stand together") })
  }
}
