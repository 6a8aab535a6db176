public import Foundation

/// What observed values come to if they go on growing, and whether the targets made of them would be met.
///
/// A value grows by the same share each year from its last observation on. Targets that ask for an observed value, a ratio of
/// two, or a growth are drawn on, each by its latest bound.
public struct TargetProjection: Sendable {
  /// A target's indicator in a year to come.
  public struct Line: Sendable {
    /// The indicator.
    public let indicator: Indicator
    /// The division.
    public let division: DivisionCode
    /// Its name.
    public let divisionName: String
    /// The year.
    public let year: Int
    /// The value; for a target of a ratio, that.
    public let value: IndicatorValue
    /// The bound of the indicator's latest target.
    public let bound: TargetBound
    /// Whether it would be met.
    public let isMet: Bool
  }

  /// The most years that are drawn on.
  public static let mostYears = 50

  /// The day until which observations are taken.
  public let asOf: CalendarDate
  /// The lines: by indicator, division and year.
  public let lines: [Line]
  /// What it was made from.
  let plan: PlanSnapshot

  /// Draws targets on.
  ///
  /// - Parameters:
  ///   - plan: the records.
  ///   - asOf: the day until which observations are taken; the first year drawn is the one after it.
  ///   - last: the last year.
  ///   - growth: the growth of a year, as 0.06, of every observed indicator.
  ///   - exceptions: the growth of some of them, by name.
  /// - Throws: ``TargetProjectionError``
  /// - Complexity: O(targets × years × observations).
  public init(
    _ plan: PlanSnapshot, asOf: CalendarDate, to last: Int, growth: Decimal,
    exceptions: [String: Decimal] = [:]
  ) throws(TargetProjectionError) {
    guard last > asOf.year, last <= asOf.year + Self.mostYears else { throw .badYear(last, after: asOf.year) }
    let known = Set(plan.indicators.filter { $0.measure == .observed }.map(\.name))
    for name in exceptions.keys.sorted() where !known.contains(name) {
      throw .unknownIndicator(name, known: known.sorted())
    }
    let series = ObservedSeries(plan, asOf: asOf, growth: growth, exceptions: exceptions)
    let indicators = Dictionary(plan.indicators.map { ($0.name, $0) }) { first, _ in first }
    // Targets come by year: the last of a key is the latest.
    var latest: [String: Target] = [:]
    for target in plan.targets { latest["\(target.indicator) \(target.division)"] = target }
    var lines: [Line] = []
    for (_, target) in latest.sorted(by: { $0.key < $1.key }) {
      guard let indicator = indicators[target.indicator] else { continue }
      let position = try? plan.network.division(target.division)
      let name = position.flatMap(plan.network.name(of:)) ?? target.division.description
      for year in (asOf.year + 1)...last {
        guard let value = series.value(of: indicator, in: target.division, year: year) else { break }
        lines.append(
          Line(
            indicator: indicator, division: target.division, divisionName: name, year: year, value: value,
            bound: target.bound, isMet: target.bound.isMet(by: value.part, of: value.whole)))
      }
    }
    self.lines = lines
    self.asOf = asOf
    self.plan = plan
  }
}

/// Why targets cannot be drawn on.
public enum TargetProjectionError: Error, Equatable, CustomStringConvertible {
  /// The year is not one of the years after the day.
  case badYear(Int, after: Int)
  /// There is no observed indicator of that name.
  case unknownIndicator(String, known: [String])

  /// The parameter that is at fault.
  public var parameter: String {
    switch self {
    case .badYear: "to"
    case .unknownIndicator: "growth"
    }
  }

  /// What is wrong and what would be right.
  public var description: String {
    switch self {
    case .badYear(let year, let first):
      "\(year) is no year from \(first + 1) to \(first + TargetProjection.mostYears)"
    case .unknownIndicator(let name, let known):
      "there is no observed indicator '\(name)'"
        + (name.closest(among: known).map { "; did you mean '\($0)'?" }
          ?? "; one of \(known.joined(separator: ", "))")
    }
  }
}

/// The last observations, and how they grow.
private struct ObservedSeries {
  private let observations: [String: [Observation]]
  private let measures: [String: IndicatorMeasure]
  private let asOf: CalendarDate
  private let growth: Decimal
  private let exceptions: [String: Decimal]

  init(_ plan: PlanSnapshot, asOf: CalendarDate, growth: Decimal, exceptions: [String: Decimal]) {
    observations = Dictionary(grouping: plan.observations.filter { $0.date <= asOf }, by: \.indicator)
    measures = Dictionary(plan.indicators.map { ($0.name, $0.measure) }) { first, _ in first }
    self.asOf = asOf
    self.growth = growth
    self.exceptions = exceptions
  }

  func value(of indicator: Indicator, in division: DivisionCode, year: Int) -> IndicatorValue? {
    switch indicator.measure {
    case .observed: return observed(indicator.name, in: division, year: year)
    case .ratio(let first, let second):
      guard let one = observed(first, in: division, year: year),
        let other = observed(second, in: division, year: year)
      else { return nil }
      return one.divided(by: other)
    case .change(.growth, let name):
      guard observed(name, in: division, year: year) != nil else { return nil }
      return IndicatorValue(ExactNumber(exceptions[name] ?? growth))
    default: return nil
    }
  }

  private func observed(_ name: String, in division: DivisionCode, year: Int) -> IndicatorValue? {
    guard measures[name] == .observed,
      let last = (observations[name] ?? []).last(where: { $0.division == division })
    else { return nil }
    var value = last.value.value
    for _ in last.date.year..<max(year, last.date.year) { value *= 1 + (exceptions[name] ?? growth) }
    return IndicatorValue(ExactNumber(value))
  }
}

extension TargetProjection: TraceableAnswer {
  /// Writes the day, the lines, and the observations and targets that they are drawn from.
  public func writeInput(to input: inout AnswerInput) {
    input.append(asOf.description)
    input.append(Int64(lines.count))
    for line in lines {
      input.append(line.indicator.name)
      input.append(line.value.part.description)
      input.append(line.value.whole.description)
    }
    for target in plan.targets { input.append(.target(target)) }
    for observation in plan.observations { input.append(.observation(observation)) }
  }
}
