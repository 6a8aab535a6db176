import HTTPTypes
import Hummingbird

/// Lets pages of other origins read the answers and their headers.
///
/// Nobody is known by a cookie here, and a token must be sent on purpose: so any origin may ask. Hummingbird's own
/// middleware tells a page the headers of no answer but to a preflight, and takes every `OPTIONS` for one.
///
/// Source: WHATWG Fetch, 3.2.
struct CORSMiddleware: RouterMiddleware {
  typealias Context = RegistryContext

  private static let exposed =
    "ETag, Last-Modified, Link, Location, Content-Crs, WWW-Authenticate, Allow, Retry-After, X-Request-Id, Memento-Datetime, OGC-NumberMatched, OGC-NumberReturned"
  private static let sent =
    "Accept, Authorization, Content-Type, Content-Crs, If-Match, If-None-Match, Prefer"

  func handle(
    _ request: Request, context: RegistryContext,
    next: (Request, RegistryContext) async throws -> Response
  ) async throws -> Response {
    guard request.headers[.origin] != nil else { return try await next(request, context) }
    if request.method == .options, request.headers[.accessControlRequestMethod] != nil {
      return Response(
        status: .noContent,
        headers: [
          .accessControlAllowOrigin: "*", .accessControlAllowMethods: Route.allow(Route.allMethods),
          .accessControlAllowHeaders: Self.sent, .accessControlMaxAge: "86400",
        ])
    }
    var response = try await next(request, context)
    response.headers[.accessControlAllowOrigin] = "*"
    response.headers[.accessControlExposeHeaders] = Self.exposed
    return response
  }
}
