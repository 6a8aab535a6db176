internal import GRDB
import ServiceNetwork

/// Kinds as the registry keeps them.
enum KindRecord {
  /// All kinds and their keys, in the order in which they were added.
  static func fetchAll(_ database: Database) throws -> [(pk: Int64, kind: Kind)] {
    try Row.fetchAll(database, sql: "SELECT pk, name, nameZh, nameEn, isPost FROM kind ORDER BY pk")
      .map { ($0[0], Kind(name: $0[1], nameZh: $0[2], nameEn: $0[3], isPost: $0[4])) }
  }
}

/// Demand groups as the registry keeps them.
enum DemandGroupRecord {
  /// All groups, in the order in which they were added.
  static func fetchAll(_ database: Database) throws -> [DemandGroup] {
    try Row.fetchAll(database, sql: "SELECT name, nameZh, nameEn FROM demandGroup ORDER BY pk")
      .map { DemandGroup(name: $0[0], nameZh: $0[1], nameEn: $0[2]) }
  }
}

extension Catalogue {
  /// What a registry can be asked for.
  init(_ database: Database) throws {
    self.init(
      kinds: try KindRecord.fetchAll(database).map(\.kind), services: try ServiceRecord.fetchAll(database),
      demandGroups: try DemandGroupRecord.fetchAll(database))
  }
}
