/// A part of the map that a question is limited to: villages that lie elsewhere, or nobody knows where, are not looked at.
///
/// Whoever serves does so from outside, too.
public enum Region: Hashable, Sendable {
  /// What is no farther from a place than a radius, by the geodesic; exactly as far counts.
  case circle(center: Coordinate, radius: Meters)
  /// What a ring of corners encloses; its edges are straight in longitude and latitude, and belong to it.
  ///
  /// Where the ring crosses itself, what it goes around an even number of times lies outside.
  case polygon([Coordinate])

  /// The greatest number of corners that is read.
  public static let mostCorners = 500

  /// Whether a place lies in it.
  ///
  /// - Complexity: O(corners).
  public func contains(_ place: Coordinate) -> Bool {
    switch self {
    case .circle(let center, let radius): Geodesic.distance(from: center, to: place) <= radius
    case .polygon(let corners): Self.isEnclosed(place, by: corners)
    }
  }

  private static func isEnclosed(_ place: Coordinate, by corners: [Coordinate]) -> Bool {
    guard var former = corners.last else { return false }
    var isInside = false
    for corner in corners {
      defer { former = corner }
      // Twice the area of the triangle: 0 where the place lies on the line through both corners.
      let side =
        (corner.longitude - former.longitude) * (place.latitude - former.latitude)
        - (corner.latitude - former.latitude) * (place.longitude - former.longitude)
      if side == 0, isBetween(place.longitude, former.longitude, corner.longitude),
        isBetween(place.latitude, former.latitude, corner.latitude)
      {
        return true
      }
      guard (corner.latitude > place.latitude) != (former.latitude > place.latitude) else { continue }
      // The edge is crossed east of the place where the place lies left of an edge that rises, or right of one that falls.
      if (side > 0) == (corner.latitude > former.latitude), side != 0 { isInside.toggle() }
    }
    return isInside
  }

  private static func isBetween(_ value: Double, _ one: Double, _ other: Double) -> Bool {
    min(one, other) <= value && value <= max(one, other)
  }
}

extension Region {
  /// Reads a circle: a place, longitude first, and a radius with its unit, as `114.02,32.98,3km`.
  ///
  /// - Throws: ``ParameterError`` of `circle`.
  public init(circle text: String) throws(ParameterError) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3 else {
      throw ParameterError(
        "circle", "'\(text)' is no circle; write it as 114.02,32.98,3km",
        zh: "“\(text)”不是圆，应写作 114.02,32.98,3km")
    }
    let center = try Coordinate(parameter: "circle", parts[..<2].joined(separator: ","))
    let radius = try ParameterError.naming("circle") { () throws(ServiceRuleError) in
      try Meters(text: parts[2])
    }
    self = .circle(center: center, radius: radius)
  }

  /// Reads a polygon: its corners, each longitude first, with spaces between, as `114,32.9 114.2,32.9 114.1,33.1`; the
  /// first may be told again as the last.
  ///
  /// - Throws: ``ParameterError`` of `polygon`.
  public init(polygon text: String) throws(ParameterError) {
    let parts = text.split(maxSplits: Self.mostCorners + 1, whereSeparator: \.isWhitespace)
    var corners: [Coordinate] = []
    for corner in parts.prefix(Self.mostCorners + 1) {
      corners.append(try Coordinate(parameter: "polygon", String(corner)))
    }
    if corners.count > 1, corners.first == corners.last { corners.removeLast() }
    guard parts.count <= Self.mostCorners + 1, corners.count <= Self.mostCorners else {
      throw ParameterError(
        "polygon", "it has more than \(Self.mostCorners) corners", zh: "顶点超过\(Self.mostCorners)个")
    }
    guard corners.count >= 3 else {
      throw ParameterError(
        "polygon", "a polygon has three corners or more; write them as 114,32.9 114.2,32.9 114.1,33.1",
        zh: "多边形至少有三个顶点，应写作 114,32.9 114.2,32.9 114.1,33.1")
    }
    self = .polygon(corners)
  }
}

extension Region: CustomStringConvertible {
  /// The region as it is read.
  public var description: String {
    func text(_ place: Coordinate) -> String {
      "\(place.longitude.shortDescription),\(place.latitude.shortDescription)"
    }
    switch self {
    case .circle(let center, let radius):
      return "\(text(center)),\(radius.phrase.filter { $0 != " " })"
    case .polygon(let corners): return corners.map(text).joined(separator: " ")
    }
  }
}
