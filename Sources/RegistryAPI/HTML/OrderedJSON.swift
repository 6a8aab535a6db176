import RegistryFiles

/// A JSON value whose members stand in the order in which they were written, as a page shows them; Foundation's readers
/// forget it.
indirect enum OrderedJSON: Equatable {
  case null
  case truth(Bool)
  /// As it is written.
  case number(String)
  case text(String)
  case array([OrderedJSON])
  case object([Member])

  struct Member: Equatable {
    let name: String
    let value: OrderedJSON
  }

  /// Why bytes are no JSON: a mistake of our own, since they are an answer.
  struct Malformed: Error {
    /// Where, in bytes.
    let offset: Int
  }

  /// Reads one value.
  init(_ bytes: [UInt8]) throws {
    var reader = Reader(bytes)
    self = try reader.value()
    try reader.end()
  }

  /// A member of an object; `nil` where there is none, or this is no object.
  subscript(name: String) -> OrderedJSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The members of an object; none of anything else.
  var members: [Member] { if case .object(let members) = self { members } else { [] } }
  /// The same with other texts in the members of a name, wherever those are.
  func replacing(_ name: String, with text: (String) -> String) -> OrderedJSON {
    switch self {
    case .array(let elements): .array(elements.map { $0.replacing(name, with: text) })
    case .object(let members):
      .object(
        members.map { member in
          if member.name == name, let old = member.value.string {
            Member(name: name, value: .text(text(old)))
          } else {
            Member(name: member.name, value: member.value.replacing(name, with: text))
          }
        })
    case .null, .truth, .number, .text: self
    }
  }

  /// The elements of an array; none of anything else.
  var elements: [OrderedJSON] { if case .array(let elements) = self { elements } else { [] } }
  /// The text; `nil` for anything else.
  var string: String? { if case .text(let text) = self { text } else { nil } }

  /// What is no container, as a person reads it.
  var scalar: String? {
    switch self {
    case .null: ""
    case .truth(let value): value ? "true" : "false"
    case .number(let text), .text(let text): text
    case .array, .object: nil
    }
  }
}

/// Source: RFC 8259.
private struct Reader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func value() throws -> OrderedJSON {
    switch try next() {
    case UInt8(ascii: "{"): return .object(try list(until: "}") { try $0.member() })
    case UInt8(ascii: "["): return .array(try list(until: "]") { try $0.value() })
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "t"): return try word("true", .truth(true))
    case UInt8(ascii: "f"): return try word("false", .truth(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  mutating func end() throws {
    skipSpace()
    guard position == bytes.count else { throw OrderedJSON.Malformed(offset: position) }
  }

  private mutating func member() throws -> OrderedJSON.Member {
    guard try next() == UInt8(ascii: "\"") else { throw OrderedJSON.Malformed(offset: position) }
    let name = try text()
    guard try next() == UInt8(ascii: ":") else { throw OrderedJSON.Malformed(offset: position) }
    position += 1
    return OrderedJSON.Member(name: name, value: try value())
  }

  private mutating func list<Element>(
    until close: Unicode.Scalar, _ element: (inout Reader) throws -> Element
  ) throws -> [Element] {
    position += 1
    var elements: [Element] = []
    if try next() == UInt8(ascii: close) {
      position += 1
      return elements
    }
    while true {
      elements.append(try element(&self))
      let sign = try next()
      position += 1
      if sign == UInt8(ascii: close) { return elements }
      guard sign == UInt8(ascii: ",") else { throw OrderedJSON.Malformed(offset: position) }
    }
  }

  private mutating func text() throws -> String {
    position += 1
    var decoded: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: decoded, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &decoded)
      default: decoded.append(byte)
      }
    }
    throw OrderedJSON.Malformed(offset: position)
  }

  /// The escapes that ``JSONWriter`` writes: a sign as it is, or four digits of a control character.
  private mutating func escape(into decoded: inout [UInt8]) throws {
    guard position < bytes.count else { throw OrderedJSON.Malformed(offset: position) }
    guard bytes[position] == UInt8(ascii: "u") else {
      decoded.append(bytes[position])
      position += 1
      return
    }
    guard position + 4 < bytes.count,
      let code = UInt32(String(decoding: bytes[position + 1...position + 4], as: UTF8.self), radix: 16),
      let scalar = Unicode.Scalar(code)
    else { throw OrderedJSON.Malformed(offset: position) }
    decoded += Array(String(scalar).utf8)
    position += 5
  }

  private mutating func word(_ word: StaticString, _ value: OrderedJSON) throws -> OrderedJSON {
    let letters = Array(word.description.utf8)
    guard bytes[position...].starts(with: letters) else { throw OrderedJSON.Malformed(offset: position) }
    position += letters.count
    return value
  }

  private mutating func number() throws -> OrderedJSON {
    let text = bytes[position...].prefix {
      ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")) || "+-.eE".utf8.contains($0)
    }
    guard !text.isEmpty else { throw OrderedJSON.Malformed(offset: position) }
    position += text.count
    return .number(String(decoding: text, as: UTF8.self))
  }

  /// The next byte that is no space, which stays to be read.
  private mutating func next() throws -> UInt8 {
    skipSpace()
    guard position < bytes.count else { throw OrderedJSON.Malformed(offset: position) }
    return bytes[position]
  }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
  }
}
