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
  ///   - scope: what to read, told from what can be asked for.
  /// - Complexity: O(rows).
  public func snapshot(
    progress: @escaping (_ rows: Int) -> Void = { _ in },
    _ scope: (_ catalogue: Catalogue) throws -> SnapshotScope
  ) throws -> NetworkSnapshot {
    try read { database in
      let catalogue = try Catalogue(database)
      let scope = try scope(catalogue)
      let reader = try SnapshotReader(
        database, catalogue, asOf: scope.asOf, counter: RowCounter(progress))
      return try reader.read(kinds: scope.kinds, demandGroups: scope.demandGroups, area: scope.area).snapshot
        .replacing(roads: scope.needsRoads ? try roadMemory.roads(database) : nil)
    }
  }

  /// A snapshot that holds a scope, and maybe more: the one that all who ask share.
  ///
  /// It is read once, and amended or read anew when the registry has changed, by this process or another one. While a
  /// reading takes longer than a tenth of a second, those who ask meanwhile are given the one before, which is whole and of
  /// one commit; a change of a few records is there for everyone who asks after it.
  ///
  /// - Throws: ``RegistryError`` for what a caller can act on; what `scope` throws; `CancellationError`.
  /// - Complexity: O(kinds) while nothing changes.
  public func snapshot(
    _ scope: @escaping @Sendable (_ catalogue: Catalogue) throws -> SnapshotScope
  ) async throws -> NetworkSnapshot {
    try await snapshotKeeper.snapshot(of: self, scope)
  }
}
