import Foundation
import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The live gap list as features, for ``FeaturesController`` and ``DownloadController``, which hand its requests over.
struct UnservedController {
  /// The name of the collection.
  static let collection = "unserved"
  /// Whether a request is for it.
  static let isMeant: @Sendable (RegistryContext) -> Bool = {
    $0.parameters.get("collectionId") == collection
  }

  let state: ServedState
  let today: @Sendable () -> CalendarDate

  /// What was worked out for a request.
  struct Answer {
    let parameters: UnservedParameters
    let type: FeatureType
    let question: CoverageQuestion
    /// Those that were asked for, on all pages.
    let villages: [UnservedReport.Village]
    /// When what is told was recorded; `nil` for now.
    let recordedAt: Date?
    /// What they were found in.
    let analysis: CoverageAnalysis

    /// One of them as a feature.
    func feature(_ village: UnservedReport.Village) -> Feature {
      Feature(village, demandGroup: question.demandGroup, type: type)
    }

    /// What writes them.
    func encoder() throws -> FeatureEncoder {
      try FeatureEncoder(type, shown: parameters.shown, system: parameters.system)
    }

    /// What the collection says of the question.
    func describe(in json: inout JSONWriter) {
      if let recordedAt { json.member("recordedAt", recordedAt.formatted(.iso8601)) }
      json.member("service", question.service.name)
      json.member("rule", question.rule.description)
      json.provenance(Provenance(of: analysis), measure: question.measure)
      json.member("asOf", question.asOf.description)
      json.scenario(of: question)
    }
  }

  /// Works out what a request asks.
  ///
  /// - Throws: ``Problem``
  func answer(_ request: Request, known: (FeatureType) -> [ParameterDescription]) async throws -> Answer {
    let type = try await state.registry.reading { try state.types.entry(Self.collection, $0).type }
    let parameters = try UnservedParameters(request, type, known: known(type))
    let snapshot = try await state.registry.snapshot { try parameters.question.scope(in: $0) }
    guard let question = try parameters.question.questions(in: snapshot.catalogue, today: today()).first
    else {
      throw Problem.noService
    }
    let report = try UnservedReport(CoverageAnalysis(question, in: snapshot))
    return Answer(
      parameters: parameters, type: type, question: question,
      villages: try parameters.chosen(of: report.villages), recordedAt: state.recordedAt,
      analysis: report.analysis)
  }

  /// The features of a page.
  func items(_ request: Request, _ form: Form) async throws -> Response {
    let answer = try await answer(request, known: UnservedParameters.descriptions)
    let parameters = answer.parameters
    let page = answer.villages.dropFirst(parameters.offset).prefix(parameters.limit)
    let links = PageLinks(
      request, form, collection: Self.collection,
      previous: parameters.offset > 0
        ? request.replacing(["offset": Self.text(max(0, parameters.offset - parameters.limit))]) : nil,
      next: page.endIndex < answer.villages.endIndex
        ? request.replacing(["offset": Self.text(parameters.offset + parameters.limit)]) : nil)
    return try .features(
      form, try answer.encoder(), page.map(answer.feature), matched: answer.villages.count, links
    ) { json in
      answer.describe(in: &json)
      if parameters.isOfBox {
        json.member("numberWithoutGeometry", answer.villages.count { $0.location == nil })
      }
    }
  }

  /// One village.
  func item(_ request: Request, _ code: String, _ form: Form) async throws -> Response {
    let answer = try await answer(request, known: UnservedParameters.itemDescriptions)
    guard let village = answer.villages.first(where: { $0.code.description == code }) else {
      throw Problem(
        .notFound,
        "'\(code)' is no village that \(answer.question.service.name) leaves unserved under this question",
        zh: "按此查询条件，“\(code)”不是 \(answer.question.service.name) 未覆盖的村")
    }
    return try .feature(
      form, try answer.encoder(), answer.feature(village), request, collection: Self.collection)
  }

  private static func text(_ offset: Int) -> String? { offset > 0 ? String(offset) : nil }
}
