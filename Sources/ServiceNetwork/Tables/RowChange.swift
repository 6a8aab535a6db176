/// What an import does to a row of a registry.
public struct RowChange: Equatable, Sendable {
  /// What becomes of the row.
  public enum Kind: String, Sendable {
    /// It was not there.
    case added
    /// It was there with other values.
    case changed
    /// It was there, and ends: a facility that closes, a post whose term ends.
    case closed
  }

  /// A value that changes.
  public struct Field: Equatable, Sendable {
    /// The column of the table.
    public var column: String
    /// What the registry has, as an export writes it; `nil` for nothing.
    public var before: String?
    /// What it will have.
    public var after: String?

    /// A change from its parts.
    public init(_ column: String, before: String?, after: String?) {
      self.column = column
      self.before = before
      self.after = after
    }
  }

  /// What becomes of the row.
  public var kind: Kind
  /// The file, as it was named.
  public var file: String
  /// The line on which its row begins.
  public var line: Int
  /// The id or code.
  public var id: String
  /// Its name; empty where it has none.
  public var name: String
  /// The values that change, in the order of the table's columns; of an added row those that are there.
  public var fields: [Field]

  /// A change from its parts.
  public init(_ kind: Kind, file: String, line: Int, id: String, name: String, fields: [Field]) {
    self.kind = kind
    self.file = file
    self.line = line
    self.id = id
    self.name = name
    self.fields = fields
  }
}
