import Fixtures
import Foundation
import Testing

@testable import ServiceNetwork

struct ChordBoundsTests {
  /// Places and the lengths of geodesics that leave them, from millimetres to antipodes.
  private static func pairs(_ count: Int, seed: UInt64) throws -> [(Coordinate, Coordinate)] {
    var random = SeededGenerator(seed: seed)
    return try (0..<count).map { _ in
      let latitude = Double.random(in: -90...90, using: &random)
      let longitude = Double.random(in: -180...180, using: &random)
      let spread = pow(10, Double.random(in: -8...2.2, using: &random))
      let other = try Coordinate(
        max(-180, min(180, longitude + Double.random(in: -spread...spread, using: &random))),
        max(-90, min(90, latitude + Double.random(in: -spread...spread, using: &random))))
      return (try Coordinate(longitude, latitude), other)
    }
  }

  @Test func `the bounds enclose the geodesic, from millimetres to antipodes`() throws {
    var pairs = try Self.pairs(100_000, seed: 1)
    pairs.append((try Coordinate(0, -30), try Coordinate(179.8, 29.9)))
    pairs.append((try Coordinate(0, 90), try Coordinate(0, -90)))
    pairs.append((try Coordinate(0, 0), try Coordinate(180, 0)))
    for (origin, destination) in pairs {
      let length = Geodesic.distance(from: origin, to: destination).value
      let squared = EarthCentredPoint(origin).squaredChord(to: EarthCentredPoint(destination))
      // Not certainly beyond its own length, and not certainly within anything shorter.
      let isEnclosed =
        squared <= ChordBounds.squaredChordCertainlyBeyond(length)
        && squared > ChordBounds.squaredChordCertainlyWithin(length * (1 - 1e-12) - 1e-7)
      if !isEnclosed { Issue.record("\(origin) \(destination)") }
    }
  }

  @Test func `at five kilometres the doubt is a hundredth of a millimetre`() {
    let within = ChordBounds.squaredChordCertainlyWithin(5000).squareRoot()
    let beyond = ChordBounds.squaredChordCertainlyBeyond(5000).squareRoot()
    #expect(beyond - within < 1e-5)
    #expect(within < beyond)
  }

  @Test func `what is certainly farther by chord is farther by geodesic`() throws {
    let pairs = try Self.pairs(100_000, seed: 2)
    for ((origin, near), (_, far)) in zip(pairs, pairs.dropFirst()) {
      let point = EarthCentredPoint(origin)
      let nearChord = point.squaredChord(to: EarthCentredPoint(near))
      let farChord = point.squaredChord(to: EarthCentredPoint(far))
      guard farChord > ChordBounds.squaredChordCertainlyFarther(than: nearChord) else { continue }
      let isFarther = Geodesic.distance(from: origin, to: near) < Geodesic.distance(from: origin, to: far)
      if !isFarther { Issue.record("\(origin) \(near) \(far)") }
    }
  }

  @Test func `the band is wide enough at every length that the ellipsoid has`() {
    for chord in stride(from: 1.0, to: 12_756_274, by: 997) {
      let sine = min(chord / (2 * 6_335_439), 1)
      let longest = 2 * 6_335_439 * asin(sine)
      let bound = ChordBounds.squaredChordCertainlyFarther(than: chord * chord)
      let shortest = 2 * 6_400_000 * asin(min(bound.squareRoot() / 12_800_000, 1))
      if shortest <= longest, sine < 1 { Issue.record("\(chord)") }
    }
  }
}
