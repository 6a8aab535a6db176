import Foundation

/// A bar on the terminal for what takes longer than a second; nothing where standard error is no terminal.
struct ProgressBar {
  private static let width = 30
  private static let patience = Duration.seconds(1)
  private static let interval = Duration.milliseconds(100)

  private let label: String
  private let total: Int?
  private let isShown: Bool
  private let start = ContinuousClock.now
  private var lastDrawn = ContinuousClock.now
  private var hasDrawn = false

  /// A bar for so many steps; without a total, a count of rows.
  ///
  /// - Parameter isQuiet: whether to show nothing, as where data goes to the same terminal.
  init(_ label: String, total: Int? = nil, isQuiet: Bool = false) {
    self.label = label
    self.total = total
    isShown = !isQuiet && isatty(STDERR_FILENO) == 1
  }

  /// Shows how many steps are done, now and then.
  mutating func update(_ done: Int) {
    guard isShown else { return }
    let now = ContinuousClock.now
    guard now - start > Self.patience, now - lastDrawn > Self.interval else { return }
    lastDrawn = now
    hasDrawn = true
    guard let total else { return draw("\(label) \(done) rows") }
    let share = min(Double(done) / Double(max(total, 1)), 1)
    let filled = Int(share * Double(Self.width))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.width - filled)
    draw("\(label) \(bar) \(Int(share * 100)) %")
  }

  /// Takes the bar away.
  func finish() {
    if hasDrawn { draw("") }
  }

  private func draw(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Array("\r\u{1B}[K\(text)".utf8))
  }
}
