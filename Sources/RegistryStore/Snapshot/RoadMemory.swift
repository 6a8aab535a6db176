internal import GRDB
internal import ServiceNetwork
internal import Synchronization

/// The road network that was read last, with what was worked out on it: it is large, and seldom another one.
final class RoadMemory: Sendable {
  private struct Key: Hashable {
    var digest: String
    var speeds: RoadSpeeds
  }

  private let last = Mutex<(key: Key, roads: RoadTravel)?>(nil)

  /// The roads of a registry; `nil` where it has none.
  ///
  /// Two who ask at once may both read; what one of them read is kept.
  ///
  /// - Complexity: O(roads) where they are others than those that were read last.
  func roads(_ database: Database) throws -> RoadTravel? {
    guard let digest = try String.fetchOne(database, sql: "SELECT digest FROM roadNetwork") else {
      return nil
    }
    let key = Key(digest: digest, speeds: try RoadSpeeds(database))
    let former = last.withLock { $0 }
    if let former, former.key == key { return former.roads }
    // Other speeds on the same roads price them anew, and no more.
    let network =
      if let former, former.key.digest == digest { former.roads.network } else { try Self.network(database) }
    let roads = RoadTravel(network, speeds: key.speeds, digest: digest)
    last.withLock { $0 = (key, roads) }
    return roads
  }

  private static func network(_ database: Database) throws -> RoadNetwork {
    var positions: [Int64: Int32] = [:]
    var nodes: [Coordinate] = []
    let places = try Row.fetchCursor(database, sql: "SELECT pk, location FROM roadNode ORDER BY pk")
    while let row = try places.next() {
      guard let place = try row.coordinate(1) else { throw StoredValueError.notAPlace }
      positions[row[0]] = Int32(nodes.count)
      nodes.append(place)
    }
    var segments: [RoadSegment] = []
    let roads = try Row.fetchCursor(
      database,
      sql: """
        SELECT fromNode, toNode, line, length, roadClass, speed, forward, backward, pk
        FROM road
        ORDER BY pk
        """)
    while let row = try roads.next() {
      segments.append(
        RoadSegment(
          id: String(row[8] as Int64), from: positions[row[0]] ?? -1, to: positions[row[1]] ?? -1,
          path: Array(try row.line(2).dropFirst().dropLast()), length: (row[3] as Double?).map { Meters($0) },
          roadClass: row[4], speed: row[5], forward: TravelModes(rawValue: row[6]),
          backward: TravelModes(rawValue: row[7])))
    }
    return try RoadNetwork(nodes: nodes, segments: segments)
  }
}
