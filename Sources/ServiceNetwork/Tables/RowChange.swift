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
  public struct Field: Equatable, Sendable, Codable {
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

extension RowChange {
  /// What became of a row; `nil` where nothing did.
  ///
  /// A facility or post closes where its closing day or status changed to one of closing.
  public init?(from before: RegistryRow?, to after: RegistryRow, file: String, line: Int) {
    let (old, new) = (before?.values ?? [:], after.values)
    let order = after.table.columns.map(\.name)
    let names = Set(old.keys).union(new.keys).sorted {
      (order.firstIndex(of: $0) ?? order.count, $0) < (order.firstIndex(of: $1) ?? order.count, $1)
    }
    let fields = names.filter { old[$0] != new[$0] }.map { Field($0, before: old[$0], after: new[$0]) }
    guard !fields.isEmpty else { return nil }
    let closes = fields.contains {
      ["closed_on", "ended_on"].contains($0.column) && $0.after != nil
        || $0.column == "status" && $0.after == FacilityStatus.closed.rawValue
    }
    self.init(
      before == nil ? .added : closes ? .closed : .changed, file: file, line: line,
      id: new[order.first ?? ""] ?? "",
      name: new["name"] ?? new["name_zh"] ?? new["person"] ?? new["as_of"] ?? "",
      fields: fields)
  }
}

extension RegistryRow {
  /// The table that the row belongs to.
  public var table: RegistryTable {
    switch self {
    case .kind: .kinds
    case .service: .services
    case .division: .divisions
    case .demand: .demand
    case .facility: .facilities
    case .post: .posts
    case .road: .roads
    case .speed: .speeds
    case .criterion: .criteria
    case .condition: .conditions
    case .upgrade: .upgrades
    case .fund: .funds
    case .indicator: .indicators
    case .target: .targets
    case .observation: .observations
    }
  }
}
