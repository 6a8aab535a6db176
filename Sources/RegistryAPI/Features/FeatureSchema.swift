import HTTPTypes
import RegistryFiles
import ServiceNetwork

/// The JSON schema of a type's features, as the schema, the document of the API and whoever writes know it.
struct FeatureSchema {
  /// The language of schemas that it is written in.
  enum Dialect {
    /// JSON Schema 2020-12, with the words of OGC API – Features – Part 5.
    case jsonSchema
    /// Schema objects of OpenAPI 3.0.
    case openAPI
  }

  let type: FeatureType
  let dialect: Dialect
  /// The language of the titles.
  let language: DocumentLanguage
  /// Whether the one who asks may write features of the type, somewhere.
  let isWritable: Bool

  /// Writes the schemas of properties, member by member.
  func writeProperties(_ properties: [FeatureProperty], to json: inout JSONWriter) {
    for property in properties { write(property, to: &json) }
  }

  /// Writes the schema of a feature as it is sent: a new one, one in another's place, or a patch.
  func writeFeature(sentBy method: HTTPRequest.Method, to json: inout JSONWriter) {
    let isPatch = method == .patch
    let properties = type.properties.filter { $0.isWritable && !(isPatch && $0.isIdentifying) }
    json.member("type", "object")
    if !isPatch {
      json.array("required") { json in ["type", "geometry", "properties"].forEach { json.text($0) } }
    }
    if isPatch { json.member("additionalProperties", false) }
    json.object("properties") { json in
      json.object("type") { json in
        json.member("type", "string")
        json.array("enum") { $0.text("Feature") }
      }
      json.object("geometry") { json in writePoint(to: &json) }
      json.object("properties") { json in
        json.member("type", "object")
        // What is only told may come back with the rest, and is passed over.
        if isPatch { json.member("additionalProperties", false) }
        // Of one that is there the address tells the id.
        let required = properties.filter { $0.isRequired && !($0.isIdentifying && method == .put) }.map(
          \.name)
        if !isPatch, !required.isEmpty {
          json.array("required") { json in required.forEach { json.text($0) } }
        }
        json.object("properties") { json in writeProperties(properties, to: &json) }
      }
    }
  }

  // MARK: - Private

  private func write(_ property: FeatureProperty, to json: inout JSONWriter) {
    json.object(property.name) { json in
      json.member("title", language(property.title))
      property.form.writeSchema(to: &json)
      if property.column != nil { writeBounds(of: property.form, to: &json) }
      switch dialect {
      case .jsonSchema:
        if property == type.properties.first { json.member("x-ogc-role", "id") }
        if !(isWritable && property.isWritable) { json.member("readOnly", true) }
      case .openAPI:
        if !property.isRequired { json.member("nullable", true) }
      }
    }
  }

  private func writeBounds(of form: FeatureProperty.Form, to json: inout JSONWriter) {
    switch form {
    case .text:
      json.member("minLength", 1)
      json.member("maxLength", FeatureDraft.longestText)
    case .integer:
      json.member("minimum", 0)
      json.member("maximum", FeatureDraft.greatestCount)
    case .number, .date, .word, .flag: break
    }
  }

  private func writePoint(to json: inout JSONWriter) {
    json.member("type", "object")
    json.member("nullable", true)
    guard type.hasOwnPlace else { return }
    json.array("required") { json in ["type", "coordinates"].forEach { json.text($0) } }
    json.object("properties") { json in
      json.object("type") { json in
        json.member("type", "string")
        json.array("enum") { $0.text("Point") }
      }
      json.object("coordinates") { json in
        json.member("type", "array")
        json.member("minItems", 2)
        json.member("maxItems", 3)
        json.object("items") { $0.member("type", "number") }
      }
    }
  }
}
