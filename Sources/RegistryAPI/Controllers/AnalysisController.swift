import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// `/coverage` and `/nearest`.
struct AnalysisController {
  let recorded: RecordedStates
  let today: @Sendable () -> CalendarDate

  var routes: [Route] {
    [
      Route(
        path: "/coverage", summary: "How many villages and persons are served, by area",
        parameters: { _ in Self.coverageParameters }, isOfRegistry: true, isAnalysis: { _ in true },
        handler: recorded.handler(coverage)),
      Route(
        path: "/nearest", summary: "The service points nearest to a place",
        parameters: { _ in Self.nearestParameters }, isOfRegistry: true, isAnalysis: { _ in true },
        handler: recorded.handler(nearest)),
    ]
  }

  private static let coverageParameters =
    QuestionParameters.descriptions + [by, .recordedAt]
  /// The level of the areas.
  static let by = ParameterDescription(
    name: "by", summary: "The level of the areas",
    schema: .words(AreaLevel.allCases.map(\.rawValue), standard: AreaLevel.county.rawValue))
  private static let nearestParameters = NearestParameters.descriptions + [.recordedAt]

  @Sendable private func coverage(
    _ state: ServedState, _ request: Request, _ context: RegistryContext
  ) async throws -> Response {
    let query = try QueryParameters(request, known: Self.coverageParameters)
    let parameters = QuestionParameters(query)
    let by: AreaLevel = query.word("by") ?? .county
    let snapshot = try await state.registry.snapshot { try parameters.scope(in: $0) }
    let reports = try parameters.questions(in: snapshot.catalogue, today: today())
      .map { CoverageReport(try CoverageAnalysis($0, in: snapshot), by: by.level) }
    return try .report(.json) { try $0.write(reports, withAreas: true) }
  }

  @Sendable private func nearest(
    _ state: ServedState, _ request: Request, _ context: RegistryContext
  ) async throws -> Response {
    let query = try QueryParameters(request, known: Self.nearestParameters)
    let parameters = NearestParameters(query)
    let snapshot = try await state.registry.snapshot { try parameters.scope(in: $0) }
    let report = try parameters.report(in: snapshot, today: today())
    return try .report(.json) { try $0.write(report) }
  }
}
