public import Foundation
internal import GRDB
public import ServiceNetwork

extension Registry {
  /// The profiles of people's files, by name.
  public func profiles() throws -> [(name: String, profile: ImportProfile)] {
    try read { database in
      try Row.fetchAll(database, sql: "SELECT name, definition FROM importProfile ORDER BY name")
        .map { ($0[0], try ImportProfile(json: Data(($0[1] as String).utf8))) }
    }
  }

  /// The profile of a name; `nil` where there is none.
  public func profile(named name: String) throws -> ImportProfile? {
    try profiles().first { $0.name == name }?.profile
  }

  /// Keeps a profile under a name, instead of what that name had before.
  public func save(_ profile: ImportProfile, named name: String, date: Date) throws {
    let definition = String(decoding: try profile.json(), as: UTF8.self)
    try write { database in
      try database.execute(
        literal: """
          INSERT INTO importProfile (name, definition, savedAt)
          VALUES (\(name), \(definition), \(date.formatted(.iso8601)))
          ON CONFLICT (name) DO UPDATE SET definition = excluded.definition, savedAt = excluded.savedAt
          """)
    }
  }

  /// Takes a profile away; answers whether there was one.
  public func removeProfile(named name: String) throws -> Bool {
    try write { database in
      try database.execute(literal: "DELETE FROM importProfile WHERE name = \(name)")
      return database.changesCount > 0
    }
  }
}
