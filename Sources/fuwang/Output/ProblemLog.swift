import Foundation
import RegistryFiles
import ServiceNetwork

/// Tells the problems of an import: the first on the screen, all of them in a file where one is wanted.
final class ProblemLog {
  /// How many are told on the screen.
  static let shownCount = 50

  private let file: FileHandle?
  private var shown = 0
  private var hidden = 0

  /// A log.
  ///
  /// - Parameter path: where all problems are written as CSV; `nil` for nowhere.
  init(path: String?) throws {
    guard let path else {
      file = nil
      return
    }
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let handle = FileHandle(forWritingAtPath: path)
    else { throw Failure(.cannotCreate, "\(path) cannot be written") }
    file = handle
    try write(["file", "line", "column", "severity", "problem"])
  }

  /// Tells a problem.
  func add(_ problem: RowProblem) {
    if shown < Self.shownCount {
      shown += 1
      Console.error(problem.description)
    } else {
      hidden += 1
    }
    // A problem that cannot be written must not hide the problem itself, which stands on the screen.
    do {
      try write([
        problem.file, problem.line.map(String.init), problem.column, problem.severity.rawValue,
        problem.message.en,
      ])
    } catch {
      Console.error(
        "fuwang: the file of problems cannot be written any further: \(error.localizedDescription)")
    }
  }

  /// Says how many were not told on the screen.
  func finish() {
    guard hidden > 0 else { return }
    let hint = file == nil ? "; --problems FILE writes them all to a file" : ""
    Console.error("… and \(hidden) more\(hint)")
  }

  private func write(_ fields: [String?]) throws {
    try file?.write(contentsOf: Array(CSVWriter.record(fields).utf8))
  }
}
