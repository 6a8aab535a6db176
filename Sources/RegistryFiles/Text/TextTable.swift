/// A table for a terminal: columns aligned by the width that characters have there, a Chinese one being two.
public struct TextTable {
  /// Where a column's values stand.
  public enum Alignment: Sendable {
    /// At the left, as texts do.
    case leading
    /// At the right, as numbers do.
    case trailing
  }

  private let headings: [String]
  private let alignments: [Alignment]
  private var rows: [[String]] = []

  /// A table with headings.
  public init(_ columns: [(heading: String, alignment: Alignment)]) {
    headings = columns.map(\.heading)
    alignments = columns.map(\.alignment)
  }

  /// Adds a row, a cell for each heading.
  public mutating func append(_ cells: [String]) {
    precondition(cells.count == headings.count, "a row has a cell for each heading")
    rows.append(cells)
  }

  /// The table: headings, a rule, the rows, each with its line feed.
  public var text: String {
    let lines = [headings] + rows
    let widths = headings.indices.map { column in lines.map { $0[column].terminalWidth }.max() ?? 0 }
    let rule = widths.map { String(repeating: "─", count: $0) }
    return ([headings, rule] + rows).map { cells in
      let padded = cells.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - cells[column].terminalWidth)
        return alignments[column] == .leading ? cells[column] + padding : padding + cells[column]
      }
      return padded.joined(separator: "  ").trimmingTrailingSpaces() + "\n"
    }.joined()
  }
}

extension String {
  /// How many columns of a terminal the text takes.
  ///
  /// Source: Unicode Standard Annex #11, East Asian Width; the wide ranges in use.
  var terminalWidth: Int {
    reduce(0) { width, character in
      guard let scalar = character.unicodeScalars.first else { return width }
      let isWide =
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
          0xFE30...0xFE6F,
          0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
          true
        default: false
        }
      return width + (isWide ? 2 : 1)
    }
  }

  fileprivate func trimmingTrailingSpaces() -> String {
    String(self[..<(lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex)])
  }
}
