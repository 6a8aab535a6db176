/// A file that a registry took in: what it brought, and when.
public struct ImportRecord: Equatable, Sendable {
  /// The table that its rows belong to.
  public var table: String
  /// The file, as it was named.
  public var file: String
  /// When it was taken in, ISO 8601, UTC.
  public var importedAt: String
  /// The coordinate system that its coordinates were in, as `EPSG:4326`.
  public var crs: String
  /// How many rows it had.
  public var rows: Int
  /// How many of them the registry did not have.
  public var added: Int
  /// How many of them the registry had otherwise.
  public var changed: Int

  /// A record from its parts.
  public init(
    table: String, file: String, importedAt: String, crs: String, rows: Int, added: Int, changed: Int
  ) {
    self.table = table
    self.file = file
    self.importedAt = importedAt
    self.crs = crs
    self.rows = rows
    self.added = added
    self.changed = changed
  }
}
