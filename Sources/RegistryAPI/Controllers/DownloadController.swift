import Foundation
import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// `/collections/{collectionId}/download`: all features of a collection in one file, as of one commit.
///
/// The answer is whole where it ends as HTTP says it ends, and where GeoJSON has the member `complete`; where something
/// fails midway, the connection breaks.
struct DownloadController {
  let recorded: RecordedStates
  let today: @Sendable () -> CalendarDate
  private let slots = DownloadSlots()

  init(recorded: RecordedStates, today: @escaping @Sendable () -> CalendarDate) {
    self.recorded = recorded
    self.today = today
  }

  var routes: [Route] {
    [
      Route(
        path: "/collections/{collectionId}/download",
        summary: Wording("All features in one file", zh: "全部要素，一个文件"),
        forms: Form.files,
        parameters: { $0.map { Self.parameters(of: $0.type) } ?? [] }, isOfRegistry: true,
        isAnalysis: UnservedController.isMeant,
        handler: recorded.handler(download))
    ]
  }

  private static func parameters(of type: FeatureType) -> [ParameterDescription] {
    type.source == .unserved
      ? UnservedParameters.filterDescriptions(of: type) : FeatureParameters.filterDescriptions(of: type)
  }

  @Sendable private func download(
    _ state: ServedState, _ request: Request, _ context: RegistryContext
  ) async throws -> Response {
    let (id, form) = (try context.parameters.require("collectionId"), context.form)
    let slot = try slots.take()
    if id == UnservedController.collection { return try await unserved(state, request, form, slot) }
    let (caller, today) = (context.caller, today())
    let commit = try state.registry.lastCommit()
    let (parameters, matched) = try await commit.reading { reader in
      let entry = try state.types.entry(id, reader)
      let parameters = try FeatureParameters(
        request, entry, known: Self.parameters(of: entry.type), today: today, caller: caller)
      return (parameters, try reader.count(parameters.query))
    }
    try await PersonalReading(registry: recorded.now.registry, context: context)
      .note(upTo: matched, of: parameters.query.type, shown: parameters.shown)
    let file = FeatureFile(collection: id, form: form, matched: matched, request: request)
    return file.response(parameters.system.uri) { [slot] sink in
      _ = slot
      try await commit.reading { reader in
        let encoder = try FeatureEncoder(
          parameters.query.type, shown: parameters.shown, system: parameters.system)
        try file.write(QueriedFeatures(reader: reader, query: parameters.query), encoder, to: sink) { json in
          if let recordedAt = state.recordedAt { json.member("recordedAt", recordedAt.formatted(.iso8601)) }
        }
      }
    }
  }

  private func unserved(
    _ state: ServedState, _ request: Request, _ form: Form, _ slot: DownloadSlots.Slot
  ) async throws -> Response {
    let controller = UnservedController(state: state, today: today)
    let answer = try await controller.answer(request, known: UnservedParameters.filterDescriptions)
    let file = FeatureFile(
      collection: UnservedController.collection, form: form, matched: answer.villages.count, request: request)
    return file.response(answer.parameters.system.uri) { [slot] sink in
      _ = slot
      try await FeatureFile.onThread {
        try file.write(
          answer.villages.lazy.map(answer.feature), try answer.encoder(), to: sink,
          describing: answer.describe)
      }
    }
  }
}
