internal import Foundation
internal import GRDB
public import ServiceNetwork

extension Registry {
  /// What some areas cover together, by SpatiaLite: nothing of the registry is read.
  ///
  /// - Parameters:
  ///   - pieces: areas without holes that may overlap, EPSG:4326; quickest where neighbours stand beside each other.
  ///   - tolerance: by how much the outline may be off after it is simplified.
  /// - Returns: a valid area, its outer rings counterclockwise; none for no pieces.
  /// - Complexity: O(n log n) in the points of the pieces.
  ///
  /// Source: GEOS's cascaded union, and its simplification by D. H. Douglas and T. K. Peucker, "Algorithms for the
  /// reduction of the number of points required to represent a digitized line or its caricature", Cartographica 10
  /// (1973), 112–122, which keeps areas valid.
  public func union(
    of pieces: [MultiPolygon.Polygon], simplifiedBy tolerance: Meters
  ) throws -> MultiPolygon {
    try read { database in try AreaUnion(database).union(of: pieces, simplifiedBy: tolerance) }
  }

  /// The same from a task, which may be cancelled.
  public func union(
    of pieces: [MultiPolygon.Polygon], simplifiedBy tolerance: Meters
  ) async throws -> MultiPolygon {
    try await readInTask { database in
      try AreaUnion(database).union(of: pieces, simplifiedBy: tolerance)
    }
  }
}

/// Joins and simplifies areas, some at a time: between, a task may be cancelled.
struct AreaUnion {
  /// How many are joined at once.
  private static let batch = 512
  /// Metres of a degree of latitude, more than any has: what is given in degrees is off by no more.
  private static let degree = 111_700.0

  private let database: Database

  init(_ database: Database) {
    self.database = database
  }

  func union(
    of pieces: [MultiPolygon.Polygon], simplifiedBy tolerance: Meters
  ) throws -> MultiPolygon {
    var areas = pieces
    while areas.count > Self.batch {
      let former = areas
      areas = try stride(from: 0, to: former.count, by: Self.batch).flatMap { start in
        try joined(Array(former[start..<min(start + Self.batch, former.count)])).polygons
      }
      // Islands that never meet stay as many as they are.
      if areas.count > former.count / 2 { break }
    }
    guard !areas.isEmpty else { return MultiPolygon([]) }
    return try simplified(joined(areas), by: tolerance).rightHanded
  }

  private func joined(_ areas: [MultiPolygon.Polygon]) throws -> MultiPolygon {
    let statement = try database.cachedStatement(
      sql: "SELECT CastToMultiPolygon(CollectionExtract(ST_UnaryUnion(?), 3))")
    return try area(statement, [OutlineBlob.encode(MultiPolygon(areas))])
  }

  /// The area with fewer points, off by no more than a tolerance; the area itself where those would make it invalid.
  func simplified(_ area: MultiPolygon, by tolerance: Meters) throws -> MultiPolygon {
    let statement = try database.cachedStatement(
      sql: """
        WITH simple (outline) AS MATERIALIZED (
          SELECT CastToMultiPolygon(CollectionExtract(ST_SimplifyPreserveTopology(:outline, :tolerance), 3))
        )
        SELECT CASE WHEN ST_IsValid(outline) = 1 THEN outline ELSE :outline END
        FROM simple
        """)
    return try self.area(
      statement, ["outline": OutlineBlob.encode(area), "tolerance": tolerance.value / Self.degree])
  }

  private func area(_ statement: Statement, _ arguments: StatementArguments) throws -> MultiPolygon {
    guard let outline = try Data.fetchOne(statement, arguments: arguments).flatMap(OutlineBlob.decode) else {
      throw RegistryError.spatialiteUnavailable("it could not join areas")
    }
    return outline
  }
}
