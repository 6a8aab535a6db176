import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// `/` and `/health`.
struct LandingController {
  /// What can be asked, and how it is put.
  private static let links: [(path: String, relation: String, type: String, title: String)] = [
    ("/collections", "data", Form.json.mediaType, "Collections of features 数据集"),
    ("/conformance", "conformance", Form.json.mediaType, "Conformance classes 符合性"),
    ("/api", "service-desc", DocumentController.mediaType, "OpenAPI document 接口描述"),
    ("/api?f=html", "service-doc", "text/html", "The API for readers 接口说明"),
    ("/coverage?service=childrens-home", "related", Form.json.mediaType, "Coverage by county 覆盖情况"),
    (
      "/collections/unserved/items?service=childrens-home", "related", Form.geojson.mediaType,
      "Unserved villages 未覆盖的村"
    ),
    (
      "/nearest?near=114.02,32.98&service=childrens-home", "related", Form.json.mediaType,
      "Nearest service points 最近服务点"
    ),
    ("/find?q=liudian", "related", Form.json.mediaType, "Places by name or pinyin 按名称或拼音查找"),
    (
      "/area?service=childrens-home", "related", Form.geojson.mediaType, "Service areas 服务范围"
    ),
    ("/health", "status", Form.json.mediaType, "Whether the registry answers 运行状态"),
  ]

  static let description =
    "A registry of welfare facilities, and of the villages that they serve."

  private static let parameters = [
    ParameterDescription(
      name: "lang", summary: "The language of the map: zh or en (default: the browser's)",
      schema: .words(["zh", "en"]))
  ]

  let registry: Registry
  let files: WebFiles

  var routes: [Route] {
    [
      Route(
        path: "/", summary: "The map for a browser; for a program what can be asked",
        parameters: { _ in Self.parameters }, page: page, handler: landing),
      Route(path: "/health", summary: "Whether the registry answers", handler: health),
    ]
  }

  @Sendable private func page(_ request: Request, _ context: RegistryContext) async throws -> Response {
    try files.page(request, tiles: try await registry.reading { try $0.baseMap().origins })
  }

  @Sendable private func landing(_ request: Request, _ context: RegistryContext) async throws -> Response {
    _ = try QueryParameters(request, known: Self.parameters)
    return .json { json in
      json.member("title", "Fuwang 福网")
      json.member("description", Self.description)
      json.array("links") { json in
        json.ownLinks("/", Form.object, of: request)
        for link in Self.links {
          json.link(link.relation, request.serverAddress + link.path, link.type, title: link.title)
        }
      }
    }
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
}
