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
      ? try WorkbookSink(path: path, sheet: "问题") : try CSVSink(path: path)
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

/// Writes CSV for a spreadsheet: UTF-8 with its mark, no text that it would take for a formula.
private final class CSVSink: RowSink {
  private let file: FileHandle

  init(path: String) throws {
    file = try FileHandle(forWritingTo: URL(filePath: path))
    try file.write(contentsOf: Data([0xEF, 0xBB, 0xBF]))
  }

  func write(_ fields: [String]) throws {
    try file.write(contentsOf: Data(CSVWriter.record(fields.map(FormulaGuard.guarded)).utf8))
  }

  func close() throws {
    try file.close()
  }
}
