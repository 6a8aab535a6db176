import Foundation
import HTTPTypes
import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// `POST`, `PUT`, `PATCH` and `DELETE` on `/collections/{collectionId}/items` and `…/{featureId}`.
///
/// Source: OGC API – Features – Part 4, 20-002, draft; RFC 7396; RFC 6585.
struct WritingController {
  private static let features = ["application/geo+json", "application/json"]
  private static let patches = ["application/merge-patch+json", "application/json"]
  private static let items = "/collections/{collectionId}/items"
  private static let item = "/collections/{collectionId}/items/{featureId}"

  let registry: Registry
  let types: TypeMemory
  let today: @Sendable () -> CalendarDate

  var routes: [Route] {
    [
      route(
        .post, Self.items, Wording("Add a feature", zh: "新增要素"), [201: Route.isThere], Self.features
      ) {
        try await add($0, $1)
      },
      route(
        .put, Self.item, Wording("Replace a feature", zh: "替换要素"), [200: Route.wasReplaced], Self.features
      ) {
        try await change($0, $1, as: Self.features, .whole)
      },
      route(
        .patch, Self.item, Wording("Change a feature", zh: "修改要素"),
        [200: Wording("It was changed", zh: "已修改")], Self.patches
      ) {
        try await change($0, $1, as: Self.patches, .patch)
      },
      Route(
        method: .delete, path: Self.item,
        summary: Wording(
          "Close a feature, end its term, or take counts back; the registry keeps what was",
          zh: "关闭机构、终止任期或撤回人数，登记库保留原记录"),
        successes: [204: Wording("It is closed or taken back", zh: "已关闭或撤回"), 202: Self.held],
        isFor: { $0.ends },
        isOpen: { try await mayWrite($0, type: \.ends) }, handler: close),
    ]
  }

  // MARK: - Private

  private static let held = Wording(
    "It waits for somebody's approval; Location tells where to follow it", zh: "等待审核，可在 Location 所指地址查看进展")

  private func route(
    _ method: HTTPRequest.Method, _ path: String, _ summary: Wording, _ successes: [Int: Wording],
    _ mediaTypes: [String], _ handler: @escaping Route.Handler
  ) -> Route {
    Route(
      method: method, path: path, summary: summary, forms: [.geojson],
      body: Route.Body(mediaTypes: mediaTypes) { type, language, json in
        guard let type else { return }
        FeatureSchema(type: type, dialect: .openAPI, language: language, isWritable: true).writeFeature(
          sentBy: method, to: &json)
      },
      successes: successes.merging([202: Self.held]) { $1 }, isFor: { $0.table != nil },
      isOpen: { try await mayWrite($0) { $0.table != nil } }, handler: handler)
  }

  @Sendable private func add(_ request: Request, _ context: RegistryContext) async throws -> Response {
    let type = try await type(request, context)
    let draft = try await draft(request, context, of: type, as: Self.features, .whole)
    let written = try await write(.add, of: type, context, draft)
    return try await answer(written, of: type, request, context, status: .created)
  }

  private func change(
    _ request: Request, _ context: RegistryContext, as mediaTypes: [String], _ extent: FeatureDraft.Extent
  ) async throws -> Response {
    let type = try await type(request, context)
    let id = try context.featureId()
    let condition = try VersionTag.condition(of: request)
    let draft = try await draft(request, context, of: type, as: mediaTypes, extent)
    let written = try await write(.change(id: id, condition), of: type, context, draft)
    return try await answer(written, of: type, request, context, status: .ok)
  }

  @Sendable private func close(_ request: Request, _ context: RegistryContext) async throws -> Response {
    let type = try await type(request, context)
    let id = try context.featureId()
    let condition = try VersionTag.condition(of: request)
    let written = try await write(.close(id: id, condition), of: type, context, nil)
    return try await answer(written, of: type, request, context, status: .noContent)
  }

  /// The type that is to be written, by one who may write somewhere.
  private func type(_ request: Request, _ context: RegistryContext) async throws -> FeatureType {
    let id = try context.parameters.require("collectionId")
    let type = try await registry.reading { try types.entry(id, $0).type }
    guard type.table != nil else {
      throw Problem(
        .methodNotAllowed, "the features of \(id) are worked out, and nobody writes them",
        zh: "\(id) 的要素由计算得出，不能写入",
        allow: Route.allow([.get]))
    }
    try context.caller.requireEditor()
    _ = try QueryParameters(request, known: [])
    guard !registry.isReadOnly else { throw Problem.readOnly }
    return type
  }

  private func draft(
    _ request: Request, _ context: RegistryContext, of type: FeatureType, as mediaTypes: [String],
    _ extent: FeatureDraft.Extent
  ) async throws -> (FeatureDraft, ServedSystem) {
    let system = try request.sentSystem()
    return (
      try FeatureDraft(try await request.sent(as: mediaTypes, context), of: type, extent: extent), system
    )
  }

  private func write(
    _ action: FeatureWrite.Action, of type: FeatureType, _ context: RegistryContext,
    _ draft: (FeatureDraft, ServedSystem)?
  ) async throws -> FeatureWritten {
    let today = today()
    let write = FeatureWrite(
      action, of: type, by: context.caller, request: context.id, date: Date(), today: today)
    do {
      return try await registry.write(write) { row, catalogue in
        guard let (draft, system) = draft else { preconditionFailure("a feature is closed without a draft") }
        return try draft.edit(of: row, in: system, catalogue: catalogue, today: today)
      }
    } catch FeatureWriteError.doesNotEnd {
      throw Problem(
        .methodNotAllowed,
        type.isOfDivisions
          ? Wording(
            "\(type.id) end by a new list of divisions, and by no request",
            zh: "\(type.id) 只能随新的区划名单终止，不能通过请求终止")
          : Wording("\(type.id) do not end", zh: "\(type.id) 不能终止"),
        allow: Route.allow([.get, .put, .patch]))
    } catch let error as FeatureWriteError {
      throw Problem(error, of: type)
    }
  }

