internal import ServiceNetwork

/// How the records of a table of plain values and references are stored: one row each.
struct RecordLayout {
  /// What a column holds in the store, where a file has a text.
  enum Form {
    /// The same text.
    case text
    /// A whole number.
    case integer
    /// An amount, in fen.
    case money
    /// The key of a facility, which files name by its id.
    case facility
    /// The key of a division, which files name by its code.
    case division
    /// The key of an indicator, which files name by its name.
    case indicator
    /// The key of works, which files name by their id.
    case upgrade
    /// The text of a kind's name, or `other`.
    case purpose
  }

  /// A column: its name in files and in the store.
  struct Column {
    let name: String
    let stored: String
    let form: Form
  }

  let table: RegistryTable
  let columns: [Column]
  /// The columns in files by which a row is known that tells no id.
  let key: [String]
  /// Whether rows have an id.
  let hasId: Bool

  /// The layout of a table; `nil` for one whose records are more than a row of values.
  init?(_ table: RegistryTable) {
    let (key, forms): (String, [String: Form])
    switch table {
    case .criteria: (key, forms) = ("list category number", ["number": .integer])
    case .conditions:
      (key, forms) = ("facility category assessed_on", ["facility": .facility, "estimated_cost": .money])
    case .upgrades:
      (key, forms) = ("facility category year", ["facility": .facility, "year": .integer, "cost": .money])
    case .funds:
      (key, forms) = (
        "year level source purpose facility upgrade allocated_on",
        [
          "year": .integer, "purpose": .purpose, "facility": .facility, "upgrade": .upgrade,
          "amount": .money,
        ]
      )
    case .indicators: (key, forms) = ("indicator", [:])
    case .targets:
      (key, forms) = (
        "indicator division year", ["indicator": .indicator, "division": .division, "year": .integer]
      )
    case .observations:
      (key, forms) = ("indicator division date", ["indicator": .indicator, "division": .division])
    case .kinds, .services, .divisions, .demand, .facilities, .posts, .roads, .speeds: return nil
    }
    self.table = table
    self.key = key.split(separator: " ").map(String.init)
    columns = table.columns.filter { $0.name != "id" }.map { column in
      // The name of an indicator is its key among indicators, and a reference elsewhere.
      let stored = table == .indicators && column.name == "indicator" ? "name" : Self.camelCase(column.name)
      return Column(name: column.name, stored: stored, form: forms[column.name] ?? .text)
    }
    hasId = table.columns.contains { $0.name == "id" }
  }

  private static func camelCase(_ name: String) -> String {
    let words = name.split(separator: "_")
    return words.dropFirst().reduce(String(words[0])) { $0 + $1.prefix(1).uppercased() + $1.dropFirst() }
  }
}
