/// The weights of a ``Scorecard``'s metrics, as a command line or an address words them.
public enum ScorecardWeights {
  /// The metrics of a registry, each with weight 1 but those that are said to have another.
  ///
  /// - Parameters:
  ///   - texts: some of `METRIC=WEIGHT`, as `coverage nursing-home=2`.
  ///   - catalogue: the services whose coverage is a metric each.
  /// - Throws: ``ParameterError`` for a text that is none, an unknown metric, and where no weight is greater than 0.
  public static func weights(
    _ texts: [String], in catalogue: Catalogue
  ) throws(ParameterError) -> [(metric: ScorecardMetric, weight: Double)] {
    let metrics =
      catalogue.services.map { ScorecardMetric.coverage(service: $0.name) }
      + [.targets, .worksInTime, .moneyUsed, .dataQuality]
    var weights = metrics.map { (metric: $0, weight: 1.0) }
    for text in texts {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let weight = Double(parts[1]), weight >= 0, weight <= 1_000_000 else {
        throw ParameterError("weight", "'\(text)' is no weight, as targets=2; from 0 to 1000000")
      }
      guard let metric = ScorecardMetric(parts[0]), let index = metrics.firstIndex(of: metric) else {
        let known = metrics.map(\.description).joined(separator: ", ")
        throw ParameterError("weight", "there is no metric '\(parts[0])'; one of \(known)")
      }
      weights[index].weight = weight
    }
    guard weights.contains(where: { $0.weight > 0 }) else {
      throw ParameterError("weight", "one metric at least must have a weight greater than 0")
    }
    return weights
  }
}
