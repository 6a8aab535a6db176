public import Foundation
public import ServiceNetwork

/// Reads a CSV file (RFC 4180, or with another separator) record by record, in constant memory, and knows the line of each.
///
/// We read CSV ourselves, because a clerk must be told the line on which a quote was left open, a file with
/// one endless line must not fill the memory, and the rows of a whole country need not be there at once.
public final class CSVReader {
  /// A record and where it begins.
  public struct Record: Equatable {
    /// The line on which it begins, from 1.
    public var line: Int
    /// Its fields, unquoted.
    public var fields: [String]
  }

  /// What came next in a file.
  public enum Item: Equatable {
    /// A record that is well formed.
    case record(Record)
    /// A record that is not; reading can go on after it.
    case malformed(line: Int, column: Int, message: Wording)
  }

  /// The most fields that a record may have.
  static let fieldLimit = 1000

  private let source: RegularFile
  private let file: FileHandle
  private let format: CSVFormat
  private let separator: UInt8
  private let decoder: TextDecoder?
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  private var line = 1
  private var recordCount = 0
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// How many bytes were read.
  public private(set) var offset = 0

  /// Opens a file of commas in UTF-8.
  ///
  /// - Throws: ``CSVError/unreadable(_:)``, and ``CSVError/notCSV(_:)`` for what begins as something else.
  public convenience init(_ url: URL) throws {
    try self.init(RegularFile(url.path), as: CSVFormat())
  }

  /// Opens a file of a form that is known.
  ///
  /// - Throws: ``CSVError``
  init(_ source: RegularFile, as format: CSVFormat) throws {
    self.source = source
    self.format = format
    separator = format.separator
    file = try source.open()
    decoder = format.encoding == .utf8 ? nil : TextDecoder(format.encoding)
    try fill()
    try checkBeginning()
    if format.skipsFirst { _ = try readRecord() }
  }

  /// The next record on a line that is not empty; `nil` after the last.
  ///
  /// - Throws: ``CSVError`` where nothing that follows could be trusted.
  public func next() throws -> Item? {
    while true {
      let start = place
      guard let problem = try readRecord() else { return nil }
      recordCount += 1
      if case .malformed(let column, let message) = problem {
        return .malformed(line: start, column: column, message: message)
      }
      if ends.count == 1, bytes.isEmpty { continue }
      return item(line: start)
    }
  }

  // MARK: - Private

  private enum Outcome {
    case complete
    case malformed(column: Int, message: Wording)
  }

  private static let quote = UInt8(ascii: "\"")
  private static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// The line, or the record, that is about to be read.
  private var place: Int {
    switch format.numbering {
    case .lines: line
    case .records(let first): first + recordCount
    }
  }

  /// Reads up to the end of a record into `bytes` and `ends`; `nil` at the end of the file.
  private func readRecord() throws -> Outcome? {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    guard try peek() != nil else { return nil }
    let start = place
    while true {
      if try peek() == Self.quote {
        position += 1
        try readQuoted(recordLine: start)
        if let byte = try peek(), byte != separator, byte != Self.newline, byte != Self.carriageReturn {
          try skipLine()
          return .malformed(
            column: ends.count + 1,
            message: Wording(
              "there is text after a closing quote; a quote inside is written twice",
              zh: "引号结束之后还有文字；单元格里面的引号要写两次"))
        }
      } else {
        try readPlain(recordLine: start)
      }
      ends.append(bytes.count)
      guard ends.count <= Self.fieldLimit else {
        throw CSVError.tooManyFields(line: start, limit: Self.fieldLimit)
      }
      guard let byte = try peek() else { return .complete }
      position += 1
      if byte == separator { continue }
      if byte == Self.carriageReturn, try peek() == Self.newline { position += 1 }
      line += 1
      return .complete
    }
  }

  /// Takes bytes up to the next comma or line end.
  private func readPlain(recordLine: Int) throws {
    while try peek() != nil {
      var index = position
      while index < buffer.count {
        let byte = buffer[index]
        if byte == separator || byte == Self.newline || byte == Self.carriageReturn { break }
        index += 1
      }
      try take(upTo: index, recordLine: recordLine)
      if index < buffer.count { return }
    }
  }

  /// Takes bytes up to the closing quote, and passes it.
  private func readQuoted(recordLine: Int) throws {
    while try peek() != nil {
      var index = position
      while index < buffer.count, buffer[index] != Self.quote {
        if buffer[index] == Self.newline { line += 1 }
        index += 1
      }
      try take(upTo: index, recordLine: recordLine)
      guard index < buffer.count else { continue }
      position += 1
      guard try peek() == Self.quote else { return }
      bytes.append(Self.quote)
      position += 1
    }
    throw CSVError.quoteNotClosed(line: recordLine)
  }

