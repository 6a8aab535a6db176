import Fixtures
import ServiceNetwork
import Testing

struct ChineseMapSystemTests {
  /// Pairs that another implementation gives, to all their digits.
  ///
  /// Source: github.com/wandergis/coordtransform, README.
  @Test func `known pairs`() throws {
    let shown = ChineseMapSystem.gcj02.pair(of: try Coordinate(longitude: 116.404, latitude: 39.915))
    #expect(abs(shown.x - 116.410_244_499_169_38) < 1e-12)
    #expect(abs(shown.y - 39.916_404_281_501_64) < 1e-12)
    let place = try ChineseMapSystem.gcj02.place(ofPair: 116.404, 39.915)
    let baidu = ChineseMapSystem.bd09.pair(of: place)
    #expect(abs(baidu.x - 116.410_369_493_710_29) < 1e-9)
    #expect(abs(baidu.y - 39.921_336_993_510_21) < 1e-9)
  }

  /// A tenth of a metre is what is promised; a millimetre is what is asked for here.
  @Test(arguments: ChineseMapSystem.allCases)
  func `there and back over the country`(system: ChineseMapSystem) throws {
    var generator = SeededGenerator(seed: 3)
    var worst = 0.0
    func check(_ longitude: Double, _ latitude: Double) throws {
      let place = try Coordinate(longitude: longitude, latitude: latitude)
      let (x, y) = system.pair(of: place)
      let found = try system.place(ofPair: x, y)
      worst = max(worst, Geodesic.distance(from: place, to: found).value)
    }
    for longitude in stride(from: 73.0, through: 135.5, by: 0.25) {
      for latitude in stride(from: 3.0, through: 54.0, by: 0.25) { try check(longitude, latitude) }
    }
    for _ in 0..<50_000 {
      try check(
        .random(in: 72.004...137.8347, using: &generator), .random(in: 0.8293...55.8271, using: &generator))
    }
    // The corners and edges of the rectangle, and the meridian where the formula has a cusp.
    for step in 0...1000 {
      let longitude = 72.004 + (137.8347 - 72.004) * Double(step) / 1000
      let latitude = 0.8293 + (55.8271 - 0.8293) * Double(step) / 1000
      for edge in [0.8293, 55.8271] { try check(min(longitude, 137.8347), edge) }
      for edge in [72.004, 137.8347, 105, 105.000_000_1, 104.999_999_9] {
        try check(edge, min(latitude, 55.8271))
      }
    }
    #expect(worst < 0.001, "\(worst) m")
  }

  @Test(arguments: ChineseMapSystem.allCases)
  func `outside the rectangle nothing is moved`(system: ChineseMapSystem) throws {
    for (longitude, latitude) in [
      (0.0, 0.0), (-74.0, 40.7), (151.2, -33.9), (71.5, 30), (139.7, 35.7), (100, 57),
    ] {
      let place = try Coordinate(longitude: longitude, latitude: latitude)
      let pair = system.pair(of: place)
      #expect(pair.x == longitude && pair.y == latitude)
      #expect(try system.place(ofPair: longitude, latitude) == place)
    }
  }

  @Test func `a pair that is no place is refused`() {
    #expect(throws: CoordinateError.self) { try ChineseMapSystem.gcj02.place(ofPair: 32.9, 114) }
  }
}
