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
        path: "/api", summary: Wording("The API", zh: "接口说明"), forms: [.json(as: Self.mediaType), .html],
        isOfRegistry: true, isWorded: true, handler: document)
    ]
  }

  @Sendable private func document(_ request: Request, _ context: RegistryContext) async throws -> Response {
    _ = try QueryParameters(request, known: [])
    let entries = try await registry.reading { try types.entries($0) }
    let language = context.language
    var json = JSONWriter()
    json.object { json in
      json.member("openapi", "3.0.3")
      json.object("info") { json in
        json.member("title", language(LandingController.title))
        json.member("description", language(LandingController.description))
        json.member("version", RegistryServer.version)
      }
      json.array("servers") { json in json.object { $0.member("url", request.serverAddress) } }
      json.object("paths") { json in
        for (path, operations) in operations(entries) {
          json.object(path) { json in
            for (route, entry) in operations { write(route, entry, at: path, in: language, to: &json) }
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
        json.object("schemas") { json in problem(in: language, to: &json) }
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

  private func write(
    _ route: Route, _ entry: TypeMemory.Entry?, at path: String, in language: DocumentLanguage,
    to json: inout JSONWriter
  ) {
    let type = entry?.type
    let method = route.method.rawValue.lowercased()
    json.object(method) { json in
      let summary =
        type.map {
          Wording("\(route.summary.en): \($0.title.en)", zh: "\(route.summary.zh)：\($0.title.zh)")
        } ?? route.summary
      json.member("summary", language(summary))
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
        for parameter in route.described(entry) { json.object { parameter.write(in: language, to: &$0) } }
        if route.needsCondition { json.object { ifMatch(in: language, to: &$0) } }
      }
      if let body = route.body { write(body, type, in: language, to: &json) }
      json.object("responses") { json in responses(of: route, path, in: language, to: &json) }
      // Everything that is public can be read without a token; to write, one is needed.
      if route.method != .get { json.array("security") { $0.object { $0.array("token") { _ in } } } }
    }
  }

  private func ifMatch(in language: DocumentLanguage, to json: inout JSONWriter) {
    json.member("name", "If-Match")
    json.member("in", "header")
    json.member(
      "description",
      language("The ETag that came with the feature that is known, or *", zh: "获取要素时得到的 ETag，或 *"))
    json.member("required", true)
    json.object("schema") { $0.member("type", "string") }
  }

  private func write(
    _ body: Route.Body, _ type: FeatureType?, in language: DocumentLanguage, to json: inout JSONWriter
  ) {
    json.object("requestBody") { json in
      json.member("required", true)
      json.object("content") { json in
        for mediaType in body.mediaTypes {
          json.object(mediaType) { json in json.object("schema") { body.schema(type, language, &$0) } }
        }
      }
    }
  }

  private func responses(
    of route: Route, _ path: String, in language: DocumentLanguage, to json: inout JSONWriter
  ) {
    for (status, description) in route.successes.sorted(by: { $0.key < $1.key }) {
      json.object("\(status)") { json in
        json.member("description", language(description))
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
        json.member("description", language(description))
        json.object("content") { json in
          json.object("application/problem+json") { json in
            json.object("schema") { $0.member("$ref", "#/components/schemas/Problem") }
          }
        }
      }
    }
  }

  private func failures(of route: Route, _ path: String) -> [Int: Wording] {
    var failures = [
      400: Wording("A parameter is unknown, or its value is wrong", zh: "参数不存在，或参数值有误"),
      401: Wording("A token is needed, or the one sent opens nothing", zh: "须提供令牌，或令牌无效"),
      408: Wording("The rest of the request did not come", zh: "请求未能收全"),
      413: Wording("The body is too large", zh: "正文过大"),
      414: Wording("The address is too long", zh: "地址过长"),
      431: Wording("The header is too large", zh: "请求头过大"),
      500: Wording("The server failed", zh: "服务器出错"),
      503: Wording(
        "The registry is being written, or there is too much to do: Retry-After says when to try again",
        zh: "登记库正在写入，或服务器繁忙，请按 Retry-After 稍后重试"),
    ]
    if path.contains("{") || path.hasPrefix("/collections/") {
      failures[404] = Wording("It is not there", zh: "所查询的内容不存在")
    }
    if route.method == .get && route.forms.count > 1 {
      failures[406] = Wording("It cannot be had in a form that is accepted", zh: "没有可接受的格式")
    }
    if route.method != .get {
      failures.merge(Route.forbidden) { $1 }
      failures[409] = Wording("It is there already, or was decided already", zh: "已存在，或已审核")
      failures[422] = Wording("It does not fit the registry", zh: "与登记库不符")
    }
    if route.body != nil {
      failures[415] = Wording("The body is of another type", zh: "正文类型不符")
    }
    if route.needsCondition {
      failures[412] = Wording("The feature is another than is known", zh: "要素已被修改")
      failures[428] = Wording("If-Match is missing", zh: "缺少 If-Match")
    }
    return failures.merging(route.failures) { $1 }
  }

  private func problem(in language: DocumentLanguage, to json: inout JSONWriter) {
    json.object("Problem") { json in
      json.member("type", "object")
      json.member("description", language("An error (RFC 9457)", zh: "错误（RFC 9457）"))
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
