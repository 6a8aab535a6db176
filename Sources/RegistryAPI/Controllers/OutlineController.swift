import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// `/outlines`: what a map is drawn on.
struct OutlineController {
  let recorded: RecordedStates

  var routes: [Route] {
    [
      Route(
        path: "/outlines",
        summary: Wording(
          "Boundaries of divisions; where there are none, hulls of their villages", zh: "区划边界，没有边界的为其各村的外包范围"),
        forms: [.geojson, .json, .html], parameters: { _ in Self.parameters }, isOfRegistry: true,
        isAnalysis: { _ in true }, handler: recorded.handler(outlines))
    ]
  }

  private static let parameters = [
    ParameterDescription(
      name: "area",
      summary: Wording("The code of a division whose subtree is looked at", zh: "区划代码：只看该区划及其下级"),
      schema: .text),
    ParameterDescription(
      name: "by",
      summary: Wording(
        "The level of the divisions (default: county, or township where less than a city is looked at)",
        zh: "哪一级区划（默认县级，所看范围不足一市时为乡级）"),
      schema: .words(AreaLevel.allCases.map(\.rawValue))),
    ParameterDescription(
      name: "asOf",
      summary: Wording("The day whose divisions are meant (default: those that stand)", zh: "哪一天的区划（默认现行区划）"),
      schema: .date),
    ParameterDescription(
      name: "tolerance",
      summary: Wording(
        "How far a boundary may be off, from 1m to 1000m (default: as it is)",
        zh: "边界允许的误差，1m 至 1000m（默认按原样）"),
      schema: .text),
    .recordedAt,
  ]

  @Sendable private func outlines(
    _ state: ServedState, _ request: Request, _ context: RegistryContext
  ) async throws -> Response {
    let query = try QueryParameters(request, known: Self.parameters)
    let parameters = QuestionParameters(query)
    let by: AreaLevel? = query.word("by")
    let tolerance = try query["tolerance"].map(AreaParameters.tolerance)
    let (area, day) = (try parameters.requestedArea(), try parameters.requestedDay())
    let network = try await state.registry.snapshot { _ in
      SnapshotScope(kinds: [], demandGroups: [], asOf: day, area: area)
    }
    let level = by?.level ?? network.levelOfParts(of: area)
    let outlines = try network.outlines(
      of: level, in: area, try await state.registry.boundaries(of: level, simplifiedBy: tolerance))
    return try .report(context.form == .geojson ? .geojson : .json) { try $0.write(outlines) }
  }
}
