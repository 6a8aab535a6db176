import HTTPTypes
import Hummingbird

/// Answers HEAD as GET was answered, but without the body.
///
/// It stands around everything that changes a body, so that the length is that of GET.
struct HeadMiddleware: RouterMiddleware {
  typealias Context = RegistryContext

  func handle(
    _ request: Request, context: RegistryContext,
    next: (Request, RegistryContext) async throws -> Response
  ) async throws -> Response {
    let response = try await next(request, context)
    guard request.method == .head else { return response }
    guard response.body.contentLength == nil else { return response.createHeadResponse() }
    // Nobody knows the length of a stream. After its head nothing may come, but NIO would end its chunks: so the
    // connection ends instead.
    var headers = response.headers
    headers[.connection] = "close"
    return Response(
      status: response.status, headers: headers, body: ResponseBody { _ in throw HeadIsAll() })
  }
}

/// What ends the connection after an answer to HEAD whose length nobody knows.
private struct HeadIsAll: Error {}