  private func take(upTo index: Int, recordLine: Int) throws {
    guard bytes.count + index - position <= format.recordLimit else {
      throw CSVError.recordTooLong(line: recordLine, limit: format.recordLimit)
    }
    bytes.append(contentsOf: buffer[position..<index])
    position = index
  }

  private func skipLine() throws {
    while let byte = try peek() {
      position += 1
      if byte == Self.newline {
        line += 1
        return
      }
    }
  }

  private func item(line: Int) -> Item {
    var fields: [String] = []
    fields.reserveCapacity(ends.count)
    var start = 0
    for (column, end) in ends.enumerated() {
      let slice = bytes[start..<end]
      if slice.contains(0) {
        return .malformed(
          line: line, column: column + 1,
          message: Wording("there is a NUL byte; is the file damaged?", zh: "含有空字节；文件是否已损坏？"))
      }
      guard let field = String(validating: slice, as: UTF8.self) else {
        return .malformed(
          line: line, column: column + 1,
          message: Wording(
            "this is not \(format.encoding.name); if it comes from Excel, save it there as 'CSV UTF-8'",
            zh: "这不是\(format.encoding.name)编码；如来自Excel，请另存为“CSV UTF-8”"))
      }
      fields.append(field)
      start = end
    }
    return .record(Record(line: line, fields: fields))
  }

  @inline(__always)
  private func peek() throws -> UInt8? {
    if position == buffer.count {
      guard !isAtEnd else { return nil }
      try fill()
      guard !isAtEnd else { return nil }
    }
    return buffer[position]
  }

  private func fill() throws {
    let data: Data
    do {
      data = try file.read(upToCount: 1 << 18) ?? Data()
    } catch {
      throw CSVError.unreadable(
        Wording(
          "it cannot be read; is it on a device that failed?", zh: "无法读取；所在的设备是否出了故障？"))
    }
    offset += data.count
    // A file that grows as fast as it is read would never end.
    if offset > source.stamp.size || data.isEmpty { try source.checkUnchanged(file) }
    if let decoder {
      buffer = data.isEmpty ? decoder.finish() : decoder.decode(data)
    } else {
      buffer = Array(data)
    }
    position = 0
    isAtEnd = data.isEmpty && buffer.isEmpty
    // A piece may hold nothing but the beginning of a character.
    if buffer.isEmpty, !data.isEmpty { try fill() }
  }

  private func checkBeginning() throws {
    if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    if buffer.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      throw CSVError.notCSV(
        Wording(
          "this is a ZIP file, as Excel's XLSX is one; save the sheet as 'CSV UTF-8'",
          zh: "这是ZIP文件（Excel的XLSX也是）；请把工作表另存为“CSV UTF-8”"))
    }
    if buffer.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw CSVError.notCSV(
        Wording(
          "this is an old Excel file; save the sheet as 'CSV UTF-8'", zh: "这是旧版Excel文件；请把工作表另存为“CSV UTF-8”"))
    }
    if buffer.starts(with: [0xFF, 0xFE]) || buffer.starts(with: [0xFE, 0xFF]) {
      throw CSVError.notCSV(Wording("this is UTF-16; save it as 'CSV UTF-8'", zh: "这是UTF-16；请另存为“CSV UTF-8”"))
    }
  }
}

/// Why a file cannot be read on.
public enum CSVError: Error, Equatable, CustomStringConvertible {
  /// The file cannot be opened or read.
  case unreadable(Wording)
  /// The file is something else.
  case notCSV(Wording)
  /// The file became another while it was read.
  case changed
  /// A quote that was opened on a line is never closed.
  case quoteNotClosed(line: Int)
  /// A record does not end within the limit, in bytes.
  case recordTooLong(line: Int, limit: Int)
  /// A record has more fields than the limit.
  case tooManyFields(line: Int, limit: Int)

  /// The line that is meant, where it is one.
  public var line: Int? {
    switch self {
    case .unreadable, .notCSV, .changed: nil
    case .quoteNotClosed(let line), .recordTooLong(let line, _), .tooManyFields(let line, _): line
    }
  }

  /// What is wrong and what to do.
  public var description: String { wording.en }

  /// What is wrong and what to do, in both languages.
  public var wording: Wording {
    switch self {
    case .unreadable(let reason), .notCSV(let reason):
      reason
    case .changed:
      Wording(
        "the file changes while it is read; wait until its writer is done, and try again",
        zh: "文件在读取过程中发生了变化；请等写完之后再试")
    case .quoteNotClosed:
      Wording("a quote is opened on this line and never closed", zh: "这一行有引号没有结束")
    case .tooManyFields(_, let limit):
      Wording(
        "this line has more than \(limit) cells; is it no CSV file?", zh: "这一行超过\(limit)个单元格；这是CSV文件吗？")
    case .recordTooLong(_, let limit):
      Wording(
        "this line is longer than \(limit) bytes; is a quote not closed, or is it no CSV file?",
        zh: "这一行超过\(limit)字节；是引号没有结束，还是这不是CSV文件？")
    }
  }
}
