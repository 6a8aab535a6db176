internal import ServiceNetwork

/// What a member of a rules file may hold: of this both the reading and the schema are made.
indirect enum RulesShape: Sendable {
  /// `true` or `false`.
  case flag
  /// A whole number, not negative.
  case count
  /// A year.
  case year
  /// A number from 0 to a greatest one, which may be infinite.
  case number(most: Double)
  /// An amount of money in yuan, as a number or a text.
  case money
  /// A text.
  case text
  /// One of some texts.
  case choice([String])
  /// So many texts.
  case tuple(Int)
  /// A list.
  case list(RulesShape)
  /// Members by name.
  case object([Member])

  /// A member of an object.
  struct Member: Sendable {
    /// Its name.
    var name: String
    /// What it may hold.
    var shape: RulesShape
    /// What it means.
    var meaning: String
    /// Whether it has to be there.
    var isRequired = false
  }

  /// What is expected, in words.
  var expectation: String {
    switch self {
    case .flag: "true or false"
    case .count: "a whole number from 0 on"
    case .year: "a year"
    case .number(let most): most < .infinity ? "a number within 0...\(most.plain)" : "a number from 0 on"
    case .money: "an amount in yuan with at most two decimals"
    case .text: "a text; a number stands in quotes"
    case .choice(let texts): "one of \(texts.joined(separator: ", "))"
    case .tuple(let count): "a list of \(count) texts"
    case .list: "a list"
    case .object: "members"
    }
  }

  /// The shape as a JSON Schema, in the terms of draft 2020-12.
  var schema: JSONValue {
    switch self {
    case .flag: .object(["type": .text("boolean")])
    case .count: .object(["type": .text("integer"), "minimum": .number(0)])
    case .year: .object(["type": .text("integer"), "minimum": .number(1), "maximum": .number(9999)])
    case .number(let most):
      .object(
        ["type": .text("number"), "minimum": .number(0)]
          .merging(most < .infinity ? ["maximum": .number(most)] : [:]) { first, _ in first })
    case .money:
      .object([
        "anyOf": .array([
          .object(["type": .text("number"), "minimum": .number(0)]),
          .object(["type": .text("string"), "pattern": .text("^[0-9]{1,12}(\\.[0-9]{1,2})?$")]),
        ])
      ])
    case .text: .object(["type": .text("string"), "minLength": .number(1)])
    case .choice(let texts): .object(["enum": .array(texts.map(JSONValue.text))])
    case .tuple(let count):
      .object([
        "type": .text("array"), "items": Self.text.schema, "minItems": .number(Double(count)),
        "maxItems": .number(Double(count)),
      ])
    case .list(let element): .object(["type": .text("array"), "items": element.schema])
    case .object(let members): Self.schema(of: members)
    }
  }

  private static func schema(of members: [Member]) -> JSONValue {
    var properties: [String: JSONValue] = [:]
    for member in members {
      guard case .object(var schema) = member.shape.schema else { continue }
      schema["description"] = .text(member.meaning)
      properties[member.name] = .object(schema)
    }
    var schema: [String: JSONValue] = [
      "type": .text("object"), "properties": .object(properties), "additionalProperties": .flag(false),
    ]
    let required = members.filter(\.isRequired).map { JSONValue.text($0.name) }
    if !required.isEmpty { schema["required"] = .array(required) }
    return .object(schema)
  }
}
