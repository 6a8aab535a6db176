import Fixtures
import ServiceNetwork
import Testing

struct GeodesicTests {
  @Test func `one degree of latitude at the equator is 110 574.39 m`() throws {
    let distance = Geodesic.distance(from: try Coordinate(0, 0), to: try Coordinate(0, 1))
    #expect(abs(distance.value - 110_574.39) < 0.005)
  }

  @Test func `a quarter of the meridian is 10 001 965.729 m`() throws {
    // The meridian quadrant of WGS 84: NGA.STND.0036.
    let distance = Geodesic.distance(from: try Coordinate(12, 0), to: try Coordinate(12, 90))
    #expect(abs(distance.value - 10_001_965.729) < 0.001)
  }

  @Test func `Karney's example of nearly antipodal points`() throws {
    // (−30, 0) to (29.9, 179.8): Karney 2013, table 5.
    let distance = Geodesic.distance(from: try Coordinate(0, -30), to: try Coordinate(179.8, 29.9))
    #expect(abs(distance.value - 19_989_832.827610) < 0.000_001)
  }

  @Test func `a place is no distance from itself, whichever name it bears`() throws {
    #expect(Geodesic.distance(from: try Coordinate(180, 10), to: try Coordinate(-180, 10)).value < 1e-8)
    #expect(Geodesic.distance(from: try Coordinate(17, 90), to: try Coordinate(-90, 90)).value < 1e-8)
  }
}

struct CoordinateTests {
  @Test(arguments: [(-180.0, -90.0), (180, 90), (0, 0)])
  func `the ends of both ranges are in`(longitude: Double, latitude: Double) throws {
    let coordinate = try Coordinate(longitude, latitude)
    #expect(coordinate.longitude == longitude)
    #expect(coordinate.latitude == latitude)
  }

  @Test(arguments: [214, -180.000_001, .nan, .infinity])
  func `what is no longitude is refused`(longitude: Double) {
    #expect(throws: CoordinateError.self) { try Coordinate(longitude, 0) }
  }

  @Test func `the error bears the value`() {
    #expect(throws: CoordinateError.latitudeOutOfRange(114.02)) { try Coordinate(32.98, 114.02) }
  }

  @Test func `a box holds its sides`() throws {
    var box = BoundingBox(try Coordinate(113, 32))
    box.formUnion(try Coordinate(115, 33))
    #expect(box.contains(try Coordinate(113, 33)))
    #expect(!box.contains(try Coordinate(112.999, 33)))
    #expect(box.expanded(byDegrees: 0.1).contains(try Coordinate(112.95, 33)))
  }
}
