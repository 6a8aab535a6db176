/// Divisions of a level side by side: each metric as a share, as points, and the weighted mean of the points.
public struct Scorecard: Sendable {
  /// A metric of a division.
  public struct Score: Sendable {
    /// The metric.
    public let metric: ScorecardMetric
    /// What counts: persons served, targets met, works in time, fen accepted, records without a finding.
    public let part: Int
    /// Of how many; 0 where there is nothing to measure.
    public let whole: Int
    /// The points, 0 to 100; `nil` where there is nothing to measure.
    public fileprivate(set) var points: Double?
    /// The weight of the metric.
    public let weight: Double

    /// The share; `nil` where there is nothing to measure.
    public var share: Double? { whole > 0 ? Double(part) / Double(whole) : nil }
  }

  /// A division and how it scores.
  public struct Line: Sendable {
    /// The code.
    public let code: DivisionCode
    /// The name.
    public let name: String
    /// The metrics, in the order of ``Scorecard/metrics``.
    public fileprivate(set) var scores: [Score]
    /// The mean of the points by weight; `nil` where no metric has figures.
    ///
    /// Metrics without figures are left out.
    public fileprivate(set) var total: Double?
    /// The place: 1 for the greatest total; equal totals share a place, and the next ones are left out.
    public fileprivate(set) var place: Int?
  }

  /// The day.
  public let asOf: CalendarDate
  /// How shares became points.
  public let normalisation: Normalisation
  /// The metrics.
  public let metrics: [ScorecardMetric]
  /// The divisions: by place, then by code; those without a total last.
  public let lines: [Line]
  /// What it was made from.
  let plan: PlanSnapshot

  /// Scores the divisions of a level.
  ///
  /// - Parameters:
  ///   - plan: the records.
  ///   - asOf: the day.
  ///   - level: the level of the divisions.
  ///   - weights: the metrics and their weights, finite and not negative; those of 0 are shown and do not count.
  ///   - quality: of each division, how many of its records have no finding, and how many it has.
  ///   - normalisation: how shares become points.
  /// - Throws: ``CoverageError``
  /// - Complexity: that of a ``TargetReport`` and of an analysis of each service.
  public init(
    _ plan: PlanSnapshot, asOf: CalendarDate, by level: DivisionLevel,
    weights: [(metric: ScorecardMetric, weight: Double)],
    quality: [DivisionCode: (sound: Int, all: Int)] = [:], normalisation: Normalisation = .share
  ) throws(CoverageError) {
    let network = plan.network
    let positions = network.divisions.indices.filter { network.divisions[$0].level == level }
    let figures = try ScorecardFigures(plan, asOf: asOf, by: level, quality: quality)
    var lines: [Line] = []
    for position in positions {
      let division = network.divisions[position]
      var scores: [Score] = []
      for (metric, weight) in weights {
        let (part, whole) = try figures.figures(of: metric, in: division.code)
        scores.append(Score(metric: metric, part: part, whole: whole, points: nil, weight: weight))
      }
      lines.append(Line(code: division.code, name: division.name, scores: scores, total: nil, place: nil))
    }
    for index in weights.indices {
      let points = normalisation.points(of: lines.map { $0.scores[index].share })
      for line in lines.indices { lines[line].scores[index].points = points[line] }
    }
    for index in lines.indices { lines[index].total = Self.total(lines[index].scores) }
    for index in lines.indices {
      lines[index].place = lines[index].total.map { total in
        1 + lines.count { Self.isGreater($0.total, than: total) }
      }
    }
    self.lines = lines.sorted { ($0.place ?? .max, $0.code) < ($1.place ?? .max, $1.code) }
    self.asOf = asOf
    self.normalisation = normalisation
    self.plan = plan
    metrics = weights.map(\.metric)
  }

  /// The line of a division that somebody names by its code.
  ///
  /// - Throws: ``ParameterError`` of `explain`, for any other.
  public func line(named text: String) throws(ParameterError) -> Line {
    guard let code = try? DivisionCode(text), let line = lines.first(where: { $0.code == code }) else {
      let known = lines.map { "\($0.code) \($0.name)" }
      throw ParameterError("explain", .noneOf(text, known))
    }
    return line
  }

  /// Totals that differ by less than a millionth of a point are equal: no rounding may decide a place.
  private static func isGreater(_ other: Double?, than total: Double) -> Bool {
    other.map { $0 - total > 1e-6 } ?? false
  }

  private static func total(_ scores: [Score]) -> Double? {
    var (sum, weights) = (0.0, 0.0)
    for score in scores {
      guard let points = score.points else { continue }
      sum += points * score.weight
      weights += score.weight
    }
    return weights > 0 ? sum / weights : nil
  }
}

extension Normalisation {
  /// The points of some shares; those that are none have none.
  func points(of shares: [Double?]) -> [Double?] {
    let known = shares.compactMap { $0 }
    guard let least = known.min(), let greatest = known.max() else { return shares }
    switch self {
    case .share: return shares.map { $0.map { $0 * 100 } }
    case .minMax:
      return shares.map { $0.map { greatest > least ? ($0 - least) / (greatest - least) * 100 : 100 } }
    case .rank:
      return shares.map { share in
        share.map { share in
          guard known.count > 1 else { return 100 }
          let below = known.count { $0 < share }
          let equal = known.count { $0 == share }
          return (Double(below) + Double(equal - 1) / 2) / Double(known.count - 1) * 100
        }
      }
    }
  }
}

extension Scorecard: TraceableAnswer {
  /// Writes the question, and all records that a figure may be found from.
  public func writeInput(to input: inout AnswerInput) {
    input.append(asOf.description)
    input.append(normalisation.rawValue)
    for line in lines {
      for score in line.scores {
        input.append(score.metric.description)
        input.append(score.weight)
        input.append(Int64(score.part))
        input.append(Int64(score.whole))
      }
    }
    plan.writeInput(to: &input)
  }
}
