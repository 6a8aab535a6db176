import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// `/accessibility` and `/capacity`.
struct AccessibilityController {
  let recorded: RecordedStates
  let today: @Sendable () -> CalendarDate

  /// How many rows each list of an answer has at the most.
  private static let limits = 0...10_000
  private static let standardLimit = 100

  var routes: [Route] {
    [
      Route(
        path: "/accessibility",
        summary: Wording(
          "How many places there are for a thousand persons of each village, shared; and how evenly",
          zh: "各村每千人可及的床位数（按共享计算）及其均衡程度"),
        parameters: { _ in Self.accessibilityParameters }, isOfRegistry: true, isAnalysis: { _ in true },
        handler: recorded.handler(accessibility)),
      Route(
        path: "/capacity",
        summary: Wording(
          "How many persons find a place where no facility takes more than it has; who is served twice",
          zh: "机构不超收时能入住的人数，以及有双重保障的人数"),
        parameters: { _ in Self.capacityParameters }, isOfRegistry: true, isAnalysis: { _ in true },
        handler: recorded.handler(capacity)),
    ]
  }

  private static let shared = [
    AnalysisController.by,
    ParameterDescription(
      name: "limit",
      summary: Wording("How many villages, facilities and shortages at the most", zh: "村、机构和缺口各最多列出多少"),
      schema: .integer(minimum: limits.lowerBound, maximum: limits.upperBound, standard: standardLimit)),
    .recordedAt,
  ]
  private static let accessibilityParameters = AccessibilityParameters.descriptions + shared
  private static let capacityParameters = CapacityParameters.descriptions + shared

  @Sendable private func accessibility(
    _ state: ServedState, _ request: Request, _ context: RegistryContext
  ) async throws -> Response {
    let query = try QueryParameters(request, known: Self.accessibilityParameters)
    let parameters = AccessibilityParameters(query)
    let (level, limit) = try Self.shown(query)
    let snapshot = try await state.registry.snapshot { try parameters.scope(in: $0) }
    let report = try parameters.report(by: level, in: snapshot, today: today())
    return try .report(.json) { try $0.write(report, limit: limit) }
  }

  @Sendable private func capacity(
    _ state: ServedState, _ request: Request, _ context: RegistryContext
  ) async throws -> Response {
    let query = try QueryParameters(request, known: Self.capacityParameters)
    let parameters = CapacityParameters(query)
    let (level, limit) = try Self.shown(query)
    let snapshot = try await state.registry.snapshot { try parameters.scope(in: $0) }
    let report = try parameters.report(by: level, in: snapshot, today: today())
    return try .report(.json) { try $0.write(report, limit: limit) }
  }

  private static func shown(_ query: QueryParameters) throws -> (level: DivisionLevel, limit: Int) {
    let by: AreaLevel = query.word("by") ?? .county
    return (by.level, try query.number("limit", in: limits, default: standardLimit))
  }
}
