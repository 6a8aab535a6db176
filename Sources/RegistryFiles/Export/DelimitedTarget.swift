internal import Foundation
internal import ServiceNetwork

/// Writes rows as CSV or TSV.
final class DelimitedTarget: ExportTarget {
  private static let pieceSize = 1 << 16

  private let writer: TableWriter
  private let file: FileHandle
  private let separator: Character
  private var piece: String

  init(_ path: String, writer: TableWriter, separator: Character, forExcel: Bool) throws {
    self.writer = writer
    self.separator = separator
    file = try FileHandle(forWritingTo: URL(filePath: path))
    // Without its mark, Excel reads UTF-8 as the machine's own encoding.
    piece = forExcel ? "\u{FEFF}" : ""
    piece += CSVWriter.record(forExcel ? writer.headingsZh : writer.columns, separator: separator)
  }

  func write(_ row: RegistryRow) throws {
    piece += CSVWriter.record(writer.cells(row, FormulaGuard.guarded), separator: separator)
    if piece.utf8.count > Self.pieceSize { try flush() }
  }

  func finish() throws {
    try flush()
    try file.close()
  }

  private func flush() throws {
    try file.write(contentsOf: Data(piece.utf8))
    piece = ""
  }
}
