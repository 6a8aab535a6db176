/// What a division is drawn as: its boundary, or where nobody gave one, the hull of its villages.
public struct DivisionOutline: Equatable, Sendable {
  /// Its code.
  public var code: DivisionCode
  /// Its name.
  public var name: String
  /// What it encloses, EPSG:4326; empty where there is no boundary and villages lie on one line.
  public var area: MultiPolygon
  /// Whether it is no boundary, but the hull of its villages.
  public var isSketch: Bool
  /// Where its name is written, EPSG:4326: the mean of its villages.
  public var middle: Coordinate

  /// An outline from its parts.
  public init(code: DivisionCode, name: String, area: MultiPolygon, isSketch: Bool, middle: Coordinate) {
    self.code = code
    self.name = name
    self.area = area
    self.isSketch = isSketch
    self.middle = middle
  }
}

extension NetworkSnapshot {
  /// The level of the divisions that divide an area: counties, or townships where it is one county or less.
  public func levelOfParts(of area: DivisionCode?) -> DivisionLevel {
    guard let area, let position = try? division(area) else { return .county }
    return divisions[Int(position)].level >= .county ? .township : .county
  }

  /// The outlines of the divisions of a level, by code; those in which no village has a place are left out.
  ///
  /// - Parameters:
  ///   - level: the level.
  ///   - area: the division whose subtree is looked at; `nil` for all.
  ///   - boundaries: what divisions enclose.
  /// - Throws: ``CoverageError`` for an unknown area, and where the task is cancelled.
  /// - Complexity: O(n log n) villages.
  public func outlines(
    of level: DivisionLevel, in area: DivisionCode? = nil, _ boundaries: [DivisionCode: MultiPolygon]
  ) throws(CoverageError) -> [DivisionOutline] {
    let root = try area.map { code throws(CoverageError) in try division(code) }
    var members: [Int32: [Coordinate]] = [:]
    for village in try villages(in: root) {
      guard let location = divisions[Int(village)].location else { continue }
      members[ancestor(of: village, at: level), default: []].append(location)
    }
    return members.filter { $0.key >= 0 }.sorted { $0.key < $1.key }.map { position, places in
      let division = divisions[Int(position)]
      let boundary = boundaries[division.code]
      let hull = boundary == nil ? convexHull(of: places) : []
      return DivisionOutline(
        code: division.code, name: division.name,
        area: boundary ?? MultiPolygon(hull.isEmpty ? [] : [MultiPolygon.Polygon(exterior: hull)]),
        isSketch: boundary == nil, middle: Self.middle(of: places))
    }
  }

  /// The mean of some places, as if degrees were a plane.
  private static func middle(of places: [Coordinate]) -> Coordinate {
    let count = Double(places.count)
    let longitude = places.reduce(0) { $0 + $1.longitude } / count
    let latitude = places.reduce(0) { $0 + $1.latitude } / count
    return (try? Coordinate(longitude: longitude, latitude: latitude)) ?? places[0]
  }
}
