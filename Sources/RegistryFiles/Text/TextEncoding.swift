internal import Foundation

/// How a text file writes its characters.
struct TextEncoding: Equatable {
  /// UTF-8, with or without a byte order mark.
  static let utf8 = TextEncoding(known: "UTF-8")
  /// GB 18030, which GBK and GB 2312 are parts of.
  static let gb18030 = TextEncoding(known: "GB18030")
  /// UTF-16, low byte first, as Excel's "Unicode text" has it.
  static let utf16LittleEndian = TextEncoding(known: "UTF-16LE")
  /// UTF-16, high byte first.
  static let utf16BigEndian = TextEncoding(known: "UTF-16BE")

  /// The name by which iconv knows it.
  let name: String

  private init(known name: String) {
    self.name = name
  }

  /// The encoding of a name as a user writes it; `nil` where the system knows none of that name.
  init?(named name: String) {
    switch name.lowercased().filter({ $0.isLetter || $0.isNumber }) {
    case "utf8", "utf8bom", "utf8sig": self = .utf8
    case "gbk", "gb2312", "gb18030", "cp936", "ansi", "936": self = .gb18030
    case "utf16", "utf16le", "unicode": self = .utf16LittleEndian
    case "utf16be": self = .utf16BigEndian
    default:
      guard TextDecoder(TextEncoding(known: name)) != nil else { return nil }
      self.name = name.uppercased()
    }
  }

  /// How many bytes a character has at least.
  var unitSize: Int { name.hasPrefix("UTF-16") ? 2 : 1 }

  // MARK: - Recognition

  /// How much text is looked at from the first byte on that is not ASCII, in bytes.
  private static let sampleSize = 1 << 20

  /// The encoding that a file's bytes tell, and how long its byte order mark is.
  ///
  /// A mark decides. Without one, NUL bytes in every second place are UTF-16's. Otherwise it is UTF-8 or
  /// GB 18030, whichever can read more of the first megabyte from where plain ASCII ends.
  static func recognise(_ file: FileHandle) throws -> (encoding: TextEncoding, markLength: Int) {
    try file.seek(toOffset: 0)
    defer { try? file.seek(toOffset: 0) }
    var chunk = [UInt8](try file.read(upToCount: sampleSize) ?? Data())
    if chunk.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if chunk.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
    if chunk.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
    if let wide = wide(chunk.prefix(4096)) { return (wide, 0) }
    while !chunk.isEmpty {
      if let start = chunk.firstIndex(where: { $0 >= 0x80 }) {
        let more = [UInt8](try file.read(upToCount: sampleSize) ?? Data())
        return (narrow((chunk[start...] + more).prefix(sampleSize)), 0)
      }
      chunk = [UInt8](try file.read(upToCount: sampleSize) ?? Data())
    }
    return (.utf8, 0)
  }

  private static func wide(_ bytes: ArraySlice<UInt8>) -> TextEncoding? {
    let pairs = bytes.count / 2
    guard pairs > 0 else { return nil }
    var zeros = (high: 0, low: 0)
    for pair in 0..<pairs {
      if bytes[2 * pair] == 0 { zeros.high += 1 }
      if bytes[2 * pair + 1] == 0 { zeros.low += 1 }
    }
    // Separators and digits alone make more than a tenth of a table.
    if zeros.low * 10 > pairs, zeros.high == 0 { return .utf16LittleEndian }
    if zeros.high * 10 > pairs, zeros.low == 0 { return .utf16BigEndian }
    return nil
  }

  private static func narrow(_ sample: ArraySlice<UInt8>) -> TextEncoding {
    guard let asUTF8 = yield(of: sample, as: .utf8), let asGB18030 = yield(of: sample, as: .gb18030) else {
      return .utf8
    }
    // Of the pairs of GB 18030 one in seven could be UTF-8, so that a file whose UTF-8 outweighs its faults is that.
    if asUTF8.faults == 0 || asUTF8.read > asUTF8.faults { return .utf8 }
    return asGB18030.faults < asUTF8.faults ? .gb18030 : .utf8
  }

  /// How many bytes beyond ASCII can be read, and how many bytes cannot; the last character may be cut.
  private static func yield(
    of sample: ArraySlice<UInt8>, as encoding: TextEncoding
  ) -> (read: Int, faults: Int)? {
    guard let decoded = TextDecoder(encoding)?.decode(sample) else { return nil }
    let faults = decoded.count { $0 == TextDecoder.faultMark }
    return (decoded.count { $0 >= 0x80 } - faults, faults)
  }
}
