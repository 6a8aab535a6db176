/// The smallest box of longitudes and latitudes around some places; degrees, EPSG:4326.
///
/// It knows nothing of the antimeridian: places on both sides of it give a box around the whole earth.
public struct BoundingBox: Hashable, Sendable {
  /// The least longitude.
  public private(set) var west: Double
  /// The least latitude.
  public private(set) var south: Double
  /// The greatest longitude.
  public private(set) var east: Double
  /// The greatest latitude.
  public private(set) var north: Double

  /// The box of one place.
  public init(_ coordinate: Coordinate) {
    west = coordinate.longitude
    east = coordinate.longitude
    south = coordinate.latitude
    north = coordinate.latitude
  }

  /// A box from its four sides; `nil` unless `west <= east` and `south <= north`.
  public init?(west: Double, south: Double, east: Double, north: Double) {
    guard west <= east, south <= north else { return nil }
    self.west = west
    self.south = south
    self.east = east
    self.north = north
  }

  /// Grows the box until it holds a place.
  public mutating func formUnion(_ coordinate: Coordinate) {
    west = min(west, coordinate.longitude)
    east = max(east, coordinate.longitude)
    south = min(south, coordinate.latitude)
    north = max(north, coordinate.latitude)
  }

  /// The box grown by some degrees on every side.
  public func expanded(byDegrees margin: Double) -> BoundingBox {
    var box = self
    box.west -= margin
    box.east += margin
    box.south -= margin
    box.north += margin
    return box
  }

  /// Whether a place lies in the box; its sides belong to it.
  public func contains(_ coordinate: Coordinate) -> Bool {
    (west...east).contains(coordinate.longitude) && (south...north).contains(coordinate.latitude)
  }
}
