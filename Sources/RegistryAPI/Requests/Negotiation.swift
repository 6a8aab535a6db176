import Foundation
import HTTPTypes
import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// What every path that is read has in common: the form is agreed on, what the client has is not made again, and what a
/// handler gives as JSON becomes a page for a browser.
struct Negotiation {
  let registry: Registry
  let types: TypeMemory
  let today: @Sendable () -> CalendarDate

  /// The answer to a request for a route.
  ///
  /// - Throws: ``Problem``: 400 for a wrong `f`, 406; what the handler throws.
  func answer(
    _ route: Route, _ request: Request, _ context: RegistryContext
  ) async throws -> Response {
    var context = context
    let form = try request.form(among: route.forms)
    context.form = form
    if form == .html, let page = route.page { return varying(try await page(request, context)) }
    let language = route.isWorded || form == .html ? context.language : nil
    var validators: Validators?
    if route.isOfRegistry {
      // Read before the answer, so that a change between the two makes the client ask again.
      let (caller, today) = (context.caller, today())
      let change = try await registry.reading { try $0.lastChangeAndTime() }
      let known = Validators(request, form, language, caller, change: change, today: today)
      if request.has(known) { return varying(.notModified(known), language) }
      validators = known
    }
    var response = try await route.handler(request, context)
    guard response.status == .ok else { return varying(response) }
    if form == .html { response = try await page(of: response, route, request, context) }
    if let validators {
      response.tell(validators)
    } else if let tag = response.headers[.eTag] {
      let own = Validators(
        tag: tag, lastModified: response.headers[.lastModified].flatMap(Date.init(httpText:)))
      if request.has(own) { return varying(.notModified(own), language) }
    }
    return varying(response, language)
  }

  /// An answer that says on what it depends; `language` is that of its texts, where it has any.
  private func varying(_ response: Response, _ language: DocumentLanguage? = nil) -> Response {
    var response = response
    response.headers[.vary] =
      language == nil ? "Accept, Authorization" : "Accept, Accept-Language, Authorization"
    if let language, response.status != .notModified { response.headers[.contentLanguage] = language.tag }
    return response
  }

  /// The page that shows what an answer says.
  private func page(
    of response: Response, _ route: Route, _ request: Request, _ context: RegistryContext
  ) async throws -> Response {
    let body = try await response.body.collected()
    let entry: TypeMemory.Entry?
    if let id = context.parameters.get("collectionId") {
      entry = try await registry.reading { try types.entry(id, $0) }
    } else {
      entry = nil
    }
    let page = Page(
      content: try OrderedJSON(Array(body.readableBytesView)), language: context.language,
      title: context.language(route.summary), server: request.serverAddress, path: request.uri.path,
      query: try QueryParameters.pairs(of: request), parameters: route.parameters(entry),
      otherForms: route.forms.filter { $0 != .html }.map { ($0.name, request.replacing(["f": $0.name])) },
      otherLanguages: DocumentLanguage.allCases.filter { $0 != context.language }.map { other in
        (other, request.replacing([ParameterDescription.language.name: other.rawValue]))
      },
      type: entry?.type)
    let bytes = page.bytes
    var answer = Response(
      status: .ok,
      headers: [.contentType: Form.html.mediaType, .contentSecurityPolicy: Page.securityPolicy],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    for name in [HTTPField.Name.contentCrs, .lastModified, .link, .mementoDatetime] {
      answer.headers[name] = response.headers[name]
    }
    if let tag = response.headers[.eTag] { answer.headers[.eTag] = VersionTag.tag(tag, of: Data(bytes)) }
    return answer
  }
}

extension ResponseBody {
  /// All that it writes.
  func collected() async throws -> ByteBuffer {
    let collection = BodyCollection()
    try await write(collection)
    return collection.buffer
  }
}

/// Takes a body as it is written; used by one task at a time.
private final class BodyCollection: ResponseBodyWriter {
  var buffer = ByteBuffer()

  func write(_ part: ByteBuffer) async throws { buffer.writeImmutableBuffer(part) }

  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
