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
        path: "/targets", summary: "How far each target of the plan is",
        parameters: { _ in Self.targetParameters }, isOfRegistry: true, isAnalysis: { _ in true },
        handler: recorded.handler(targets)),
      Route(
        path: "/scorecard", summary: "Divisions side by side: coverage, targets, works, money, data quality",
        parameters: { _ in Self.scorecardParameters }, isOfRegistry: true, isAnalysis: { _ in true },
        handler: recorded.handler(scorecard)),
      Route(
        path: "/funds", summary: "What became of money, by year and source; for those who bear a token",
        parameters: { _ in Self.fundParameters }, isOfRegistry: true, isAnalysis: { _ in true },
        handler: recorded.handler(funds)),
    ]
  }

  private static let asOf = ParameterDescription(
    name: "asOf", summary: "The day that is asked about (default: today)", schema: .date)
  private static let year = ParameterDescription(
    name: "year", summary: "Only what is of this year",
    schema: .integer(minimum: 1, maximum: 9999, standard: nil))

  private static let scorecardParameters = [
    asOf, AnalysisController.by,
    ParameterDescription(
      name: "normalisation", summary: "How shares become points",
      schema: .words(Normalisation.allCases.map(\.rawValue), standard: Normalisation.share.rawValue)),
    ParameterDescription(
      name: "weight",
      summary: "A metric's weight, as targets=2 (default: the registry's, 1 without one); may be repeated",
      schema: .text, isRepeatable: true),
    ParameterDescription(
      name: "explain", summary: "The code of one of the divisions: only this one is told", schema: .text),
    .recordedAt,
  ]

  private static let fundParameters = [asOf, year, .recordedAt]

  private static let targetParameters = [
    asOf, year,
    ParameterDescription(
      name: "area", summary: "The code of a division: only its targets, and those of divisions in it",
      schema: .text),
    ParameterDescription(
      name: "by", summary: "A level whose divisions' shares of split targets are shown, too",
      schema: .words(AreaLevel.allCases.map(\.rawValue))),
    ParameterDescription(
      name: "list", summary: "Whether what is missing is listed: which villages, which homes",
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
    try context.requireToken("money and works are")
    let query = try QueryParameters(request, known: Self.fundParameters)
    let parameters = TargetParameters(asOf: query["asOf"], year: query["year"])
    let report = FundReport(
      try await state.registry.plan(), asOf: try parameters.day(today: today()),
      year: try parameters.onlyYear())
    return try .report(.json) { try $0.write(report) }
  }
}
