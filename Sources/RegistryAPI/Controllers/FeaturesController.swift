import Crypto
import Foundation
import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// `/collections/{collectionId}/items` and `…/{featureId}`: the features of the registry's tables.
///
/// Source: OGC API – Features – Part 1, 17-069r4, and Part 2, 18-058r1.
struct FeaturesController {
  let registry: Registry
  let types: TypeMemory
  let today: @Sendable () -> CalendarDate
  private let counts = CountMemory()

  init(registry: Registry, types: TypeMemory, today: @escaping @Sendable () -> CalendarDate) {
    self.registry = registry
    self.types = types
    self.today = today
  }

  var routes: [Route] {
    [
      Route(
        path: "/collections/{collectionId}/items", summary: "Features",
        mediaTypes: FeatureFormat.allCases.map(\.mediaType),
        parameters: { $0?.parameters ?? [] }, handler: items),
      Route(
        path: "/collections/{collectionId}/items/{featureId}", summary: "A feature",
        mediaTypes: FeatureFormat.allCases.map(\.mediaType),
        parameters: { $0?.itemParameters ?? [] }, isFor: { $0.source != .unserved },
        handler: item),
    ]
  }

  @Sendable private func items(_ request: Request, _ context: RegistryContext) async throws -> Response {
    if context.parameters.get("collectionId") == UnservedController.collection {
      return try await UnservedController(registry: registry, today: today).items(request)
    }
    let (id, caller, today) = (try context.parameters.require("collectionId"), context.caller, today())
    let answer = try await registry.reading { reader in
      let entry = try entry(id, reader)
      let parameters = try FeatureParameters(request, entry, today: today, caller: caller)
      let change = try reader.lastChange()
      let tag = Self.tag(of: request, caller, change: change, today: today)
      if request.accepts(tag) { return Answer(parameters: parameters, tag: tag) }
      let query = parameters.query
      return Answer(
        parameters: parameters, tag: tag, page: try reader.features(query),
        matched: try counts.count(query, at: change) { try reader.count(query) })
    }
    guard let page = answer.page else { return Self.notModified(answer.tag) }
    var body = ByteBuffer()
    try write(page, matched: answer.matched, answer.parameters, request, to: &body)
    return response(body, answer.parameters, tag: answer.tag)
  }

  @Sendable private func item(_ request: Request, _ context: RegistryContext) async throws -> Response {
    let (collection, caller, today) = (
      try context.parameters.require("collectionId"), context.caller, today()
    )
    let id = try context.parameters.require("featureId").removingURLPercentEncoding() ?? ""
    let (type, parameters, feature) = try await registry.reading { reader in
      let entry = try entry(collection, reader)
      let parameters = try FeatureParameters(ofItem: request, entry, today: today, caller: caller)
      return (entry.type, parameters, try reader.feature(id, parameters.query))
    }
    guard let feature else {
      throw Problem(.notFound, "the collection \(type.id) has no feature '\(id)'")
    }
    let encoder = try FeatureEncoder(type, shown: parameters.shown, system: parameters.system)
    var body = ByteBuffer()
    switch parameters.format {
    case .csv:
      body.writeString(CSVWriter.record(encoder.headings) + CSVWriter.record(encoder.cells(feature)))
    case .geojson, .json, .jsonseq:
      var json = JSONWriter()
      json.object { json in
        encoder.write(feature, to: &json)
        let collection = "\(request.serverAddress)/collections/\(type.id)"
        json.array("links") { json in
          json.link("self", request.serverAddress + request.uri.string, parameters.format.mediaType)
          json.link("collection", collection, "application/json")
        }
      }
      body.writeBytes(json.take())
    }
    let tag = "\"\(Self.digest(of: Data(body.readableBytesView)))\""
    if request.accepts(tag) {
      return Response(status: .notModified, headers: [.eTag: tag, .vary: Self.vary])
    }
    return response(body, parameters, tag: tag)
  }

  // MARK: - Private

  private static let vary = "Accept, Accept-Encoding, Authorization"

  /// What was read for a page; of one that the client has only how it is known.
  private struct Answer: Sendable {
    var parameters: FeatureParameters
    var tag: String
    var page: FeaturePage?
    var matched = 0
  }

  private static func notModified(_ tag: String) -> Response {
    Response(status: .notModified, headers: [.eTag: tag, .vary: vary])
  }

  private func entry(_ id: String, _ reader: RegistryReader) throws -> TypeMemory.Entry {
    let entry = try types.entry(id, reader)
    guard entry.type.source != .unserved else {
      throw Problem(.notFound, "the unserved are worked out together; \(id)/items lists them")
    }
    return entry
  }

