/// Writes CSV as RFC 4180 has it, but with line feeds alone: quotes only where they are needed.
public enum CSVWriter {
  /// A record with its line feed.
  public static func record(_ fields: [String?]) -> String {
    fields.map { escaped($0 ?? "") }.joined(separator: ",") + "\n"
  }

  private static func escaped(_ field: String) -> String {
    let needsQuotes = field.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
    }
    return needsQuotes ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
  }
}
