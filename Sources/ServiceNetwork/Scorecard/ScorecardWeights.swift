/// The weights of a ``Scorecard``'s metrics, as a command line or an address words them.
public enum ScorecardWeights {
  /// The texts of a ``Setting/scorecardWeights``.
  static func texts(of setting: String) -> [String] {
    setting.split { $0 == "," || $0 == "，" }.map { String($0).trimmingWhitespace() }.filter { !$0.isEmpty }
  }

  /// The metrics of a registry, each with the weight that a question tells, else the registry's, else 1.
  ///
  /// - Parameters:
  ///   - texts: some of `METRIC=WEIGHT`, as `coverage nursing-home=2`.
  ///   - setting: the registry's own, a ``Setting/scorecardWeights``; what it says of a service that is no more is
  ///     left out.
  ///   - catalogue: the services whose coverage is a metric each.
  /// - Throws: ``ParameterError`` for a text that is none, an unknown metric, and where no weight is greater than 0.
  public static func weights(
    _ texts: [String], setting: String = "", in catalogue: Catalogue
  ) throws(ParameterError) -> [(metric: ScorecardMetric, weight: Double)] {
    let metrics =
      catalogue.services.map { ScorecardMetric.coverage(service: $0.name) }
      + [.targets, .worksInTime, .moneyUsed, .dataQuality]
    var weights = metrics.map { (metric: $0, weight: 1.0) }
    let standing = Self.texts(of: setting).filter { text in
      text.split(separator: "=").first.flatMap { ScorecardMetric(String($0)) }.map(metrics.contains) ?? false
    }
    for text in standing + texts {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let weight = Double(parts[1]), weight >= 0, weight <= 1_000_000 else {
        throw ParameterError(
          "weight", "'\(text)' is no weight, as targets=2; from 0 to 1000000",
          zh: "“\(text)”不是权重，应为0至1000000，如 targets=2")
      }
      guard let metric = ScorecardMetric(parts[0]), let index = metrics.firstIndex(of: metric) else {
        let known = metrics.map(\.description)
        throw ParameterError(
          "weight", "there is no metric '\(parts[0])'; one of \(known.joined(separator: ", "))",
          zh: "没有指标“\(parts[0])”，应为以下之一：\(known.joined(separator: "、"))")
      }
      weights[index].weight = weight
    }
    guard weights.contains(where: { $0.weight > 0 }) else {
      throw ParameterError(
        "weight", "one metric at least must have a weight greater than 0", zh: "至少一项指标的权重应大于0")
    }
    return weights
  }
}
