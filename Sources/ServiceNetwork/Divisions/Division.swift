/// A node of the tree of divisions: a city, county, township or village.
public struct Division: Equatable, Sendable {
  /// Its code, unique in a registry.
  public var code: DivisionCode
  /// Its name, as 王店镇.
  public var name: String
  /// Its level in the tree.
  public var level: DivisionLevel
  /// The division that it belongs to, when it was given; a twelve-digit code implies one.
  public var parent: DivisionCode?
  /// The point that stands for it, EPSG:4326.
  public var location: Coordinate?
  /// The statistics bureau's 城乡分类, as 220 for a village.
  public var urbanRural: String?
  /// Where the row comes from; `generated` for what is made up.
  public var source: String?
  /// How its point came to it.
  public var locationOrigin = LocationOrigin.given
  /// The pair that its point was given as, where that was not EPSG:4326.
  public var given: GivenPoint?
  /// What it encloses, EPSG:4326, as a file gave it.
  public var boundary: MultiPolygon?
  /// The system that the boundary was given in, as ``GivenPoint/crs``; `nil` for EPSG:4326.
  public var boundaryCRS: String?

  /// How the point of a division came to it.
  public enum LocationOrigin: String, CaseIterable, Sendable {
    /// Somebody gave it.
    case given
    /// It is some point inside the division's boundary, and no place that anybody chose.
    case boundary
  }

  /// A division from its parts.
  public init(
    code: DivisionCode, name: String, level: DivisionLevel, parent: DivisionCode? = nil,
    location: Coordinate? = nil, urbanRural: String? = nil, source: String? = nil
  ) {
    self.code = code
    self.name = name
    self.level = level
    self.parent = parent
    self.location = location
    self.urbanRural = urbanRural
    self.source = source
  }
}