  private func answer(
    _ written: FeatureWritten, of type: FeatureType, _ request: Request, _ context: RegistryContext,
    status: HTTPResponse.Status
  ) async throws -> Response {
    if let proposal = written.proposal {
      return .json(
        status: .accepted, headers: [.location: "\(request.serverAddress)/proposals/\(proposal)"]
      ) { json in
        json.member("proposal", proposal)
        json.member("state", Proposal.State.waiting.rawValue)
        json.remarks(written.remarks, in: context.language)
      }
    }
    guard status != .noContent else { return Response(status: status) }
    guard let feature = written.feature else { preconditionFailure("what was written is there") }
    let shown = type.properties.map { _ in true }
    try await PersonalReading(registry: registry, context: context)
      .note([feature], of: type, shown: shown, isOne: true)
    let address = "\(request.serverAddress)/collections/\(type.id)/items/\(feature.id.encodedForPath)"
    let encoder = try FeatureEncoder(type, shown: shown, system: .crs84)
    var json = JSONWriter()
    json.object { json in
      encoder.write(feature, to: &json)
      json.remarks(written.remarks, in: context.language)
      json.array("links") { json in
        json.link("self", address, Form.geojson.mediaType)
        json.link("collection", "\(request.serverAddress)/collections/\(type.id)", Form.json.mediaType)
      }
    }
    let bytes = json.take()
    var response = Response(
      status: status, headers: Response.headers(.geojson, encoder),
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    response.headers[.eTag] = VersionTag.tag(version: feature.version ?? "", of: Data(bytes))
    if status == .created { response.headers[.location] = address }
    return response
  }

  /// Whether the one who asks may write what the address is about.
  private func mayWrite(_ context: RegistryContext, type isMeant: (FeatureType) -> Bool) async throws -> Bool
  {
    guard context.caller.role.isEditor, !registry.isReadOnly else { return false }
    let collection = try context.parameters.require("collectionId")
    let type = try await registry.reading { try types.entry(collection, $0).type }
    guard isMeant(type), context.caller.mayWriteSomewhere(of: type) else { return false }
    guard context.parameters.get("featureId") != nil else { return true }
    return try await registry.mayWrite(
      try context.featureId(), of: type, today: today(), caller: context.caller)
  }
}

extension FeatureType {
  /// Whether a request can end a feature.
  fileprivate var ends: Bool { table == .facilities || table == .posts || table == .demand }
}

extension Caller {
  /// - Throws: ``Problem``: 401 for somebody unknown, 403 for one who writes nowhere.
  func requireEditor() throws {
    guard !role.isEditor else { return }
    guard role != .public else {
      throw Problem(
        .unauthorized, "only editors write; send an editor's token", zh: "只有编辑可以写入，请提供编辑的令牌",
        challenge: "Bearer")
    }
    throw Problem(.forbidden, "a \(role.rawValue) may not do that", zh: "\(role.rawValue) 无此权限")
  }
}

extension RegistryContext {
  /// The id of the feature in the address.
  func featureId() throws -> String {
    try parameters.require("featureId").removingURLPercentEncoding() ?? ""
  }
}

extension Problem {
  /// What an error of writing means to a client.
  init(_ error: FeatureWriteError, of type: FeatureType) {
    switch error {
    case .notFound(let id): self = .noFeature(id, in: type.id)
    case .forbidden: self.init(.forbidden, "the token allows no writing there", zh: "令牌不允许写入此处")
    case .changedSince(let id):
      self.init(
        .preconditionFailed, "'\(id)' is another than you know; get it anew, and change that",
        zh: "“\(id)”已被他人修改，请重新获取后再改")
    case .isThere(let id):
      self.init(
        .conflict, "it is there already: \(type.id) '\(id)'; change that, or name this one otherwise",
        zh: "\(type.title.zh)“\(id)”已存在，请修改原记录，或另取名称")
    case .doesNotEnd:
      self.init(.methodNotAllowed, "\(type.id) do not end by a request", zh: "\(type.id) 不能通过请求终止")
    case .refused(let problems):
      let faults = problems.map { problem in
        FeatureFault(problem.column.map(type.pointer(ofColumn:)) ?? "", problem.message)
      }
      self.init(faults)
    }
  }

  /// What is wrong with parts of a feature.
  init(_ faults: [FeatureFault]) {
    let sentences = faults.map { fault in
      fault.pointer.isEmpty
        ? fault.wording : Wording("\(fault.pointer): ", zh: "\(fault.pointer)：") + fault.wording
    }
    self.init(
      .unprocessableContent, sentences.map(\.en).joined(separator: "; "),
      zh: sentences.map(\.zh).joined(separator: "；"))
    self.faults = faults
  }
}

extension JSONWriter {
  /// What is remarkable about something that was done all the same.
  mutating func remarks(_ remarks: [RowProblem], in language: DocumentLanguage) {
    guard !remarks.isEmpty else { return }
    array("remarks") { json in
      for remark in remarks {
        json.object { json in
          json.member("detail", language(remark.message))
          json.member("detailZh", remark.message.zh)
        }
      }
    }
  }
}
