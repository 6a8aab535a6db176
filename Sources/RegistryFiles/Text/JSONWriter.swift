public import Foundation
package import ServiceNetwork

/// Writes JSON member by member, in the order in which it is told, nulls included.
///
/// Features are written straight from values this way: an encoder that reflects on each of them costs several
/// times as much, and orders members by name or not at all.
public struct JSONWriter {
  /// What was written since it was last taken, UTF-8.
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// A writer that has written nothing.
  public init() {}

  /// Hands over what was written so far, and forgets it.
  public mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  /// An object.
  public mutating func object(_ members: (inout JSONWriter) throws -> Void) rethrows {
    try container(open: "{", close: "}", members)
  }

  /// An array.
  public mutating func array(_ elements: (inout JSONWriter) throws -> Void) rethrows {
    try container(open: "[", close: "]", elements)
  }

  /// A member that is an object.
  public mutating func object(_ name: String, _ members: (inout JSONWriter) throws -> Void) rethrows {
    key(name)
    try object(members)
  }

  /// A member that is an array.
  public mutating func array(_ name: String, _ elements: (inout JSONWriter) throws -> Void) rethrows {
    key(name)
    try array(elements)
  }

  /// A member that is a text, or null.
  public mutating func member(_ name: String, _ value: String?) {
    key(name)
    if let value { text(value) } else { raw("null") }
  }

  /// A member that is a whole number, or null.
  public mutating func member(_ name: String, _ value: Int?) {
    key(name)
    raw(value.map(String.init) ?? "null")
  }

  /// A member that is a number, or null; what JSON has no number for is null, too.
  public mutating func member(_ name: String, _ value: Double?) {
    key(name)
    number(value)
  }

  /// A member that is a decimal number with all its digits, or null.
  public mutating func member(_ name: String, _ value: Decimal?) {
    key(name)
    raw(value.map(\.description) ?? "null")
  }

  /// A member that is true or false.
  public mutating func member(_ name: String, _ value: Bool) {
    key(name)
    raw(value ? "true" : "false")
  }

  /// A member's name as it is written, for one that is written very often.
  public struct Key: Sendable {
    fileprivate let bytes: [UInt8]

    /// A name.
    public init(_ name: String) {
      var json = JSONWriter()
      json.key(name)
      bytes = json.bytes
    }
  }

  /// A member that is a text, or null.
  public mutating func member(_ key: Key, _ value: String?) {
    self.key(key)
    if let value { text(value) } else { raw("null") }
  }

  /// The name of a member, whose value comes next.
  public mutating func key(_ key: Key) {
    separate()
    bytes.append(contentsOf: key.bytes)
    needsComma = false
  }

  /// An element or value that is true or false.
  public mutating func flag(_ value: Bool) { raw(value ? "true" : "false") }

  /// An element or value that is a whole number.
  public mutating func integer(_ value: Int) { raw(String(value)) }

  /// An element or value that is a number, or null.
  public mutating func number(_ value: Double?) {
    guard let value, value.isFinite else { return raw("null") }
    raw(value.rounded() == value && value.magnitude < 1e15 ? String(Int64(value)) : String(value))
  }

  /// An element or value that is a text.
  public mutating func text(_ value: String) {
    separate()
    quote(value)
    needsComma = true
  }

  /// Members of any value, by name.
  package mutating func members(_ members: [String: JSONValue]) {
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      key(name)
      self.value(value)
    }
  }

  /// An element or value of any kind.
  package mutating func value(_ value: JSONValue) {
    switch value {
    case .null: number(nil)
    case .flag(let flag): self.flag(flag)
    case .number(let number): self.number(number)
    case .text(let text): self.text(text)
    case .array(let elements): array { json in elements.forEach { json.value($0) } }
    case .object(let members): object { $0.members(members) }
    }
  }

  // MARK: - Private

  private mutating func container(
    open: Unicode.Scalar, close: Unicode.Scalar, _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    separate()
    bytes.append(UInt8(ascii: open))
    needsComma = false
    try body(&self)
    bytes.append(UInt8(ascii: close))
    needsComma = true
  }

  private mutating func key(_ name: String) {
    separate()
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  private mutating func raw(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    // Most texts have nothing to be escaped, and are taken at a stretch.
    let isPlain = text.withUTF8 { utf8 in
      let isPlain = utf8.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
      if isPlain { bytes.append(contentsOf: utf8) }
      return isPlain
    }
    if isPlain { return bytes.append(UInt8(ascii: "\"")) }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20:
        let digits = String(byte, radix: 16)
        bytes.append(contentsOf: "\\u00\(digits.count == 1 ? "0" : "")\(digits)".utf8)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
