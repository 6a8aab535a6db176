internal import GRDB
public import ServiceNetwork

extension Registry {
  /// Reads the records of the plan, and of the network what its indicators count, as of one commit.
  ///
  /// - Parameter hasAllServices: whether the network is to answer for every service.
  /// - Complexity: O(rows).
  public func plan(hasAllServices: Bool = false) throws -> PlanSnapshot {
    try read { database in try plan(database, hasAllServices) }
  }

  /// The same from a task, which stops reading where it is cancelled.
  public func plan(hasAllServices: Bool = false) async throws -> PlanSnapshot {
    try await readInTask { [self] database in try plan(database, hasAllServices) }
  }

  /// The divisions of a level side by side, from one read.
  ///
  /// - Parameters:
  ///   - day: the day.
  ///   - level: the level of the divisions.
  ///   - weights: what a question says of weights, as ``ScorecardWeights`` has it, beside the registry's own.
  ///   - normalisation: how shares become points.
  /// - Throws: ``ParameterError``; ``CoverageError``; ``RegistryError``; `CancellationError`.
  /// - Complexity: that of a ``Scorecard``, and of a check.
  public func scorecard(
    asOf day: CalendarDate, by level: DivisionLevel, weights: [String], normalisation: Normalisation
  ) async throws -> Scorecard {
    let (records, quality, setting) = try await readInTask { [self] database in
      (
        try self.plan(database, true), try Self.soundRecords(by: level, today: day, database),
        try SettingRow.value(of: .scorecardWeights, database)
      )
    }
    return try Scorecard(
      records, asOf: day, by: level,
      weights: try ScorecardWeights.weights(weights, setting: setting, in: records.network.catalogue),
      quality: quality, normalisation: normalisation)
  }

  // MARK: - Private

  /// The records of the plan.
  func plan(_ database: Database, _ hasAllServices: Bool) throws -> PlanSnapshot {
    let rows = RowReader(database)
    let (indicators, targets) = (try rows.indicators(), try rows.targets())
    let catalogue = try Catalogue(database)
    let scope = PlanScope(indicators, targets, in: catalogue, hasAllServices: hasAllServices)
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

  /// Of each division of a level, in how many of its records a check finds nothing, and how many it has: divisions,
  /// facilities and posts.
  private static func soundRecords(
    by level: DivisionLevel, today: CalendarDate, _ database: Database
  ) throws -> [DivisionCode: (sound: Int, all: Int)] {
    // The division of the level that each division lies in, by key; those in none have no records there.
    var roots: [Int64: String] = [:]
    var ids: [String: String] = [:]
    var records: [String: (faulty: Set<String>, all: Int)] = [:]
    let tree = try Row.fetchAll(
      database,
      sql: """
        WITH RECURSIVE area (root, pk, code) AS (
          SELECT code, pk, code FROM division WHERE level = ? AND endedOn IS NULL
          UNION ALL
          SELECT area.root, division.pk, division.code
          FROM division
          JOIN area ON division.parent = area.pk
          WHERE division.endedOn IS NULL
        )
        SELECT root, pk, code FROM area
        """, arguments: [level.rawValue])
    func add(_ kind: String, _ id: String, _ root: String) {
      ids["\(kind) \(id)"] = root
      records[root, default: ([], 0)].all += 1
    }
    for row in tree {
      roots[row[1]] = row[0]
      add("division", row[2], row[0])
    }
    for kind in ["facility", "post"] {
      let rows = try Row.fetchCursor(
        database, sql: "SELECT id, division FROM \(kind) WHERE division IS NOT NULL")
      while let row = try rows.next() {
        if let root = roots[row[1]] { add(kind, row[0], root) }
      }
    }
    try QualityCheck(database, CheckScope(today: today)).forEachFinding { finding in
      let key = "\(finding.subject.kind) \(finding.subject.id)"
      if let root = ids[key] { records[root, default: ([], 0)].faulty.insert(key) }
    }
    return Dictionary(
      uniqueKeysWithValues: records.map { root, counts in
        (DivisionCode(registered: root), (counts.all - counts.faulty.count, counts.all))
      })
  }
}
