public import ServiceNetwork

/// What the cells of a table's rows are, in the order of its columns: what ``TableReader`` reads as the same rows again.
public struct TableWriter {
  /// The table.
  let table: RegistryTable
  /// The headings, as the registry calls them.
  let columns: [String]
  /// The headings in Chinese, which are recognised as well.
  let headingsZh: [String]
  /// The columns whose values are numbers.
  let numbers: Set<Int>

  /// A writer for a table.
  ///
  /// - Parameters:
  ///   - demandGroups: the groups that the registry counts, each a column of ``RegistryTable/demand``.
  ///   - withBoundaries: whether divisions have a column more, what they enclose as well-known text.
  public init(_ table: RegistryTable, demandGroups: [DemandGroup], withBoundaries: Bool = false) {
    self.table = table
    var columns = table.columns.map { ($0.name, $0.nameZh) }
    if withBoundaries { columns.append(("boundary", "边界")) }
    if table == .demand {
      // Groups stand before the last column, which is the source.
      columns.insert(contentsOf: demandGroups.map { ($0.column, $0.nameZh) }, at: columns.count - 1)
    }
    self.columns = columns.map(\.0)
    headingsZh = columns.map(\.1)
    let counted = Set(Self.numericColumns + demandGroups.map(\.column))
    numbers = Set(columns.indices.filter { counted.contains(columns[$0].0) })
  }

  /// The headings as a line of CSV.
  public var header: String { CSVWriter.record(columns) }

  /// A row as a line of CSV, no text of which a spreadsheet would take for a formula.
  public func line(_ row: RegistryRow) -> String {
    CSVWriter.record(cells(row, FormulaGuard.guarded))
  }

  /// A row's cells; texts pass through a function.
  func cells(_ row: RegistryRow, _ escape: (String) -> String) -> [String?] {
    let values = row.values
    return columns.indices.map { index in
      values[columns[index]].map { numbers.contains(index) ? $0 : escape($0) }
    }
  }

  private static let numericColumns = [
    "longitude", "latitude", "given_x", "given_y", "capacity", "occupied", "in_care", "length_m", "speed_kmh",
    "oneway",
    "from_longitude", "from_latitude", "to_longitude", "to_latitude", "walk_kmh", "ebike_kmh", "drive_kmh",
  ]
}
