internal import GRDB
public import ServiceNetwork

extension Registry {
  /// Hands over every row of a table, in an order that does not depend on how they came in: by code, id or
  /// name; kinds and services as they were added.
  ///
  /// - Parameter withBoundaries: whether divisions come with what they enclose.
  /// - Complexity: O(rows log rows) time; one row at a time in memory.
  public func forEachRow(
    of table: RegistryTable, withBoundaries: Bool = false, _ body: (RegistryRow) throws -> Void
  ) throws {
    try read { database in
      switch table {
      case .kinds: for row in try KindRecord.fetchAll(database) { try body(.kind(row.kind)) }
      case .services: for service in try ServiceRecord.fetchAll(database) { try body(.service(service)) }
      case .divisions:
        try RowReader(database).divisions(withBoundaries: withBoundaries) { try body(.division($0)) }
      case .demand: try RowReader(database).demand { try body(.demand($0)) }
      case .facilities: try RowReader(database).facilities { try body(.facility($0)) }
      case .posts: try RowReader(database).posts { try body(.post($0)) }
      case .roads: try RowReader(database).roads { try body(.road($0)) }
      case .criteria, .conditions, .upgrades, .funds, .indicators, .targets, .observations:
        for row in try RowReader(database).records(table) { try body(row) }
      case .speeds: for row in try RoadSpeeds(database).rows { try body(.speed(row)) }
      }
    }
  }
}
