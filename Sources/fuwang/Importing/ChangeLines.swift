import ServiceNetwork

/// Prints what an import would do, a line for each row.
enum ChangeLines {
  /// How much of a value is shown.
  private static let valueLimit = 60

  /// Writes a change to standard output; what cannot be written there ends the program's answer, not the import.
  static func write(_ change: RowChange) {
    do {
      try Console.print(line(change))
    } catch {
      Console.error("fuwang: \(error)")
    }
  }

  private static func line(_ change: RowChange) -> String {
    let head = "\(change.kind.rawValue) \(change.id) \(change.name) (\(change.file):\(change.line))"
    guard change.kind != .added else { return head }
    let fields = change.fields.map { "\($0.column) \(shown($0.before)) → \(shown($0.after))" }
    return "\(head): \(fields.joined(separator: "; "))"
  }

  private static func shown(_ value: String?) -> String {
    guard let value else { return "–" }
    return value.count > valueLimit ? value.prefix(valueLimit) + "…" : value
  }
}
