/// A row of a file as one of a registry's table.
public struct TableRow: Equatable, Sendable {
  /// The row, valid in itself.
  public var row: RegistryRow
  /// The line on which it begins, from 1.
  public var line: Int
  /// The division that it names instead of, or beside, telling its code.
  public var path: DivisionPath?

  /// A row from its parts.
  public init(row: RegistryRow, line: Int, path: DivisionPath? = nil) {
    self.row = row
    self.line = line
    self.path = path
  }
}
