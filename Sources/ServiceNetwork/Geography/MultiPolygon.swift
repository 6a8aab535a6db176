/// One area or several, EPSG:4326: what a division's boundary encloses.
public struct MultiPolygon: Equatable, Sendable {
  /// An area with holes.
  public struct Polygon: Equatable, Sendable {
    /// The outer ring; its first point is also its last.
    public var exterior: [Coordinate]
    /// The rings of its holes, closed likewise.
    public var interiors: [[Coordinate]]

    /// An area from its rings.
    public init(exterior: [Coordinate], interiors: [[Coordinate]] = []) {
      self.exterior = exterior
      self.interiors = interiors
    }
  }

  /// The areas.
  public var polygons: [Polygon]

  /// Areas, not checked for validity.
  public init(_ polygons: [Polygon]) {
    self.polygons = polygons
  }
}
