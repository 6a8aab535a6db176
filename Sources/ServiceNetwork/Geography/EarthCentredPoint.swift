import Foundation

/// A place on the WGS 84 ellipsoid as earth-centred, earth-fixed coordinates in metres (EPSG:4978).
///
/// There the straight chord between two places is three subtractions away, there is no antimeridian
/// and no pole, and chord and geodesic bound each other closely: see ``ChordBounds``.
struct EarthCentredPoint: BitwiseCopyable, Sendable {
  /// The centre of the earth, which is no place.
  static let centre = EarthCentredPoint(x: 0, y: 0, z: 0)

  var x: Double
  var y: Double
  var z: Double

  /// A point from its coordinates.
  init(x: Double, y: Double, z: Double) {
    self.x = x
    self.y = y
    self.z = z
  }

  /// The point of a place at height zero.
  init(_ coordinate: Coordinate) {
    let e2 = Geodesic.flattening * (2 - Geodesic.flattening)
    let longitude = coordinate.longitude * .pi / 180
    let latitude = coordinate.latitude * .pi / 180
    let sine = sin(latitude)
    let cosine = cos(latitude)
    let primeVerticalRadius = Geodesic.equatorialRadius / (1 - e2 * sine * sine).squareRoot()
    x = primeVerticalRadius * cosine * cos(longitude)
    y = primeVerticalRadius * cosine * sin(longitude)
    z = primeVerticalRadius * (1 - e2) * sine
  }

  /// The square of the chord to another point, square metres.
  @inline(__always)
  func squaredChord(to other: EarthCentredPoint) -> Double {
    let dx = x - other.x
    let dy = y - other.y
    let dz = z - other.z
    return dx * dx + dy * dy + dz * dz
  }
}
