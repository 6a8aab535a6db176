/// A pair of coordinates as somebody gave it, before it became a ``Coordinate`` in EPSG:4326.
public struct GivenPoint: Equatable, Sendable {
  /// The first number of a pair written east before north: degrees of longitude, or metres of easting.
  public var x: Double
  /// The other number: degrees of latitude, or metres of northing.
  public var y: Double
  /// The system that the pair is in: `gcj02`, `bd09`, `cgcs2000`, or a code as `EPSG:4547`.
  public var crs: String

  /// A pair and its system.
  public init(x: Double, y: Double, crs: String) {
    self.x = x
    self.y = y
    self.crs = crs
  }
}
