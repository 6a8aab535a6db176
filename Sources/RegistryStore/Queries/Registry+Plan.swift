internal import GRDB
public import ServiceNetwork

extension Registry {
  /// Reads the records of the plan, and of the network what its indicators count, as of one commit.
  ///
  /// - Complexity: O(rows).
  public func plan() throws -> PlanSnapshot {
    try read { database in try plan(database) }
  }

  /// The same from a task, which stops reading where it is cancelled.
  public func plan() async throws -> PlanSnapshot {
    try await readInTask { [self] database in try plan(database) }
  }

  private func plan(_ database: Database) throws -> PlanSnapshot {
    let rows = RowReader(database)
    let (indicators, targets) = (try rows.indicators(), try rows.targets())
    let catalogue = try Catalogue(database)
    let scope = PlanScope(indicators, targets, in: catalogue)
    let network = try SnapshotReader(database, catalogue, asOf: nil, counter: RowCounter { _ in })
      .read(kinds: scope.kinds, demandGroups: scope.demandGroups, area: nil).snapshot
      .replacing(roads: scope.needsRoads ? try roadMemory.roads(database) : nil)
    var facilities: [Facility] = []
    try rows.facilities { if scope.listedKinds.contains($0.kind) { facilities.append($0) } }
    return PlanSnapshot(
      network: network, facilities: facilities, conditions: try rows.conditions(),
      upgrades: try rows.upgrades(), funds: try rows.funds(), indicators: indicators, targets: targets,
      observations: try rows.observations())
  }
}
