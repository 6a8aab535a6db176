import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// `/area`.
struct AreaController {
  let recorded: RecordedStates
  let today: @Sendable () -> CalendarDate

  var routes: [Route] {
    [
      Route(
        path: "/area",
        summary: Wording(
          "Service areas as polygons: what lies within a distance or a time", zh: "服务范围：一定距离或时间内的区域（多边形）"),
        forms: [.geojson, .json, .html], parameters: { _ in Self.parameters }, isOfRegistry: true,
        isAnalysis: { _ in true }, handler: recorded.handler(areas))
    ]
  }

  private static let parameters = AreaParameters.descriptions + [.recordedAt]

  @Sendable private func areas(
    _ state: ServedState, _ request: Request, _ context: RegistryContext
  ) async throws -> Response {
    let query = try QueryParameters(request, known: Self.parameters)
    let parameters = AreaParameters(query)
    let snapshot = try await state.registry.snapshot { try parameters.scope(in: $0) }
    let question = try parameters.question(in: snapshot.catalogue, today: today())
    var areas: [(area: ServiceArea, outline: MultiPolygon)] = []
    for area in try ServiceArea.areas(of: question, in: snapshot) {
      areas.append(
        (area, try await state.registry.union(of: area.pieces, simplifiedBy: area.simplification)))
    }
    let report = AreaReport(question, areas, in: snapshot)
    return try .report(context.form == .geojson ? .geojson : .json) { try $0.write(report) }
  }
}
