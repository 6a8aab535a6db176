import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// `/targets`, `/scorecard` and `/funds`.
struct PlanController {
  let recorded: RecordedStates
  let today: @Sendable () -> CalendarDate

  var routes: [Route] {
    [
      Route(
        path: "/targets", summary: Wording("How far each target of the plan is", zh: "规划各项目标的进展"),
        parameters: { _ in Self.targetParameters }, isOfRegistry: true, isAnalysis: { _ in true },
        handler: recorded.handler(targets)),
      Route(
        path: "/scorecard",
        summary: Wording(
          "Divisions side by side: coverage, targets, works, money, data quality",
          zh: "各区划对比：覆盖、目标、工程、资金、数据质量"),
        parameters: { _ in Self.scorecardParameters }, isOfRegistry: true, isAnalysis: { _ in true },
        handler: recorded.handler(scorecard)),
      Route(
        path: "/funds",
        summary: Wording(
          "What became of money, by year and source; for those who bear a token", zh: "各年各来源资金的使用情况，须有令牌"),
        parameters: { _ in Self.fundParameters }, isOfRegistry: true, isAnalysis: { _ in true },
        handler: recorded.handler(funds)),
    ]
  }

  private static let year = ParameterDescription(
    name: "year", summary: Wording("Only what is of this year", zh: "只看这一年"),
    schema: .integer(minimum: 1, maximum: 9999, standard: nil))

  private static let scorecardParameters = [
    .asOf, AnalysisController.by,
    ParameterDescription(
      name: "normalisation", summary: Wording("How shares become points", zh: "比率如何换算为分数"),
      schema: .words(Normalisation.allCases.map(\.rawValue), standard: Normalisation.share.rawValue)),
    ParameterDescription(
      name: "weight",
      summary: Wording(
        "A metric's weight, as targets=2 (default: the registry's, 1 without one); may be repeated",
        zh: "指标的权重，如 targets=2（默认用登记库的设置，没有则为1），可重复"),
      schema: .text, isRepeatable: true),
    ParameterDescription(
      name: "explain",
      summary: Wording("The code of one of the divisions: only this one is told", zh: "其中一个区划的代码：只说明该区划"),
      schema: .text),
    .recordedAt,
  ]

  private static let fundParameters = [.asOf, year, .recordedAt]

  private static let targetParameters = [
    .asOf, year,
    ParameterDescription(
      name: "area",
      summary: Wording(
        "The code of a division: only its targets, and those of divisions in it", zh: "区划代码：只看该区划及其下级的目标"),
      schema: .text),
    ParameterDescription(
      name: "by",
      summary: Wording(
        "A level whose divisions' shares of split targets are shown, too", zh: "一并列出该级区划分解到的目标份额"),
      schema: .words(AreaLevel.allCases.map(\.rawValue))),
    ParameterDescription(
      name: "list",
      summary: Wording(
        "Whether what is missing is listed: which villages, which homes", zh: "是否列出缺口：哪些村、哪些院"),
      schema: .truth),
    .recordedAt,
  ]

  @Sendable private func targets(
    _ state: ServedState, _ request: Request, _ context: RegistryContext
  ) async throws -> Response {
    let query = try QueryParameters(request, known: Self.targetParameters)
    let parameters = TargetParameters(
      asOf: query["asOf"], year: query["year"], area: query["area"], by: query.word("by"))
    let isListed = try query.truth("list") ?? false
    let report = try parameters.report(of: try await state.registry.plan(), today: today())
    let missing = isListed ? try report.missing() : nil
    return try .report(.json) { try $0.write(report, missing: missing) }
  }

  @Sendable private func scorecard(
    _ state: ServedState, _ request: Request, _ context: RegistryContext
  ) async throws -> Response {
    let query = try QueryParameters(request, known: Self.scorecardParameters)
    let by: AreaLevel = query.word("by") ?? .county
    let day = try TargetParameters(asOf: query["asOf"]).day(today: today())
    let scorecard = try await state.registry.scorecard(
      asOf: day, by: by.level, weights: query.all("weight"),
      normalisation: query.word("normalisation") ?? .share)
    let explained = try query["explain"].map(scorecard.line)?.code
    return try .report(.json) { try $0.write(scorecard, explaining: explained) }
  }

  @Sendable private func funds(
    _ state: ServedState, _ request: Request, _ context: RegistryContext
  ) async throws -> Response {
    try context.requireToken("money and works are", zh: "资金和工程")
    let query = try QueryParameters(request, known: Self.fundParameters)
    let parameters = TargetParameters(asOf: query["asOf"], year: query["year"])
    let report = FundReport(
      try await state.registry.plan(), asOf: try parameters.day(today: today()),
      year: try parameters.onlyYear())
    return try .report(.json) { try $0.write(report) }
  }
}
