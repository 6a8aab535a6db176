import HTTPTypes
import Hummingbird
import Logging
import ServiceNetwork
import Synchronization

/// Gives each request an id, counts it, and writes its line into the access log.
struct ObservationMiddleware: RouterMiddleware {
  typealias Context = RegistryContext

  let operations: Operations

  func handle(
    _ request: Request, context: RegistryContext,
    next: (Request, RegistryContext) async throws -> Response
  ) async throws -> Response {
    var context = context
    if let id = request.headers[.requestID], Self.isValid(id) {
      context.logger[metadataKey: "hb.request.id"] = .string(id)
    }
    let observation = Observation(operations: operations, request: request, context: context)
    operations.metrics.begin()
    do {
      var response = try await next(request, context)
      response.headers[.requestID] = context.id
      let status = response.status
      guard request.method != .head, response.body.contentLength == nil else {
        observation.end(status, bytes: request.method == .head ? 0 : response.body.contentLength ?? 0)
        return response
      }
      // How large it is, is known when it is out.
      let (body, count) = (response.body, ByteCount())
      response.body = ResponseBody { writer in
        defer { observation.end(status, bytes: count.value) }
        try await body.map { buffer in
          count.add(buffer.readableBytes)
          return buffer
        }.write(writer)
      }
      return response
    } catch {
      observation.end(.internalServerError, bytes: 0)
      throw error
    }
  }

  /// Whether a client's own id can stand in a log: letters, digits, `-`, `_` and `.`, at most 64 of them.
  static func isValid(_ id: String) -> Bool {
    (1...64).contains(id.utf8.count)
      && id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
  }
}

/// A request whose answer is awaited.
private final class Observation: Sendable {
  private let operations: Operations
  private let request: Request
  private let context: RegistryContext
  private let start = ContinuousClock.now
  private let hasEnded = Atomic(false)

  init(operations: Operations, request: Request, context: RegistryContext) {
    self.operations = operations
    self.request = request
    self.context = context
  }

  deinit {
    // A body that is streamed is not asked for where nobody is there any more.
    end(.clientClosedRequest, bytes: 0)
  }

  /// Counts and logs the answer, once.
  func end(_ status: HTTPResponse.Status, bytes: Int) {
    guard !hasEnded.exchange(true, ordering: .relaxed) else { return }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    // Hummingbird calls what it has no route for so.
    let route = context.endpointPath.flatMap { $0 == "NotFound" ? nil : $0 }
    operations.metrics.end(
      ServerMetrics.Label(
        route: route ?? "none",
        method: Self.methods.contains(request.method) ? request.method.rawValue : "other",
        statusClass: status.code / 100),
      seconds: seconds, bytes: bytes)
    operations.accessLog?.info(
      "request",
      metadata: AccessLine(
        id: context.id, request: request, route: route, role: context.trace.role, status: status.code,
        bytes: bytes, seconds: seconds
      ).metadata)
  }

  private static let methods: Set<HTTPRequest.Method> = [.get, .head, .options, .post, .put, .patch, .delete]
}

/// The bytes of an answer that are out.
private final class ByteCount: Sendable {
  private let count = Atomic<Int>(0)

  var value: Int { count.load(ordering: .relaxed) }
  func add(_ more: Int) { count.add(more, ordering: .relaxed) }
}

extension HTTPField.Name {
  /// What the client, the answer and the logs call a request by.
  static let requestID = named("X-Request-Id")
}
