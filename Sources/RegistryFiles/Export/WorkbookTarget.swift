internal import ServiceNetwork

/// Writes rows as a workbook with Chinese headings; facilities and posts have a sheet for each kind.
final class WorkbookTarget: ExportTarget {
  private let writer: TableWriter
  private let book: Workbook
  private let kindNames: [String: String]
  private var sheets: [String: Sheet] = [:]

  init(_ path: String, writer: TableWriter, kinds: [Kind]) throws {
    self.writer = writer
    book = try Workbook(path: path)
    kindNames = Dictionary(uniqueKeysWithValues: kinds.map { ($0.name, $0.nameZh) })
  }

  func write(_ row: RegistryRow) throws {
    let name = sheetName(of: row)
    if sheets[name]?.isFull ?? true { sheets[name] = try newSheet(name) }
    try sheets[name]?.write(writer.cells(row, FormulaGuard.escaped), numbers: writer.numbers)
  }

  func finish() throws {
    // A workbook without a sheet cannot be opened.
    if sheets.isEmpty { _ = try newSheet(writer.table.nameZh) }
    try book.close()
  }

  private func sheetName(of row: RegistryRow) -> String {
    switch row {
    case .facility(let facility): kindNames[facility.kind] ?? facility.kind
    case .post(let post): kindNames[post.role] ?? post.role
    default: writer.table.nameZh
    }
  }

  private func newSheet(_ name: String) throws -> Sheet {
    try book.addSheet(
      name, headings: writer.headingsZh, widths: zip(writer.columns, writer.headingsZh).map(Self.width))
  }

  /// The width of a column, in characters.
  static func width(_ column: String, heading: String) -> Double {
    switch column {
    case "name", "address", "name_zh", "name_en": 30
    case "code", "division", "parent", "phone", "source", "operator": 18
    case "uscc", "status_history", "rule": 24
    default: SheetColumn.width(ofHeading: heading)
    }
  }
}
