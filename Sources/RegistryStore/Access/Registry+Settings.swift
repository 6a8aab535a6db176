public import Foundation
internal import GRDB
public import ServiceNetwork

extension Registry {
  /// The values of all settings.
  public func settings() throws -> [(setting: Setting, value: String)] {
    try read { database in try Setting.allCases.map { ($0, try SettingRow.value(of: $0, database)) } }
  }

  /// Gives settings values, all or none.
  ///
  /// - Throws: ``ParameterError`` for a value that one cannot have, or that does not go with the others; ``RegistryError``.
  public func set(_ values: [(setting: Setting, value: String)], author: Author, date: Date) throws {
    guard !values.isEmpty else { return }
    let catalogue = try catalogue()
    for (setting, value) in values { try setting.check(value, in: catalogue) }
    let names = values.map(\.setting.rawValue).joined(separator: ", ")
    try perform(ActDraft(author: author, what: "set \(names)", date: date)) { database in
      for (setting, value) in values {
        try SettingRow.set(setting, to: value, database)
      }
      _ = try BaseMap { try SettingRow.value(of: $0, database) }
    }
  }

  /// Gives a setting a value.
  ///
  /// - Throws: ``ParameterError`` for a value that it cannot have; ``RegistryError``.
  public func set(_ setting: Setting, to value: String, author: Author, date: Date) throws {
    try set([(setting, value)], author: author, date: date)
  }
}

/// Settings as the store keeps them.
enum SettingRow {
  /// Gives a setting a value; one that is empty has no row.
  fileprivate static func set(_ setting: Setting, to value: String, _ database: Database) throws {
    guard !value.isEmpty else {
      return try database.execute(literal: "DELETE FROM setting WHERE name = \(setting.rawValue)")
    }
    try database.execute(
      literal: """
        INSERT INTO setting (name, value)
        VALUES (\(setting.rawValue), \(value))
        ON CONFLICT (name) DO UPDATE
        SET value = excluded.value
        WHERE value <> excluded.value
        """)
  }

  /// The value of a setting; its usual one where nobody gave it another.
  static func value(of setting: Setting, _ database: Database) throws -> String {
    let statement = try database.cachedStatement(sql: "SELECT value FROM setting WHERE name = ?")
    return try String.fetchOne(statement, arguments: [setting.rawValue]) ?? setting.standard
  }
}
