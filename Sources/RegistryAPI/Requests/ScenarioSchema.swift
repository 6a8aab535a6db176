import RegistryFiles
import ServiceNetwork

/// The JSON schema of a scenario, as the OpenAPI document has it; a member that may be left out may be null as well.
enum ScenarioSchema {
  private static let texts = ["facility", "kind", "name", "service", "rule"]
  private static let days = ["on", "asOf"]

  /// Writes its members.
  static func write(to json: inout JSONWriter) {
    json.member("type", "object")
    json.array("required") { $0.text("steps") }
    json.object("properties") { json in
      text("name", longest: Scenario.longestName, to: &json)
      json.object("note") { json in
        json.member("type", "string")
        json.member("maxLength", Scenario.longestNote)
        json.member("nullable", true)
      }
      json.object("steps") { json in
        json.member("type", "array")
        json.member("maxItems", Scenario.mostSteps)
        json.object("items") { step(to: &$0) }
      }
    }
  }

  private static func step(to json: inout JSONWriter) {
    json.member("type", "object")
    json.array("required") { $0.text("change") }
    json.object("properties") { json in
      json.object("change") { json in
        json.member("type", "string")
        json.array("enum") { json in
          for word in ["open", "close", "move", "enlarge", "demand", "rule"] { json.text(word) }
        }
      }
      for name in texts { text(name, longest: nil, to: &json) }
      text("division", longest: 64, to: &json)
      for (name, bound) in [("longitude", 180), ("latitude", 90)] {
        json.object(name) { json in
          json.member("type", "number")
          json.member("minimum", -bound)
          json.member("maximum", bound)
          json.member("nullable", true)
        }
      }
      json.object("capacity") { json in
        json.member("type", "integer")
        json.member("minimum", 0)
        json.member("maximum", Int(Int32.max))
        json.member("nullable", true)
      }
      for name in days {
        json.object(name) { json in
          json.member("type", "string")
          json.member("format", "date")
          json.member("nullable", true)
        }
      }
    }
  }

  private static func text(_ name: String, longest: Int?, to json: inout JSONWriter) {
    json.object(name) { json in
      json.member("type", "string")
      json.member("minLength", 1)
      if let longest { json.member("maxLength", longest) }
      json.member("nullable", true)
    }
  }
}
