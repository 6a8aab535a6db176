import Foundation
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// An error as a client is told it: `application/problem+json` (RFC 9457).
///
/// `code` and `description` say the same once more, because OGC API – Features 1.0 clients look for them.
struct Problem: Error {
  var status: HTTPResponse.Status
  var detail: Wording
  /// The parameter at fault.
  var parameter: String?
  /// The methods that the path knows, for a 405.
  var allow: String?
  /// How to say who one is, for a 401.
  var challenge: String?
  /// The parts of what was sent that are wrong, for a 422.
  var faults: [FeatureFault] = []
  /// After how many seconds it is worth another try, for a 503.
  var retryAfter: Int?

  /// What an error means to a client; `nil` for one that is our own fault.
  init?(_ error: any Error) {
    switch error {
    case let problem as Problem: self = problem
    case let error as ParameterError:
      self.init(.badRequest, error.wording, parameter: error.parameter)
    case is CancellationError, CoverageError.cancelled:
      self.init(
        .serviceUnavailable, "the server is about to end; try again", zh: "服务器即将停止，请稍后重试", retryAfter: 5)
    case let error as NIOTooManyBytesError: self = .tooLarge(error.maxBytes ?? 0)
    case is HTTPParserError:
      self.init(.badRequest, "the body is none of HTTP/1.1", zh: "正文不符合HTTP/1.1")
    case AccessibilityError.question(let error):
      guard let problem = Problem(error) else { return nil }
      self = problem
    case let error as AccessibilityError:
      self.init(.badRequest, error.wording, parameter: error.parameter)
    case let error as CoverageError: self.init(.badRequest, error.wording, parameter: error.parameter)
    case let error as AreaError: self.init(.badRequest, error.wording, parameter: error.parameter)
    case let error as ScenarioError: self.init(.badRequest, error.wording, parameter: "scenario")
    case FeatureQueryError.wrongValue(let property, let value, let expected):
      self.init(
        .badRequest, "'\(value)' is not \(expected.en)", zh: "“\(value)”无效，应为\(expected.zh)",
        parameter: property)
    case FeatureQueryError.wrongCursor:
      self.init(
        .badRequest, "it is of another order; begin without it", zh: "它属于另一种排序，请去掉它从头开始",
        parameter: "cursor")
    case FeatureDraftError.malformed(let wording): self.init(.badRequest, wording)
    case FeatureDraftError.invalid(let faults): self.init(faults)
    case ProposalError.notFound(let id): self = .noProposal("\(id)")
    case ProposalError.forbidden:
      self.init(.forbidden, "an editor above its author decides that", zh: "须由提交人的上级编辑审核")
    case let error as ProposalError: self.init(.conflict, error.wording)
    case ChangeQueryError.otherIncarnation:
      self.init(
        .gone, "it is of the registry before it was restored, or of another one; begin anew without it",
        zh: "它属于恢复之前的登记库，或属于另一个登记库，请去掉它从头开始", parameter: "since")
    case ChangeQueryError.otherCollection(let collection):
      self.init(
        .badRequest,
        "it is of \(collection.map { "the collection \($0)" } ?? "all collections"); ask for the same",
        zh: "它属于\(collection.map { "数据集 \($0)" } ?? "全部数据集")，请查询同一范围", parameter: "since")
    case RegistryError.busy(_, _):
      self.init(
        .serviceUnavailable, "the registry is being written; try again", zh: "登记库正在写入，请稍后重试", retryAfter: 1)
    case let error as HTTPError where error.status == .notFound:
      self.init(.notFound, "there is nothing at this address", zh: "此地址没有内容")
    case let error as HTTPError:
      self.init(error.status, error.body ?? error.status.reasonPhrase, zh: error.status.title.zh)
    default: return nil
    }
  }

  init(
    _ status: HTTPResponse.Status, _ en: String, zh: String, parameter: String? = nil, allow: String? = nil,
    challenge: String? = nil, retryAfter: Int? = nil
  ) {
    self.init(
      status, Wording(en, zh: zh), parameter: parameter, allow: allow, challenge: challenge,
      retryAfter: retryAfter)
  }

