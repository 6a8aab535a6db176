internal import Foundation
internal import GRDB
internal import ServiceNetwork

/// Holds the boundaries of divisions against each other and against the wider ones.
///
/// Areas are geodesic. What is under a square metre is taken for rounding.
struct BoundaryCheck {
  /// The least area that is told, square metres.
  private static let leastArea = 1.0
  /// The share of a division that its parts must cover for the rest to be a gap, and not parts that have no boundary yet.
  private static let coveredShare = 0.9

  private let check: QualityCheck
  private var database: Database { check.database }

  init(_ check: QualityCheck) {
    self.check = check
  }

  /// Pairs of one level that share ground.
  func overlaps(_ body: (Finding) throws -> Void) throws {
    let pairs = try Row.fetchCursor(
      database,
      sql: """
        \(check.divisionsInArea)
        SELECT one.pk, one.code, one.name, other.pk, other.code, other.name
        FROM division AS one
        JOIN boundary ON boundary.division = one.pk
        JOIN idx_boundary_outline AS box
          ON box.xmin <= MbrMaxX(boundary.outline) AND box.xmax >= MbrMinX(boundary.outline)
          AND box.ymin <= MbrMaxY(boundary.outline) AND box.ymax >= MbrMinY(boundary.outline)
        JOIN division AS other ON other.pk = box.pkid
        WHERE one.endedOn IS NULL AND other.endedOn IS NULL AND other.level = one.level AND other.code > one.code
          AND (one.pk IN (SELECT pk FROM checkedDivision) OR other.pk IN (SELECT pk FROM checkedDivision))
        ORDER BY one.code, other.code
        """)
    while let row = try pairs.next() {
      guard let shared = try measure("ST_Intersection", of: row[0], and: row[3]) else { continue }
      let name: String = row[5]
      try body(
        Finding(
          .boundaryOverlap, .division(row[1]), name: row[2],
          message: Wording(
            "it shares \(shared.wording.en) with \(row[4] as String), \(name)",
            zh: "与\(row[4] as String)\(name)重叠\(shared.wording.zh)"),
          location: shared.place, other: row[4]))
    }
  }

  /// Divisions whose parts, where boundaries are known of most of them, leave ground between them.
  func gaps(_ body: (Finding) throws -> Void) throws {
    let wholes = try Row.fetchAll(
      database,
      sql: """
        \(check.divisionsInArea)
        SELECT whole.pk, whole.code, whole.name
        FROM division AS whole
        JOIN checkedDivision USING (pk)
        WHERE (
          SELECT count(*)
          FROM division AS part
          JOIN boundary ON boundary.division = part.pk
          WHERE part.parent = whole.pk AND part.endedOn IS NULL
        ) > 1
        ORDER BY whole.code
        """)
    for row in wholes {
      for gap in try gaps(in: row[0]) {
        try body(
          Finding(
            .boundaryGap, .division(row[1]), name: row[2],
            message: Wording(
              "\(gap.wording.en) between its parts belong to none",
              zh: "其下级区划之间有\(gap.wording.zh)不属于任何一个"),
            location: gap.place))
      }
    }
  }

  /// Boundaries and points outside the boundary of the next wider division that has one.
  func outsideParent(_ body: (Finding) throws -> Void) throws {
    let location = LocationCheck(check)
    let rows = try Row.fetchCursor(
      database,
      sql: """
        \(check.divisionsInArea)
        SELECT division.pk, division.code, division.name, division.location, boundary.division IS NOT NULL,
          \(LocationCheck.bounding("division.parent"))
        FROM division
        JOIN checkedDivision USING (pk)
        LEFT JOIN boundary ON boundary.division = division.pk
        WHERE division.parent IS NOT NULL
        ORDER BY division.code
        """)
    while let row = try rows.next() {
      guard let bound: Int64 = row[5] else { continue }
      if row[4] as Bool {
        guard let rest = try measure("ST_Difference", of: row[0], and: bound) else { continue }
        let name = try name(of: bound)
        try body(
          Finding(
            .outsideParent, .division(row[1]), name: row[2],
            message: Wording(
              "\(rest.wording.en) of it lie outside the boundary of \(name)",
              zh: "有\(rest.wording.zh)位于\(name)边界之外"),
            location: rest.place))
      } else if let place = try row.coordinate(3),
        let (name, distance) = try location.outside(place, of: bound)
      {
        let metres = Int(distance.rounded())
        try body(
          Finding(
            .outsideParent, .division(row[1]), name: row[2],
            message: Wording(
              "its point lies \(metres) m outside the boundary of \(name)", zh: "其坐标位于\(name)边界之外\(metres)米"),
            location: place))
      }
    }
  }

