import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// `/api`: the OpenAPI 3.0 document of this server, made from the routes and from the types of features.
///
/// Each collection has paths of its own, since clients look there for its properties.
///
/// Source: OpenAPI Specification 3.0.3.
struct DocumentController {
  /// The media type that clients look for, to the letter.
  static let mediaType = "application/vnd.oai.openapi+json;version=3.0"

  let registry: Registry
  let types: TypeMemory
  /// The routes that it describes.
  let described: [Route]

  var routes: [Route] {
    [
      Route(
        path: "/api", summary: "The API", forms: [.json(as: Self.mediaType), .html], isOfRegistry: true,
        handler: document)
    ]
  }

  @Sendable private func document(_ request: Request, _ context: RegistryContext) async throws -> Response {
    _ = try QueryParameters(request, known: [])
    let entries = try await registry.reading { try types.entries($0) }
    var json = JSONWriter()
    json.object { json in
      json.member("openapi", "3.0.3")
      json.object("info") { json in
        json.member("title", "Fuwang 福网")
        json.member("description", LandingController.description)
        json.member("version", RegistryServer.version)
      }
      json.array("servers") { json in json.object { $0.member("url", request.serverAddress) } }
      json.object("paths") { json in
        for (path, operations) in operations(entries) {
          json.object(path) { json in
            for (route, entry) in operations { write(route, entry, at: path, to: &json) }
          }
        }
      }
      json.object("components") { json in
        json.object("securitySchemes") { json in
          json.object("token") { json in
            json.member("type", "http")
            json.member("scheme", "bearer")
          }
        }
        json.object("schemas") { json in problem(to: &json) }
      }
      // Everything can be read without a token; with one, more is shown.
      json.array("security") { json in
        json.object { _ in }
        json.object { json in json.array("token") { _ in } }
      }
    }
    return Response(
      status: .ok, headers: [.contentType: Self.mediaType],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.take())))
  }

  // MARK: - Private

  private static let collection = "{collectionId}"

  private typealias Operation = (route: Route, entry: TypeMemory.Entry?)

  /// The operations by their paths, in the order of the routes; a path for collections is there for each type.
  private func operations(_ entries: [TypeMemory.Entry]) -> [(path: String, operations: [Operation])] {
    var paths: [String] = []
    var operations: [String: [Operation]] = [:]
    for route in described + routes {
      let isOfCollections = route.path.contains(Self.collection)
      let meant = isOfCollections ? entries.filter { route.isFor($0.type) }.map(Optional.some) : [nil]
      for entry in meant {
        let path = entry.map { route.path.replacing(Self.collection, with: $0.type.id) } ?? route.path
        if operations[path] == nil { paths.append(path) }
        operations[path, default: []].append((route, entry))
      }
    }
    return paths.map { ($0, operations[$0] ?? []) }
  }

  private func write(_ route: Route, _ entry: TypeMemory.Entry?, at path: String, to json: inout JSONWriter) {
    let type = entry?.type
    let method = route.method.rawValue.lowercased()
    json.object(method) { json in
      json.member("summary", type.map { "\(route.summary): \($0.title.en)" } ?? route.summary)
      let words = path.split { !$0.isLetter && !$0.isNumber }
      json.member("operationId", method + words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined())
      if let type { json.array("tags") { $0.text(type.id) } }
      json.array("parameters") { json in
        for name in path.matches(of: /{([A-Za-z]+)}/).map(\.1) {
          json.object { json in
            json.member("name", String(name))
            json.member("in", "path")
            json.member("required", true)
            json.object("schema") { $0.member("type", "string") }
          }
        }
        for parameter in route.described(entry) { json.object { parameter.write(to: &$0) } }
        if route.needsCondition { json.object { ifMatch(to: &$0) } }
      }
      if let body = route.body { write(body, type, to: &json) }
      json.object("responses") { json in responses(of: route, path, to: &json) }
      // Everything that is public can be read without a token; to write, one is needed.
      if route.method != .get { json.array("security") { $0.object { $0.array("token") { _ in } } } }
    }
  }

  private func ifMatch(to json: inout JSONWriter) {
    json.member("name", "If-Match")
    json.member("in", "header")
    json.member("description", "The ETag that came with the feature that is known, or *")
    json.member("required", true)
    json.object("schema") { $0.member("type", "string") }
  }

  private func write(_ body: Route.Body, _ type: FeatureType?, to json: inout JSONWriter) {
    json.object("requestBody") { json in
      json.member("required", true)
      json.object("content") { json in
        for mediaType in body.mediaTypes {
          json.object(mediaType) { json in json.object("schema") { body.schema(type, &$0) } }
        }
      }
    }
  }

  private func responses(of route: Route, _ path: String, to json: inout JSONWriter) {
    for (status, description) in route.successes.sorted(by: { $0.key < $1.key }) {
      json.object("\(status)") { json in
        json.member("description", description)
        guard status != 204 else { return }
        json.object("content") { json in
          for mediaType in status == 202 ? ["application/json"] : route.mediaTypes {
            json.object(mediaType) { json in json.object("schema") { _ in } }
          }
        }
      }
    }
    for (status, description) in failures(of: route, path).sorted(by: { $0.key < $1.key }) {
      json.object("\(status)") { json in
        json.member("description", description)
        json.object("content") { json in
          json.object("application/problem+json") { json in
            json.object("schema") { $0.member("$ref", "#/components/schemas/Problem") }
          }
        }
      }
    }
  }

  private func failures(of route: Route, _ path: String) -> [Int: String] {
    var failures = [
      400: "A parameter is unknown, or its value is wrong",
      401: "A token is needed, or the one sent opens nothing",
      408: "The rest of the request did not come", 414: "The address is too long",
      431: "The header is too large",
      500: "The server failed",
      503: "The registry is being written, or there is too much to do: Retry-After says when to try again",
    ]
    if path.contains("{") || path.hasPrefix("/collections/") { failures[404] = "It is not there" }
    if route.method == .get && route.forms.count > 1 {
      failures[406] = "It cannot be had in a form that is accepted"
    }
    if route.method != .get {
      failures[403] = "The token does not allow it"
    }
    if route.method != .get {
      failures[409] = "It is there already, or was decided already"
      failures[422] = "It does not fit the registry"
    }
    failures[413] = "The body is too large"
    if route.body != nil {
      failures[415] = "The body is of another type"
    }
    if route.needsCondition {
      failures[412] = "The feature is another than is known"
      failures[428] = "If-Match is missing"
    }
    return failures.merging(route.failures) { $1 }
  }

  private func problem(to json: inout JSONWriter) {
    json.object("Problem") { json in
      json.member("type", "object")
      json.member("description", "An error (RFC 9457)")
      json.object("properties") { json in
        for name in ["type", "title", "detail", "instance", "parameter", "code", "description"] {
          json.object(name) { $0.member("type", "string") }
        }
        json.object("status") { $0.member("type", "integer") }
        json.object("errors") { json in
          json.member("type", "array")
          json.object("items") { json in
            json.member("type", "object")
            json.object("properties") { json in
              for name in ["pointer", "detail", "detailZh"] {
                json.object(name) { $0.member("type", "string") }
              }
            }
          }
        }
      }
      json.array("required") { json in ["title", "status", "detail", "code"].forEach { json.text($0) } }
    }
  }
}
