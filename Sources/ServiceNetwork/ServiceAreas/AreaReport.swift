/// Service areas with their outlines.
public struct AreaReport: Sendable {
  /// An area that was drawn.
  public struct Drawn: Sendable {
    /// What was found.
    public let area: ServiceArea
    /// The outline, EPSG:4326, outer rings counterclockwise; no area where nothing is within.
    public let outline: MultiPolygon
    /// How large it is on the ellipsoid, square metres.
    public let squareMeters: Double
  }

  /// What was asked.
  public let question: AreaQuestion
  /// The areas, in the order of the question's origins.
  public let areas: [Drawn]

  /// A report of areas and the union of each one's pieces.
  public init(_ question: AreaQuestion, _ areas: [(area: ServiceArea, outline: MultiPolygon)]) {
    self.question = question
    self.areas = areas.map { area, outline in
      let outline = outline.rightHanded
      return Drawn(area: area, outline: outline, squareMeters: outline.area)
    }
  }
}
