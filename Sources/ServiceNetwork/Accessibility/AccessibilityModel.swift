/// A published way of telling how much of a service a place has, when what there is is shared.
///
/// All of them share the capacity Sⱼ of a facility j out among the persons Pᵢ of the villages i, by weights wᵢⱼ = f(dᵢⱼ)
/// of what the way costs, and give each village what falls to a person of it:
///
///     Rⱼ = Sⱼ / Σᵢ Pᵢ Gᵢⱼ wᵢⱼ,   Aᵢ = Σⱼ Gᵢⱼ wᵢⱼ Rⱼ
///
/// with Gᵢⱼ = 1 in all but ``threeStep``. So Σᵢ Pᵢ Aᵢ = Σⱼ Sⱼ over the facilities with demand in reach: nothing is lost
/// and nothing is made.
public enum AccessibilityModel: String, CaseIterable, Sendable {
  /// Two-step floating catchment area: whoever is in the catchment weighs the same, f = 1.
  ///
  /// Source: W. Luo, F. Wang, "Measures of spatial accessibility to health care in a GIS environment: synthesis and a
  /// case study in the Chicago region", Environment and Planning B 30 (2003), 865–884.
  case twoStep = "2sfca"
  /// Enhanced two-step floating catchment area: who is farther away weighs less, by zones or continuously.
  ///
  /// Source: W. Luo, Y. Qi, "An enhanced two-step floating catchment area (E2SFCA) method for measuring spatial
  /// accessibility to primary care physicians", Health & Place 15 (2009), 1100–1107.
  case enhancedTwoStep = "e2sfca"
  /// Three-step floating catchment area: a village's demand on a facility is less where it has others, too,
  /// Gᵢⱼ = wᵢⱼ / Σₖ wᵢₖ.
  ///
  /// Source: N. Wan, B. Zou, T. Sternberg, "A three-step floating catchment area method for analyzing spatial access to
  /// health services", International Journal of Geographical Information Science 26 (2012), 1073–1089.
  case threeStep = "3sfca"
  /// Gravity with competition: f falls as a power of the cost.
  ///
  /// Source: W. G. Hansen, "How accessibility shapes land use", Journal of the American Institute of Planners 25
  /// (1959), 73–76, and with the demand that competes A. E. Joseph, P. R. Bantock, "Measuring potential physical
  /// accessibility to general practitioners in rural areas: a method and case study", Social Science & Medicine 16
  /// (1982), 85–90.
  case gravity

  /// The decay that is taken where none is named.
  ///
  /// The zones of E2SFCA are the thirds of the cutoff with the weights 1, 0.68 and 0.22, which Luo and Qi gave to zones
  /// of 10 minutes up to 30. 3SFCA has the Gaussian that ends at 0, gravity the power 1.
  public func standardDecay(cutoff: Double, measure: Measure) -> DecayFunction {
    switch self {
    case .twoStep: .step
    case .enhancedTwoStep:
      .zones([
        DecayFunction.Zone(bound: cutoff / 3, weight: 1),
        DecayFunction.Zone(bound: cutoff * 2 / 3, weight: 0.68),
        DecayFunction.Zone(bound: cutoff, weight: 0.22),
      ])
    case .threeStep: .gaussianToZero
    case .gravity: .power(exponent: 1, floor: measure.isTime ? 1 : 100)
    }
  }
}
