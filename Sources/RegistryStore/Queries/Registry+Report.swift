internal import GRDB
public import ServiceNetwork

extension Registry {
  /// Reads what a report for printing is made of, as of one commit.
  ///
  /// - Parameters:
  ///   - check: the area, the day and the rules of data quality.
  ///   - scope: what of the network to read, told from what can be asked for.
  /// - Throws: ``CoverageError`` for an area that is not there on the day; ``ScenarioError``; what `scope` throws; ``RegistryError``; `CancellationError`.
  /// - Complexity: that of a snapshot, the plan's records and a check.
  public func reportRecords(
    _ check: CheckScope, _ scope: @escaping @Sendable (_ catalogue: Catalogue) throws -> SnapshotScope
  ) async throws -> ReportRecords {
    try await readInTask { [self] database in
      let network = try snapshot(database, scope)
      if let area = check.area { _ = try network.division(area) }
      var findings: [QualityRule: Int] = [:]
      try QualityCheck(database, check).forEachFinding { findings[$0.rule, default: 0] += 1 }
      return ReportRecords(
        network: network, plan: try plan(database, false),
        boundaries: try Self.boundaries(of: network.levelOfParts(of: check.area), database),
        findings: findings)
    }
  }
}
