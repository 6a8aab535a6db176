import Hummingbird
import ServiceNetwork

/// A path, what answers a GET of it, and what is said of it in the OpenAPI document.
struct Route: Sendable {
  typealias Handler = @Sendable (Request, RegistryContext) async throws -> Response

  /// The methods that every path knows.
  static let methods = "GET, HEAD, OPTIONS"
  /// The methods that no path knows.
  static let otherMethods: [HTTPRequest.Method] = [.post, .put, .patch, .delete]
  /// The path; what stands in braces is a parameter.
  let path: String
  /// What it gives, in a few words.
  let summary: String
  /// The forms in which it answers; the first is the one of who does not choose.
  var forms = Form.object
  /// The parameters that it knows beside `f`, of a path for collections those for a type.
  var parameters: @Sendable (TypeMemory.Entry?) -> [ParameterDescription] = { _ in [] }
  /// Whether a path for collections is there for a type.
  var isFor: @Sendable (FeatureType) -> Bool = { _ in true }
  /// Whether what it answers stays as it is until the registry or the day changes: then clients need not get it twice.
  var isOfRegistry = false
  let handler: Handler
}

extension Route {
  /// The media types that it gives.
  var mediaTypes: [String] { forms.map(\.mediaType) }

  /// All its parameters, `f` first.
  func described(_ entry: TypeMemory.Entry?) -> [ParameterDescription] {
    [Form.parameter(forms)] + parameters(entry)
  }
}
