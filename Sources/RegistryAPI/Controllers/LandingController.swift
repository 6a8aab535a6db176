import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// `/` and `/health`.
struct LandingController {
  /// What can be asked, and how it is put.
  private static let links: [(path: String, relation: String, title: String)] = [
    ("/coverage?service=childrens-home", "related", "Coverage by county"),
    ("/collections/unserved/items?service=childrens-home", "items", "Unserved villages, GeoJSON"),
    ("/nearest?near=114.02,32.98&service=childrens-home", "related", "Nearest service points"),
    ("/health", "status", "Whether the registry answers"),
    ("/collections", "data", "Collections of features"),
    ("/conformance", "conformance", "Conformance classes"),
  ]

  static let description =
    "A registry of welfare facilities, and of the villages that they serve."

  let registry: Registry

  var routes: [Route] {
    [
      Route(
        path: "/", summary: "What can be asked", mediaTypes: ["application/json", "text/html"],
        handler: landing),
      Route(
        path: "/health", summary: "Whether the registry answers", parameters: { _ in [] }, handler: health),
    ]
  }

  @Sendable private func landing(_ request: Request, _ context: RegistryContext) async throws -> Response {
    _ = try QueryParameters(request, known: Route.formParameter)
    var headers: HTTPFields = [.vary: "Accept"]
    if request.headers[.accept]?.contains("text/html") == true {
      headers[.contentType] = "text/html; charset=utf-8"
      headers[.contentSecurityPolicy] = "default-src 'none'; base-uri 'none'; form-action 'none'"
      return Response(
        status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: Self.page)))
    }
    headers[.contentType] = "application/json"
    var json = JSONWriter()
    json.object { json in
      json.member("title", "Fuwang 福网")
      json.member("description", Self.description)
      json.array("links") { json in
        for link in Self.links {
          json.link(link.relation, request.serverAddress + link.path, "application/json", title: link.title)
        }
        json.link("self", request.serverAddress + "/", "application/json")
        json.link("alternate", request.serverAddress + "/", "text/html")
        json.link(
          "service-desc", request.serverAddress + "/api", DocumentController.mediaType,
          title: "OpenAPI document")
      }
    }
    return Response(
      status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.take())))
  }

  @Sendable private func health(_ request: Request, _ context: RegistryContext) async throws -> Response {
    _ = try QueryParameters(request, known: [])
    do {
      try await registry.check()
    } catch {
      throw Problem(.serviceUnavailable, "the registry does not answer")
    }
    return Response(
      status: .ok, headers: [.contentType: "application/json"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: #"{"status":"ok"}"#)))
  }

  private static let page = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Fuwang 福网</title>
    </head>
    <body>
    <h1>Fuwang <span lang="zh">福网</span></h1>
    <p>\(description)</p>
    <ul>
    \(links.map { #"<li><a href="\#($0.path.replacing("&", with: "&amp;"))">\#($0.title)</a></li>"# }.joined(separator: "\n"))
    </ul>
    </body>
    </html>
    """
}
