internal import GRDB
internal import ServiceNetwork

/// Writes the speeds of classes of road.
struct SpeedWriter: RowWriter {
  private let context: ImportContext
  private let standing: [String: RoadClassSpeeds]
  private var places: [String: (file: Int, line: Int)] = [:]

  init(_ context: ImportContext) throws {
    self.context = context
    standing = try Dictionary(
      uniqueKeysWithValues: RoadSpeeds(context.database).rows.map { ($0.roadClass, $0) })
  }

  mutating func write(_ row: RegistryRow) throws {
    guard case .speed(let row) = row else { return }
    if let place = places[row.roadClass] {
      let other = context.place(file: place.file, line: place.line)
      context.refuse(
        "road_class",
        Wording("'\(row.roadClass)' is on \(other.en) already", zh: "“\(row.roadClass)”已在\(other.zh)出现"))
      return
    }
    places[row.roadClass] = (context.fileNumber, context.line)
    let former = standing[row.roadClass]
    guard former != row else { return }
    let speeds = row.speeds
    try context.database.execute(
      literal: """
        INSERT INTO roadSpeed (roadClass, walk, ebike, drive)
        VALUES (\(row.roadClass), \(speeds.walk), \(speeds.ebike), \(speeds.drive))
        ON CONFLICT (roadClass) DO UPDATE
        SET walk = excluded.walk, ebike = excluded.ebike, drive = excluded.drive
        """)
    if former == nil { context.summary.added += 1 } else { context.summary.changed += 1 }
    context.tell(from: former.map(RegistryRow.speed), to: .speed(row))
  }
}
