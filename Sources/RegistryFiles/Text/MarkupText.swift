extension Unicode.Scalar {
  /// What stands for a character in texts and attributes of HTML and XML; `nil` for one that stands for itself.
  package var markupReference: StaticString? {
    switch self {
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    case "\"": "&quot;"
    case "'": "&#39;"
    default: nil
    }
  }
}
