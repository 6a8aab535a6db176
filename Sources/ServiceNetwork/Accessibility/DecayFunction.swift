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

  /// The weight of a cost, 0 beyond the cutoff.
  public func weight(of cost: Double, cutoff: Double) -> Double {
    guard cost <= cutoff else { return 0 }
    switch self {
    case .step: return 1
    case .zones(let zones): return zones.first { cost <= $0.bound }?.weight ?? 0
    case .linear: return cutoff > 0 ? 1 - cost / cutoff : 1
    case .gaussianToZero:
      guard cutoff > 0 else { return 1 }
      return Self.gaussianToZero(cost, scale: -0.5 / (cutoff * cutoff))
    case .gaussian(let sigma): return exp(-0.5 * (cost / sigma) * (cost / sigma))
    case .logistic(let midpoint, let scale): return 1 / (1 + exp((cost - midpoint) / scale))
    case .power(let exponent, let floor): return cost <= floor ? 1 : pow(cost / floor, -exponent)
    }
  }

  @inline(__always)
  private static func gaussianToZero(_ cost: Double, scale: Double) -> Double {
    max((exp(scale * cost * cost) - gaussianAtCutoff) / (1 - gaussianAtCutoff), 0)
  }

  /// exp(−½).
  private static let gaussianAtCutoff = exp(-0.5)
}
