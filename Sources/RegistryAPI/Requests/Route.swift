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
    let schema: @Sendable (FeatureType?, inout JSONWriter) -> Void
  }

  /// All methods that some path knows, in the order in which they are told.
  static let allMethods: [HTTPRequest.Method] = [.get, .head, .options, .post, .put, .patch, .delete]
  /// The parameter that addresses with one form know all the same, since clients send it everywhere.
  static let formParameter = [ParameterDescription(name: "f", summary: "The form", schema: .words(["json"]))]

  /// The method; what is got can also be asked for without its body.
  var method = HTTPRequest.Method.get
  /// The path; what stands in braces is a parameter.
  let path: String
  /// What it gives or does, in a few words.
  let summary: String
  /// The media types that it gives.
  var mediaTypes = ["application/json"]
  /// The parameters that it knows, of a path for collections those for a type.
  var parameters: @Sendable (TypeMemory.Entry?) -> [ParameterDescription] = { _ in Self.formParameter }
  /// What is sent along; `nil` for nothing.
  var body: Body?
  /// The answers to one that succeeds, by their numbers.
  var successes = [200: "What was asked for"]
  /// Whether a path for collections is there for a type.
  var isFor: @Sendable (FeatureType) -> Bool = { _ in true }
  /// Whether the one who asks may do it now, as `OPTIONS` tells.
  var isOpen: @Sendable (RegistryContext) async throws -> Bool = { _ in true }
  let handler: Handler

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
  func add(_ routes: [Route]) {
    for (path, routes) in Dictionary(grouping: routes, by: \.path) {
      let path = RouterPath(path)
      for route in routes { on(path, method: route.method, use: route.handler) }
      on(path, method: .options) { _, context in
        var methods: [HTTPRequest.Method] = []
        for route in routes where try await route.isOpen(context) { methods.append(route.method) }
        return Response(status: .ok, headers: [.allow: Route.allow(methods)])
      }
      // Hummingbird would answer 404.
      let known = Set(routes.map(\.method) + [.head, .options])
      for method in Route.allMethods where !known.contains(method) {
        on(path, method: method) { request, _ -> Response in
          throw Problem(
            .methodNotAllowed, "\(request.method) is not possible here",
            allow: Route.allow(routes.map(\.method)))
        }
      }
    }
  }
}
