import Foundation
import RegistryFiles

/// Where the program's words go.
enum Console {
  /// Whether data goes to a terminal.
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Writes data to standard output.
  ///
  /// - Throws: ``Failure`` where it cannot be written, as on a full disk.
  static func write(_ bytes: [UInt8]) throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: bytes)
    } catch {
      throw Failure(.inputOutput, "standard output: \(error.localizedDescription)")
    }
  }

  /// Writes a report to standard output, and to standard error what its form has no place for.
  static func report(_ format: ReportFormat) -> ReportWriter {
    ReportWriter(format, remark: error, to: write)
  }

  /// Writes a line to standard output.
  static func print(_ line: String) throws {
    try write(Array((line + "\n").utf8))
  }

  /// Writes a line to standard error; where even that fails there is nobody left to tell.
  static func error(_ line: String) {
    try? FileHandle.standardError.write(contentsOf: Array((line + "\n").utf8))
  }
}
