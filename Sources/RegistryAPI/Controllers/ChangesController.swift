import Foundation
import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// `/changes`: what changed since a point, for those who keep a copy of the registry's features.
struct ChangesController {
  /// The most records of a page, and as many as there are without a `limit`.
  private static let greatestLimit = 10_000
  private static let usualLimit = 1000
  static let path = "/changes"

  /// The word for where the changes end.
  private static let now = "now"

  private static let parameters =
    [
      ParameterDescription(
        name: "since",
        summary: Wording(
          "Where to go on: the 'cursor' of an answer before, or 'now' for where the changes end (default: all that is there, and then what changes). "
            + "A cursor stays good until the registry is restored from a copy: then it is answered 410, and a mirror begins anew",
          zh:
            "从何处继续：前一次应答中的 cursor，或以 now 表示变更的末尾（默认先给出现有全部记录，再给出变更）。登记库从备份恢复后，原 cursor 失效并返回410，镜像须从头开始"
        ),
        schema: .text),
      ParameterDescription(
        name: "limit", summary: Wording("The most records of a page", zh: "每页最多记录数"),
        schema: .integer(minimum: 1, maximum: greatestLimit, standard: usualLimit)),
      ParameterDescription(
        name: "collection",
        summary: Wording(
          "Only what becomes of one collection's features (default: all but what is computed). Records that leave it are told as removed, "
            + "and so may some be that never were in it",
          zh: "只看一个数据集的要素（默认为计算所得之外的全部）。移出该数据集的记录按删除给出，个别从未在其中的记录也可能如此"),
        schema: .text),
    ]

  let registry: Registry
  let types: TypeMemory
  let today: @Sendable () -> CalendarDate

  var routes: [Route] {
    [
      Route(
        path: Self.path,
        summary: Wording(
          "The records that changed, each as it is now, with their own properties: those of the division that they are in are left out",
          zh: "有变更的记录，均为当前内容，只含自身属性，不含所在区划的属性"),
        parameters: { _ in Self.parameters },
        failures: [
          410: Wording("The cursor is of the registry before it was restored", zh: "cursor 属于恢复之前的登记库")
        ],
        handler: changes)
    ]
  }

  @Sendable private func changes(_ request: Request, _ context: RegistryContext) async throws -> Response {
    let parameters = try QueryParameters(request, known: Self.parameters)
    let limit = try parameters.number("limit", in: 1...Self.greatestLimit, default: Self.usualLimit)
    let (caller, today) = (context.caller, today())
    let page = try await registry.reading { reader in
      var query = ChangeQuery(today: today, caller: caller)
      query.limit = limit
      query.collection = try parameters["collection"].map { try collection($0, reader) }
      query.since = try parameters["since"].map { text in
        text == Self.now ? try reader.lastCursor(of: query.collection) : try Self.cursor(text)
      }
      return try reader.changes(query)
    }
    for (type, features) in page.shown {
      try await PersonalReading(registry: registry, context: context)
        .note(features, of: type, shown: type.properties.map { _ in true })
    }
    return try Self.answer(page, request, caller)
  }

  // MARK: - Private

  private static func cursor(_ text: String) throws -> ChangeCursor {
    guard let cursor = ChangeCursor(opaqueText: text) else {
      throw Problem(
        .badRequest, "it is none that an answer gave, nor '\(now)'", zh: "既不是应答给出的 cursor，也不是“\(now)”",
        parameter: "since")
    }
    return cursor
  }

  private func collection(_ id: String, _ reader: RegistryReader) throws -> FeatureType {
    let known = try types.entries(reader).map(\.type).filter(\.hasPlace).filter { $0.source != .unserved }
    guard let type = known.first(where: { $0.id == id }) else {
      throw Problem(.badRequest, .noneOf(id, known.map(\.id)), parameter: "collection")
    }
    return type
  }

  private static func answer(_ page: ChangePage, _ request: Request, _ caller: Caller) throws -> Response {
    var encoders: [String: FeatureEncoder] = [:]
    var json = JSONWriter()
    try json.object { json in
      json.member("timeStamp", Date().formatted(.iso8601))
      json.member("numberReturned", page.records.count)
      try json.array("changes") { json in
        for record in page.records {
          try json.object { try write(record, for: caller, &encoders, to: &$0) }
        }
      }
      json.member("cursor", page.cursor.opaqueText)
      json.member("hasMore", page.hasMore)
      json.array("links") { json in
        let address = request.serverAddress
        json.link("self", address + request.uri.string, "application/json")
        if page.hasMore {
          json.link(
            "next", address + request.replacing(["since": page.cursor.opaqueText]), "application/json")
        }
      }
    }
    return Response(
      status: .ok, headers: [.contentType: "application/json"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.take())))
  }

  private static func write(
    _ record: ChangedRecord, for caller: Caller, _ encoders: inout [String: FeatureEncoder],
    to json: inout JSONWriter
  ) throws {
    json.member("seq", record.seq)
    json.member("at", record.at?.formatted(.iso8601))
    json.act(record.act, withAuthor: caller.mayWrite(isWithin: record.isWithin))
    json.member("collection", record.collection)
    json.member("table", record.table.rawValue)
    json.member("id", record.id)
    switch record.state {
    case .put(let feature, let type):
      json.member("change", "put")
      let encoder =
        try encoders[type.id]
        ?? FeatureEncoder(type, shown: type.properties.map { _ in true }, system: .crs84)
      encoders[type.id] = encoder
      json.object("feature") { encoder.write(feature, to: &$0) }
    case .removed: json.member("change", "removed")
    case .merged(let id):
      json.member("change", "merged")
      json.member("mergedInto", id)
    case .ended(let successors):
      json.member("change", "ended")
      json.array("successors") { json in successors.forEach { json.text($0) } }
    }
  }
}

extension ChangePage {
  /// The features that are told, by their types.
  fileprivate var shown: [FeatureType: [Feature]] {
    records.reduce(into: [:]) { shown, record in
      if case .put(let feature, let type) = record.state { shown[type, default: []].append(feature) }
    }
  }
}

extension ChangedRecord {
  /// Whether it lies in the caller's division; one that is no more lies in none.
  fileprivate var isWithin: Bool {
    if case .put(let feature, _) = state { feature.isWithin } else { false }
  }
}

extension JSONWriter {
  /// A member that says what was done, and by whom where the reader may write the same; null where another program did it.
  mutating func act(_ act: Act?, withAuthor: Bool) {
    guard let act else { return member("act", nil as String?) }
    object("act") { json in
      json.member("id", act.id)
      json.member("what", act.what)
      guard withAuthor else { return }
      json.member("by", act.author.name)
      json.member("via", act.author.way.rawValue)
      json.member("source", act.author.source)
    }
  }
}
