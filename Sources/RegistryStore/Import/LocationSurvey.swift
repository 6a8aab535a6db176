internal import GRDB
internal import ServiceNetwork

/// Where a registry's divisions lie, to tell a place that cannot be meant.
struct LocationSurvey {
  /// How far from the outermost division's point a place may be before it is remarked on, degrees:
  /// some 20 km, more than a village is wide.
  private static let margin = 0.2

  private let extent: BoundingBox?

  /// The extent of the divisions that a registry holds.
  init(_ database: Database) throws {
    let row = try Row.fetchOne(
      database,
      sql: "SELECT min(xmin), min(ymin), max(xmax), max(ymax) FROM idx_division_location")
    if let row, let west: Double = row[0] {
      extent = BoundingBox(west: west, south: row[1], east: row[2], north: row[3])?.expanded(
        byDegrees: Self.margin)
    } else {
      extent = nil
    }
  }

  /// An extent of one's own.
  private init(_ extent: BoundingBox) {
    self.extent = extent
  }

  /// What is remarkable about a place; `nil` where nothing is.
  func remark(on location: Coordinate) -> Wording? {
    guard let extent, !extent.contains(location) else { return nil }
    let place = "\(location.longitude), \(location.latitude)"
    let isSwapped = location.swapped.map(extent.contains) ?? false
    return Wording(
      "\(place) lies outside the registry's divisions"
        + (isSwapped ? "; longitude and latitude look exchanged" : ""),
      zh: "\(place)在登记库的区划之外" + (isSwapped ? "；经度和纬度好像写反了" : ""))
  }

  /// Remarks on the divisions of an import that lie far from all others.
  ///
  /// Far is outside the box of the middle 98 % of longitudes and latitudes, grown by its own size on each
  /// side and by the margin.
  static func warnOfOutliers(_ context: ImportContext) throws {
    guard
      try Bool.fetchOne(
        context.database, sql: "SELECT EXISTS (SELECT 1 FROM temp.importedRow)") == true,
      let survey = try ofMiddle(context.database)
    else { return }
    let rows = try Row.fetchCursor(
      context.database,
      sql: """
        SELECT division.location, row.file, row.line
        FROM temp.importedRow AS row
        JOIN division ON division.pk = row.pk
        WHERE division.location IS NOT NULL
        ORDER BY row.file, row.line
        """)
    while let row = try rows.next() {
      guard let location = try row.coordinate(0), let remark = survey.remark(on: location) else { continue }
      context.warn(file: row[1], line: row[2], "longitude", remark)
    }
  }

  private static func ofMiddle(_ database: Database) throws -> LocationSurvey? {
    let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM idx_division_location") ?? 0
    guard count >= 10 else { return nil }
    func quantile(_ column: String, _ share: Double) throws -> Double {
      try Double.fetchOne(
        database, sql: "SELECT \(column) FROM idx_division_location ORDER BY \(column) LIMIT 1 OFFSET ?",
        arguments: [Int(share * Double(count - 1))]) ?? 0
    }
    let (west, east) = (try quantile("xmin", 0.01), try quantile("xmin", 0.99))
    let (south, north) = (try quantile("ymin", 0.01), try quantile("ymin", 0.99))
    let (width, height) = (east - west, north - south)
    return BoundingBox(west: west - width, south: south - height, east: east + width, north: north + height)
      .map { LocationSurvey($0.expanded(byDegrees: margin)) }
  }
}
