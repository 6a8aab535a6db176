import Foundation
import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// `/collections/{collectionId}/items` and `…/{featureId}`: the features of the registry's tables.
///
/// Source: OGC API – Features – Part 1, 17-069r4, and Part 2, 18-058r1.
struct FeaturesController {
  let recorded: RecordedStates
  let today: @Sendable () -> CalendarDate

  var routes: [Route] {
    [
      Route(
        path: "/collections/{collectionId}/items", summary: Wording("Features", zh: "要素"),
        forms: Form.features,
        parameters: { $0?.parameters ?? [] }, isOfRegistry: true, isAnalysis: UnservedController.isMeant,
        handler: recorded.handler(items)),
      Route(
        path: "/collections/{collectionId}/items/{featureId}", summary: Wording("A feature", zh: "单个要素"),
        forms: Form.features,
        parameters: { $0?.itemParameters ?? [] }, isAnalysis: UnservedController.isMeant,
        handler: recorded.handler(item)),
    ]
  }

  @Sendable private func items(
    _ state: ServedState, _ request: Request, _ context: RegistryContext
  ) async throws -> Response {
    if context.parameters.get("collectionId") == UnservedController.collection {
      return try await unserved(state).items(request, context.form)
    }
    let (id, caller, today) = (try context.parameters.require("collectionId"), context.caller, today())
    let answer = try await state.registry.reading { reader in
      let entry = try state.types.entry(id, reader)
      let parameters = try FeatureParameters(request, entry, today: today, caller: caller)
      let commit = try reader.state()
      let query = parameters.query
      return Answer(
        parameters: parameters, page: try reader.features(query),
        matched: try state.counts.count(query, at: commit) { try reader.count(query) },
        withoutPlace: try query.withoutPlace.map { query in
          try query.hasPlace == true ? 0 : state.counts.count(query, at: commit) { try reader.count(query) }
        })
    }
    let parameters = answer.parameters
    try await PersonalReading(registry: recorded.now.registry, context: context)
      .note(answer.page.features, of: parameters.query.type, shown: parameters.shown)
    let encoder = try FeatureEncoder(
      parameters.query.type, shown: parameters.shown, system: parameters.system)
    let links = PageLinks(
      request, context.form, collection: id,
      next: answer.page.next.map { request.replacing(["cursor": $0.opaqueText]) })
    return try .features(
      context.form, encoder, answer.page.features, matched: answer.matched, links
    ) { json in
      if let recordedAt = state.recordedAt { json.member("recordedAt", recordedAt.formatted(.iso8601)) }
      if let number = answer.withoutPlace { json.member("numberWithoutGeometry", number) }
    }
  }

  @Sendable private func item(
    _ state: ServedState, _ request: Request, _ context: RegistryContext
  ) async throws -> Response {
    let (collection, caller, today) = (
      try context.parameters.require("collectionId"), context.caller, today()
    )
    let id = try context.featureId()
    if collection == UnservedController.collection {
      return try await unserved(state).item(request, id, context.form)
    }
    let (type, parameters, feature, change) = try await state.registry.reading { reader in
      let entry = try state.types.entry(collection, reader)
      let parameters = try FeatureParameters(ofItem: request, entry, today: today, caller: caller)
      return (
        entry.type, parameters, try reader.feature(id, parameters.query), try reader.lastChangeAndTime()
      )
    }
    guard let feature else {
      throw Problem.noFeature(id, in: type.id)
    }
    try await PersonalReading(registry: recorded.now.registry, context: context)
      .note([feature], of: type, shown: parameters.shown, isOne: true)
    let encoder = try FeatureEncoder(type, shown: parameters.shown, system: parameters.system)
    var response = try Response.feature(context.form, encoder, feature, request, collection: type.id) {
      json in
      if let recordedAt = state.recordedAt { json.member("recordedAt", recordedAt.formatted(.iso8601)) }
    }
    let body = try await response.body.collected()
    // The time is the registry's: a feature tells the name of its county, too, and that has a history of its own.
    response.tell(
      Validators(
        tag: state.recordedAt == nil
          ? VersionTag.tag(version: feature.version ?? "", of: Data(body.readableBytesView))
          : Validators.strongTag(of: Data(body.readableBytesView)),
        lastModified: Validators.time(of: change, today: today, now: Date())))
    return response
  }

  // MARK: - Private

  /// What was read for a page.
  private struct Answer: Sendable {
    var parameters: FeatureParameters
    var page: FeaturePage
    var matched: Int
    /// How many of a box have no place; `nil` where no box was asked for.
    var withoutPlace: Int?
  }

  private func unserved(_ state: ServedState) -> UnservedController {
    UnservedController(state: state, today: today)
  }
}

extension FeatureQuery {
  /// What asks for those without a place among the features of a box; `nil` where there is no box.
  fileprivate var withoutPlace: FeatureQuery? {
    guard !boxes.isEmpty else { return nil }
    var query = self
    // What has no place is in every box.
    (query.hasPlace, query.boxes, query.after) = (hasPlace ?? false, [], nil)
    return query
  }
}

extension Problem {
  /// There is no feature of an id.
  static func noFeature(_ id: String, in collection: String) -> Problem {
    Problem(
      .notFound, "the collection \(collection) has no feature '\(id)'", zh: "数据集 \(collection) 没有要素“\(id)”")
  }

  /// There is no collection of a name.
  static func noCollection(_ id: String, known: [String]) -> Problem {
    Problem(
      .notFound,
      Wording("there is no collection '\(id)'", zh: "没有数据集“\(id)”")
        + .hint(
          id, among: known, else: Wording("; /collections lists them", zh: "，可在 /collections 查看全部数据集")))
  }
}
