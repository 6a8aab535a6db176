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
    [Route(path: "/api", summary: "This document", mediaTypes: [Self.mediaType], handler: document)]
  }

  @Sendable private func document(_ request: Request, _ context: RegistryContext) async throws -> Response {
    _ = try QueryParameters(request, known: Route.formParameter)
    let entries = try await registry.reading { try types.entries($0) }
    var json = JSONWriter()
    json.object { json in
      json.member("openapi", "3.0.3")
      json.object("info") { json in
        json.member("title", "Fuwang 福网")
        json.member("description", LandingController.description)
        json.member("version", "0.1.0")
      }
      json.array("servers") { json in json.object { $0.member("url", request.serverAddress) } }
      json.object("paths") { json in
        for route in described + routes { write(route, entries, to: &json) }
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

  private func write(_ route: Route, _ entries: [TypeMemory.Entry], to json: inout JSONWriter) {
    guard route.path.contains(Self.collection) else { return operation(of: route, nil, to: &json) }
    for entry in entries where route.isFor(entry.type) { operation(of: route, entry, to: &json) }
  }

  private func operation(of route: Route, _ entry: TypeMemory.Entry?, to json: inout JSONWriter) {
    let type = entry?.type
    let path = type.map { route.path.replacing(Self.collection, with: $0.id) } ?? route.path
    let words = path.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    json.object(path) { json in
      json.object("get") { json in
        json.member("summary", type.map { "\(route.summary): \($0.title.en)" } ?? route.summary)
        json.member("operationId", "get" + words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined())
        if let type { json.array("tags") { $0.text(type.id) } }
        json.array("parameters") { json in
          if path.contains("{featureId}") {
            json.object { json in
              json.member("name", "featureId")
              json.member("in", "path")
              json.member("required", true)
              json.object("schema") { $0.member("type", "string") }
            }
          }
          for parameter in route.parameters(entry) { json.object { parameter.write(to: &$0) } }
        }
        json.object("responses") { json in responses(of: route, path, to: &json) }
      }
    }
  }

  private func responses(of route: Route, _ path: String, to json: inout JSONWriter) {
    json.object("200") { json in
      json.member("description", route.summary)
      json.object("content") { json in
        for mediaType in route.mediaTypes {
          json.object(mediaType) { json in json.object("schema") { _ in } }
        }
      }
    }
    var failures = [
      ("400", "A parameter is unknown, or its value is wrong"), ("401", "The token opens nothing"),
    ]
    if path.contains("{") || path.hasPrefix("/collections/") { failures.append(("404", "It is not there")) }
    if path == ChangesController.path {
      failures.append(("410", "The cursor is of the registry before it was restored"))
    }
    if route.mediaTypes.count > 1 { failures.append(("406", "It cannot be had in a form that is accepted")) }
    failures.append(("500", "The server failed"))
    failures.append(("503", "The registry is being written"))
    for (status, description) in failures {
      json.object(status) { json in
        json.member("description", description)
        json.object("content") { json in
          json.object("application/problem+json") { json in
            json.object("schema") { $0.member("$ref", "#/components/schemas/Problem") }
          }
        }
      }
    }
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
      }
      json.array("required") { json in ["title", "status", "detail", "code"].forEach { json.text($0) } }
    }
  }
}
