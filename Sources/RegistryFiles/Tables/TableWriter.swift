public import ServiceNetwork

/// Writes rows of a ``RegistryTable`` as CSV: what ``TableReader`` reads as the same rows again.
public struct TableWriter {
  private let table: RegistryTable
  private let columns: [String]

  /// A writer for a table.
  ///
  /// - Parameter demandGroups: the groups that the registry counts, each a column of ``RegistryTable/demand``.
  public init(_ table: RegistryTable, demandGroups: [DemandGroup]) {
    self.table = table
    let names = table.columns.map(\.name)
    // Groups stand before the last column, which is the source.
    columns =
      table == .demand ? Array(names.dropLast()) + demandGroups.map(\.column) + names.suffix(1) : names
  }

  /// The headings as a line.
  public var header: String { CSVWriter.record(columns) }

  /// A row as a line.
  public func line(_ row: RegistryRow) -> String {
    let values = row.values
    return CSVWriter.record(columns.map { values[$0] })
  }
}
