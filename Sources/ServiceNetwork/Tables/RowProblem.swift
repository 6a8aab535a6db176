/// What is wrong with a row of a file, or looks wrong.
public struct RowProblem: Hashable, Sendable {
  /// How bad it is.
  public enum Severity: String, Sendable {
    /// The row cannot be taken, and so the file cannot.
    case error
    /// The row is taken; somebody should look at it.
    case warning
  }

  /// How bad it is.
  public var severity: Severity
  /// The file, as it was named.
  public var file: String
  /// The line on which the row begins, from 1; `nil` where the file as a whole is meant.
  public var line: Int?
  /// The column's heading; `nil` where the row as a whole is meant.
  public var column: String?
  /// What is wrong and what would be right.
  public var message: Wording

  /// A problem from its parts.
  public init(
    _ severity: Severity = .error, file: String, line: Int?, column: String? = nil, message: Wording
  ) {
    self.severity = severity
    self.file = file
    self.line = line
    self.column = column
    self.message = message
  }
}

extension RowProblem: CustomStringConvertible {
  /// `FILE:LINE: COLUMN: what is wrong`, with `warning:` in front of what is one.
  public var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    let what = column.map { "\($0): \(message.en)" } ?? message.en
    return severity == .warning ? "\(place): warning: \(what)" : "\(place): \(what)"
  }
}
