import Foundation
import ServiceNetwork

/// What would become of the verdicts if the earth were a sphere: what exactness is worth.
struct SphereVerdicts {
  /// The mean radius of WGS 84, metres.
  ///
  /// Source: H. Moritz, "Geodetic Reference System 1980", Journal of Geodesy 74 (2000), 128–133 (R1).
  private static let radius = 6_371_008.8

  /// How much longer or shorter a path can be on the sphere, as a share, rounded up: the ellipsoid's radii
  /// of curvature lie between 6 335 439 and 6 399 594 m.
  private static let tolerance = 0.01

  /// Villages that the sphere calls served.
  private(set) var served = 0
  /// Villages that it judges otherwise than the geodesic does.
  private(set) var changed = 0

  /// Judges the villages of an analysis of the whole snapshot again.
  init(of analysis: CoverageAnalysis, in snapshot: NetworkSnapshot) {
    let index = NearestIndex(analysis.serving.locations)
    let villages = snapshot.divisions.filter { $0.level == .village }
    precondition(villages.count == analysis.villages.count, "the analysis is one of all villages")
    for (entry, village) in zip(villages, analysis.villages) {
      guard let origin = entry.location else { continue }
      let isServed = Self.neighbours(of: origin, in: index).contains { position in
        guard let place = analysis.serving[position].location else { return false }
        return Self.haversine(from: origin, to: place) <= Question.standard.value
      }
      if isServed { served += 1 }
      if isServed != (village.verdict == .served) { changed += 1 }
    }
  }

  /// The positions of all that could lie within the standard on the sphere, and perhaps some more.
  private static func neighbours(of origin: Coordinate, in index: NearestIndex) -> [Int] {
    let reach = Meters(Question.standard.value * (1 + tolerance))
    var count = 1
    while true {
      let nearest = index.nearest(count, to: origin)
      // One that is certainly within speaks for all.
      if let first = nearest.first, first.distance.value < Question.standard.value * (1 - tolerance) {
        return [first.position]
      }
      if nearest.count < count || nearest[count - 1].distance > reach { return nearest.map(\.position) }
      count *= 2
    }
  }

  private static func haversine(from origin: Coordinate, to place: Coordinate) -> Double {
    let degree = Double.pi / 180
    let north = sin((place.latitude - origin.latitude) * degree / 2)
    let east = sin((place.longitude - origin.longitude) * degree / 2)
    let square = north * north + cos(origin.latitude * degree) * cos(place.latitude * degree) * east * east
    return 2 * radius * asin(min(1, square.squareRoot()))
  }
}
