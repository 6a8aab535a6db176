internal import Foundation

/// Objects of OpenStreetMap, a line each, as osmium writes them with `-f opl,add_metadata=none`.
///
/// It is read from its beginning to its end as often as it is needed; memory does not grow with it.
///
/// Source: "OPL File Format Manual", osmcode.org/opl-file-format.
struct OPLFile {
  /// A node or a way.
  struct Object {
    /// Its number.
    var id: Int64 = 0
    /// Its tags.
    var tags: [String: String] = [:]
    /// The numbers of the nodes of a way.
    var nodes: [Int64] = []
    /// Where a node is, in 10⁻⁷ degrees, as OpenStreetMap keeps it; `nil` where it is not told.
    var longitude: Int32?
    var latitude: Int32?
  }

  private static let pieceSize = 1 << 20

  let path: String

  /// Shows the objects of one type, `n` for nodes and `w` for ways.
  func forEach(_ type: Character, _ body: (Object) throws -> Void) throws {
    guard let mark = type.asciiValue else { preconditionFailure("a type is a letter") }
    let handle = try FileHandle(forReadingFrom: URL(filePath: path))
    defer { try? handle.close() }
    var rest: [UInt8] = []
    while let piece = try handle.read(upToCount: Self.pieceSize), !piece.isEmpty {
      var bytes = rest
      bytes.append(contentsOf: piece)
      var start = 0
      try bytes.withUnsafeBufferPointer { bytes in
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
          if bytes[start] == mark { try body(Self.object(bytes[start..<end])) }
          start = end + 1
        }
      }
      rest = Array(bytes[start...])
    }
    if rest.first == mark { try rest.withUnsafeBufferPointer { try body(Self.object($0[...])) } }
  }

  // MARK: - Private

  private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

  private static func object(_ line: Bytes) -> Object {
    var object = Object()
    for field in line.split(separator: UInt8(ascii: " ")) {
      let value = field.dropFirst()
      switch field.first {
      case UInt8(ascii: "n"), UInt8(ascii: "w"): object.id = number(value)
      case UInt8(ascii: "T"): object.tags = tags(value)
      case UInt8(ascii: "N"):
        object.nodes = value.split(separator: UInt8(ascii: ",")).map { number($0.dropFirst()) }
      case UInt8(ascii: "x"): object.longitude = degrees(value)
      case UInt8(ascii: "y"): object.latitude = degrees(value)
      default: break
      }
    }
    return object
  }

  private static func number(_ text: Bytes) -> Int64 {
    let isNegative = text.first == UInt8(ascii: "-")
    var number: Int64 = 0
    for byte in isNegative ? text.dropFirst() : text {
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { break }
      number = number &* 10 &+ Int64(byte - UInt8(ascii: "0"))
    }
    return isNegative ? 0 &- number : number
  }

  /// Degrees with up to seven decimals, as 10⁻⁷ degrees.
  private static func degrees(_ text: Bytes) -> Int32? {
    guard !text.isEmpty else { return nil }
    let isNegative = text.first == UInt8(ascii: "-")
    var number: Int64 = 0
    var decimals: Int?
    for byte in isNegative ? text.dropFirst() : text {
      if byte == UInt8(ascii: ".") {
        decimals = 0
      } else {
        guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), decimals ?? 0 < 7, number < 1 << 32 else {
          return nil
        }
        number = number * 10 + Int64(byte - UInt8(ascii: "0"))
        decimals = decimals.map { $0 + 1 }
      }
    }
    for _ in (decimals ?? 0)..<7 { number *= 10 }
    return Int32(exactly: isNegative ? -number : number)
  }

  private static func tags(_ text: Bytes) -> [String: String] {
    var tags: [String: String] = [:]
    for tag in text.split(separator: UInt8(ascii: ",")) {
      guard let sign = tag.firstIndex(of: UInt8(ascii: "=")) else { continue }
      tags[plain(tag[..<sign])] = plain(tag[(sign + 1)...])
    }
    return tags
  }

  /// A text with its escapes, `%20%` for a space, taken back.
  private static func plain(_ text: Bytes) -> String {
    guard text.contains(UInt8(ascii: "%")) else { return String(decoding: text, as: UTF8.self) }
    let parts = String(decoding: text, as: UTF8.self).split(separator: "%", omittingEmptySubsequences: false)
    return parts.enumerated().map { position, part in
      guard position % 2 == 1 else { return String(part) }
      return UInt32(part, radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? ""
    }.joined()
  }
}
