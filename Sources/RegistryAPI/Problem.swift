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
  var detail: String
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
      self.init(.badRequest, error.message, parameter: error.parameter)
    case is CancellationError, CoverageError.cancelled:
      self.init(.serviceUnavailable, "the server is about to end; try again", retryAfter: 5)
    case let error as NIOTooManyBytesError:
      self.init(.contentTooLarge, "a body has at most \(error.maxBytes ?? 0) bytes")
    case is HTTPParserError: self.init(.badRequest, "the body is none of HTTP/1.1")
    case AccessibilityError.question(let error):
      guard let problem = Problem(error) else { return nil }
      self = problem
    case let error as AccessibilityError:
      self.init(.badRequest, error.description, parameter: error.parameter)
    case let error as CoverageError:
      self.init(.badRequest, error.description, parameter: error.parameter)
    case let error as AreaError: self.init(.badRequest, error.description, parameter: error.parameter)
    case let error as ScenarioError:
      self.init(.badRequest, error.description, parameter: "scenario")
    case FeatureQueryError.wrongValue(let property, let value, let expected):
      self.init(.badRequest, "'\(value)' is not \(expected)", parameter: property)
    case FeatureQueryError.wrongCursor:
      self.init(.badRequest, "it is of another order; begin without it", parameter: "cursor")
    case FeatureDraftError.malformed(let wording): self.init(.badRequest, wording.en)
    case FeatureDraftError.invalid(let faults): self.init(faults)
    case ProposalError.notFound(let id): self.init(.notFound, "there is no proposal \(id)")
    case ProposalError.forbidden: self.init(.forbidden, "an editor above its author decides that")
    case let error as ProposalError: self.init(.conflict, error.description)
    case ChangeQueryError.otherIncarnation:
      self.init(
        .gone, "it is of the registry before it was restored, or of another one; begin anew without it",
        parameter: "since")
    case ChangeQueryError.otherCollection(let collection):
      self.init(
        .badRequest,
        "it is of \(collection.map { "the collection \($0)" } ?? "all collections"); ask for the same",
        parameter: "since")
    case RegistryError.busy(_, _):
      self.init(.serviceUnavailable, "the registry is being written; try again", retryAfter: 1)
    case let error as HTTPError where error.status == .notFound:
      self.init(.notFound, "there is nothing at this address")
    case let error as HTTPError: self.init(error.status, error.body ?? error.status.reasonPhrase)
    default: return nil
    }
  }

  init(
    _ status: HTTPResponse.Status, _ detail: String, parameter: String? = nil, allow: String? = nil,
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
  func response(instance: String) -> Response {
    Response(
      status: status, headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: body(instance: instance))))
  }

  /// The header of the answer.
  var headers: HTTPFields {
    var headers: HTTPFields = [.contentType: "application/problem+json"]
    if let allow { headers[.allow] = allow }
    if let challenge { headers[.wwwAuthenticate] = challenge }
    if let retryAfter { headers[.retryAfter] = String(retryAfter) }
    return headers
  }

  /// The body of the answer; `instance` is the path, where one was asked for.
  func body(instance: String?) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("type", "about:blank")
      json.member("title", status.reasonPhrase)
      json.member("status", status.code)
      json.member("detail", detail)
      if let instance { json.member("instance", instance) }
      if let parameter { json.member("parameter", parameter) }
      if !faults.isEmpty {
        json.array("errors") { json in
          for fault in faults {
            json.object { json in
              json.member("pointer", fault.pointer)
              json.member("detail", fault.wording.en)
              json.member("detailZh", fault.wording.zh)
            }
          }
        }
      }
      json.member("code", String(status.code))
      json.member("description", detail)
    }
    return json.take()
  }
}

/// Turns every error into a ``Problem``; what is our own fault tells the client nothing, and the log everything.
struct ProblemMiddleware<Context: RequestContext>: RouterMiddleware {
  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch {
      let path = request.uri.path
      if let problem = Problem(error) { return problem.response(instance: path) }
      context.logger.error("\(request.method) \(path): \(String(reflecting: error))")
      let detail = "the server failed; its log says why under request \(context.id)"
      return Problem(.internalServerError, detail).response(instance: path)
    }
  }
}
