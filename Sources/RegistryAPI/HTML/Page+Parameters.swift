import RegistryFiles
import ServiceNetwork

extension Page {
  /// The words by which the answer was chosen, each with a way to be without it, and a field for each that is known.
  func asking(to html: inout HTMLWriter) {
    guard !parameters.isEmpty else { return }
    let given = query.filter { $0.name != "f" && $0.name != ParameterDescription.language.name }
    html.element("h2", language("Filters", zh: "筛选"))
    if !given.isEmpty {
      html.element("ul") { html in
        for (index, word) in given.enumerated() {
          html.element("li") { html in
            html.element("code", "\(word.name)=\(word.value)")
            html.text(" ")
            var others = given
            others.remove(at: index)
            html.link(
              to: path + Self.text(of: others.filter { $0.name != "cursor" } + chosenLanguage),
              language("remove", zh: "去除"))
          }
        }
      }
    }
    html.element("details") { html in
      html.element("summary", language("All parameters", zh: "全部参数"))
      for parameter in parameters where parameter.name != "cursor" { form(for: parameter, given, to: &html) }
    }
  }

  /// A form a parameter: one form for all would send empty values, and those are wrong ones.
  private func form(
    for parameter: ParameterDescription, _ given: [(name: String, value: String)], to html: inout HTMLWriter
  ) {
    html.element("form", ["action": path, "method": "get"]) { html in
      for word in given + chosenLanguage where word.name != parameter.name && word.name != "cursor" {
        html.open("input", ["type": "hidden", "name": word.name, "value": word.value])
      }
      html.element("label") { html in
        html.element("b", parameter.name)
        html.text(" \(language(parameter.summary)) ")
        let value = query.first { $0.name == parameter.name }?.value
        if let words = parameter.schema.options {
          html.element("select", ["name": parameter.name, "required": ""]) { html in
            for word in words {
              html.element("option", ["value": word, "selected": word == value ? "" : nil], word)
            }
          }
        } else {
          html.open("input", ["name": parameter.name, "value": value, "required": ""])
        }
      }
      html.text(" ")
      html.element("button", language("Ask", zh: "查询"))
    }
  }

  private static func text(of query: [(name: String, value: String)]) -> String {
    let words = query.map { "\($0.name.encodedForPath)=\($0.value.encodedForPath)" }
    return words.isEmpty ? "" : "?" + words.joined(separator: "&")
  }
}

extension ParameterDescription.Schema {
  /// The values among which one is chosen; `nil` where there are too many to list.
  fileprivate var options: [String]? {
    switch self {
    case .property(.word(let words)): words
    case .truth: ["true", "false"]
    default: choices
    }
  }
}
