internal import CProj

extension Geodesic {
  /// The place so many metres from another one along the geodesic that leaves it at an azimuth.
  ///
  /// - Parameter azimuth: degrees clockwise from north.
  /// - Returns: `nil` only for numbers that are none.
  static func place(from origin: Coordinate, azimuth: Double, distance: Double) -> Coordinate? {
    var (longitude, latitude) = (0.0, 0.0)
    withUnsafePointer(to: wgs84) { geodesic in
      geod_direct(
        geodesic, origin.latitude, origin.longitude, azimuth, distance, &latitude, &longitude, nil)
    }
    return try? Coordinate(longitude: longitude, latitude: latitude)
  }

  /// The geodesic between two places: its length in metres, and its azimuths at both ends, degrees.
  static func line(
    from start: Coordinate, to end: Coordinate
  ) -> (length: Double, azimuthAtStart: Double, azimuthAtEnd: Double) {
    var (length, first, second) = (0.0, 0.0, 0.0)
    withUnsafePointer(to: wgs84) { geodesic in
      geod_inverse(
        geodesic, start.latitude, start.longitude, end.latitude, end.longitude, &length, &first, &second)
    }
    return (length, first, second)
  }
}

extension MultiPolygon {
  /// How large the areas are on the WGS 84 ellipsoid, square metres, their holes left out.
  ///
  /// The sides of the rings are taken for geodesics.
  ///
  /// - Complexity: O(points).
  ///
  /// Source: C. F. F. Karney, "Algorithms for geodesics", Journal of Geodesy 87 (2013), 43–55, section 6, as PROJ
  /// implements it in `geodesic.h`.
  public var area: Double {
    polygons.reduce(0) { sum, polygon in
      sum + polygon.interiors.reduce(Self.area(of: polygon.exterior)) { $0 - Self.area(of: $1) }
    }
  }

  private static func area(of ring: [Coordinate]) -> Double {
    var polygon = geod_polygon()
    geod_polygon_init(&polygon, 0)
    var area = 0.0
    withUnsafePointer(to: Geodesic.wgs84) { geodesic in
      for point in ring.dropLast() {
        geod_polygon_addpoint(geodesic, &polygon, point.latitude, point.longitude)
      }
      _ = geod_polygon_compute(geodesic, &polygon, 0, 1, &area, nil)
    }
    return area.magnitude
  }
}
