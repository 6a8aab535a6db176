internal import Foundation

/// How a file of records writes them.
struct CSVFormat: Equatable {
  /// What a problem's line counts.
  enum Numbering: Equatable {
    /// The lines of the text, from 1.
    case lines
    /// The records, the first of which has this number: rows of a sheet may hold line breaks.
    case records(from: Int)
  }

  /// How the characters are written.
  var encoding = TextEncoding.utf8
  /// What stands between two cells.
  var separator = UInt8(ascii: ",")
  /// What a problem's line counts.
  var numbering = Numbering.lines
  /// The longest record that is read, in bytes.
  var recordLimit = 1 << 20
  /// Whether the first record is none of the file's own.
  var skipsFirst = false

  // MARK: - Recognition

  private static let separators = [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";")]
  private static let sampleSize = 1 << 16

  /// What stands between the cells of a file: the sign that most of the first records have the same number of.
  static func separator(of file: FileHandle, encoding: TextEncoding) throws -> UInt8 {
    try file.seek(toOffset: 0)
    defer { try? file.seek(toOffset: 0) }
    let bytes = [UInt8](try file.read(upToCount: sampleSize) ?? Data())
    guard let text = encoding == .utf8 ? bytes : TextDecoder(encoding)?.decode(bytes) else {
      return separators[0]
    }
    let records = counts(in: text)
    var best = (separator: separators[0], records: 0, cells: 0)
    for (index, separator) in separators.enumerated() {
      let counts = Dictionary(grouping: records.map { $0[index] }.filter { $0 > 0 }, by: { $0 })
      guard let (cells, same) = counts.max(by: { ($0.value.count, $0.key) < ($1.value.count, $1.key) }) else {
        continue
      }
      if (same.count, cells) > (best.records, best.cells) { best = (separator, same.count, cells) }
    }
    return best.separator
  }

  /// How many of each separator the first records have outside of quotes.
  private static func counts(in text: [UInt8]) -> [[Int]] {
    var records: [[Int]] = []
    var current = [0, 0, 0]
    var isQuoted = false
    for byte in text {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if let index = separators.firstIndex(of: byte) { current[index] += 1 }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        records.append(current)
        current = [0, 0, 0]
        if records.count == 40 { return records }
      }
    }
    return records + [current]
  }
}
