internal import GRDB
internal import ServiceNetwork

/// Finds the division that a place lies in, by the boundaries that the registry has.
struct BoundaryIndex {
  private let database: Database
  private let isEmpty: Bool

  init(_ database: Database) throws {
    self.database = database
    isEmpty = try Bool.fetchOne(database, sql: "SELECT NOT EXISTS (SELECT 1 FROM boundary)") ?? true
  }

  /// The keys of the divisions whose boundary holds a place, the narrowest first; a place on a boundary is in both.
  ///
  /// - Complexity: O(log n) boundaries, and the points of those whose boxes hold the place.
  func divisions(at place: Coordinate) throws -> [Int64] {
    guard !isEmpty else { return [] }
    let statement = try database.cachedStatement(
      sql: """
        SELECT division.pk
        FROM idx_boundary_outline AS box
        JOIN boundary ON boundary.division = box.pkid
        JOIN division ON division.pk = boundary.division
        WHERE box.xmin <= :x AND box.xmax >= :x AND box.ymin <= :y AND box.ymax >= :y
          AND ST_Covers(boundary.outline, MakePoint(:x, :y, 4326))
        ORDER BY CASE level WHEN 'village' THEN 0 WHEN 'township' THEN 1 WHEN 'county' THEN 2 ELSE 3 END, code
        """)
    return try Int64.fetchAll(statement, arguments: ["x": place.longitude, "y": place.latitude])
  }
}
