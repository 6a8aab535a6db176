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
    var meaning: Wording
    /// Whether it has to be there.
    var isRequired = false
  }

  /// What is expected, in words.
  var expectation: Wording {
    switch self {
    case .flag: Wording("true or false", zh: "true 或 false")
    case .count: Wording("a whole number from 0 on", zh: "非负整数")
    case .year: Wording("a year", zh: "年份")
    case .number(let most):
      most < .infinity
        ? Wording("a number within 0...\(most.plain)", zh: "0至\(most.plain)的数")
        : Wording("a number from 0 on", zh: "非负数")
    case .money: Wording("an amount in yuan with at most two decimals", zh: "以元计的金额，最多两位小数")
    case .text: Wording("a text; a number stands in quotes", zh: "文字，数字须加引号")
    case .choice(let texts):
      Wording("one of \(texts.joined(separator: ", "))", zh: "以下之一：\(texts.joined(separator: "、"))")
    case .tuple(let count): Wording("a list of \(count) texts", zh: "\(count)项文字的列表")
    case .list: Wording("a list", zh: "列表")
    case .object: Wording("members", zh: "对象")
    }
  }

  /// The shape as a JSON Schema, in the terms of draft 2020-12.
  ///
  /// - Parameter told: says what members mean in some language.
  func schema(_ told: (Wording) -> String) -> JSONValue {
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
        "type": .text("array"), "items": Self.text.schema(told), "minItems": .number(Double(count)),
        "maxItems": .number(Double(count)),
      ])
    case .list(let element): .object(["type": .text("array"), "items": element.schema(told)])
    case .object(let members): Self.schema(of: members, told)
    }
  }

  private static func schema(of members: [Member], _ told: (Wording) -> String) -> JSONValue {
    var properties: [String: JSONValue] = [:]
    for member in members {
      guard case .object(var schema) = member.shape.schema(told) else { continue }
      schema["description"] = .text(told(member.meaning))
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
