public import Foundation
internal import GRDB
public import ServiceNetwork

extension Registry {
  /// All scenarios, by name.
  public func scenarios() throws -> [StoredScenario] {
    try read { try ScenarioRow.fetchAll($0).map(\.stored) }
  }

  /// The same from a task.
  public func scenarios() async throws -> [StoredScenario] {
    try await readInTask { try ScenarioRow.fetchAll($0).map(\.stored) }
  }

  /// The scenario of a name.
  ///
  /// - Throws: ``ScenarioError/unknown(_:known:)``
  public func scenario(named name: String) throws -> StoredScenario {
    try read { try ScenarioRow.find(name, $0).stored }
  }

  /// The same from a task.
  public func scenario(named name: String) async throws -> StoredScenario {
    try await readInTask { try ScenarioRow.find(name, $0).stored }
  }

  /// Writes a scenario, where every step of it can be taken in the registry as it is.
  ///
  /// - Returns: the scenario as it is now; `nil` for one that was removed.
  /// - Throws: ``ScenarioError``; nothing is changed then.
  @discardableResult
  public func write(_ write: ScenarioWrite, author: Author, date: Date) throws -> StoredScenario? {
    try perform(ActDraft(author: author, what: write.what, date: date)) {
      try ScenarioRow.perform(write, $0)?.stored
    }
  }

  /// The same from a task.
  public func write(_ write: ScenarioWrite, author: Author, date: Date) async throws -> StoredScenario? {
    try await performInTask(ActDraft(author: author, what: write.what, date: date)) {
      try ScenarioRow.perform(write, $0)?.stored
    }
  }
}

extension Registry {
  /// The scenario of a name, as it is kept.
  ///
  /// - Throws: ``ScenarioError/unknown(_:known:)``
  static func scenario(named name: String, _ database: Database) throws -> Scenario {
    try ScenarioRow.find(name, database).stored.scenario
  }
}

/// A scenario as a row.
private struct ScenarioRow {
  let pk: Int64
  let stored: StoredScenario

  private static let statement = """
    SELECT scenario.pk, scenario.name, scenario.note, scenario.steps, last.seq, incarnation.id,
      \(ActRow.columns)
    FROM scenario
    JOIN incarnation
    LEFT JOIN journal AS last ON last.seq = (
      SELECT max(seq)
      FROM journal
      WHERE key = scenario.pk AND lastKey IS NULL AND rowTable = 'scenario'
    )
    LEFT JOIN act ON act.pk = last.act
    """

  private init(_ row: Row) throws {
    pk = row[0]
    let incarnation: String = row[5]
    stored = StoredScenario(
      scenario: try Scenario(name: row[1], note: row[2], stepsJSON: row[3]),
      version: "\(row[4] as Int? ?? 0).\(incarnation.prefix(8))",
      act: row.hasNull(atIndex: 6) ? nil : try ActRow.act(row, from: 6))
  }

  static func fetchAll(_ database: Database) throws -> [ScenarioRow] {
    try Row.fetchAll(database, sql: statement + " ORDER BY scenario.name").map(ScenarioRow.init)
  }

  /// - Throws: ``ScenarioError/unknown(_:known:)``
  static func find(_ name: String, _ database: Database) throws -> ScenarioRow {
    let row = try Row.fetchOne(database, sql: statement + " WHERE scenario.name = ?", arguments: [name])
    guard let row else {
      throw ScenarioError.unknown(
        name, known: try String.fetchAll(database, sql: "SELECT name FROM scenario ORDER BY name"))
    }
    return try ScenarioRow(row)
  }

  static func perform(_ write: ScenarioWrite, _ database: Database) throws -> ScenarioRow? {
    switch write {
    case .add(let scenario):
      let isThere = try Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM scenario WHERE name = ?)", arguments: [scenario.name])
      guard isThere != true else { throw ScenarioError.exists(scenario.name) }
      try check(scenario, database)
      try database.execute(
        literal: """
          INSERT INTO scenario (name, note, steps)
          VALUES (\(scenario.name), \(scenario.note), \(scenario.stepsJSON))
          """)
      return try find(scenario.name, database)
    case .replace(let scenario, let condition):
      return try find(scenario.name, database).known(under: condition).become(scenario, database)
    case .extend(let name, let steps):
      let row = try find(name, database)
      return try row.become(try row.stored.scenario.adding(steps), database)
    case .remove(let name, let condition):
      let row = try find(name, database).known(under: condition)
      try database.execute(literal: "DELETE FROM scenario WHERE pk = \(row.pk)")
      return nil
    }
  }

  private func known(under condition: FeatureWrite.Condition) throws -> ScenarioRow {
    if case .version(let versions) = condition, !versions.contains(stored.version) {
      throw ScenarioError.changedSince(stored.scenario.name)
    }
    return self
  }

  private func become(_ scenario: Scenario, _ database: Database) throws -> ScenarioRow {
    try Self.check(scenario, database)
    try database.execute(
      literal: """
        UPDATE scenario
        SET note = \(scenario.note), steps = \(scenario.stepsJSON)
        WHERE pk = \(pk)
        """)
    return try Self.find(scenario.name, database)
  }

  /// - Throws: ``ScenarioError/step(_:of:_:)`` where a step cannot be taken in the registry as it is.
  private static func check(_ scenario: Scenario, _ database: Database) throws {
    _ = try Catalogue(database).applying(scenario)
    _ = try ScenarioResolution(database).resolved(scenario)
  }
}
