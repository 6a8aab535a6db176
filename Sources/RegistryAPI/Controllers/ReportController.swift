import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// `/report`: the report for printing, as `fuwang report` writes it; works and money are for those who bear a token.
struct ReportController {
  /// Allows the report's own style sheet, by its digest, and nothing else.
  private static let securityPolicy: String = {
    let digest = Data(SHA256.hash(data: Data(PrintedReport.style.utf8))).base64EncodedString()
    return
      "default-src 'none'; style-src 'sha256-\(digest)'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
  }()

  private static let parameters = [
    ParameterDescription(
      name: "area",
      summary: Wording("The code of a division that it is about (default: all)", zh: "报告所涉区划的代码（默认全部）"),
      schema: .text),
    .asOf,
    ParameterDescription(
      name: "service",
      summary: Wording(
        "One of the registry's services; may be repeated (default: all)", zh: "登记库中的一项服务，可重复（默认全部）"),
      schema: .text, isRepeatable: true),
    ParameterDescription(
      name: "limit",
      summary: Wording(
        "How many unserved villages of each are listed at the most (default: all)",
        zh: "每项服务最多列出多少个未覆盖的村（默认全部）"),
      schema: .integer(minimum: 0, maximum: Int(Int32.max), standard: nil)),
    ParameterDescription(
      name: ParameterDescription.language.name,
      summary: Wording("The language of all words but names", zh: "除名称外全部文字所用的语言"),
      schema: .words(DocumentLanguage.allCases.map(\.rawValue), standard: DocumentLanguage.zh.rawValue)),
    .recordedAt,
  ]

  let recorded: RecordedStates
  let today: @Sendable () -> CalendarDate

  var routes: [Route] {
    [
      Route(
        path: "/report",
        summary: Wording("A report for printing: figures, maps, lists and sources", zh: "供打印的报告：数据、地图、名单和来源"),
        forms: [.html],
        parameters: { _ in Self.parameters }, isAnalysis: { _ in true }, page: recorded.handler(report),
        handler: recorded.handler(report))
    ]
  }

  @Sendable private func report(
    _ state: ServedState, _ request: Request, _ context: RegistryContext
  ) async throws -> Response {
    let query = try QueryParameters(request, known: Self.parameters)
    let parameters = QuestionParameters(query)
    let limit = try query["limit"].map { _ in try query.number("limit", in: 0...Int(Int32.max), default: 0) }
    let today = today()
    let check = CheckScope(
      area: try parameters.requestedArea(), today: try parameters.requestedDay() ?? today)
    let records = try await state.registry.reportRecords(check) { try parameters.scope(in: $0) }
    let contents = try PrintedReport.Contents(
      records, parameters, today: today, tellsMoney: context.caller.role.maySeeScenarios,
      limit: limit)
    let language = request.askedLanguage ?? .zh
    let name = "\(contents.areaName ?? "fuwang")-\(parameters.asOf ?? today.description).html"
    return Response(
      status: .ok,
      headers: [
        .contentType: Form.html.mediaType, .contentSecurityPolicy: Self.securityPolicy,
        .cacheControl: "no-store",
        .contentDisposition: "inline; filename*=UTF-8''\(name.encodedForPath)",
      ],
      body: .pieces { sink in
        try await FeatureFile.onThread { try PrintedReport(language, to: sink).write(contents) }
      })
  }
}
