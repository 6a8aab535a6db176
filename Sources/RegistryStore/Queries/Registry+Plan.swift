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

  /// Of each division of a level, in how many of its records a check finds nothing, and how many it has: divisions,
  /// facilities and posts.
  ///
  /// - Complexity: that of a check of each division.
  public func soundRecords(
    by level: DivisionLevel, today: CalendarDate
  ) throws -> [DivisionCode: (sound: Int, all: Int)] {
    try read { database in try Self.soundRecords(by: level, today: today, database) }
  }

  /// The same from a task, which stops reading where it is cancelled.
  public func soundRecords(
    by level: DivisionLevel, today: CalendarDate
  ) async throws -> [DivisionCode: (sound: Int, all: Int)] {
    try await readInTask { database in try Self.soundRecords(by: level, today: today, database) }
  }

  // MARK: - Private

  private func plan(_ database: Database, _ hasAllServices: Bool) throws -> PlanSnapshot {
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

  private static func soundRecords(
    by level: DivisionLevel, today: CalendarDate, _ database: Database
  ) throws -> [DivisionCode: (sound: Int, all: Int)] {
    let divisions = try Row.fetchAll(
      database, sql: "SELECT pk, code FROM division WHERE level = ? AND endedOn IS NULL ORDER BY code",
      arguments: [level.rawValue])
    var records: [DivisionCode: (sound: Int, all: Int)] = [:]
    for row in divisions {
      let code = DivisionCode(registered: row[1])
      var faulty: Set<String> = []
      let check = try QualityCheck(database, CheckScope(area: code, today: today))
      try check.forEachFinding { finding in
        faulty.insert("\(finding.subject.kind) \(finding.subject.id)")
      }
      let all =
        try Int.fetchOne(
          database,
          sql: """
            WITH RECURSIVE area (pk) AS (
              SELECT ?
              UNION ALL
              SELECT division.pk FROM division JOIN area ON division.parent = area.pk WHERE endedOn IS NULL
            )
            SELECT (SELECT count(*) FROM area)
              + (SELECT count(*) FROM facility WHERE division IN (SELECT pk FROM area))
              + (SELECT count(*) FROM post WHERE division IN (SELECT pk FROM area))
            """, arguments: [row[0] as Int64]) ?? 0
      records[code] = (max(0, all - faulty.count), all)
    }
    return records
  }
}
