internal import Foundation
public import ServiceNetwork

/// A file of rows that were refused, with their own columns and one that says what is wrong, in both languages.
///
/// The column's heading is known to ``TableReader``, which passes it over when the mended file comes back.
public final class RefusedRowSheet {
  private let headings: [String]
  private let sink: any RowSink

  /// Begins a file.
  ///
  /// - Parameters:
  ///   - path: where it is written.
  ///   - name: whose ending tells the form: `.xlsx`, else CSV.
  ///   - headings: those of the rows.
  public init(at path: String, as name: String, headings: [String]) throws {
    self.headings = headings
    sink =
      name.lowercased().hasSuffix(".xlsx")
      ? try WorkbookSink(path: path, sheet: "问题") : try DelimitedSink(path, separator: ",", hasMark: true)
    try sink.write(headings + [HeadingMeanings.problemHeading])
  }

  /// Writes a row, its cells in the order of the headings.
  public func write(_ fields: [String], problems: [RowProblem]) throws {
    let texts = problems.map { problem in
      let column = problem.column.map { "\($0)：" } ?? ""
      return "\(column)\(problem.message.zh) / \(problem.message.en)"
    }
    try sink.write(fields + [texts.joined(separator: "；")])
  }

  /// Ends the file.
  public func close() throws {
    try sink.close()
  }
}

/// Takes rows of texts.
protocol RowSink {
  func write(_ fields: [String]) throws
  func close() throws
}

/// Writes rows of texts with a separator, no text of which a spreadsheet would take for a formula.
final class DelimitedSink: RowSink {
  private static let pieceSize = 1 << 16

  private let file: FileHandle
  private let separator: Character
  private var piece: String

  /// - Parameter hasMark: whether a byte order mark tells Excel that it is UTF-8.
  init(_ path: String, separator: Character, hasMark: Bool) throws {
    file = try FileHandle(forWritingTo: URL(filePath: path))
    self.separator = separator
    piece = hasMark ? "\u{FEFF}" : ""
  }

  func write(_ fields: [String]) throws {
    piece += CSVWriter.record(fields.map(FormulaGuard.guarded), separator: separator)
    if piece.utf8.count > Self.pieceSize { try flush() }
  }

  func close() throws {
    try flush()
    try file.close()
  }

  private func flush() throws {
    try file.write(contentsOf: Data(piece.utf8))
    piece = ""
  }
}
