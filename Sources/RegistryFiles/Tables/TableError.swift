internal import Foundation
public import ServiceNetwork

/// Why a file cannot be read as a table, or not any further.
public struct TableError: Error, CustomStringConvertible {
  /// The problem, as that of a row is told.
  public let problem: RowProblem

  /// What is wrong and where.
  public var description: String { problem.description }

  /// An error in a file, or on a line of it.
  public init(file: String, line: Int?, _ message: Wording) {
    problem = RowProblem(file: file, line: line, message: message)
  }

  init(_ error: any Error, file: String) {
    if let error = error as? CSVError {
      self.init(file: file, line: error.line, error.wording)
    } else {
      self.init(
        file: file, line: nil,
        Wording("it cannot be read: \(error.localizedDescription)", zh: "无法读取：\(error.localizedDescription)"))
    }
  }
}
