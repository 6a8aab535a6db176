internal import GRDB
internal import ServiceNetwork

/// Holds facilities against the boundaries and points of divisions.
struct LocationCheck {
  /// The distance from its village within which no facility is remarkable, metres: villages are that wide.
  private static let leastDistance = 2000.0
  /// How many times the median of all facilities is remarkable.
  private static let factor = 10.0

  private let check: QualityCheck

  init(_ check: QualityCheck) {
    self.check = check
  }

  /// Facilities outside the boundary of the division that they claim, or of the next one above that has one; where there
  /// is none, those farther from their village's point than is likely: more than ten times the median of all, and
  /// than two kilometres.
  func outsideDivision(_ body: (Finding) throws -> Void) throws {
    var remote: [(id: String, name: String, village: String, place: Coordinate, metres: Double)] = []
    var distances: [Double] = []
    let rows = try Row.fetchCursor(
      check.database,
      sql: """
        \(check.divisionsInArea)
        SELECT facility.id, facility.name, facility.location, division.name, division.level, division.location,
          \(check.facilitiesInArea), \(Self.bounding("division.pk"))
        FROM facility
        JOIN division ON division.pk = facility.division
        WHERE facility.location IS NOT NULL
        ORDER BY facility.id
        """)
    while let row = try rows.next() {
      guard let place = try row.coordinate(2) else { continue }
      if let bound: Int64 = row[7] {
        guard row[6] as Bool, let (name, distance) = try outside(place, of: bound) else { continue }
        let metres = Int(distance.rounded())
        try body(
          Finding(
            .outsideDivision, .facility(row[0]), name: row[1],
            message: Wording(
              "it lies \(metres) m outside the boundary of \(name)", zh: "位于\(name)边界之外\(metres)米"),
            location: place))
        continue
      }
      guard row[4] as String == "village", let village = try row.coordinate(5) else { continue }
      let metres = Geodesic.distance(from: place, to: village).value
      distances.append(metres)
      if metres > Self.leastDistance, row[6] as Bool {
        remote.append((row[0], row[1], row[3], place, metres))
      }
    }
    distances.sort()
    guard let median = distances.isEmpty ? nil : distances[distances.count / 2] else { return }
    for facility in remote where facility.metres > Self.factor * median {
      let metres = Int(facility.metres.rounded())
      try body(
        Finding(
          .outsideDivision, .facility(facility.id), name: facility.name,
          message: Wording(
            "it lies \(metres) m from \(facility.village), where half of all lie within \(Int(median.rounded())) m",
            zh: "距\(facility.village)\(metres)米，而半数机构在\(Int(median.rounded()))米以内"), location: facility.place)
      )
    }
  }

  /// Facilities outside the boundaries of all cities and counties; where there are none, outside the extent of all
  /// divisions.
  func outsidePrefecture(_ body: (Finding) throws -> Void) throws {
    let survey = try LocationSurvey(check.database)
    let boundaries = try BoundaryIndex(check.database)
    let bounds = try Int64.fetchSet(
      check.database,
      sql: """
        SELECT boundary.division
        FROM boundary
        JOIN division ON division.pk = boundary.division
        WHERE division.level IN ('city', 'county') AND division.endedOn IS NULL
        """)
    let rows = try Row.fetchCursor(
      check.database,
      sql: """
        \(check.divisionsInArea)
        SELECT id, name, location FROM facility WHERE location IS NOT NULL AND \(check.facilitiesInArea) ORDER BY id
        """)
    while let row = try rows.next() {
      guard let place = try row.coordinate(2) else { continue }
      let remark: Wording?
      if bounds.isEmpty {
        remark = survey.remark(on: place)
      } else {
        let isInside = try boundaries.divisions(at: place).contains(where: bounds.contains)
        remark = isInside ? nil : Wording("it lies outside all counties", zh: "位于所有县区的边界之外")
      }
      guard let remark else { continue }
      try body(Finding(.outsidePrefecture, .facility(row[0]), name: row[1], message: remark, location: place))
    }
  }

  /// The key of the division, or the next one above it, that has a boundary, as a subquery.
  static func bounding(_ pk: String) -> String {
    """
    (
      WITH RECURSIVE above (pk, parent, step) AS (
        SELECT start.pk, start.parent, 0 FROM division AS start WHERE start.pk = \(pk)
        UNION ALL
        SELECT division.pk, division.parent, step + 1 FROM division JOIN above ON division.pk = above.parent
      )
      SELECT above.pk FROM above JOIN boundary ON boundary.division = above.pk ORDER BY step LIMIT 1
    )
    """
  }

  /// The name of a division and the distance to its boundary, where a place is outside.
  func outside(_ place: Coordinate, of division: Int64) throws -> (name: String, metres: Double)? {
    let row = try Row.fetchOne(
      check.database.cachedStatement(
        sql: """
          SELECT division.name,
            ST_Covers(boundary.outline, MakePoint(:x, :y, 4326)),
            X(ST_ClosestPoint(boundary.outline, MakePoint(:x, :y, 4326))),
            Y(ST_ClosestPoint(boundary.outline, MakePoint(:x, :y, 4326)))
          FROM boundary
          JOIN division ON division.pk = boundary.division
          WHERE boundary.division = :division
          """), arguments: ["x": place.longitude, "y": place.latitude, "division": division])
    guard let row, row[1] as Int? == 0, let x: Double = row[2], let y: Double = row[3],
      let nearest = try? Coordinate(longitude: x, latitude: y)
    else { return nil }
    return (row[0], Geodesic.distance(from: place, to: nearest).value)
  }
}
