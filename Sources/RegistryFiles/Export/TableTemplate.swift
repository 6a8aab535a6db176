public import ServiceNetwork

/// An empty table for people to fill in: headings, an example row, lists to choose from, and what each column means.
///
/// The example's first cell begins with 示例：, by which ``TableReader`` knows to leave it out.
public struct TableTemplate {
  /// The rows of the sheet that offer lists.
  private static let offeredRows = 1...2000

  private let table: RegistryTable
  private let columns: [TemplateColumn]

  /// A template.
  ///
  /// - Parameters:
  ///   - table: the table that it is for.
  ///   - kind: the kind of the facilities or posts that it is for; `nil` for all.
  ///   - catalogue: the kinds and groups of the registry.
  public init(_ table: RegistryTable, kind: Kind?, catalogue: Catalogue) {
    self.table = table
    columns = TemplateColumn.columns(of: table, kind: kind, catalogue: catalogue)
  }

  /// The headings and the example, as CSV for Excel.
  public var csv: String { "\u{FEFF}" + CSVWriter.record(columns.map(\.heading)) + CSVWriter.record(example) }

  /// Writes a workbook: the sheet to fill in, and one that explains its columns.
  ///
  /// - Throws: ``WorkbookError``
  public func write(to path: String) throws {
    let book = try Workbook(path: path)
    let headings = columns.map(\.heading)
    let sheet = try book.addSheet(
      table.nameZh, headings: headings,
      widths: columns.map { WorkbookTarget.width($0.name, heading: $0.heading) })
    try sheet.write(example)
    for (index, column) in columns.enumerated() {
      if !column.choices.isEmpty { try sheet.offer(column.choices, inColumn: index, rows: Self.offeredRows) }
    }
    let words = ["列", "英文列名", "是否必填", "说明", "示例"]
    let explanation = try book.addSheet("填写说明", headings: words, widths: [20, 18, 10, 60, 30])
    for column in columns {
      try explanation.write([
        column.heading, column.name, column.isRequired ? "必填" : "", column.meaning, column.example,
      ])
    }
    try book.close()
  }

  private var example: [String] {
    columns.enumerated().map { $0 == 0 ? TableReader.exampleMark + $1.example : $1.example }
  }
}
