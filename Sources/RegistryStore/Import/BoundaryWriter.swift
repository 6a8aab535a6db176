internal import Foundation
internal import GRDB
internal import ServiceNetwork

/// Puts the boundaries of divisions into the registry: valid ones as they are, others mended where that changes little.
///
/// A ring that crosses or touches itself is mended if the area stays the same within a hundredth: a spike, a point that
/// slipped over its neighbour. Where more would change, nobody but its owner can say what is inside, and it is refused.
/// Valid is meant as in OGC 06-103r4, 6.1.11.
struct BoundaryWriter {
  /// By which share of itself an area may change when it is mended.
  private static let tolerance = 0.01

  private let context: ImportContext
  /// How many divisions took a point inside their boundary.
  private var pointsTaken = 0

  /// A boundary that can be kept.
  struct Boundary: Equatable {
    var outline: Data
    var isMended: Bool
    var crs: String
  }

  init(_ context: ImportContext) {
    self.context = context
  }

  /// The boundary of an area, mended if it must be; `nil` where the row was refused.
  func boundary(of area: MultiPolygon, crs: String?) throws -> Boundary? {
    let crs = crs ?? "EPSG:4326"
    let outline = OutlineBlob.encode(area)
    let isValid = try Int.fetchOne(
      context.database.cachedStatement(sql: "SELECT ST_IsValid(?)"), arguments: [outline])
    if isValid == 1 { return Boundary(outline: outline, isMended: false, crs: crs) }
    return try mended(outline).map { Boundary(outline: $0, isMended: true, crs: crs) }
  }

  /// A point inside a boundary, the same for the same boundary.
  mutating func pointInside(_ boundary: Boundary, isNew: Bool) throws -> Coordinate? {
    if isNew { pointsTaken += 1 }
    let statement = try context.database.cachedStatement(sql: "SELECT ST_PointOnSurface(?)")
    return try Row.fetchOne(statement, arguments: [boundary.outline])?.coordinate(0)?.rounded
  }

  /// Whether a division has another boundary, or none.
  func isChange(_ boundary: Boundary, of division: Int64?) throws -> Bool {
    guard let division else { return true }
    let statement = try context.database.cachedStatement(
      sql: "SELECT outline = ? AND givenCRS = ? FROM boundary WHERE division = ?")
    return try Bool.fetchOne(statement, arguments: [boundary.outline, boundary.crs, division]) != true
  }

  /// Gives a division a boundary.
  func save(_ boundary: Boundary, of division: Int64, source: String?) throws {
    try context.database.cachedStatement(
      sql: """
        INSERT INTO boundary (division, isMended, givenCRS, source, outline)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (division) DO UPDATE
        SET isMended = excluded.isMended, givenCRS = excluded.givenCRS, source = excluded.source,
          outline = excluded.outline
        """
    ).execute(arguments: [division, boundary.isMended, boundary.crs, source, boundary.outline])
  }

  /// Says how many points are no places that anybody chose.
  func conclude() {
    guard pointsTaken > 0 else { return }
    context.add(
      RowProblem(
        .warning, file: context.file, line: nil, column: "longitude",
        message: Wording(
          "\(pointsTaken) divisions without coordinates took a point inside their boundary (location_origin boundary)",
          zh: "有\(pointsTaken)个没有坐标的区划取了边界内的一点（坐标由来为boundary）")))
  }

  // MARK: - Private

  private func mended(_ outline: Data) throws -> Data? {
    let statement = try context.database.cachedStatement(
      sql: """
        WITH mended (outline) AS MATERIALIZED (
          SELECT CastToMultiPolygon(CollectionExtract(ST_MakeValid(:outline), 3))
        )
        SELECT outline, ST_Area(:outline), ST_Area(outline), ST_IsValidReason(:outline),
          X(ST_IsValidDetail(:outline)), Y(ST_IsValidDetail(:outline))
        FROM mended
        """)
    guard let row = try Row.fetchOne(statement, arguments: ["outline": outline]) else { return nil }
    let fault = Fault(
      reason: row[3] ?? "it is no area",
      place: (row[4] as Double?).flatMap { x in (row[5] as Double?).map { (x, $0) } })
    guard let mended = (row[0] as Data?).flatMap(OutlineBlob.decode), let before: Double = row[1],
      let after: Double = row[2], abs(after - before) <= Self.tolerance * before
    else {
      context.refuse(
        "boundary",
        Wording(
          "\(fault.wording.en); mended, its area would be another one: mend it where it was drawn",
          zh: "\(fault.wording.zh)；自动修复会明显改变面积，请在原软件中修正"))
      return nil
    }
    context.warn(
      "boundary",
      Wording("\(fault.wording.en); it was mended", zh: "\(fault.wording.zh)；已自动修复"))
    return OutlineBlob.encode(mended.rightHanded)
  }

  /// What is wrong with a boundary, and where.
  private struct Fault {
    var reason: String
    var place: (x: Double, y: Double)?

    var wording: Wording {
      let place = place.map { " at \($0.x), \($0.y)" } ?? ""
      let text = reason.prefix { $0 != "[" }.lowercased()
      return Wording("the boundary is not valid (\(text)\(place))", zh: "边界无效（\(text)\(place)）")
    }
  }
}
