import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// `/` and `/health`.
struct LandingController {
  /// What can be asked, and how it is put.
  private static let links: [(path: String, relation: String, type: String, title: Wording)] = [
    ("/collections", "data", Form.json.mediaType, Wording("Collections of features", zh: "数据集")),
    ("/conformance", "conformance", Form.json.mediaType, Wording("Conformance classes", zh: "符合性声明")),
    ("/api", "service-desc", DocumentController.mediaType, Wording("OpenAPI document", zh: "OpenAPI接口描述")),
    ("/api?f=html", "service-doc", "text/html", Wording("The API for readers", zh: "接口说明")),
    (
      "/coverage?service=childrens-home", "related", Form.json.mediaType,
      Wording("Coverage by county", zh: "各县覆盖情况")
    ),
    (
      "/collections/unserved/items?service=childrens-home", "related", Form.geojson.mediaType,
      Wording("Unserved villages", zh: "未覆盖的村")
    ),
    (
      "/nearest?near=114.02,32.98&service=childrens-home", "related", Form.json.mediaType,
      Wording("Nearest service points", zh: "最近的服务点")
    ),
    ("/find?q=liudian", "related", Form.json.mediaType, Wording("Places by name or pinyin", zh: "按名称或拼音查找")),
    (
      "/area?service=childrens-home", "related", Form.geojson.mediaType,
      Wording("Service areas", zh: "服务范围")
    ),
    ("/health", "status", Form.json.mediaType, Wording("Whether the registry answers", zh: "运行状态")),
  ]

  static let title = Wording("Fuwang", zh: "福网")
  static let description = Wording(
    "A registry of welfare facilities, and of the villages that they serve.", zh: "福利机构及其服务村庄的登记库。")

  let registry: Registry
  let files: WebFiles

  var routes: [Route] {
    [
      Route(
        path: "/",
        summary: Wording("The map for a browser; for a program what can be asked", zh: "浏览器得到地图，程序得到可查询的内容"),
        isWorded: true, page: page, handler: landing),
      Route(
        path: "/health", summary: Wording("Whether the registry answers", zh: "登记库是否可用"), handler: health),
    ]
  }

  @Sendable private func page(_ request: Request, _ context: RegistryContext) async throws -> Response {
    try files.page(request, tiles: try await registry.reading { try $0.baseMap().origins })
  }

  @Sendable private func landing(_ request: Request, _ context: RegistryContext) async throws -> Response {
    _ = try QueryParameters(request, known: [])
    let language = context.language
    return .json { json in
      json.member("title", language(Self.title))
      json.member("description", language(Self.description))
      json.array("links") { json in
        json.ownLinks("/", Form.object, of: request)
        for link in Self.links {
          json.link(link.relation, request.serverAddress + link.path, link.type, title: language(link.title))
        }
      }
    }
  }

  @Sendable private func health(_ request: Request, _ context: RegistryContext) async throws -> Response {
    _ = try QueryParameters(request, known: [])
    do {
      try await registry.check()
    } catch {
      throw Problem(.serviceUnavailable, "the registry does not answer", zh: "登记库不可用")
    }
    return Response(
      status: .ok, headers: [.contentType: "application/json"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: #"{"status":"ok"}"#)))
  }
}
