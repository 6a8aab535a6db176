internal import Foundation

/// A system in which the maps of the Chinese web show places: WGS 84 moved by some hundred metres, not the same
/// way everywhere.
///
/// A pair that somebody picked on a telephone's map is in one of these. The way there is known as a formula; the
/// way back is found by iteration, to 1e-11 degrees.
///
/// Both systems hold within a rectangle that is a little larger than the country, 72.004…137.8347° E and
/// 0.8293…55.8271° N; outside of it they are WGS 84. At the rectangle's edge the maps jump, so that a pair
/// within some 700 m of it may stand for two places; it is then taken for the one inside. All of the edge
/// lies abroad or at sea.
///
/// Source: the formulas as published in 2013 by several independent implementations (eviltransform, coordtransform)
/// which agree; neither system has a published specification.
public enum ChineseMapSystem: String, CaseIterable, Sendable {
  /// GCJ-02, of Amap, Tencent and Tianditu's rivals: the state's own shift.
  case gcj02
  /// BD-09, of Baidu: GCJ-02 shifted once more.
  case bd09

  /// The pair by which the system shows a place: degrees, east before north.
  public func pair(of place: Coordinate) -> (x: Double, y: Double) {
    guard Self.covers(place.longitude, place.latitude) else { return (place.longitude, place.latitude) }
    return moved(place.longitude, place.latitude)
  }

  /// The place that the system shows by a pair.
  ///
  /// - Parameters:
  ///   - x: degrees east.
  ///   - y: degrees north.
  /// - Throws: ``CoordinateError`` for a pair that is no place.
  public func place(ofPair x: Double, _ y: Double) throws(CoordinateError) -> Coordinate {
    let shown = try Coordinate(longitude: x, latitude: y)
    guard Self.covers(x, y, margin: 0.1) else { return shown }
    var (longitude, latitude) = (x, y)
    // The shift changes by less than a hundredth of the way, so that each step makes the error a hundredth.
    for _ in 0..<Self.stepLimit {
      let (movedX, movedY) = moved(longitude, latitude)
      let (errorX, errorY) = (movedX - x, movedY - y)
      longitude -= errorX
      latitude -= errorY
      if abs(errorX) < Self.tolerance, abs(errorY) < Self.tolerance { break }
    }
    // A place on the very edge is found within the tolerance.
    guard Self.covers(longitude, latitude, margin: 1e-9) else { return shown }
    return try Coordinate(longitude: longitude, latitude: latitude)
  }

  // MARK: - Private

  private static let stepLimit = 30
  private static let tolerance = 1e-11

  /// Whether the systems move a place.
  private static func covers(_ longitude: Double, _ latitude: Double, margin: Double = 0) -> Bool {
    longitude >= 72.004 - margin && longitude <= 137.8347 + margin && latitude >= 0.8293 - margin
      && latitude <= 55.8271 + margin
  }

  private func moved(_ longitude: Double, _ latitude: Double) -> (x: Double, y: Double) {
    let gcj = Self.gcj02(longitude, latitude)
    return self == .gcj02 ? gcj : Self.bd09(gcj.x, gcj.y)
  }

  /// The half axis and the squared eccentricity of Krasovsky's ellipsoid, 1940, on which the shift is laid out.
  private static let semiMajorAxis = 6_378_245.0
  private static let squaredEccentricity = 0.006_693_421_622_965_943_23

  private static func gcj02(_ longitude: Double, _ latitude: Double) -> (x: Double, y: Double) {
    let (x, y) = (longitude - 105, latitude - 35)
    let (north, east) = (metresNorth(x, y), metresEast(x, y))
    let sine = sin(latitude * .pi / 180)
    let factor = 1 - squaredEccentricity * sine * sine
    let meridianRadius = semiMajorAxis * (1 - squaredEccentricity) / (factor * factor.squareRoot())
    let parallelRadius = semiMajorAxis / factor.squareRoot() * cos(latitude * .pi / 180)
    return (
      longitude + east / parallelRadius * 180 / .pi, latitude + north / meridianRadius * 180 / .pi
    )
  }

  /// Waves over the distance from 105° E 35° N, metres to the north.
  private static func metresNorth(_ x: Double, _ y: Double) -> Double {
    var metres = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * abs(x).squareRoot()
    metres += (20 * sin(6 * .pi * x) + 20 * sin(2 * .pi * x)) * 2 / 3
    metres += (20 * sin(.pi * y) + 40 * sin(.pi / 3 * y)) * 2 / 3
    metres += (160 * sin(.pi / 12 * y) + 320 * sin(.pi / 30 * y)) * 2 / 3
    return metres
  }

  /// Waves over the distance from 105° E 35° N, metres to the east.
  private static func metresEast(_ x: Double, _ y: Double) -> Double {
    var metres = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * abs(x).squareRoot()
    metres += (20 * sin(6 * .pi * x) + 20 * sin(2 * .pi * x)) * 2 / 3
    metres += (20 * sin(.pi * x) + 40 * sin(.pi / 3 * x)) * 2 / 3
    metres += (150 * sin(.pi / 12 * x) + 300 * sin(.pi / 30 * x)) * 2 / 3
    return metres
  }

  private static func bd09(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    let frequency = Double.pi * 3000 / 180
    let radius = (x * x + y * y).squareRoot() + 0.000_02 * sin(y * frequency)
    let angle = atan2(y, x) + 0.000_003 * cos(x * frequency)
    return (radius * cos(angle) + 0.0065, radius * sin(angle) + 0.006)
  }
}
