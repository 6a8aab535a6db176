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
