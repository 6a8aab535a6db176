/// What a report for printing is made of, as of one commit.
public struct ReportRecords: Sendable {
  /// Who lives and who serves where, on the day of the report.
  public var network: NetworkSnapshot
  /// The records of the plan.
  public var plan: PlanSnapshot
  /// What the divisions that divide the area enclose.
  public var boundaries: [DivisionCode: MultiPolygon]
  /// How often each rule of data quality is broken.
  public var findings: [QualityRule: Int]

  /// The records from their parts.
  public init(
    network: NetworkSnapshot, plan: PlanSnapshot, boundaries: [DivisionCode: MultiPolygon],
    findings: [QualityRule: Int]
  ) {
    self.network = network
    self.plan = plan
    self.boundaries = boundaries
    self.findings = findings
  }
}
