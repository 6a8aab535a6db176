import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// `/targets`.
struct PlanController {
  let recorded: RecordedStates
  let today: @Sendable () -> CalendarDate

  var routes: [Route] {
    [
      Route(
        path: "/targets", summary: "How far each target of the plan is",
        parameters: { _ in Self.targetParameters }, isOfRegistry: true, isAnalysis: { _ in true },
        handler: recorded.handler(targets))
    ]
  }

  private static let targetParameters = [
    ParameterDescription(
      name: "asOf", summary: "The day that is asked about (default: today)", schema: .date),
    ParameterDescription(
      name: "year", summary: "Only targets of this year",
      schema: .integer(minimum: 1, maximum: 9999, standard: nil)),
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
    let missing = isListed ? try report.lines.map { try report.missing(of: $0) } : nil
    return try .report(.json) { try $0.write(report, missing: missing) }
  }
}
