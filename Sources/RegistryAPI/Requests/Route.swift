import Hummingbird
import ServiceNetwork

/// A path, what answers a GET of it, and what is said of it in the OpenAPI document.
struct Route: Sendable {
  typealias Handler = @Sendable (Request, RegistryContext) async throws -> Response

  /// The methods that every path knows.
  static let methods = "GET, HEAD, OPTIONS"
  /// The methods that no path knows.
  static let otherMethods =
    [HTTPRequest.Method.post, .put, .patch, .delete, .trace, .connect]
    + [HTTPRequest.Method("QUERY")].compactMap { $0 }
  /// The parameter that addresses with one form know all the same, since clients send it everywhere.
  static let formParameter = [ParameterDescription(name: "f", summary: "The form", schema: .words(["json"]))]

  /// The path; what stands in braces is a parameter.
  let path: String
  /// What it gives, in a few words.
  let summary: String
  /// The media types that it gives.
  var mediaTypes = ["application/json"]
  /// The parameters that it knows, of a path for collections those for a type.
  var parameters: @Sendable (TypeMemory.Entry?) -> [ParameterDescription] = { _ in Self.formParameter }
  /// Whether a path for collections is there for a type.
  var isFor: @Sendable (FeatureType) -> Bool = { _ in true }
  let handler: Handler
}
