/// How far each target is on a day: what the indicator is, what it is to be, and what that means.
public struct TargetReport: Sendable {
  /// How a target stands.
  public enum State: String, CaseIterable, Sendable {
    /// The bound is met.
    case met
    /// The bound is not met yet, and what was done is at least the elapsed share of what is due at the year's end.
    case onCourse = "on-course"
    /// The bound is not met on a day of the year.
    case behind
    /// The year is over, and at its end the bound was not met.
    case missed
    /// There are no figures, or the year has not begun.
    case unknown
  }

  /// A target and how it stands.
  public struct Line: Sendable {
    /// The target; for a share of another division's, with the bound of the share.
    public let target: Target
    /// The indicator.
    public let indicator: Indicator
    /// The name of the division.
    public let divisionName: String
    /// The division whose target this is a share of; `nil` for a target of the division's own.
    public let sharedFrom: DivisionCode?
    /// The value on the day, or at the year's end where that is earlier; `nil` where there are no figures.
    public let value: IndicatorValue?
    /// How it stands.
    public let state: State
    /// What is missing to the bound, where it is a least one and not met.
    public let missing: IndicatorValue?
  }

  /// The day.
  public let asOf: CalendarDate
  /// The targets: by year, indicator and division.
  public let lines: [Line]
  /// What it was made from.
  let plan: PlanSnapshot

  /// Follows targets.
  ///
  /// - Parameters:
  ///   - plan: the records.
  ///   - asOf: the day.
  ///   - year: only targets of this year; `nil` for all.
  ///   - area: only targets of this division and those in it; `nil` for all.
  ///   - level: shows the targets of divisions above this level by their shares in the divisions of it, too; `nil` for the
  ///     targets alone.
  /// - Throws: ``CoverageError``
  /// - Complexity: O(targets × (facilities + villages)), and an analysis for each service and day.
  public init(
    _ plan: PlanSnapshot, asOf: CalendarDate, year: Int? = nil, area: DivisionCode? = nil,
    by level: DivisionLevel? = nil
  ) throws(CoverageError) {
    try self.init(IndicatorValues(plan), asOf: asOf, year: year, area: area, by: level)
  }

  /// The same by values that others need, too.
  init(
    _ values: IndicatorValues, asOf: CalendarDate, year: Int? = nil, area: DivisionCode? = nil,
    by level: DivisionLevel? = nil
  ) throws(CoverageError) {
    if let area { _ = try values.plan.network.division(area) }
    var lines: [Line] = []
    for (target, origin) in TargetShares(values, asOf: asOf).targets(by: level) {
      guard year == nil || target.year == year, area.map({ values.isWithin(target.division, $0) }) ?? true,
        let indicator = values.indicator(target.indicator)
      else { continue }
      lines.append(try Self.line(target, indicator, origin, asOf, values))
    }
    self.asOf = asOf
    self.lines = lines
    plan = values.plan
  }

  /// How a target stands.
  private static func line(
    _ target: Target, _ indicator: Indicator, _ origin: DivisionCode?, _ asOf: CalendarDate,
    _ values: IndicatorValues
  ) throws(CoverageError) -> Line {
    let end = CalendarDate.lastDay(ofYear: target.year)
    let day = min(asOf, end)
    let hasBegun = asOf >= .firstDay(ofYear: target.year)
    let value =
      hasBegun
      ? try values.value(of: indicator, in: target.division, year: target.year, until: day) : nil
    let state: State
    if let value {
      if target.bound.isMet(by: value.part, of: value.whole) {
        // What is not to grow beyond a bound may still do so.
        let mayTurn = indicator.measure.accumulates && target.bound.comparison.isMost && asOf < end
        state = mayTurn ? .onCourse : .met
      } else if asOf > end {
        state = .missed
      } else {
        state = target.isOnCourse(value, indicator, on: day) ? .onCourse : .behind
      }
    } else {
      state = .unknown
    }
    let name = (try? values.plan.network.division(target.division)).flatMap(values.plan.network.name(of:))
    return Line(
      target: target, indicator: indicator, divisionName: name ?? target.division.description,
      sharedFrom: origin, value: value, state: state,
      missing: state == .met || target.bound.comparison.isMost
        ? nil : value.flatMap { $0.shortfall(to: target.bound.limit) })
  }
}

extension TargetBound.Comparison {
  /// Whether the limit is the most that a value may be.
  var isMost: Bool { self == .atMost || self == .lessThan }
}

extension Target {
  /// Whether what was done by a day of the year is at least the share of the bound that is due by then.
  ///
  /// Due is the share of the year's days that are over, that day among them; of quarters, those that are over.
  fileprivate func isOnCourse(_ value: IndicatorValue, _ indicator: Indicator, on day: CalendarDate) -> Bool {
    guard indicator.measure.accumulates, !bound.comparison.isMost else { return false }
    let (part, whole): (Int, Int)
    if case .quarters = indicator.measure {
      let tomorrow = day.advanced(byDays: 1) ?? day
      (part, whole) = (tomorrow.year > year ? 4 : tomorrow.quarter - 1, 4)
    } else {
      let (first, last) = (CalendarDate.firstDay(ofYear: year), CalendarDate.lastDay(ofYear: year))
      part = Int(day.daysSince1970 - first.daysSince1970) + 1
      whole = Int(last.daysSince1970 - first.daysSince1970) + 1
    }
    // value.part / value.whole >= limit × part / whole, without a division.
    return value.part.value * ExactNumber(whole).value >= bound.limit.value * ExactNumber(part).value
      * value.whole.value
  }
}
