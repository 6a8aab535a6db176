public import Foundation

/// Reads a CSV file (RFC 4180) record by record, in constant memory, and knows the line of each.
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
    case malformed(line: Int, column: Int, message: String)
  }

  /// The longest record that is read, in bytes: far more than any row has, far less than the memory.
  static let recordLimit = 1 << 20

  /// The most fields that a record may have.
  static let fieldLimit = 1000

  private let file: FileHandle
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  private var line = 1
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// How many bytes were read.
  public private(set) var offset = 0

  /// Opens a file.
  ///
  /// - Throws: ``CSVError/unreadable(_:)``, and ``CSVError/notCSV(_:)`` for what begins as something else.
  public init(_ url: URL) throws {
    do {
      file = try FileHandle(forReadingFrom: url)
    } catch {
      throw CSVError.unreadable("it cannot be opened; is there such a file, and may you read it?")
    }
    try fill()
    try checkBeginning()
  }

  deinit {
    try? file.close()
  }

  /// The next record on a line that is not empty; `nil` after the last.
  ///
  /// - Throws: ``CSVError`` where nothing that follows could be trusted.
  public func next() throws -> Item? {
    while true {
      let start = line
      guard let problem = try readRecord() else { return nil }
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
    case malformed(column: Int, message: String)
  }

  private static let comma = UInt8(ascii: ",")
  private static let quote = UInt8(ascii: "\"")
  private static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// Reads up to the end of a record into `bytes` and `ends`; `nil` at the end of the file.
  private func readRecord() throws -> Outcome? {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    guard try peek() != nil else { return nil }
    let start = line
    while true {
      if try peek() == Self.quote {
        position += 1
        try readQuoted(recordLine: start)
        if let byte = try peek(), byte != Self.comma, byte != Self.newline, byte != Self.carriageReturn {
          try skipLine()
          return .malformed(
            column: ends.count + 1,
            message: "there is text after a closing quote; a quote inside is written twice")
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
      if byte == Self.comma { continue }
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
        if byte == Self.comma || byte == Self.newline || byte == Self.carriageReturn { break }
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
    guard bytes.count + index - position <= Self.recordLimit else {
      throw CSVError.recordTooLong(line: recordLine, limit: Self.recordLimit)
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
          line: line, column: column + 1, message: "there is a NUL byte; is the file damaged?")
      }
      guard let field = String(validating: slice, as: UTF8.self) else {
        return .malformed(
          line: line, column: column + 1,
          message: "this is not UTF-8; if it comes from Excel, save it there as 'CSV UTF-8'")
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
    do {
      let data = try file.read(upToCount: 1 << 18) ?? Data()
      buffer = Array(data)
    } catch {
      throw CSVError.unreadable("it cannot be read; is it a folder, or on a device that failed?")
    }
    position = 0
    offset += buffer.count
    isAtEnd = buffer.isEmpty
  }

  private func checkBeginning() throws {
    if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    if buffer.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      throw CSVError.notCSV("this is a ZIP file, as Excel's XLSX is one; save the sheet as 'CSV UTF-8'")
    }
    if buffer.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw CSVError.notCSV("this is an old Excel file; save the sheet as 'CSV UTF-8'")
    }
    if buffer.starts(with: [0xFF, 0xFE]) || buffer.starts(with: [0xFE, 0xFF]) {
      throw CSVError.notCSV("this is UTF-16; save it as 'CSV UTF-8'")
    }
  }
}

/// Why a file cannot be read on.
public enum CSVError: Error, Equatable, CustomStringConvertible {
  /// The file cannot be opened or read.
  case unreadable(String)
  /// The file is something else.
  case notCSV(String)
  /// A quote that was opened on a line is never closed.
  case quoteNotClosed(line: Int)
  /// A record does not end within the limit, in bytes.
  case recordTooLong(line: Int, limit: Int)
  /// A record has more fields than the limit.
  case tooManyFields(line: Int, limit: Int)

  /// The line that is meant, where it is one.
  public var line: Int? {
    switch self {
    case .unreadable, .notCSV: nil
    case .quoteNotClosed(let line), .recordTooLong(let line, _), .tooManyFields(let line, _): line
    }
  }

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .unreadable(let reason), .notCSV(let reason): reason
    case .quoteNotClosed: "a quote is opened on this line and never closed"
    case .tooManyFields(_, let limit): "this line has more than \(limit) cells; is it no CSV file?"
    case .recordTooLong(_, let limit):
      "this line is longer than \(limit) bytes; is a quote not closed, or is it no CSV file?"
    }
  }
}
