import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// `/find`: places by their names.
struct FindController {
  let recorded: RecordedStates
  /// How names are read.
  let readings = PinyinTable.standard

  var routes: [Route] {
    [
      Route(
        path: "/find",
        summary: Wording(
          "Divisions and facilities by their names, also by pinyin or its initials", zh: "按名称、拼音或拼音首字母查找区划和机构"
        ),
        parameters: { _ in Self.parameters }, isOfRegistry: true, isAnalysis: { _ in true },
        handler: recorded.handler(find))
    ]
  }

  private static let parameters = FindParameters.descriptions + [.recordedAt]

  @Sendable private func find(
    _ state: ServedState, _ request: Request, _ context: RegistryContext
  ) async throws -> Response {
    let parameters = try FindParameters(QueryParameters(request, known: Self.parameters))
    let snapshot = try await state.registry.snapshot { try parameters.scope(in: $0) }
    let report = try parameters.report(in: snapshot, readings: readings)
    return try .report(.json) { try $0.write(report) }
  }
}
