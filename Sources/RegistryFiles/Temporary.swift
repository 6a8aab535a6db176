internal import Foundation
internal import ServiceNetwork
enum FormulaGuard {
  static func unguarded(_ text: String) -> String { text }
  static func guarded(_ text: String) -> String { text }
}
final class WorkbookSink: RowSink {
  init(path: String, sheet: String) throws {}; func write(_ fields: [String]) throws {};
  func close() throws {}
}