  // MARK: - Private

  /// A piece of ground that should not be there.
  private struct Piece {
    /// Square metres.
    var area: Double
    /// Metres.
    var perimeter: Double
    var place: Coordinate?

    /// Its area and, where it is narrow, how wide it is: of a long strip, twice the area to the perimeter.
    var wording: Wording {
      let square = Int(area.rounded())
      let width = 2 * area / perimeter
      let isSliver = width < 100 && perimeter > 20 * width
      guard isSliver else { return Wording("\(square) m²", zh: "\(square)平方米") }
      let text = (width * 10).rounded() / 10
      return Wording(
        "\(square) m² (a sliver, some \(text) m wide)", zh: "\(square)平方米（狭长，宽约\(text)米）")
    }
  }

  private func name(of division: Int64) throws -> String {
    try String.fetchOne(database, sql: "SELECT name FROM division WHERE pk = ?", arguments: [division]) ?? ""
  }

  /// Measures what an operation on the boundaries of two divisions leaves; `nil` where that is no area.
  private func measure(_ operation: String, of one: Int64, and other: Int64) throws -> Piece? {
    try measure(
      """
      SELECT \(operation)(one.outline, other.outline)
      FROM boundary AS one
      JOIN boundary AS other ON other.division = :other
      WHERE one.division = :one
      """, ["one": one, "other": other])
  }

  /// Measures the areas of a geometry that a query makes; `nil` where they are none.
  private func measure(_ query: String, _ arguments: StatementArguments) throws -> Piece? {
    let statement = try database.cachedStatement(
      sql: """
        WITH piece (outline) AS MATERIALIZED (SELECT CastToMultiPolygon(CollectionExtract((\(query)), 3)))
        SELECT ST_Area(outline, 1), ST_Perimeter(outline, 1), ST_PointOnSurface(outline)
        FROM piece
        WHERE outline IS NOT NULL
        """)
    guard let row = try Row.fetchOne(statement, arguments: arguments), let area: Double = row[0],
      area >= Self.leastArea
    else { return nil }
    return Piece(area: area, perimeter: row[1] ?? 0, place: try row.coordinate(2))
  }

  /// The holes between the parts of a division and, where that has a boundary and they fill most of it, the rest of it;
  /// by area, the largest first.
  private func gaps(in whole: Int64) throws -> [Piece] {
    let row = try Row.fetchOne(
      database,
      sql: """
        WITH parts (outline) AS MATERIALIZED (
          SELECT CastToMultiPolygon(ST_Union(boundary.outline))
          FROM division AS part
          JOIN boundary ON boundary.division = part.pk
          WHERE part.parent = :whole AND part.endedOn IS NULL
        )
        SELECT parts.outline,
          CASE WHEN ST_Area(parts.outline, 1) >= :share * ST_Area(boundary.outline, 1)
          THEN CastToMultiPolygon(CollectionExtract(ST_Difference(boundary.outline, parts.outline), 3)) END
        FROM parts
        LEFT JOIN boundary ON boundary.division = :whole
        """, arguments: ["whole": whole, "share": Self.coveredShare])
    guard let row, let parts = (row[0] as Data?).flatMap(OutlineBlob.decode) else { return [] }
    let rest = (row[1] as Data?).flatMap(OutlineBlob.decode)?.polygons
    let holes = parts.polygons.flatMap(\.interiors).map { MultiPolygon.Polygon(exterior: $0) }
    return try (rest ?? holes).compactMap { polygon in
      try measure("SELECT :outline", ["outline": OutlineBlob.encode(MultiPolygon([polygon]).rightHanded)])
    }.sorted { $0.area > $1.area }
  }
}
