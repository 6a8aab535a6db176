/// Tells what a straight way costs from its chord, as exactly as 32 bits can hold it.
///
/// Up to ``longestChord`` the geodesic of a chord c is taken for
///
///     s  =  c + c³ k,   k = (1/R₁² + 1/R₂²) / 48
///
/// where R₁ and R₂ are the radii of ``ChordBounds``: it lies between the arcs of c in circles of these radii, which
/// c + c³ / 24 R² gives to 2e-11 of themselves, and so is off by (1/R₁² − 1/R₂²) c² / 48 of itself at the most, 2.6e-8
/// at 50 km and 2.6e-10 at 5 km; a 32-bit number is off by 6e-8. Beyond, and where a cost lies near a mark, the
/// geodesic itself is asked.
struct ChordPricing: Sendable {
  /// The longest chord whose arc is taken, metres.
  private static let longestChord = 50_000.0
  private static let curvature =
    (1 / (ChordBounds.leastRadius * ChordBounds.leastRadius)
      + 1 / (ChordBounds.greatestRadius * ChordBounds.greatestRadius)) / 48
  /// How near to a mark, as a share of it, the geodesic is asked.
  private static let doubt = 1e-7

  let origins: [Coordinate?]
  let destinations: [Coordinate?]
  private let factor: Double
  /// The greatest 32-bit number that is no greater than the bound.
  private let greatestCost: Float
  private let rounding: CostRounding
  private let marks: [Double]

  init(
    from origins: [Coordinate?], to destinations: [Coordinate?], within standard: DistanceStandard,
    marks: [Double]
  ) {
    self.origins = origins
    self.destinations = destinations
    self.marks = marks
    factor = standard.detourFactor
    rounding = CostRounding(bound: standard.limit.value, marks: marks)
    greatestCost = rounding.rounded(standard.limit.value)
  }

  /// The geodesic of a pair, both of which have a place.
  func geodesic(from origin: Int32, to destination: Int32) -> Meters {
    guard let origin = origins[Int(origin)], let destination = destinations[Int(destination)] else {
      preconditionFailure("only places are paired")
    }
    return Geodesic.distance(from: origin, to: destination)
  }

  /// The length of the arc that is taken for a geodesic, metres.
  @inline(__always)
  func arc(_ squaredChord: Double) -> Double {
    let chord = squaredChord.squareRoot()
    return chord + chord * squaredChord * Self.curvature
  }

  /// The cost of a pair that lies within the bound.
  @inline(__always)
  func cost(_ squaredChord: Double, from origin: Int32, to destination: Int32) -> Float {
    let cost = arc(squaredChord) * factor
    guard squaredChord <= Self.longestChord * Self.longestChord, !isDoubtful(cost) else {
      return rounding.rounded(geodesic(from: origin, to: destination).value * factor)
    }
    return min(Float(cost), greatestCost)
  }

  @inline(__always)
  private func isDoubtful(_ cost: Double) -> Bool {
    for mark in marks where (cost - mark).magnitude <= mark * Self.doubt + 1e-5 { return true }
    return false
  }
}
