import RegistryFiles
import ServiceNetwork

/// A parameter of an address: what it is called, what it means, and what its values are.
///
/// Requests are parsed by the names, and the OpenAPI document is written from the whole, so that both know the same.
struct ParameterDescription: Sendable {
  /// What the values of a parameter are, as a JSON schema tells it.
  enum Schema: Sendable {
    case text
    /// What somebody types to find a name.
    case name
    case integer(minimum: Int, maximum: Int? = nil, standard: Int?)
    /// Numbers with commas between.
    case numbers(least: Int, most: Int)
    case words([String], standard: String? = nil)
    /// Some of these words, with commas between.
    case list(of: [String])
    /// Texts that are not blank, with commas between.
    case phrases(most: Int)
    case uris([String], standard: String)
    case date
    /// True or false.
    case truth
    /// A property of a feature.
    case property(FeatureProperty.Form)
  }

  let name: String
  let summary: Wording
  let schema: Schema
  /// Whether it may be there several times.
  let isRepeatable: Bool
  /// Whether it has to be there.
  let isRequired: Bool

  init(
    name: String, summary: Wording, schema: Schema, isRepeatable: Bool = false, isRequired: Bool = false
  ) {
    self.name = name
    self.summary = summary
    self.schema = schema
    self.isRepeatable = isRepeatable
    self.isRequired = isRequired
  }
}

extension ParameterDescription {
  /// Writes the parameter as an OpenAPI 3.0 document has it.
  func write(in language: DocumentLanguage, to json: inout JSONWriter) {
    json.member("name", name)
    json.member("in", "query")
    json.member("description", language(summary))
    json.member("required", isRequired)
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
  /// The values that there are, where they can be told one by one.
  var choices: [String]? {
    switch self {
    case .words(let words, _): words
    case .uris(let uris, _): uris
    default: nil
    }
  }

  /// Writes the schema's members.
  func write(to json: inout JSONWriter) {
    switch self {
    case .text: json.member("type", "string")
    case .name:
      json.member("type", "string")
      json.member("minLength", 1)
      json.member("maxLength", NameQuery.greatestLength)
      json.member("pattern", #"[^\s'‘’]"#)
    case .integer(let minimum, let maximum, let standard):
      json.member("type", "integer")
      json.member("minimum", minimum)
      if let maximum { json.member("maximum", maximum) }
      if let standard { json.member("default", standard) }
    case .numbers(let least, let most):
      json.member("type", "array")
      json.member("minItems", least)
      json.member("maxItems", most)
      json.object("items") { $0.member("type", "number") }
    case .words(let words, let standard):
      json.member("type", "string")
      json.array("enum") { json in words.forEach { json.text($0) } }
      if let standard { json.member("default", standard) }
    case .list(let words):
      json.member("type", "array")
      json.object("items") { Self.words(words).write(to: &$0) }
    case .phrases(let most):
      json.member("type", "array")
      json.member("minItems", 1)
      json.member("maxItems", most)
      json.object("items") { json in
        json.member("type", "string")
        json.member("pattern", #"^[^,]*[^,\s][^,]*$"#)
      }
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
    case .integer:
      json.member("type", "integer")
      json.member("format", "int64")
    case .number: json.member("type", "number")
    case .flag: json.member("type", "boolean")
    case .date:
      json.member("type", "string")
      json.member("format", "date")
    case .word(let words):
      json.member("type", "string")
      json.array("enum") { json in words.forEach { json.text($0) } }
    }
  }
}
