internal import CProj
import Foundation

/// The geodesic from one place to another, and places along it.
struct GeodesicLine {
  /// Where it begins.
  let start: Coordinate
  /// Where it ends.
  let end: Coordinate
  /// How long it is, metres.
  let length: Double

  private let line: geod_geodesicline

  /// The place of a line that is nearest to another one.
  struct NearestPlace {
    /// How far it is from the start, metres.
    var along: Double
    /// Where it is.
    var place: Coordinate
    /// The geodesic distance to it, metres.
    var distance: Double
  }

  /// What lies nearer to an end than this is the end, metres.
  static let resolution = 1e-6

  /// The shortest line between two places.
  init(from start: Coordinate, to end: Coordinate) {
    var line = geod_geodesicline()
    withUnsafePointer(to: Geodesic.wgs84) { geodesic in
      geod_inverseline(
        &line, geodesic, start.latitude, start.longitude, end.latitude, end.longitude, 0)
    }
    self.start = start
    self.end = end
    self.line = line
    length = line.s13
  }

  /// The place so many metres from the start; the ends are the given ones to the last bit.
  func place(at along: Double) -> Coordinate {
    if along < Self.resolution { return start }
    if along > length - Self.resolution { return end }
    let position = position(at: along)
    return (try? Coordinate(longitude: position.longitude, latitude: position.latitude)) ?? start
  }

  /// The place of the line that is nearest to another one, exact to a micrometre along the line.
  ///
  /// Each round stands on the line, looks at the other place and goes on by what of the way to it lies along the
  /// line. On a plane one round would do; here the error shrinks by the square of distance ÷ earth's radius, a
  /// millionth for places 6 km away. The line must be short beside the radius, as roads are.
  ///
  /// - Parameter fraction: where to begin, as a share of the length.
  /// - Complexity: O(1); two geodesics a round, mostly two rounds.
  ///
  /// Source: S. Baselga, J. C. Martínez-Llario, "Intersection and point-to-line solutions for geodesics on the
  /// ellipsoid", Studia Geophysica et Geodaetica 62 (2018), 353–363.
  func nearestPlace(to other: Coordinate, beginningAt fraction: Double) -> NearestPlace {
    var along = min(max(fraction, 0), 1) * length
    for _ in 0..<16 {
      let position = position(at: along)
      var (distance, azimuth) = (0.0, 0.0)
      withUnsafePointer(to: Geodesic.wgs84) { geodesic in
        geod_inverse(
          geodesic, position.latitude, position.longitude, other.latitude, other.longitude, &distance,
          &azimuth, nil)
      }
      let step = distance * cos((azimuth - position.azimuth) * .pi / 180)
      let next = min(max(along + step, 0), length)
      let isThere = (next - along).magnitude < Self.resolution / 4
      along = next
      if isThere { break }
    }
    if along < Self.resolution { along = 0 }
    if along > length - Self.resolution { along = length }
    let place = place(at: along)
    return NearestPlace(
      along: along, place: place, distance: Geodesic.distance(from: other, to: place).value)
  }

  private func position(at along: Double) -> (longitude: Double, latitude: Double, azimuth: Double) {
    var (longitude, latitude, azimuth) = (0.0, 0.0, 0.0)
    withUnsafePointer(to: line) { geod_position($0, along, &latitude, &longitude, &azimuth) }
    return (longitude, latitude, azimuth)
  }
}
