/// Takes rows of texts into a workbook, the first of them its headings; a full sheet is followed by another.
final class WorkbookSink: RowSink {
  private let book: Workbook
  private let name: String
  private var headings: [String]?
  private var sheet: Sheet?
  /// The columns whose cells are numbers, where they look like one; all others are texts.
  var numbers: Set<Int> = []

  init(path: String, sheet: String) throws {
    book = try Workbook(path: path)
    name = sheet
  }

  func write(_ fields: [String]) throws {
    guard let headings else {
      headings = fields
      sheet = try newSheet(fields)
      return
    }
    if sheet?.isFull ?? true { sheet = try newSheet(headings) }
    let cells = fields.enumerated().map { column, field in
      numbers.contains(column) && Double(field) != nil ? field : FormulaGuard.escaped(field)
    }
    try sheet?.write(cells, numbers: numbers)
  }

  func close() throws {
    try book.close()
  }

  private func newSheet(_ headings: [String]) throws -> Sheet {
    try book.addSheet(name, headings: headings, widths: headings.map { SheetColumn.width(ofHeading: $0) })
  }
}

/// How columns of sheets look.
enum SheetColumn {
  /// The width for a heading, in characters: its own and some more, as values are longer.
  static func width(ofHeading heading: String) -> Double {
    Double(min(max(heading.terminalWidth + 4, 12), 40))
  }
}
