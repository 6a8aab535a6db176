import RegistryFiles
import ServiceNetwork

/// A parameter of an address: what it is called, what it means, and what its values are.
///
/// Requests are parsed by the names, and the OpenAPI document is written from the whole, so that both know the same.
struct ParameterDescription: Sendable {
  /// What the values of a parameter are, as a JSON schema tells it.
  enum Schema: Sendable {
    case text
    case integer(minimum: Int, maximum: Int, standard: Int)
    /// Numbers with commas between.
    case numbers(least: Int, most: Int)
    case words([String], standard: String? = nil)
    case uris([String], standard: String)
    case date
    /// True or false.
    case truth
    /// A property of a feature.
    case property(FeatureProperty.Form)
  }

  let name: String
  let summary: String
  let schema: Schema
  /// Whether it may be there several times.
  var isRepeatable = false
}

extension ParameterDescription {
  /// Writes the parameter as an OpenAPI 3.0 document has it.
  func write(to json: inout JSONWriter) {
    json.member("name", name)
    json.member("in", "query")
    json.member("description", summary)
    json.member("required", false)
    json.member("style", "form")
    json.member("explode", isRepeatable)
    json.object("schema") { json in
      guard isRepeatable else { return schema.write(to: &json) }
      json.member("type", "array")
      json.object("items") { schema.write(to: &$0) }
    }
  }
}

extension ParameterDescription.Schema {
  /// Writes the schema's members.
  func write(to json: inout JSONWriter) {
    switch self {
    case .text: json.member("type", "string")
    case .integer(let minimum, let maximum, let standard):
      json.member("type", "integer")
      json.member("minimum", minimum)
      json.member("maximum", maximum)
      json.member("default", standard)
    case .numbers(let least, let most):
      json.member("type", "array")
      json.member("minItems", least)
      json.member("maxItems", most)
      json.object("items") { $0.member("type", "number") }
    case .words(let words, let standard):
      json.member("type", "string")
      json.array("enum") { json in words.forEach { json.text($0) } }
      if let standard { json.member("default", standard) }
    case .uris(let uris, let standard):
      json.member("type", "string")
      json.member("format", "uri")
      json.array("enum") { json in uris.forEach { json.text($0) } }
      json.member("default", standard)
    case .date:
      json.member("type", "string")
      json.member("format", "date")
    case .truth: json.member("type", "boolean")
    case .property(let form): form.writeSchema(to: &json)
    }
  }
}

extension FeatureProperty.Form {
  /// Writes the members of a JSON schema for the values.
  func writeSchema(to json: inout JSONWriter) {
    switch self {
    case .text: json.member("type", "string")
    case .integer: json.member("type", "integer")
    case .number: json.member("type", "number")
    case .date:
      json.member("type", "string")
      json.member("format", "date")
    case .word(let words):
      json.member("type", "string")
      json.array("enum") { json in words.forEach { json.text($0) } }
    }
  }
}
