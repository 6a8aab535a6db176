public import ServiceNetwork

/// A coordinate system in which features are served.
///
/// Source: OGC API – Features – Part 2, 18-058r1; the order of axes is that of the EPSG dataset.
public enum ServedSystem: String, CaseIterable, Sendable {
  /// WGS 84, longitude first: the default.
  case crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
  /// WGS 84, latitude first.
  case epsg4326 = "http://www.opengis.net/def/crs/EPSG/0/4326"
  /// CGCS2000, latitude first.
  case epsg4490 = "http://www.opengis.net/def/crs/EPSG/0/4490"
  /// The plane of web maps, metres, x to the east first.
  case epsg3857 = "http://www.opengis.net/def/crs/EPSG/0/3857"
  /// CGCS2000, 3-degree Gauss-Krüger at 114° E, metres, X to the north first.
  case epsg4547 = "http://www.opengis.net/def/crs/EPSG/0/4547"
  /// The same with the zone in the easting, X to the north first.
  case epsg4526 = "http://www.opengis.net/def/crs/EPSG/0/4526"

  /// The identifier.
  public var uri: String { rawValue }

  /// Its number in the EPSG dataset, where its coordinates are others than WGS 84's; CGCS2000 is held for equal, which
  /// it is within decimetres.
  public var plane: Int? {
    switch self {
    case .crs84, .epsg4326, .epsg4490: nil
    case .epsg3857: 3857
    case .epsg4547: 4547
    case .epsg4526: 4526
    }
  }

  /// Whether the first number is the one to the north.
  public var isNorthFirst: Bool {
    switch self {
    case .crs84, .epsg3857: false
    case .epsg4326, .epsg4490, .epsg4547, .epsg4526: true
    }
  }
}

/// Gives places the coordinates of a ``ServedSystem``, and boxes in it their place; for one thread at a time.
public final class SystemConversion {
  /// Into how many parts a side of a box is divided to find what it encloses.
  private static let parts = 32

  /// The system.
  public let system: ServedSystem
  private let projection: Projection?

  /// A conversion for a system.
  ///
  /// - Throws: ``CoordinateSystemError`` where PROJ's database is not there.
  public init(_ system: ServedSystem) throws(CoordinateSystemError) {
    self.system = system
    projection = try system.plane.map { number throws(CoordinateSystemError) in try Projection(epsg: number) }
  }

  /// The two numbers of a place, in the order of the system's axes; metres to a tenth of a millimetre; `nil` where the
  /// system has none for it.
  public func numbers(of place: Coordinate) -> (first: Double, second: Double)? {
    var (x, y) = (place.longitude, place.latitude)
    if let projection {
      guard let pair = projection.pair(of: place) else { return nil }
      (x, y) = ((pair.x * 1e4).rounded() / 1e4, (pair.y * 1e4).rounded() / 1e4)
    }
    return system.isNorthFirst ? (y, x) : (x, y)
  }

  /// The box in EPSG:4326 around one of the system, east before north; the whole earth where a part of it is nowhere.
  public func box(x: ClosedRange<Double>, y: ClosedRange<Double>) -> BoundingBox? {
    guard let projection else {
      return BoundingBox(west: x.lowerBound, south: y.lowerBound, east: x.upperBound, north: y.upperBound)
    }
    let earth = BoundingBox(west: -180, south: -90, east: 180, north: 90)
    var box: BoundingBox?
    for step in 0...Self.parts {
      let share = Double(step) / Double(Self.parts)
      let (alongX, alongY) = (
        x.lowerBound + share * (x.upperBound - x.lowerBound),
        y.lowerBound + share * (y.upperBound - y.lowerBound)
      )
      for (x, y) in [
        (alongX, y.lowerBound), (alongX, y.upperBound), (x.lowerBound, alongY), (x.upperBound, alongY),
      ] {
        guard let place = projection.place(x, y) else { return earth }
        if box == nil { box = BoundingBox(place) } else { box?.formUnion(place) }
      }
    }
    // Between two points of a side the side may bend outward, by less than this.
    return box?.expanded(byDegrees: 0.001)
  }
}
