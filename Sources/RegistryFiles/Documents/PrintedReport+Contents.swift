package import ServiceNetwork

extension PrintedReport {
  /// All that a report tells, worked out.
  package struct Contents: Sendable {
    /// The day.
    let asOf: CalendarDate
    /// The division that it is about; `nil` for all of the registry.
    let area: DivisionCode?
    /// The coverage of each service.
    let services: [CoverageReport]
    let targets: TargetReport
    /// What became of the money; `nil` where it is not told.
    let funds: FundReport?
    let findings: [QualityRule: Int]
    let boundaries: [DivisionCode: MultiPolygon]
    /// How many villages each list has at the most; `nil` for all.
    let limit: Int?

    /// Works out a report.
    ///
    /// - Parameters:
    ///   - records: what it is made of.
    ///   - parameters: the area, the day, and which services by which rule.
    ///   - today: the day that is meant where no date is given.
    ///   - tellsMoney: whether works and money are told.
    ///   - limit: how many villages each list has at the most; `nil` for all.
    /// - Throws: ``ParameterError``; ``CoverageError``.
    package init(
      _ records: ReportRecords, _ parameters: QuestionParameters, today: CalendarDate, tellsMoney: Bool,
      limit: Int? = nil
    ) throws {
      self.limit = limit
      let questions = try parameters.questions(in: records.network.catalogue, today: today)
      let about = TargetParameters(asOf: parameters.asOf, area: parameters.area)
      asOf = try about.day(today: today)
      targets = try about.report(of: records.plan, today: today)
      area = try parameters.requestedArea()
      let level = records.network.levelOfParts(of: area)
      services = try questions.map {
        CoverageReport(try CoverageAnalysis($0, in: records.network), by: level)
      }
      funds =
        tellsMoney
        ? FundReport(
          try area.map { code throws(CoverageError) in try records.plan.limited(toHomesIn: code) }
            ?? records.plan, asOf: asOf) : nil
      findings = records.findings
      boundaries = records.boundaries
    }

    /// The name of the division that it is about, else its code; `nil` for all of the registry.
    package var areaName: String? { services.first?.analysis.areaName ?? area?.description }
  }

  /// Writes a whole report.
  ///
  /// - Throws: what the sink throws.
  package func write(_ contents: Contents) throws {
    try begin(area: contents.areaName, asOf: contents.asOf, contents.services)
    for coverage in contents.services {
      try write(
        coverage, UnservedReport(coverage.analysis), boundaries: contents.boundaries, limit: contents.limit)
    }
    try write(contents.targets)
    if let funds = contents.funds { try write(funds, isOfArea: contents.area != nil) }
    try writeFindings(contents.findings)
    try writeMethod(asOf: contents.asOf, Provenance(of: contents.services.map(\.analysis)))
  }
}
