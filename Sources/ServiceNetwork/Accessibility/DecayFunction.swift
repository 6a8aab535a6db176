import Foundation

/// How much less a service is worth for being farther away: a weight from 0 to 1 for a cost in metres or minutes.
///
/// Beyond the cutoff of a question the weight is 0, whatever the function; at the cutoff it is the function's.
public enum DecayFunction: Hashable, Sendable {
  /// 1 up to the cutoff.
  case step
  /// The weight of the first zone whose bound is not below the cost, 0 beyond the last; at a bound is within.
  ///
  /// Source: W. Luo, Y. Qi, "An enhanced two-step floating catchment area (E2SFCA) method for measuring spatial
  /// accessibility to primary care physicians", Health & Place 15 (2009), 1100–1107.
  case zones([Zone])
  /// 1 − d/c with the cutoff c, 0 at it.
  case linear
  /// (exp(−½ (d/c)²) − exp(−½)) / (1 − exp(−½)) with the cutoff c: 1 at no distance, 0 at the cutoff.
  ///
  /// Source: D. Dai, "Black residential segregation, disparities in spatial access to health care facilities, and
  /// late-stage breast cancer diagnosis in metropolitan Detroit", Health & Place 16 (2010), 1038–1052.
  case gaussianToZero
  /// exp(−½ (d/σ)²), which is cut off and not zero at the cutoff.
  case gaussian(sigma: Double)
  /// 1 / (1 + exp((d − m)/s)): one half at the midpoint m, steeper for a smaller scale s.
  ///
  /// Source: the logistic decay of accessibility by travel time, as in J. de Vries, P. Nijkamp, P. Rietveld,
  /// "Exponential or power distance-decay for commuting? An alternative specification", Environment and Planning A 41
  /// (2009), 461–480.
  case logistic(midpoint: Double, scale: Double)
  /// (d/f)^−β beyond the floor f, 1 up to it: without a floor what is next door would weigh without end.
  ///
  /// Source: W. G. Hansen, "How accessibility shapes land use", Journal of the American Institute of Planners 25
  /// (1959), 73–76.
  case power(exponent: Double, floor: Double)

  /// A zone of ``DecayFunction/zones(_:)``.
  public struct Zone: Hashable, Sendable {
    /// Its outer bound, metres or minutes; at the bound is within.
    public let bound: Double
    /// Its weight, 0…1.
    public let weight: Double

    /// A zone from its parts.
    public init(bound: Double, weight: Double) {
      self.bound = bound
      self.weight = weight
    }
  }

  /// The costs at which it jumps.
  public var marks: [Double] {
    if case .zones(let zones) = self { zones.map(\.bound) } else { [] }
  }

  /// The weight of a cost; 0 beyond the cutoff.
  ///
  /// - Precondition: neither is negative.
  public func weight(of cost: Double, cutoff: Double) -> Double {
    guard cost <= cutoff else { return 0 }
    var cost = Float(cost)
    if Double(cost) > cutoff { cost = cost.nextDown }
    var weight = 0.0
    withUnsafePointer(to: &cost) { cost in
      withUnsafeMutablePointer(to: &weight) { weight in
        weigh(UnsafeBufferPointer(start: cost, count: 1), cutoff: cutoff, into: weight)
      }
    }
    return weight
  }

  /// The weights of many costs, none of which is beyond the cutoff.
  func weigh(
    _ costs: UnsafeBufferPointer<Float>, cutoff: Double, into weights: UnsafeMutablePointer<Double>
  ) {
    func each(_ weight: (Double) -> Double) {
      for index in costs.indices { weights[index] = weight(Double(costs[index])) }
    }
    switch self {
    case .step: each { _ in 1 }
    case .zones(let zones):
      zones.withUnsafeBufferPointer { zones in
        each { cost in
          for zone in zones where cost <= zone.bound { return zone.weight }
          return 0
        }
      }
    case .linear:
      let slope = cutoff > 0 ? 1 / cutoff : 0
      each { max(1 - $0 * slope, 0) }
    case .gaussianToZero:
      let slope = cutoff > 0 ? -0.5 / (cutoff * cutoff) : 0
      let atCutoff = exp(-0.5)
      let scale = 1 / (1 - atCutoff)
      each { max((exp($0 * $0 * slope) - atCutoff) * scale, 0) }
    case .gaussian(let sigma):
      each {
        let deviation = $0 / sigma
        return exp(-0.5 * deviation * deviation)
      }
    case .logistic(let midpoint, let scale): each { 1 / (1 + exp(($0 - midpoint) / scale)) }
    case .power(let exponent, let floor): each { $0 <= floor ? 1 : pow($0 / floor, -exponent) }
    }
  }
}
