import Foundation
import Hummingbird

/// The style of all pages: a file of its own, since nothing in a page may be a style or a script.
enum StyleSheet {
  static let path = "/style.css"

  /// The answer to a request for it, which a browser may keep for a day.
  @Sendable static func answer(_ request: Request, _ context: RegistryContext) async throws -> Response {
    _ = try QueryParameters(request, known: [])
    let validators = Validators(tag: Validators.strongTag(of: Data(text.utf8)))
    if request.has(validators) { return .notModified(validators) }
    var response = Response(
      status: .ok,
      headers: [.contentType: "text/css; charset=utf-8", .cacheControl: "public, max-age=86400"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    response.tell(validators)
    return response
  }

  private static let text = """
    :root { color-scheme: light dark; }
    body { font: 1rem/1.5 system-ui, sans-serif; max-width: 75rem; margin: 0 auto; padding: 0 1rem 3rem; }
    nav { padding: .75rem 0; border-bottom: 1px solid #8886; overflow-wrap: anywhere; }
    .forms { float: right; font-size: .875rem; }
    h1 { font-size: 1.5rem; }
    h2 { font-size: 1.15rem; margin-top: 2rem; }
    dt { font-weight: 600; margin-top: .5rem; }
    dd { margin-left: 1rem; overflow-wrap: anywhere; }
    .wide { overflow-x: auto; }
    table { border-collapse: collapse; font-size: .875rem; }
    th, td { text-align: left; vertical-align: top; padding: .25rem .6rem; border-bottom: 1px solid #8884; }
    th { white-space: nowrap; }
    summary { cursor: pointer; padding: .25rem 0; overflow-wrap: anywhere; }
    form { padding: .4rem 0; border-bottom: 1px solid #8884; }
    input, select, button { font: inherit; max-width: 100%; }

    """
}
