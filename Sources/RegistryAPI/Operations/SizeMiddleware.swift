import HTTPTypes
import Hummingbird

/// Refuses addresses and bodies that are too large, before anything is read of them.
///
/// A body that does not say how large it is is cut off where it is read, by the context's `maxUploadSize`.
struct SizeMiddleware: RouterMiddleware {
  typealias Context = RegistryContext

  let limits: ServerLimits

  func handle(
    _ request: Request, context: RegistryContext,
    next: (Request, RegistryContext) async throws -> Response
  ) async throws -> Response {
    guard request.uri.string.utf8.count <= ServerLimits.addressBytes else {
      throw Problem(
        .uriTooLong, "an address has at most \(ServerLimits.addressBytes) bytes",
        zh: "地址最多\(ServerLimits.addressBytes)字节")
    }
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limits.bodyBytes {
      throw Problem.tooLarge(limits.bodyBytes)
    }
    var context = context
    context.maxUploadSize = limits.bodyBytes
    return try await next(request, context)
  }
}
