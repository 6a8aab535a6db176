internal import GRDB
public import ServiceNetwork

extension Registry {
  /// What the divisions of a level that stand enclose, EPSG:4326; those without a boundary are left out.
  ///
  /// - Complexity: O(points).
  public func boundaries(of level: DivisionLevel) async throws -> [DivisionCode: MultiPolygon] {
    try await readInTask { try Self.boundaries(of: level, $0) }
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
