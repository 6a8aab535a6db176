internal import GRDB

/// The steps by which a file of any earlier version becomes one of today's.
enum RegistryMigrations {
  /// A step: frozen SQL, and calls of SpatiaLite's functions that must answer 1.
  struct Step {
    /// Its name, which each file remembers.
    var name: String
    /// Calls that unregister what the statements are about to take away.
    var unregistrations: [String] = []
    /// SQL statements.
    var schema: String
    /// Calls that register what the statements made.
    var registrations: [String]
    /// SQL statements that need the registrations.
    var layers: String
  }

  /// The steps, oldest first; a released one is never edited.
  static let steps: [Step] = [
    registry, peoplesFiles, history, access, incarnation, holding, counts, roads, scenarios,
    plan,
  ]

  /// The version of a file, its `user_version`: the number of steps behind it.
  static var version: Int { steps.count }

  static func isBehind(_ database: Database) throws -> Bool {
    try Int.fetchOne(database, sql: "PRAGMA user_version") != version
  }

  /// Makes a file one of today.
  ///
  /// - Parameter last: the version that it becomes, where it is not to be today's.
  static func migrate(_ database: any DatabaseWriter, to last: Int = version) throws {
    var migrator = DatabaseMigrator()
    for (index, step) in steps.prefix(last).enumerated() {
      migrator.registerMigration(step.name) { database in
        for call in step.unregistrations { try SpatiaLite.check(call, in: database) }
        try database.execute(sql: step.schema)
        for call in step.registrations { try SpatiaLite.check(call, in: database) }
        try database.execute(sql: step.layers)
        try database.execute(sql: "PRAGMA user_version = \(index + 1)")
      }
    }
    try migrator.migrate(database)
  }
}
