/// Keeps texts from becoming formulas where a file is opened in a spreadsheet.
///
/// A cell of a CSV file that begins with `=`, `+`, `-`, `@`, a tab or a carriage return is taken for a formula there,
/// which may fetch an address or run a program when the file is opened. With an apostrophe before it, it is a text.
/// Reading takes the apostrophe away again; a text that had one by itself gets one more, so that what is read is what
/// was written, whatever it is.
///
/// Source: OWASP, "CSV Injection", owasp.org/www-community/attacks/CSV_Injection
public enum FormulaGuard {
  /// A text as it is written to a file in which a spreadsheet would look for formulas.
  public static func guarded(_ text: String) -> String {
    beginsLikeFormula(text.utf8.drop { $0 == apostrophe }) ? "'" + text : text
  }

  /// A text as it is written where cells are texts by themselves: only what ``unguarded(_:)`` would take for an
  /// apostrophe of ours gets one.
  static func escaped(_ text: String) -> String {
    text.utf8.first == apostrophe ? guarded(text) : text
  }

  /// The text that a cell means.
  static func unguarded(_ text: String) -> String {
    guard text.utf8.first == apostrophe, beginsLikeFormula(text.utf8.drop { $0 == apostrophe }) else {
      return text
    }
    return String(text.dropFirst())
  }

  private static let apostrophe = UInt8(ascii: "'")
  /// Wide forms, too: Chinese and Japanese spreadsheets read them as the narrow ones.
  private static let wideSigns = ["＝", "＋", "－", "＠"].map { Array($0.utf8) }

  private static func beginsLikeFormula(_ text: Substring.UTF8View) -> Bool {
    switch text.first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D: true
    case 0xEF: wideSigns.contains { text.starts(with: $0) }
    default: false
    }
  }
}
