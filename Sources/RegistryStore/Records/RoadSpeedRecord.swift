internal import GRDB
internal import ServiceNetwork

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
