import Foundation

/// A disc, or what a disc sweeps whose radius grows or shrinks evenly on its way: a piece of a service area.
///
/// The discs around the places of a stretch of road, each as wide as what is left of the limit there, fill the convex
/// hull of the first and the last: on a plane exactly, and within a millimetre on the ellipsoid for stretches and radii
/// of 2 km, which roads keep to.
struct ReachPiece: Hashable {
  /// The middle of the wider disc.
  let middle: Coordinate
  /// The middle of the narrower one; the same for a disc alone.
  let otherMiddle: Coordinate
  /// The radius of the wider disc, metres.
  let radius: Double
  /// The radius of the narrower one, metres.
  let otherRadius: Double

  /// What is narrower is not drawn, metres.
  static let leastRadius = 0.01

  /// A piece from its discs.
  init(from start: Coordinate, _ startRadius: Double, to end: Coordinate, _ endRadius: Double) {
    let isFalling = startRadius >= endRadius
    middle = isFalling ? start : end
    otherMiddle = isFalling ? end : start
    radius = isFalling ? startRadius : endRadius
    otherRadius = isFalling ? endRadius : startRadius
  }

  /// A disc.
  init(around middle: Coordinate, radius: Double) {
    self.init(from: middle, radius, to: middle, radius)
  }

  /// Whether it has an area.
  var isDrawn: Bool { radius >= Self.leastRadius }

  /// Whether it lies between the poles, and on one side of the antimeridian.
  ///
  /// Measured on a sphere smaller than the earth, on which it is the wider.
  var isOnOneMap: Bool {
    [(middle, radius), (otherMiddle, otherRadius)].allSatisfy { middle, radius in
      let angle = radius / Self.smallSphere
      let latitude = middle.latitude.magnitude * .pi / 180
      guard latitude + angle < .pi / 2 else { return false }
      return middle.longitude.magnitude + asin(sin(angle) / cos(latitude)) * 180 / .pi < 180
    } && (middle.longitude - otherMiddle.longitude).magnitude < 180
  }

  /// A radius less than any of curvature of the ellipsoid, metres.
  private static let smallSphere = 6_335_000.0

  /// The outline as a closed ring whose points lie on the true one.
  ///
  /// Between them it runs within the true one, by no more than the tolerance.
  ///
  /// - Parameter tolerance: metres, more than 0.
  /// - Complexity: O(√(radius ÷ tolerance)).
  func outline(tolerance: Double) -> [Coordinate] {
    let line = Geodesic.line(from: middle, to: otherMiddle)
    var points: [Coordinate] = []
    if line.length <= radius - otherRadius + Self.leastRadius / 100 {
      // The narrower disc lies within the wider one.
      points = Self.arc(around: middle, radius, from: 0, through: 360, tolerance)
      points.removeLast()
    } else {
      // The common tangents touch both discs at this angle from the way between their middles.
      let angle = acos((radius - otherRadius) / line.length) * 180 / .pi
      points = Self.arc(
        around: middle, radius, from: line.azimuthAtStart + angle, through: line.azimuthAtStart + 360 - angle,
        tolerance)
      points += Self.arc(
        around: otherMiddle, otherRadius, from: line.azimuthAtEnd - angle,
        through: line.azimuthAtEnd + angle, tolerance)
    }
    if let first = points.first { points.append(first) }
    return points
  }

  /// Points of a circle between two azimuths, both included; the middle alone where the radius is nothing.
  private static func arc(
    around middle: Coordinate, _ radius: Double, from first: Double, through last: Double, _ tolerance: Double
  ) -> [Coordinate] {
    guard radius >= leastRadius else { return [middle] }
    let count = Int(((last - first) / step(radius: radius, tolerance: tolerance)).rounded(.up))
    return (0...max(count, 1)).compactMap { index in
      let azimuth = first + (last - first) * Double(index) / Double(max(count, 1))
      return Geodesic.place(from: middle, azimuth: azimuth, distance: radius)
    }
  }

  /// How many degrees apart points of a circle are between which the chord stays within the tolerance; 60 at the most.
  private static func step(radius: Double, tolerance: Double) -> Double {
    2 * acos(max(1 - tolerance / radius, cos(.pi / 6))) * 180 / .pi
  }
}

extension RoadGraph {
  /// The pieces that the walk off some reached parts of roads fills.
  ///
  /// - Parameters:
  ///   - parts: as ``serviceArea(of:within:_:tolerance:)-([RoadJoin],_,_,_)`` found them.
  ///   - limit: metres or minutes.
  ///   - tolerance: how far from the road a place may lie.
  func pieces(of parts: [ReachedPart], within limit: Double, tolerance: Meters) -> [ReachPiece] {
    var pieces: [ReachPiece] = []
    for part in parts {
      let first = walkingDistance(at: limit - part.costAtStart)
      let last = walkingDistance(at: limit - part.costAtEnd)
      let lines = zip(part.line, part.line.dropFirst()).map { GeodesicLine(from: $0, to: $1) }
      let length = lines.reduce(0) { $0 + $1.length }
      var passed = 0.0
      for line in lines {
        // The reach off the road at both ends of the stretch, before the tolerance bounds it.
        let start = length > 0 ? first + (last - first) * passed / length : max(first, last)
        passed += line.length
        let end = length > 0 ? first + (last - first) * passed / length : start
        for piece in line.pieces(start, end, atMost: tolerance.value)
        where piece.isDrawn && pieces.last?.contains(piece) != true { pieces.append(piece) }
      }
    }
    return pieces
  }

  /// How far off the road one gets at a cost in metres or minutes.
  private func walkingDistance(at cost: Double) -> Double {
    max(walkingDistance(at: scale.units(cost)).value, 0)
  }
}

extension GeodesicLine {
  /// The pieces along a stretch at whose ends one gets so far off the road, and nowhere farther than a bound.
  fileprivate func pieces(_ first: Double, _ last: Double, atMost bound: Double) -> [ReachPiece] {
    guard (first > bound) != (last > bound), length > 0 else {
      return [ReachPiece(from: start, min(first, bound), to: end, min(last, bound))]
    }
    let bend = place(at: length * (first - bound) / (first - last))
    return [
      ReachPiece(from: start, min(first, bound), to: bend, bound),
      ReachPiece(from: bend, bound, to: end, min(last, bound)),
    ]
  }
}

extension ReachPiece {
  /// Whether another piece lies within the wider disc of this one.
  fileprivate func contains(_ other: ReachPiece) -> Bool {
    func holds(_ middle: Coordinate, _ radius: Double) -> Bool {
      radius <= self.radius && Geodesic.distance(from: self.middle, to: middle).value + radius <= self.radius
    }
    return holds(other.middle, other.radius) && holds(other.otherMiddle, other.otherRadius)
  }
}
