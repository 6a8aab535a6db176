internal import GRDB
internal import ServiceNetwork

/// Holds the first places of each file against the points of their villages, or the boundaries that they should lie in,
/// to find a system that nobody named.
struct LocationWitness {
  /// How many places of a file are looked at.
  private static let sampleSize = 2000

  private let context: ImportContext
  private var trial = LocationTrial()
  private var count = 0
  private var file = -1

  init(_ context: ImportContext) {
    self.context = context
  }

  /// Takes a place as the file gives it, and the key of the division that it is in.
  mutating func hear(_ place: Coordinate, in division: Int64) throws {
    if file != context.fileNumber {
      conclude()
      file = context.fileNumber
    }
    guard !context.isSystemNamed, count < Self.sampleSize else { return }
    let statement = try context.database.cachedStatement(
      sql: """
        SELECT iif(level IN ('village', 'township') AND locationOrigin = 'given', location, NULL),
          \(LocationCheck.bounding("division.pk"))
        FROM division
        WHERE pk = ?
        """)
    guard let row = try Row.fetchOne(statement, arguments: [division]) else { return }
    if let centre = try row.coordinate(0) {
      trial.add(place, near: centre)
    } else if let bound: Int64 = row[1] {
      let covers = try context.database.cachedStatement(
        sql: "SELECT ST_Covers(outline, MakePoint(?, ?, 4326)) FROM boundary WHERE division = ?")
      try trial.add(place) { place in
        try Int.fetchOne(covers, arguments: [place.longitude, place.latitude, bound]) == 1
      }
    } else {
      return
    }
    count += 1
  }

  /// Says what was found in the file.
  mutating func conclude() {
    defer {
      trial = LocationTrial()
      count = 0
    }
    guard let (hypothesis, votesFor, against) = trial.verdict else { return }
    let (en, zh) =
      switch hypothesis {
      case .gcj02: ("were in GCJ-02; --crs gcj02 reads them as that", "是GCJ-02坐标，可加 --crs gcj02 读取")
      case .bd09: ("were in BD-09; --crs bd09 reads them as that", "是百度BD-09坐标，可加 --crs bd09 读取")
      case .swapped: ("had longitude and latitude exchanged", "的经纬度互换")
      }
    context.warn(
      file: file, line: nil, "longitude",
      Wording(
        "\(votesFor) of \(votesFor + against) places would lie better in their divisions if they \(en); nothing was decided",
        zh: "在\(votesFor + against)个位置中，有\(votesFor)个如果\(zh)，会更符合所在区划；未作更改"))
  }
}
