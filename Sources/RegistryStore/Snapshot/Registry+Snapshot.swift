internal import GRDB
public import ServiceNetwork

extension Registry {
  /// The kinds, services and demand groups.
  public func catalogue() throws -> Catalogue {
    try read { database in try Catalogue(database) }
  }

  /// Reads the divisions, facilities, posts and counts of a scope, as of one commit.
  ///
  /// - Parameters:
  ///   - progress: is told now and then how many rows were read.
  ///   - scope: what to read, told from what can be asked for; a scenario that it names has happened in the snapshot.
  /// - Throws: ``ScenarioError`` for a scenario that is not there, or cannot happen any more.
  /// - Complexity: O(rows).
  public func snapshot(
    progress: @escaping (_ rows: Int) -> Void = { _ in },
    _ scope: (_ catalogue: Catalogue) throws -> SnapshotScope
  ) throws -> NetworkSnapshot {
    try read { try snapshot($0, scope, RowCounter(progress)) }
  }

  /// The same within a read.
  func snapshot(
    _ database: Database, _ scope: (Catalogue) throws -> SnapshotScope,
    _ counter: RowCounter = RowCounter { _ in }
  ) throws -> NetworkSnapshot {
    let asked = try ScenarioScope(database, scope)
    return try asked.applied(to: read(database, asked.catalogue, asked.scope, counter))
  }

  /// A snapshot that holds a scope, and maybe more: the one that all who ask share.
  ///
  /// It is read once, and amended or read anew when the registry has changed, by this process or another one. While a
  /// reading takes longer than a quarter of a second, those who ask meanwhile are given the one before, which is whole and of
  /// one commit; a change of a few records is there for everyone who asks after it.
  ///
  /// - Throws: ``RegistryError`` for what a caller can act on; what `scope` throws; ``ScenarioError``; `CancellationError`.
  /// - Complexity: O(kinds) while nothing changes.
  public func snapshot(
    _ scope: @escaping @Sendable (_ catalogue: Catalogue) throws -> SnapshotScope
  ) async throws -> NetworkSnapshot {
    try await snapshotKeeper.snapshot(of: self, scope)
  }

  /// Two snapshots of one commit, as two scenarios that are to be compared need them.
  ///
  /// - Precondition: both scopes are of one day.
  public func snapshots(
    _ first: (Catalogue) throws -> SnapshotScope, _ second: (Catalogue) throws -> SnapshotScope
  ) throws -> (NetworkSnapshot, NetworkSnapshot) {
    try read { database in
      let (one, other) = (try ScenarioScope(database, first), try ScenarioScope(database, second))
      let snapshot = try read(
        database, one.catalogue, one.scope.union(other.scope), RowCounter { _ in })
      return (try one.applied(to: snapshot), try other.applied(to: snapshot))
    }
  }

  /// The same, of the snapshot that all who ask share.
  public func snapshots(
    _ first: @escaping @Sendable (Catalogue) throws -> SnapshotScope,
    _ second: @escaping @Sendable (Catalogue) throws -> SnapshotScope
  ) async throws -> (NetworkSnapshot, NetworkSnapshot) {
    let (one, other) = try await readInTask {
      (try ScenarioScope($0, first), try ScenarioScope($0, second))
    }
    let snapshot = try await snapshotKeeper.snapshot(of: self) { _ in one.scope.union(other.scope) }
    return (try one.applied(to: snapshot), try other.applied(to: snapshot))
  }

  private func read(
    _ database: Database, _ catalogue: Catalogue, _ scope: SnapshotScope, _ counter: RowCounter
  ) throws -> NetworkSnapshot {
    let reader = try SnapshotReader(database, catalogue, asOf: scope.asOf, counter: counter)
    return try reader.read(kinds: scope.kinds, demandGroups: scope.demandGroups, area: scope.area).snapshot
      .replacing(roads: scope.needsRoads ? try roadMemory.roads(database) : nil)
  }
}
