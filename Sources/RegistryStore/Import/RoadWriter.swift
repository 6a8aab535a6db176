internal import Crypto
internal import Foundation
internal import GRDB
internal import ServiceNetwork

/// Writes the road network of an import in place of the one that is there.
///
/// Pieces that name a junction meet there; lines that name none are cut where they meet, see ``RoadJunctions``, and
/// are kept in memory until all of them are there. The same network again changes nothing: its digest tells.
struct RoadWriter: RowWriter {
  /// How far apart two places of one junction may be.
  private static let slack = 1.0

  private let context: ImportContext
  private let nodeStatement: RowStatement
  private let insertRoad: RowStatement
  private let index: DeferredSpatialIndex
  private var nodes: [String: Node] = [:]
  private var digest = SHA256()
  private let rules: RoadJunctions.Rules
  private var roads = 0
  /// The roads that name no junctions, and where they come from.
  private var loose: [(road: Road, file: Int, line: Int)] = []
  /// The files of whose lengths it was told that they are not taken.
  private var filesWithLengths: Set<Int> = []

  private struct Node {
    var pk: Int64
    var place: Coordinate
    var file: Int
    var line: Int
  }

  init(_ context: ImportContext, junctions rules: RoadJunctions.Rules) throws {
    self.context = context
    self.rules = rules
    index = try DeferredSpatialIndex(of: "road", column: "line", isReplaced: true, context.database)
    try context.database.execute(sql: "DELETE FROM road; DELETE FROM roadNode;")
    nodeStatement = try RowStatement(
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
    guard let ends = road.ends else { return keep(road) }
    guard loose.isEmpty else { return refuseMixture() }
    guard let from = try node(ends.from, at: first, "from"), let to = try node(ends.to, at: last, "to") else {
      return
    }
    try insert(road, ends, from: from, to: to)
    roads += 1
  }

  mutating func finish() throws {
    // With an error everything is taken back, the index's rest among it.
    guard context.summary.errors == 0 else { return }
    if !loose.isEmpty { try insertLoose() }
    guard roads > 0 else {
      context.add(
        RowProblem(
          file: context.file, line: nil,
          message: Wording("there is no road in it; the network stays as it is", zh: "没有任何道路，路网保持不变")))
      return
    }
    try index.finish()
    let text = digest.finalize().hexadecimalDigits
    let former = try String.fetchOne(context.database, sql: "SELECT digest FROM roadNetwork")
    try context.database.execute(
      literal:
        "INSERT INTO roadNetwork (pk, digest) VALUES (1, \(text)) ON CONFLICT DO UPDATE SET digest = \(text)")
    if former != text { context.summary.added = roads }
  }

  // MARK: - Private

  /// Keeps a line until all are there that it may meet.
  private mutating func keep(_ road: Road) {
    guard nodes.isEmpty else { return refuseMixture() }
    if road.length != nil, filesWithLengths.insert(context.fileNumber).inserted {
      context.warn(
        "length_m",
        Wording(
          "lines are measured where they are cut; this column is left out, here and in all rows",
          zh: "线在路口处切开后按线形重新量算长度；本列各行均未采用"))
    }
    loose.append((road, context.fileNumber, context.line))
  }

  private func refuseMixture() {
    context.refuse(
      "from",
      Wording(
        "some roads name their junctions, in the columns from and to, and others do not; all must, or none",
        zh: "有的道路在起点、终点两列写明了路口编号，有的没有；须全部写明，或全部不写"))
  }

  /// Cuts the lines where they meet, and writes the pieces.
  private mutating func insertLoose() throws {
    let junctions = try RoadJunctions(loose.map(\.road.line), rules: rules)
    for (position, place) in junctions.nodes.enumerated() {
      try insertNode(Int64(position + 1), place.junctionName, at: place)
    }
    for piece in junctions.pieces {
      var road = loose[piece.line].road
      road.line = [junctions.nodes[Int(piece.from)]] + piece.path + [junctions.nodes[Int(piece.to)]]
      road.length = nil
      let ends = Road.Ends(
        from: junctions.nodes[Int(piece.from)].junctionName, to: junctions.nodes[Int(piece.to)].junctionName)
      try insert(road, ends, from: Int64(piece.from + 1), to: Int64(piece.to + 1))
    }
    roads = loose.count - junctions.droppedLines.count
    guard let first = junctions.droppedLines.first else { return }
    let others = junctions.droppedLines.count - 1
    context.resume(file: loose[first].file, line: loose[first].line)
    context.warn(
      nil,
      Wording(
        "the line is no longer than twice the tolerance, and is left out"
          + (others > 0 ? "; so are \(others) others" : ""),
        zh: "线长不超过容差的两倍，未采用" + (others > 0 ? "；另有\(others)条同样" : "")))
  }

  private mutating func insert(_ road: Road, _ ends: Road.Ends, from: Int64, to: Int64) throws {
    let line = LineBlob.encode(road.line)
    try insertRoad.execute([
      from, to, road.roadClass, road.name, road.length?.value, road.speed, Int(road.forward.rawValue),
      Int(road.backward.rawValue), road.source, line,
    ])
    digest.update(data: line)
    let rest: [String] = [
      ends.from, ends.to, road.roadClass, road.name ?? "", road.length.map { "\($0.value)" } ?? "",
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
    try insertNode(pk, id, at: place)
    return pk
  }

  private func insertNode(_ pk: Int64, _ id: String, at place: Coordinate) throws {
    try nodeStatement.execute([pk, id, PointBlob.encode(place)])
  }
}
