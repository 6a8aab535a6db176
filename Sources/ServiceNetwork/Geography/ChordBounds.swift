import Foundation

/// How far chord and geodesic of two places on the WGS 84 ellipsoid can differ.
///
/// Along a geodesic the ellipsoid curves with a radius between b²/a = 6 335 439 m (the meridian at the
/// equator) and a²/b = 6 399 594 m (at the poles). A curve that bends no more than a circle does spans
/// a chord no shorter than the circle's arc of the same length (A. Schur's comparison theorem), so
///
///     2 R sin(s / 2R)  ≤  chord  with R = 6 335 439 m,   and   chord  ≤  2 R sin(s / 2R)  with R = 6 400 000 m
///
/// for a geodesic of length s; the second radius is widened by 0.4 km for the geodesic's torsion, which
/// Schur's theorem leaves out. At 5 km the two bounds are 0.003 mm apart, at 100 km 21 mm: in between,
/// and only there, the geodesic itself must be asked. Tests compare the bounds with the geodesic from
/// millimetres to antipodes.
enum ChordBounds {
  static let leastRadius = 6_335_439.0
  static let greatestRadius = 6_400_000.0

  /// What rounding of earth-centred coordinates (about 1e-9 m each) may add to a chord, with room, metres.
  private static let rounding = 1e-6

  /// A squared chord up to which the geodesic is certainly no longer than `length`.
  static func squaredChordCertainlyWithin(_ length: Double) -> Double {
    let chord = 2 * leastRadius * sin(min(length / (2 * leastRadius), .pi / 2)) - rounding
    return chord > 0 ? chord * chord : -1
  }

  /// A squared chord beyond which the geodesic is certainly longer than `length`.
  static func squaredChordCertainlyBeyond(_ length: Double) -> Double {
    guard length >= 0 else { return -1 }
    let halfAngle = length / (2 * greatestRadius)
    guard halfAngle < .pi / 2 else { return .infinity }
    let chord = 2 * greatestRadius * sin(halfAngle) + rounding
    return chord * chord
  }

  /// A squared chord beyond which a place certainly lies farther than one at the given squared chord.
  ///
  /// The bounds above give a band that grows with the fourth power of the chord. Its factor, 2e-16 a
  /// square metre, is the exact one up to the longest chords of the ellipsoid, rounded up; the other
  /// terms are for rounding, and make places that lie within 0.1 mm of each other candidates alike.
  @inline(__always)
  static func squaredChordCertainlyFarther(than squaredChord: Double) -> Double {
    squaredChord * (1 + 1e-8 + 2e-16 * squaredChord) + 1e-8
  }
}
