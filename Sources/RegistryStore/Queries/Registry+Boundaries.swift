internal import GRDB
public import ServiceNetwork

extension Registry {
  /// What the divisions of a level that stand enclose, EPSG:4326; those without a boundary are left out.
  ///
  /// - Parameters:
  ///   - level: the level.
  ///   - tolerance: by how much outlines may be off, each by itself, so that neighbours may overlap or part by as much;
  ///     `nil` has them as they are. A boundary that would be invalid stays as it is.
  /// - Complexity: O(points), with a tolerance O(n log n).
  public func boundaries(
    of level: DivisionLevel, simplifiedBy tolerance: Meters? = nil
  ) async throws -> [DivisionCode: MultiPolygon] {
    try await readInTask { database in
      let boundaries = try Self.boundaries(of: level, database)
      guard let tolerance else { return boundaries }
      let areas = AreaUnion(database)
      return try boundaries.mapValues { try areas.simplified($0, by: tolerance) }
    }
  }

  static func boundaries(of level: DivisionLevel, _ database: Database) throws -> [DivisionCode: MultiPolygon]
  {
    var boundaries: [DivisionCode: MultiPolygon] = [:]
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT division.code, boundary.outline
        FROM boundary
        JOIN division ON division.pk = boundary.division
        WHERE division.level = ? AND division.endedOn IS NULL
        ORDER BY division.code
        """, arguments: [level.rawValue])
    while let row = try rows.next() {
      boundaries[DivisionCode(registered: row[0])] = try row.withUnsafeData(atIndex: 1) {
        $0.flatMap(OutlineBlob.decode)
      }
    }
    return boundaries
  }
}
