/// A place on the earth: longitude and latitude in degrees, EPSG:4326.
///
/// A value of this type is always valid; what is not on the earth cannot become one.
public struct Coordinate: Hashable, BitwiseCopyable, Sendable {
  /// Degrees east of Greenwich, −180…180.
  public let longitude: Double

  /// Degrees north of the equator, −90…90.
  public let latitude: Double

  /// Makes a coordinate; both ends of both ranges are in.
  ///
  /// - Throws: ``CoordinateError`` with the offending value. Infinities and NaN are refused.
  public init(longitude: Double, latitude: Double) throws(CoordinateError) {
    guard longitude.magnitude <= 180 else { throw .longitudeOutOfRange(longitude) }
    guard latitude.magnitude <= 90 else { throw .latitudeOutOfRange(latitude) }
    self.longitude = longitude
    self.latitude = latitude
  }

  /// The coordinate to 1e-9 degrees: a tenth of a millimetre, and few enough digits for every file.
  public var rounded: Coordinate {
    func rounded(_ degrees: Double) -> Double { (degrees * 1e9).rounded() / 1e9 }
    return (try? Coordinate(longitude: rounded(longitude), latitude: rounded(latitude))) ?? self
  }

  /// The coordinate whose two numbers were given in the other order; `nil` where that is no place.
  public var swapped: Coordinate? {
    try? Coordinate(longitude: latitude, latitude: longitude)
  }
}

/// Why two numbers are no ``Coordinate``.
public enum CoordinateError: WordedError, Equatable {
  /// The longitude is not within −180…180 degrees.
  case longitudeOutOfRange(Double)
  /// The latitude is not within −90…90 degrees.
  case latitudeOutOfRange(Double)

  /// What is wrong, as a sentence without its full stop.
  public var wording: Wording {
    switch self {
    case .longitudeOutOfRange(let value):
      Wording("longitude \(value) is not within -180…180 degrees", zh: "经度\(value)不在-180至180度之间")
    case .latitudeOutOfRange(let value):
      Wording("latitude \(value) is not within -90…90 degrees", zh: "纬度\(value)不在-90至90度之间")
    }
  }
}
