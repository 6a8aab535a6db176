import RegistryFiles

extension Page {
  /// The OpenAPI document for a reader: every path with its parameters and what it gives.
  func document(to html: inout HTMLWriter) {
    html.element("p") { html in
      html.text(language("For programs: ", zh: "供程序使用："))
      html.link(to: own(path + "?f=json"), "OpenAPI \(content["openapi"]?.string ?? "")")
    }
    for path in content["paths"]?.members ?? [] {
      for operation in path.value.members {
        html.element("details") { html in
          html.element("summary") { html in
            html.element("code", "\(operation.name.uppercased()) \(path.name)")
            html.text(" " + (operation.value["summary"]?.string ?? ""))
          }
          describe(operation.value, at: path.name, to: &html)
        }
      }
    }
    html.element("h2", language("Schemas", zh: "结构"))
    if let components = content["components"] { html.value(components) }
  }

  private func describe(_ operation: OrderedJSON, at path: String, to html: inout HTMLWriter) {
    if operation["operationId"]?.string?.hasPrefix("get") == true, !path.contains("{") {
      html.element("p") { $0.link(to: own(path), path) }
    }
    let parameters = operation["parameters"]?.elements ?? []
    if !parameters.isEmpty {
      html.element("div", ["class": "wide"]) { html in
        html.element("table") { html in
          html.element("tr") { html in
            for heading in [
              language("parameter", zh: "参数"), language("in", zh: "位置"), language("values", zh: "取值"),
              language("meaning", zh: "含义"),
            ] {
              html.element("th", heading)
            }
          }
          for parameter in parameters {
            html.element("tr") { html in
              html.element("td") { $0.element("code", parameter["name"]?.string ?? "") }
              html.element("td", parameter["in"]?.string ?? "")
              html.element("td", parameter["schema"].map(values) ?? "")
              html.element("td", parameter["description"]?.string ?? "")
            }
          }
        }
      }
    }
    html.element("dl") { html in
      for response in operation["responses"]?.members ?? [] {
        html.element("dt", response.name)
        html.element("dd") { html in
          html.text(response.value["description"]?.string ?? "")
          for type in response.value["content"]?.members ?? [] {
            html.open("br")
            html.element("code", type.name)
          }
        }
      }
    }
  }

  /// What a schema allows, in a line.
  private func values(of schema: OrderedJSON) -> String {
    if let words = schema["enum"]?.elements { return words.compactMap(\.scalar).joined(separator: ", ") }
    var parts = [schema["type"]?.string ?? "any"]
    if let format = schema["format"]?.string { parts.append(format) }
    if let items = schema["items"] {
      parts.append(language("of \(values(of: items))", zh: "各项为 \(values(of: items))"))
    }
    for name in ["minimum", "maximum", "minItems", "maxItems", "default"] {
      if let value = schema[name]?.scalar { parts.append("\(name) \(value)") }
    }
    return parts.joined(separator: ", ")
  }
}
