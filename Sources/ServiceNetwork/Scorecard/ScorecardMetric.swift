/// What divisions are measured by in a ``Scorecard``.
public enum ScorecardMetric: Hashable, Sendable {
  /// The share of a service's demand that is served; of its villages, where nobody is counted.
  case coverage(service: String)
  /// The share of the targets with figures that are met or on course.
  case targets
  /// The share of the works that are due whose acceptance was not later than their year's end.
  case worksInTime
  /// The share of what works cost that has been accepted.
  case moneyUsed
  /// The share of the records in which a check by every ``QualityRule`` finds nothing.
  case dataQuality
}

extension ScorecardMetric: CustomStringConvertible {
  /// The name in tables of weights: `coverage nursing-home`, `targets`, `works-in-time`, `money-used`, `data-quality`.
  public var description: String {
    switch self {
    case .coverage(let service): "coverage \(service)"
    case .targets: "targets"
    case .worksInTime: "works-in-time"
    case .moneyUsed: "money-used"
    case .dataQuality: "data-quality"
    }
  }

  /// A metric of its ``description``; `nil` for any other text.
  public init?(_ text: String) {
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    switch words {
    case ["targets"]: self = .targets
    case ["works-in-time"]: self = .worksInTime
    case ["money-used"]: self = .moneyUsed
    case ["data-quality"]: self = .dataQuality
    default:
      guard words.count == 2, words[0] == "coverage" else { return nil }
      self = .coverage(service: words[1])
    }
  }
}

/// How a metric's shares become points from 0 to 100.
public enum Normalisation: String, CaseIterable, Sendable {
  /// A hundred times the share: what is reached, whoever else reached it.
  case share
  /// From 0 for the least share among the divisions to 100 for the greatest; 100 for all where they are equal.
  case minMax = "min-max"
  /// From 0 for the last to 100 for the first in order; equal shares have equal points, the mean of their places'.
  case rank
}
