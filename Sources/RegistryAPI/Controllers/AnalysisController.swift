import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// `/coverage`, `/nearest`, `/edge` and `/detours`.
struct AnalysisController {
  let recorded: RecordedStates
  let today: @Sendable () -> CalendarDate

  var routes: [Route] {
    [
      Route(
        path: "/coverage",
        summary: Wording("How many villages and persons are served, by area", zh: "各区域已覆盖的村数和人数"),
        parameters: { _ in Self.coverageParameters }, isOfRegistry: true, isAnalysis: { _ in true },
        handler: recorded.handler(coverage)),
      Route(
        path: "/nearest", summary: Wording("The service points nearest to a place", zh: "离某地最近的服务点"),
        parameters: { _ in Self.nearestParameters }, isOfRegistry: true, isAnalysis: { _ in true },
        handler: recorded.handler(nearest)),
      Route(
        path: "/edge",
        summary: Wording(
          "The villages near a rule's bound, which a better coordinate could turn", zh: "临近规则界限、坐标更准便可能改判的村"),
        parameters: { _ in Self.edgeParameters }, isOfRegistry: true, isAnalysis: { _ in true },
        handler: recorded.handler(edge)),
      Route(
        path: "/detours",
        summary: Wording("The villages that are near as the crow flies and far by road", zh: "直线近而道路远的村"),
        parameters: { _ in Self.detourParameters }, isOfRegistry: true, isAnalysis: { _ in true },
        handler: recorded.handler(detours)),
    ]
  }

  private static let coverageParameters =
    QuestionParameters.mapDescriptions + [by, .recordedAt]
  /// The level of the areas.
  static let by = ParameterDescription(
    name: "by", summary: Wording("The level of the areas", zh: "按哪一级区划统计"),
    schema: .words(AreaLevel.allCases.map(\.rawValue), standard: AreaLevel.county.rawValue))
  private static let nearestParameters = NearestParameters.descriptions + [.recordedAt]

  private static let edgeParameters =
    QuestionParameters.mapDescriptions + [
      ParameterDescription(
        name: "edge",
        summary: Wording(
          "How far from the bound is near: 50m, the default, or 1min under a rule about time",
          zh: "离界限多近算临近：默认 50m，按时间的规则默认 1min"),
        schema: .text),
      .recordedAt,
    ]
  private static let detourParameters = QuestionParameters.mapDescriptions + [.recordedAt]

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

  @Sendable private func edge(
    _ state: ServedState, _ request: Request, _ context: RegistryContext
  ) async throws -> Response {
    let query = try QueryParameters(request, known: Self.edgeParameters)
    let (question, snapshot) = try await first(QuestionParameters(query), state)
    let edge = try EdgeReport.width(query["edge"], for: question)
    let report = try EdgeReport(CoverageAnalysis(question, in: snapshot), edge: edge)
    return try .report(.json) { try $0.write(report) }
  }

  @Sendable private func detours(
    _ state: ServedState, _ request: Request, _ context: RegistryContext
  ) async throws -> Response {
    let query = try QueryParameters(request, known: Self.detourParameters)
    let (given, snapshot) = try await first(DetourReport.parameters(QuestionParameters(query)), state)
    let question = try DetourReport.question(given)
    let report = try DetourReport(CoverageAnalysis(question, in: snapshot))
    return try .report(.json) { try $0.write(report) }
  }

  /// The question about the first service asked for, or else the registry's first, and what can answer it.
  private func first(
    _ parameters: QuestionParameters, _ state: ServedState
  ) async throws -> (CoverageQuestion, NetworkSnapshot) {
    var parameters = parameters
    parameters.takesFirstService = true
    let asked = parameters
    let snapshot = try await state.registry.snapshot { try asked.scope(in: $0) }
    guard let question = try asked.questions(in: snapshot.catalogue, today: today()).first else {
      throw Problem.noService
    }
    return (question, snapshot)
  }
}
