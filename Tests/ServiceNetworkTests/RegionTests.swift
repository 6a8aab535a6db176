import Fixtures
import Foundation
import ServiceNetwork
import Testing

/// Parts of the map that a question is limited to.
struct RegionTests {
  @Test func `a circle ends exactly at its radius`() throws {
    let (center, place) = (try Coordinate(114, 33), try Coordinate(114.05, 33.02))
    let radius = Geodesic.distance(from: center, to: place)
    #expect(Region.circle(center: center, radius: radius).contains(place))
    #expect(!Region.circle(center: center, radius: Meters(radius.value.nextDown)).contains(place))
  }

  @Test func `edges and corners belong to a polygon`() throws {
    let square = try Region(polygon: "0,0 4,0 4,4 0,4 0,0")
    for (longitude, latitude) in [(0.0, 0.0), (4, 4), (2, 0), (4, 1), (0, 3), (2, 4), (2, 2), (0.1, 3.9)] {
      #expect(square.contains(try Coordinate(longitude, latitude)), "\(longitude) \(latitude)")
    }
    for (longitude, latitude) in [(-0.1, 0.0), (4.1, 4), (5, 0), (-1, 4), (2, -0.1), (2, 4.1)] {
      #expect(!square.contains(try Coordinate(longitude, latitude)), "\(longitude) \(latitude)")
    }
  }

  /// By the angle that the ring turns around a place: ±360° or 0°.
  @Test func `what a ring winds around lies in it`() throws {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<200 {
      // A star around the middle: no edge crosses another one.
      let corners = try (0..<Int.random(in: 3...12, using: &random)).map { index in
        let angle = Double(index) * 0.5 + .random(in: 0..<0.4, using: &random)
        let radius = Double.random(in: 0.5...2, using: &random)
        return try Coordinate(10 + radius * cos(angle), 10 + radius * sin(angle))
      }
      let region = Region.polygon(corners)
      for _ in 0..<50 {
        let place = try Coordinate(
          .random(in: 8...12, using: &random), .random(in: 8...12, using: &random))
        var turns = 0.0
        for (one, other) in zip(corners, corners.dropFirst() + corners.prefix(1)) {
          turns += angle(from: one, to: other, at: place)
        }
        #expect(region.contains(place) == (abs(turns) > .pi))
      }
    }
  }

  @Test func `a region reads as the same again`() throws {
    for text in ["114.02,32.98,3km", "114.02,32.98,50m"] {
      #expect(try Region(circle: text).description == text)
    }
    let polygon = "114,32.9 114.2,32.9 114.1,33.1"
    #expect(try Region(polygon: polygon).description == polygon)
  }

  @Test(arguments: [
    ("114.02,32.98", "'114.02,32.98' is no circle; write it as 114.02,32.98,3km"),
    ("32.98,114.02,3km", "latitude 114.02 is not within -90…90 degrees; longitude comes first"),
    (
      "114,33,3",
      "'3' is no distance or time; a number of at least 0 with its unit, as 3km, 3000m or 15min"
    ),
  ])
  func `a circle that is none is told how it is written`(text: String, message: String) {
    let error = #expect(throws: ParameterError.self) { try Region(circle: text) }
    #expect(error?.parameter == "circle" && error?.message == message, "\(error?.message ?? "")")
  }

  @Test(arguments: ["", "114,33", "114,33 115,33", "114,33 115,33 114,33", "a b c"])
  func `a polygon has three corners`(text: String) {
    #expect(throws: ParameterError.self) { try Region(polygon: text) }
  }

  @Test func `a polygon has a bounded number of corners`() {
    let corners = (0...Region.mostCorners).map { "\(Double($0) / 10),0" }.joined(separator: " ")
    #expect(throws: ParameterError("polygon", "it has more than 500 corners", zh: "顶点超过500个")) {
      try Region(polygon: corners)
    }
  }

  // MARK: - Private

  private func angle(from one: Coordinate, to other: Coordinate, at place: Coordinate) -> Double {
    let (x1, y1) = (one.longitude - place.longitude, one.latitude - place.latitude)
    let (x2, y2) = (other.longitude - place.longitude, other.latitude - place.latitude)
    return atan2(x1 * y2 - y1 * x2, x1 * x2 + y1 * y2)
  }
}
