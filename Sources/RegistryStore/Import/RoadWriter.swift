internal import Crypto
internal import Foundation
internal import GRDB
internal import ServiceNetwork

/// Writes the road network of an import in place of the one that is there.
///
/// Pieces that name a junction meet there. The same network again changes nothing: its digest tells.
struct RoadWriter: RowWriter {
  /// How far apart two places of one junction may be.
  private static let slack = 1.0

  private let context: ImportContext
  private let insertNode: RowStatement
  private let insertRoad: RowStatement
  private let index: RoadIndex
  private var nodes: [String: Node] = [:]
  private var digest = SHA256()
  private var roads = 0

  private struct Node {
    var pk: Int64
    var place: Coordinate
    var file: Int
    var line: Int
  }

  init(_ context: ImportContext) throws {
    self.context = context
    index = try RoadIndex(context.database)
    try context.database.execute(sql: "DELETE FROM road; DELETE FROM roadNode;")
    insertNode = try RowStatement(
      context.database, "INSERT INTO roadNode (pk, id, location) VALUES (?, ?, ?)")
    insertRoad = try RowStatement(
      context.database,
      """
      INSERT INTO road (fromNode, toNode, roadClass, name, length, speed, forward, backward, source, line)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
  }

  mutating func write(_ row: RegistryRow) throws {
    guard case .road(let road) = row, let first = road.line.first, let last = road.line.last else { return }
    guard let ends = road.ends else {
      context.refuse(
        "from",
        Wording(
          "a road must name the junctions that it goes between, in the columns from and to",
          zh: "道路须在起点、终点两列写明两端路口的编号"))
      return
    }
    guard let from = try node(ends.from, at: first, "from"), let to = try node(ends.to, at: last, "to") else {
      return
    }
    try insert(road, from: from, to: to)
  }

  mutating func finish() throws {
    try index.finish()
    guard context.summary.errors == 0 else { return }
    guard roads > 0 else {
      context.add(
        RowProblem(
          file: context.file, line: nil,
          message: Wording("there is no road in it; the network stays as it is", zh: "没有任何道路，路网保持不变")))
      return
    }
    let text = digest.finalize().map { String(format: "%02x", $0) }.joined()
    let former = try String.fetchOne(context.database, sql: "SELECT digest FROM roadNetwork")
    try context.database.execute(
      literal:
        "INSERT INTO roadNetwork (pk, digest) VALUES (1, \(text)) ON CONFLICT DO UPDATE SET digest = \(text)")
    if former != text { context.summary.added = roads }
  }

  // MARK: - Private

  private mutating func insert(_ road: Road, from: Int64, to: Int64) throws {
    let line = LineBlob.encode(road.line)
    try insertRoad.execute([
      from, to, road.roadClass, road.name, road.length?.value, road.speed, Int(road.forward.rawValue),
      Int(road.backward.rawValue), road.source, line,
    ])
    roads += 1
    digest.update(data: line)
    let rest: [String] = [
      String(from), String(to), road.roadClass, road.name ?? "", road.length.map { "\($0.value)" } ?? "",
      road.speed.map { "\($0)" } ?? "", "\(road.forward.rawValue) \(road.backward.rawValue)",
      road.source ?? "",
    ]
    digest.update(data: Data(rest.joined(separator: "\u{1F}").utf8))
  }

  /// The key of a junction; `nil` where the row is refused, for it stands elsewhere.
  private mutating func node(_ id: String, at place: Coordinate, _ column: String) throws -> Int64? {
    if let known = nodes[id] {
      let distance = Geodesic.distance(from: known.place, to: place).value
      guard distance <= Self.slack else {
        let other = context.place(file: known.file, line: known.line)
        context.refuse(
          column,
          Wording(
            "'\(id)' is \(Int(distance.rounded(.up))) m from where it is on \(other.en)",
            zh: "“\(id)”与\(other.zh)的位置相距\(Int(distance.rounded(.up)))米"))
        return nil
      }
      return known.pk
    }
    let pk = Int64(nodes.count + 1)
    nodes[id] = Node(pk: pk, place: place, file: context.fileNumber, line: context.line)
    try insertNode.execute([pk, id, PointBlob.encode(place)])
    digest.update(data: Data(id.utf8))
    return pk
  }
}

/// The spatial index of roads, which rests while all of them are replaced.
struct RoadIndex {
  private let database: Database
  private let triggers: RestingTriggers

  init(_ database: Database) throws {
    self.database = database
    triggers = try RestingTriggers(
      ["gii_road_line", "gid_road_line", "tmi_road_line", "tmd_road_line", "ggi_road_line"], database)
  }

  /// Fills the index anew, and wakes what keeps it.
  func finish() throws {
    guard triggers.areResting else { return }
    try database.execute(
      sql: """
        DELETE FROM idx_road_line;
        INSERT INTO idx_road_line (pkid, xmin, xmax, ymin, ymax)
        SELECT pk, MbrMinX(line), MbrMaxX(line), MbrMinY(line), MbrMaxY(line) FROM road ORDER BY pk;
        UPDATE geometry_columns_time
        SET last_insert = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
        WHERE f_table_name = 'road' AND f_geometry_column = 'line';
        """)
    try triggers.wake()
  }
}

/// Writes the speeds of classes of road.
struct SpeedWriter: RowWriter {
  private let context: ImportContext
  private var places: [String: (file: Int, line: Int)] = [:]

  init(_ context: ImportContext) {
    self.context = context
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
    let former = try RoadSpeeds(context.database).rows.first { $0.roadClass == row.roadClass }
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

extension RoadSpeeds {
  /// The speeds of a registry: the standard ones, but for the classes that have a row.
  init(_ database: Database) throws {
    let rows = try GRDB.Row.fetchAll(database, sql: "SELECT roadClass, walk, ebike, drive FROM roadSpeed").map
    {
      RoadClassSpeeds($0[0], RoadSpeeds.Row(walk: $0[1], ebike: $0[2], drive: $0[3]))
    }
    self = try RoadSpeeds.standard.replacing(rows)
  }
}