  private func response(_ body: ByteBuffer, _ parameters: FeatureParameters, tag: String) -> Response {
    Response(
      status: .ok,
      headers: [
        .contentType: parameters.format.mediaType, .contentCrs: "<\(parameters.system.uri)>", .eTag: tag,
        .vary: Self.vary,
      ], body: ResponseBody(byteBuffer: body))
  }

  /// What an answer is the same under: the address, who may see what, the day and the last change.
  private static func tag(of request: Request, _ caller: Caller, change: Int, today: CalendarDate) -> String {
    let accept = request.headers[.accept] ?? ""
    let view = "\(caller.role.rawValue) \(caller.division?.description ?? "")"
    let text = "\(request.uri.string)\n\(accept)\n\(view)\n\(change)\n\(today)"
    // A page tells the time at which it was made, and is not the same to the byte.
    return "W/\"\(digest(of: Data(text.utf8)))\""
  }

  /// A text that other bytes do not have: half of their SHA-256, in hexadecimal digits.
  private static func digest(of data: Data) -> String {
    SHA256.hash(data: data).prefix(16).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }

  private func write(
    _ page: FeaturePage, matched: Int, _ parameters: FeatureParameters, _ request: Request,
    to body: inout ByteBuffer
  ) throws {
    let encoder = try FeatureEncoder(
      parameters.query.type, shown: parameters.shown, system: parameters.system)
    switch parameters.format {
    case .csv:
      body.writeString(CSVWriter.record(encoder.headings))
      for feature in page.features { body.writeString(CSVWriter.record(encoder.cells(feature))) }
    case .jsonseq:
      var json = JSONWriter()
      for feature in page.features {
        // A record separator before each text (RFC 8142).
        body.writeBytes([0x1E])
        json.object { encoder.write(feature, to: &$0) }
        body.writeBytes(json.take())
        body.writeBytes([0x0A])
      }
    case .geojson, .json:
      var json = JSONWriter()
      json.object { json in
        json.member("type", "FeatureCollection")
        json.member("timeStamp", Date().formatted(.iso8601))
        json.member("numberMatched", matched)
        json.member("numberReturned", page.features.count)
        json.array("features") { json in
          for feature in page.features { json.object { encoder.write(feature, to: &$0) } }
        }
        links(page, parameters, request, to: &json)
      }
      body.writeBytes(json.take())
    }
  }

  private func links(
    _ page: FeaturePage, _ parameters: FeatureParameters, _ request: Request, to json: inout JSONWriter
  ) {
    let address = request.serverAddress
    json.array("links") { json in
      json.link("self", address + request.uri.string, parameters.format.mediaType)
      for format in FeatureFormat.allCases where format != parameters.format {
        json.link("alternate", address + request.replacing("f", with: format.rawValue), format.mediaType)
      }
      if let next = page.next {
        json.link("next", address + request.replacing("cursor", with: next.text), parameters.format.mediaType)
      }
      json.link("collection", "\(address)/collections/\(parameters.query.type.id)", "application/json")
    }
  }
}

extension JSONWriter {
  /// A link of OGC API.
  mutating func link(_ relation: String, _ address: String, _ mediaType: String, title: String? = nil) {
    object { json in
      json.member("rel", relation)
      json.member("type", mediaType)
      json.member("href", address)
      if let title { json.member("title", title) }
    }
  }
}

extension Request {
  /// Whether the client has what a tag names.
  ///
  /// Source: RFC 9110, 13.1.2: tags are compared without regard to their strength.
  func accepts(_ tag: String) -> Bool {
    guard let known = headers[.ifNoneMatch] else { return false }
    func bare(_ tag: String) -> String { tag.hasPrefix("W/") ? String(tag.dropFirst(2)) : tag }
    return known.split(separator: ",").contains {
      let other = String($0).trimmingWhitespace()
      return other == "*" || bare(other) == bare(tag)
    }
  }

  /// The path and query with another value of a parameter.
  func replacing(_ name: String, with value: String) -> String {
    let others = (uri.query ?? "").split(separator: "&").filter { !$0.hasPrefix("\(name)=") }
    return uri.path + "?" + (others.map(String.init) + ["\(name)=\(value)"]).joined(separator: "&")
  }
}

extension Problem {
  /// There is no collection of a name.
  static func noCollection(_ id: String, known: [String]) -> Problem {
    let hint = id.closest(among: known).map { "; did you mean '\($0)'?" } ?? "; /collections lists them"
    return Problem(.notFound, "there is no collection '\(id)'\(hint)")
  }
}
