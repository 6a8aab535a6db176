internal import GRDB

/// Triggers that rest during an import, because something does their work for many rows at once.
///
/// Before a statement with a trigger, SQLite keeps a copy of each page that it changes; without it, an import takes a fifth
/// less time. All of it is part of the import's transaction, so that nobody ever sees the tables without them.
struct RestingTriggers {
  private let database: Database
  private let texts: [String]
  /// Whether all of them were there to be put to rest; if not, none was.
  let areResting: Bool

  /// Puts triggers to rest.
  init(_ names: [String], _ database: Database) throws {
    self.database = database
    texts = try names.compactMap { name in
      try String.fetchOne(
        database, sql: "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?", arguments: [name])
    }
    areResting = texts.count == names.count
    guard areResting else { return }
    for name in names { try database.execute(sql: "DROP TRIGGER \(name)") }
  }

  /// Wakes them.
  func wake() throws {
    guard areResting else { return }
    for text in texts { try database.execute(sql: text) }
  }
}
