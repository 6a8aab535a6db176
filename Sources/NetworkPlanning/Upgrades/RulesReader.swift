internal import ServiceNetwork

/// A value at a path of a rules file, read strictly.
struct RulesReader {
  let value: JSONValue
  let shape: RulesShape
  let path: String

  /// Looks whether the value has its shape, down to the last member.
  func check() throws(UpgradeRulesError) {
    switch (shape, value) {
    case (.object(let members), .object(let values)):
      for name in values.keys.sorted() where !members.contains(where: { $0.name == name }) {
        throw .unknownMember(path: inner(name), closest: name.closest(among: members.map(\.name)))
      }
      for member in members {
        guard let value = values[member.name], value != .null else {
          if member.isRequired { throw .missingMember(path: inner(member.name)) }
          continue
        }
        try RulesReader(value: value, shape: member.shape, path: inner(member.name)).check()
      }
    case (.list(let element), .array(let values)):
      for (index, value) in values.enumerated() {
        try RulesReader(value: value, shape: element, path: "\(path)[\(index)]").check()
      }
    case (.flag, .flag): break
    case (.count, .number(let number)) where number >= 0 && number <= 1e9 && number == number.rounded(): break
    case (.year, .number(let number)) where (1...9999).contains(number) && number == number.rounded(): break
    case (.number(let most), .number(let number)) where number >= 0 && number <= most: break
    case (.money, _) where Self.money(value) != nil: break
    case (.text, .text(let text)) where !text.isEmpty: break
    case (.choice(let texts), .text(let text)) where texts.contains(text): break
    case (.tuple(let count), .array(let texts)) where texts.count == count && texts.allSatisfy(Self.isText):
      break
    default: throw .unexpectedValue(path: path, expected: shape.expectation)
    }
  }

  /// A member of an object; `nil` where it is not there.
  subscript(_ name: String) -> RulesReader? {
    guard case .object(let members) = shape, case .object(let values) = value,
      let member = members.first(where: { $0.name == name }), let value = values[name], value != .null
    else { return nil }
    return RulesReader(value: value, shape: member.shape, path: inner(name))
  }

  /// The elements of a list; none where it is none.
  var elements: [RulesReader] {
    guard case .list(let element) = shape, case .array(let values) = value else { return [] }
    return values.enumerated().map { RulesReader(value: $1, shape: element, path: "\(path)[\($0)]") }
  }

  var flag: Bool? { if case .flag(let flag) = value { flag } else { nil } }
  var number: Double? { if case .number(let number) = value { number } else { nil } }
  var count: Int? { number.flatMap { Int(exactly: $0) } }
  var text: String? { if case .text(let text) = value { text } else { nil } }
  var texts: [String] {
    guard case .array(let values) = value else { return [] }
    return values.compactMap { if case .text(let text) = $0 { text } else { nil } }
  }
  var money: Money? { Self.money(value) }

  private func inner(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

  private static func isText(_ value: JSONValue) -> Bool {
    if case .text(let text) = value { !text.isEmpty } else { false }
  }

  /// An amount that is not negative; of a number its shortest decimal form, so that 0.1 is ten fen.
  private static func money(_ value: JSONValue) -> Money? {
    let amount: Money? =
      switch value {
      case .text(let text): Money(yuan: text)
      case .number(let number): Money(yuan: number.plain)
      default: nil
      }
    return amount.flatMap { $0 >= .zero ? $0 : nil }
  }
}
