internal import GRDB
internal import ServiceNetwork

/// What a question needs of a registry, and the scenario that is to have happened before it is answered.
struct ScenarioScope {
  /// What is to be read.
  let scope: SnapshotScope
  /// What the registry as it is can be asked for.
  let catalogue: Catalogue
  /// As the registry has it, with the ids and divisions of now; `nil` where none was asked for.
  private let scenario: Scenario?

  /// Asks for what is needed, by the registry's catalogue, and under a scenario once more by the catalogue of that.
  ///
  /// - Parameter known: the registry's catalogue, where it was read before.
  /// - Throws: ``ScenarioError`` where there is none of that name, or a step of it cannot be taken any more; ``ParameterError``
  ///   where what is supposed cannot be; what `scope` throws.
  init(
    _ database: Database, known: Catalogue? = nil, _ scope: (Catalogue) throws -> SnapshotScope
  ) throws {
    catalogue = try known ?? Catalogue(database)
    let first = try scope(catalogue)
    let stored = try first.scenario.map { try Registry.scenario(named: $0, database) }
    let asked: SnapshotScope
    if let stored { asked = try scope(try catalogue.applying(stored)) } else { asked = first }
    self.scope = asked
    guard stored != nil || !asked.supposed.isEmpty else {
      scenario = nil
      return
    }
    let supposed = try (stored ?? Scenario(name: "supposed")).adding(asked.supposed)
    do {
      scenario = try ScenarioResolution(database, asOf: asked.asOf).resolved(supposed)
    } catch ScenarioError.step(let number, _, let fault) where number > stored?.steps.count ?? 0 {
      throw ParameterError("open", fault.wording)
    }
  }

  /// A snapshot of what was asked for, after the scenario.
  func applied(to snapshot: NetworkSnapshot) throws -> NetworkSnapshot {
    try scenario.map { try snapshot.applying($0, isPartial: true) } ?? snapshot
  }
}

extension SnapshotScope {
  /// What holds both of two scopes of one day.
  func union(_ other: SnapshotScope) -> SnapshotScope {
    var union = self
    // What both need is the registry as it is.
    union.scenario = nil
    union.supposed = []
    union.kinds = kinds.flatMap { kinds in other.kinds.map(kinds.union) }
    union.demandGroups.formUnion(other.demandGroups)
    union.needsRoads = needsRoads || other.needsRoads
    union.area = area == other.area ? area : nil
    return union
  }
}
