import HTTPTypes
import Hummingbird

/// Sends what is text as gzip to who takes it.
///
/// A strong tag is another one for other bytes: that of the compressed answer ends in `-gzip`, and who sends it back in a
/// condition is understood.
///
/// Source: RFC 9110, 8.4.1.3, 8.8.3.3 and 12.5.3.
struct CompressionMiddleware: RouterMiddleware {
  typealias Context = RegistryContext

  /// Bodies below it are sent as they are: a packet holds them anyway.
  private static let least = 1024
  private static let suffix = "-gzip\""

  func handle(
    _ request: Request, context: RegistryContext,
    next: (Request, RegistryContext) async throws -> Response
  ) async throws -> Response {
    let accepted = AcceptedCodings(request.headers[.acceptEncoding])
    let conditions = request.headers[.ifNoneMatch]
    var head = request.head
    head.headerFields[.ifMatch] = head.headerFields[.ifMatch].map(Self.plain)
    if accepted.gzip { head.headerFields[.ifNoneMatch] = conditions.map(Self.plain) }
    var response = try await next(Request(head: head, body: request.body), context)
    response.headers[.vary] = [response.headers[.vary], "Accept-Encoding"].compactMap(\.self)
      .joined(separator: ", ")
    guard accepted.gzip else { return response }
    if response.status == .notModified {
      if let tag = response.headers[.eTag].map(Self.compressed), conditions?.contains(tag) == true {
        response.headers[.eTag] = tag
      }
      return response
    }
    let length = response.body.contentLength ?? .max
    guard length >= (accepted.identity ? Self.least : 1), response.headers[.contentEncoding] == nil,
      Self.isText(response.headers[.contentType] ?? "")
    else { return response }
    response.headers[.contentEncoding] = "gzip"
    if let tag = response.headers[.eTag] { response.headers[.eTag] = Self.compressed(tag) }
    let body = response.body
    if body.contentLength == nil {
      response.body = ResponseBody { writer in try await body.write(try GzipBodyWriter(writer)) }
    } else {
      let whole = try await body.collected()
      response.body = ResponseBody(byteBuffer: try GzipStream().compress(whole, isLast: true))
    }
    return response
  }

  // MARK: - Private

  private static func isText(_ mediaType: String) -> Bool {
    mediaType.hasPrefix("text/")
      || ["json", "xml", "javascript"].contains { mediaType.prefix { $0 != ";" }.hasSuffix($0) }
      || mediaType.hasPrefix("application/geo+json-seq")
      || mediaType.hasPrefix("application/vnd.oai.openapi+json")
  }

  /// The tag of the compressed answer; a weak one says of neither how it is coded.
  private static func compressed(_ tag: String) -> String {
    tag.hasPrefix("W/") ? tag : tag.dropLast() + suffix
  }

  /// Tags as they are of answers that are not compressed.
  private static func plain(_ tags: String) -> String { tags.replacing(suffix, with: "\"") }
}

/// What an `Accept-Encoding` header takes.
///
/// Source: RFC 9110, 12.5.3.
struct AcceptedCodings: Equatable {
  /// Whether gzip is taken, and not less than what is not compressed.
  let gzip: Bool
  /// Whether what is not compressed is taken.
  let identity: Bool

  init(_ header: String?) {
    guard let header else {
      (gzip, identity) = (false, true)
      return
    }
    let codings = WeightedList(header)
    let others = codings.quality(of: "*")
    let gzipQuality = codings.quality(of: "gzip") ?? codings.quality(of: "x-gzip") ?? others ?? 0
    let plainQuality = codings.quality(of: "identity")
    gzip = gzipQuality > 0 && gzipQuality >= plainQuality ?? 0
    identity = (plainQuality ?? (others == 0 ? 0 : 1)) > 0
  }
}
