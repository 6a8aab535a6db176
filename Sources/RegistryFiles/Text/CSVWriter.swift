/// Writes CSV as RFC 4180 has it, but with line feeds alone: quotes only where they are needed.
public enum CSVWriter {
  /// A record with its line feed.
  ///
  /// - Parameters:
  ///   - fields: the cells; `nil` is an empty one.
  ///   - separator: what stands between two of them.
  public static func record(_ fields: [String?], separator: Character = ",") -> String {
    fields.map { escaped($0 ?? "", separator) }.joined(separator: String(separator)) + "\n"
  }

  private static func escaped(_ field: String, _ separator: Character) -> String {
    let separatorByte = separator.asciiValue
    let needsQuotes = field.utf8.contains { byte in
      byte == separatorByte || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
    }
    return needsQuotes ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
  }
}
