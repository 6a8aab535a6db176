import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import RegistryFiles
import RegistryStore
import ServiceNetwork
import Synchronization

/// What a request carries along: its number, who sent it, and how it is answered.
struct RegistryContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// Who sent it; the public where no token came with it.
  var caller = Caller.anonymous {
    didSet { trace.role = caller.role }
  }
  /// The form that was agreed on.
  var form = Form.json
  /// The language of texts in the answer.
  var language = DocumentLanguage.en
  /// What is known of the request outside of what answers it.
  let trace = RequestTrace()
  /// The connection that it came by.
  let channel: any Channel
  /// The largest body that is taken, bytes.
  var maxUploadSize = ServerLimits().bodyBytes

  init(source: Source) {
    coreContext = .init(source: source)
    channel = source.channel
  }

  /// Whether it came from this machine, or from a proxy on it.
  var isFromLoopback: Bool {
    guard let address = channel.remoteAddress?.ipAddress else { return false }
    return address == "::1" || address.hasPrefix("127.") || address.hasPrefix("::ffff:127.")
  }
}

/// What the log is told of a request by those who find it out.
final class RequestTrace: Sendable {
  private let state = Mutex(Role.public)

  /// The role of who sent it.
  var role: Role {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }
}

/// Finds out who sends a request, by its token.
///
/// Source: RFC 6750, 2.1 and 3.
struct AuthenticationMiddleware: RouterMiddleware {
  typealias Context = RegistryContext

  let registry: Registry

  func handle(
    _ request: Request, context: RegistryContext,
    next: (Request, RegistryContext) async throws -> Response
  ) async throws -> Response {
    guard let header = request.headers[.authorization] else { return try await next(request, context) }
    let words = header.split(separator: " ")
    guard words.count == 2, words[0].lowercased() == "bearer" else {
      throw Problem(
        .unauthorized, "the header Authorization is no 'Bearer' and a token",
        zh: "请求头 Authorization 应为“Bearer”加令牌", challenge: "Bearer")
    }
    let token = BearerToken(text: String(words[1]))
    guard let caller = try await registry.caller(digest: token.digest, at: Date()) else {
      throw Problem(
        .unauthorized, "the token is none, or opens nothing any more", zh: "令牌无效或已失效",
        challenge: #"Bearer error="invalid_token""#)
    }
    var context = context
    context.caller = caller
    return try await next(request, context)
  }
}

extension Request {
  /// The address of the server as the client wrote it, without a slash at its end.
  ///
  /// A proxy that speaks TLS tells so in `X-Forwarded-Proto`.
  var serverAddress: String {
    let scheme = headers[.forwardedProto] == "https" ? "https" : "http"
    return "\(scheme)://\(head.authority ?? "localhost")"
  }
}

extension HTTPField.Name {
  /// How a proxy in front was spoken to.
  static let forwardedProto = named("X-Forwarded-Proto")
  /// Where else to go (RFC 8288).
  static let link = named("Link")
  /// The system of an answer's coordinates (OGC API – Features – Part 2).
  static let contentCrs = named("Content-Crs")
  /// How many features a question has, for forms that have no place for it.
  static let numberMatched = named("OGC-NumberMatched")
  /// How many of them are in the answer.
  static let numberReturned = named("OGC-NumberReturned")

  /// The time of a past state (RFC 7089).
  static let mementoDatetime = named("Memento-Datetime")

  static func named(_ text: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(text) else { preconditionFailure("'\(text)' is a token") }
    return name
  }
}
