/// The question about targets as a command line or an address words it.
public struct TargetParameters: Sendable {
  /// The day, ISO 8601; `nil` for today.
  public var asOf: String?
  /// The year, four digits; `nil` for all.
  public var year: String?
  /// The code of a division; `nil` for all.
  public var area: String?
  /// The level whose divisions' shares are shown; `nil` for none.
  public var by: AreaLevel?

  /// A question from its parts.
  public init(asOf: String? = nil, year: String? = nil, area: String? = nil, by: AreaLevel? = nil) {
    self.asOf = asOf
    self.year = year
    self.area = area
    self.by = by
  }

  /// The answer from a plan's records.
  ///
  /// - Throws: ``ParameterError``, ``CoverageError``
  public func report(of plan: PlanSnapshot, today: CalendarDate) throws -> TargetReport {
    let day = try day(today: today)
    let code = try area.map { text throws(ParameterError) in try QuestionParameters.code(text, named: "area")
    }
    return try TargetReport(plan, asOf: day, year: try onlyYear(), area: code, by: by?.level)
  }

  /// The day that is asked about.
  public func day(today: CalendarDate) throws(ParameterError) -> CalendarDate {
    try QuestionParameters.date(asOf, named: "asOf") ?? today
  }

  /// The year that is asked about; `nil` for all.
  public func onlyYear() throws(ParameterError) -> Int? {
    guard let year else { return nil }
    guard year.isASCIIDigits, let number = Int(year), (1...9999).contains(number) else {
      throw ParameterError("year", "'\(year)' is no year, as 2018", zh: "“\(year)”不是年份，应如 2018")
    }
    return number
  }
}
