internal import GRDB
public import ServiceNetwork

extension RegistryReader {
  /// What lies under the map; nothing where settings do not go together, as one may be undone without the other.
  public func baseMap() throws -> BaseMap {
    do {
      return try BaseMap { try SettingRow.value(of: $0, database) }
    } catch is ParameterError {
      return .none
    }
  }

  /// Whether there are roads.
  public func hasRoads() throws -> Bool {
    try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM road)") ?? false
  }

  /// The roads whose boxes meet boxes: the fastest classes first, each in the order of its import.
  ///
  /// A box of the index is up to a float's error larger than its road.
  ///
  /// - Returns: at most `limit` roads, and how many there are.
  /// - Complexity: O(roads in the boxes)
  public func roads(in boxes: [BoundingBox], limit: Int) throws -> (roads: [RoadLine], matched: Int) {
    let condition: SQL =
      boxes.isEmpty
      ? "TRUE"
      : boxes.map { box -> SQL in
        """
        (xmin <= \(box.east) AND xmax >= \(box.west) AND ymin <= \(box.north) AND ymax >= \(box.south))
        """
      }.joined(separator: " OR ")
    let request: SQLRequest<Row> = """
      SELECT line, roadClass, name, count(*) OVER ()
      FROM idx_road_line AS box
      JOIN road ON road.pk = box.pkid
      WHERE \(condition)
      ORDER BY CASE roadClass \(Self.ranks) ELSE \(RoadSpeeds.standard.classes.count) END, road.pk
      LIMIT \(limit)
      """
    let rows = try Row.fetchCursor(database, request)
    var (roads, matched): ([RoadLine], Int) = ([], 0)
    while let row = try rows.next() {
      roads.append(RoadLine(points: try row.line(0), roadClass: row[1], name: row[2]))
      matched = row[3]
    }
    return (roads, matched)
  }

  /// A class's place among those of a new registry, by how fast cars are on it.
  private static var ranks: SQL {
    let classes = RoadSpeeds.standard.classes.sorted {
      ($1.value.drive ?? 0, $0.key) < ($0.value.drive ?? 0, $1.key)
    }
    return classes.enumerated().map { "WHEN \($1.key) THEN \($0)" as SQL }.joined(separator: " ")
  }
}

/// A piece of road as it is drawn.
public struct RoadLine: Equatable, Sendable {
  /// Its points from end to end, at least two.
  public let points: [Coordinate]
  /// Its class, as `residential`; empty where nobody tells.
  public let roadClass: String
  /// What it is called.
  public let name: String?
}
