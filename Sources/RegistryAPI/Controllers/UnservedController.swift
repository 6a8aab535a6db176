import Foundation
import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// `/collections/unserved/items`, which ``FeaturesController`` hands over: the live gap list as features.
struct UnservedController {
  /// The most features of a page, and as many as there are without a `limit`.
  private static let greatestLimit = 10_000
  private static let path = "/collections/unserved/items"
  /// The name of the collection.
  static let collection = "unserved"

  /// The parameters of its items.
  static let parameters =
    [ParameterDescription(name: "f", summary: "The form", schema: .words(["geojson", "json"]))]
    + QuestionParameters.descriptions.map { description in
      // A collection is of one service.
      ParameterDescription(name: description.name, summary: description.summary, schema: description.schema)
    } + [
      ParameterDescription(
        name: "limit", summary: "The most features of a page",
        schema: .integer(minimum: 1, maximum: greatestLimit, standard: greatestLimit)),
      ParameterDescription(
        name: "offset", summary: "How many features stand before the page",
        schema: .integer(minimum: 0, standard: 0)),
    ]

  let registry: Registry
  let today: @Sendable () -> CalendarDate

  /// The features of a page.
  func items(_ request: Request) async throws -> Response {
    let query = try QueryParameters(request, known: Self.parameters)
    var parameters = QuestionParameters(query)
    let limit = try query.number("limit", in: 1...Self.greatestLimit, default: Self.greatestLimit)
    let offset = try query.number("offset", in: 0...Int(Int32.max), default: 0)
    // A collection can be asked for without any parameter.
    parameters.takesFirstService = true
    let (question, page, total) = try await answer(parameters, offset: offset, limit: limit)
    return try .report(.geojson) { writer in
      try writer.write(page) { json in
        json.member("timeStamp", Date().formatted(.iso8601))
        json.member("numberMatched", total)
        json.member("numberReturned", page.villages.count)
        json.member("service", question.service.name)
        json.member("rule", question.rule.description)
        json.member("asOf", question.asOf.description)
        json.array("links") { json in
          link("self", offset: offset, of: request, &json)
          if offset + limit < total { link("next", offset: offset + limit, of: request, &json) }
        }
      }
    }
  }

  private func answer(
    _ parameters: QuestionParameters, offset: Int, limit: Int
  ) async throws -> (CoverageQuestion, UnservedReport, Int) {
    let snapshot = try await registry.snapshot { try parameters.scope(in: $0) }
    guard let question = try parameters.questions(in: snapshot.catalogue, today: today()).first else {
      throw Problem(.notFound, "the registry has no service")
    }
    let report = UnservedReport(try CoverageAnalysis(question, in: snapshot))
    return (question, report.page(offset: offset, limit: limit), report.villages.count)
  }

  private func link(_ relation: String, offset: Int, of request: Request, _ json: inout JSONWriter) {
    let kept = (request.uri.query ?? "").split(separator: "&").filter { !$0.hasPrefix("offset=") }
    let query = kept.map(String.init) + (offset > 0 ? ["offset=\(offset)"] : [])
    json.object { json in
      json.member("rel", relation)
      json.member("type", "application/geo+json")
      json.member("href", Self.path + (query.isEmpty ? "" : "?" + query.joined(separator: "&")))
    }
  }
}