  init(
    _ status: HTTPResponse.Status, _ detail: Wording, parameter: String? = nil, allow: String? = nil,
    challenge: String? = nil, retryAfter: Int? = nil
  ) {
    self.challenge = challenge
    self.retryAfter = retryAfter
    self.status = status
    self.detail = detail
    self.parameter = parameter
    self.allow = allow
  }

  /// The answer to a request for a path.
  func response(instance: String, in language: DocumentLanguage) -> Response {
    Response(
      status: status, headers: headers(in: language),
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: body(instance: instance, in: language))))
  }

  /// The header of the answer.
  func headers(in language: DocumentLanguage) -> HTTPFields {
    var headers: HTTPFields = [
      .contentType: "application/problem+json", .contentLanguage: language.tag, .vary: "Accept-Language",
    ]
    if let allow { headers[.allow] = allow }
    if let challenge { headers[.wwwAuthenticate] = challenge }
    if let retryAfter { headers[.retryAfter] = String(retryAfter) }
    return headers
  }

  /// The body of the answer; `instance` is the path, where one was asked for.
  func body(instance: String?, in language: DocumentLanguage) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("type", "about:blank")
      json.member("title", language(status.title))
      json.member("status", status.code)
      json.member("detail", language(detail))
      if let instance { json.member("instance", instance) }
      if let parameter { json.member("parameter", parameter) }
      if !faults.isEmpty {
        json.array("errors") { json in
          for fault in faults {
            json.object { json in
              json.member("pointer", fault.pointer)
              json.member("detail", language(fault.wording))
              json.member("detailZh", fault.wording.zh)
            }
          }
        }
      }
      json.member("code", String(status.code))
      json.member("description", language(detail))
    }
    return json.take()
  }
}

/// Finds out in which language a request is answered, and turns every error into a ``Problem`` in it; what is our own fault
/// tells the client nothing, and the log everything.
struct ProblemMiddleware: RouterMiddleware {
  typealias Context = RegistryContext

  func handle(
    _ request: Request, context: RegistryContext,
    next: (Request, RegistryContext) async throws -> Response
  ) async throws -> Response {
    var context = context
    context.language = request.language
    do {
      return try await next(request, context)
    } catch {
      let path = request.uri.path
      if let problem = Problem(error) { return problem.response(instance: path, in: context.language) }
      context.logger.error("\(request.method) \(path): \(String(reflecting: error))")
      return Problem(
        .internalServerError, "the server failed; its log says why under request \(context.id)",
        zh: "服务器出错，原因见日志中请求\(context.id)的记录"
      ).response(instance: path, in: context.language)
    }
  }
}

extension Problem {
  /// A body is larger than is taken.
  static func tooLarge(_ most: Int) -> Problem {
    Problem(.contentTooLarge, "a body has at most \(most) bytes", zh: "正文最多\(most)字节")
  }

  /// There is no proposal of a number.
  static func noProposal(_ id: String) -> Problem {
    Problem(.notFound, "there is no proposal \(id)", zh: "没有待审修改 \(id)")
  }

  /// The registry has nothing that could be asked for.
  static let noService = Problem(.notFound, "the registry has no service", zh: "登记库中没有服务")

  /// Nothing is written.
  static let readOnly = Problem(
    .serviceUnavailable, "the server was started to read only, or may not write to the registry",
    zh: "服务器以只读方式启动，或无权写入登记库")
}

extension HTTPResponse.Status {
  /// What a problem of the status is called.
  var title: Wording { Wording(reasonPhrase, zh: Self.titles[code] ?? reasonPhrase) }

  private static let titles = [
    400: "请求有误", 401: "未经授权", 403: "禁止访问", 404: "未找到", 405: "不允许的方法", 406: "格式不可用",
    408: "请求超时", 409: "冲突", 410: "已失效", 412: "前提条件不符", 413: "正文过大", 414: "地址过长",
    415: "不支持的正文类型", 422: "内容无法处理", 428: "缺少前提条件", 431: "请求头过大", 499: "客户端已断开",
    500: "服务器内部错误", 501: "未实现", 503: "服务暂不可用",
  ]
}
