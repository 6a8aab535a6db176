import ServiceNetwork

/// Gathers the problems of an import: tells the first on the screen, and remembers which rows are refused.
final class ProblemLog {
  /// How many are told on the screen.
  static let shownCount = 50

  /// How many refused rows are remembered: where more are wrong, something is wrong with the whole file.
  static let refusedLimit = 100_000

  /// A row of a file.
  struct Place: Hashable {
    var file: String
    var line: Int
  }

  /// What is wrong with each refused row.
  private(set) var refused: [Place: [RowProblem]] = [:]
  /// Whether something is wrong with a file as a whole.
  private(set) var hasFileErrors = false
  private var hidden = 0
  private var told: Set<RowProblem> = []

  /// Begins another look at the files.
  func beginPass() { hidden = 0 }

  /// Takes a problem.
  func add(_ problem: RowProblem) {
    if problem.severity == .error {
      if let line = problem.line, refused.count < Self.refusedLimit {
        refused[Place(file: problem.file, line: line), default: []].append(problem)
      } else if problem.line == nil {
        hasFileErrors = true
      }
    }
    // A second look at the same file finds the same.
    guard !told.contains(problem) else { return }
    guard told.count < Self.shownCount else {
      hidden += 1
      return
    }
    told.insert(problem)
    Console.error(problem.description)
  }

  /// Says how many were not told on the screen.
  func finish(hasFile: Bool) {
    guard hidden > 0 else { return }
    let hint = hasFile ? "" : "; --problems FILE writes the refused rows to a file"
    Console.error("… and \(hidden) more\(hint)")
    hidden = 0
  }
}
