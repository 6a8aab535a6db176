import Hummingbird
import RegistryFiles
import ServiceNetwork

/// A method of a path, what answers it, and what is said of it in the OpenAPI document.
struct Route: Sendable {
  typealias Handler = @Sendable (Request, RegistryContext) async throws -> Response

  /// What is sent along with a request.
  struct Body: Sendable {
    /// The media types that are understood.
    let mediaTypes: [String]
    /// Writes the schema of it, of a path for collections that for a type.
    let schema: @Sendable (FeatureType?, DocumentLanguage, inout JSONWriter) -> Void
  }

  /// The failure of what is for some alone.
  static let forbidden = [403: Wording("The token does not allow it", zh: "令牌没有此权限")]
  /// What is said of something that was added.
  static let isThere = Wording("It is there", zh: "已新增")
  /// What is said of something that stands in another's place.
  static let wasReplaced = Wording("It was replaced", zh: "已替换")
  /// All methods that some path knows, in the order in which they are told.
  static let allMethods: [HTTPRequest.Method] = [.get, .head, .options, .post, .put, .patch, .delete]

  /// The methods that no path knows.
  static let otherMethods = [.trace, .connect] + [HTTPRequest.Method("QUERY")].compactMap { $0 }

  /// The method; what is got can also be asked for without its body.
  var method = HTTPRequest.Method.get
  /// The path; what stands in braces is a parameter.
  let path: String
  /// What it gives or does, in a few words.
  let summary: Wording
  /// The forms in which it answers; the first is the one of who does not choose.
  var forms = Form.object
  /// The parameters that it knows beside `f` and `lang`, of a path for collections those for a type.
  var parameters: @Sendable (TypeMemory.Entry?) -> [ParameterDescription] = { _ in [] }
  /// What is sent along; `nil` for nothing.
  var body: Body?
  /// The answers to one that succeeds, by their numbers.
  var successes = [200: Wording("What was asked for", zh: "所查询的内容")]
  /// The answers to one that fails, beside those that every route gives.
  var failures: [Int: Wording] = [:]
  /// Whether a path for collections is there for a type.
  var isFor: @Sendable (FeatureType) -> Bool = { _ in true }
  /// Whether the one who asks may do it now, as `OPTIONS` tells.
  var isOpen: @Sendable (RegistryContext) async throws -> Bool = { _ in true }
  /// Whether what it answers stays as it is until the registry or the day changes: then clients need not get it twice.
  var isOfRegistry = false
  /// Whether what it answers to a program has titles or other texts in the language that is asked for; pages always have.
  var isWorded = false
  /// Whether a request is for an analysis, which may take all of a processor for a while.
  var isAnalysis: @Sendable (RegistryContext) -> Bool = { _ in false }
  /// Whether the work ends where its client goes away, though its method is one of those that write.
  var isForWhoAsks = false
  /// What a browser is shown in the place of the page that is made from what it answers.
  var page: Handler?
  var handler: Handler

  /// Whether it changes what is there, and must know it: a request says so with `If-Match`.
  var needsCondition: Bool { [.put, .patch, .delete].contains(method) }

  /// The methods, as the header `Allow` has them; `HEAD` goes with `GET`, and `OPTIONS` with everything.
  static func allow(_ methods: some Sequence<HTTPRequest.Method>) -> String {
    let known = Set(methods)
    return allMethods.filter { $0 == .options || known.contains($0 == .head ? .get : $0) }.map(\.rawValue)
      .joined(separator: ", ")
  }
}

extension Router<RegistryContext> {
  /// Adds routes, and for each path what it says of its methods.
  ///
  /// - Parameter handler: what answers a route.
  func add(_ routes: [Route], answeredBy handler: (Route) -> Route.Handler) {
    for (path, routes) in Dictionary(grouping: routes, by: \.path) {
      let path = RouterPath(path)
      for route in routes {
        for method in route.method == .get ? [.get, .head] : [route.method] {
          on(path, method: method, use: handler(route))
        }
      }
      on(path, method: .options) { _, context in
        var methods: [HTTPRequest.Method] = []
        for route in routes where try await route.isOpen(context) { methods.append(route.method) }
        return Response(status: .ok, headers: [.allow: Route.allow(methods)])
      }
      // Hummingbird would answer 404.
      let known = Set(routes.map(\.method) + [.head, .options])
      for method in Route.allMethods + Route.otherMethods where !known.contains(method) {
        on(path, method: method) { request, _ -> Response in
          throw Problem(
            .methodNotAllowed, "\(request.method) is not possible here",
            zh: "此处不能使用 \(request.method)",
            allow: Route.allow(routes.map(\.method)))
        }
      }
    }
  }
}

extension Route {
  /// The media types that it gives.
  var mediaTypes: [String] { forms.map(\.mediaType) }

  /// All its parameters, `f` first where there is a choice, and `lang`.
  func described(_ entry: TypeMemory.Entry?) -> [ParameterDescription] {
    let own = parameters(entry)
    let language: [ParameterDescription] =
      own.contains { $0.name == ParameterDescription.language.name } ? [] : [.language]
    return (method == .get ? [Form.parameter(forms)] : []) + language + own
  }
}
