public import ServiceNetwork

extension Coordinate {
  /// Longitude first, then latitude.
  public init(_ longitude: Double, _ latitude: Double) throws {
    try self.init(longitude: longitude, latitude: latitude)
  }
}
