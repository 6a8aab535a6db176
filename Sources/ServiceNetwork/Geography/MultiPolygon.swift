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

  /// The same areas with outer rings that run counterclockwise, and holes that run clockwise.
  ///
  /// A ring that is turned begins where it began.
  ///
  /// Source: RFC 7946, 3.1.6.
  public var rightHanded: MultiPolygon {
    MultiPolygon(
      polygons.map { polygon in
        Polygon(
          exterior: Self.turned(polygon.exterior, isCounterclockwise: true),
          interiors: polygon.interiors.map { Self.turned($0, isCounterclockwise: false) })
      })
  }

  /// The areas as well-known text, each number in the shortest form that reads as the same number again.
  ///
  /// Source: OGC 06-103r4, 7.2.
  public var wellKnownText: String {
    let areas = polygons.map { polygon in
      let rings = ([polygon.exterior] + polygon.interiors).map { ring in
        "(" + ring.map { "\($0.longitude) \($0.latitude)" }.joined(separator: ",") + ")"
      }
      return "(" + rings.joined(separator: ",") + ")"
    }
    return "MULTIPOLYGON (" + areas.joined(separator: ",") + ")"
  }

  // MARK: - Private

  private static func turned(_ ring: [Coordinate], isCounterclockwise: Bool) -> [Coordinate] {
    // From the first point, so that no digits are lost on large numbers.
    guard let first = ring.first else { return ring }
    var doubleArea = 0.0
    for (one, other) in zip(ring, ring.dropFirst()) {
      doubleArea +=
        (one.longitude - first.longitude) * (other.latitude - first.latitude)
        - (other.longitude - first.longitude) * (one.latitude - first.latitude)
    }
    return (doubleArea > 0) == isCounterclockwise || doubleArea == 0 ? ring : ring.reversed()
  }
}
