internal import GRDB
import ServiceNetwork

/// Services as the registry keeps them.
enum ServiceRecord {
  /// All services, in the order in which they were added.
  static func fetchAll(_ database: Database) throws -> [Service] {
    let kinds = try Row.fetchAll(
      database,
      sql: """
        SELECT serviceKind.service, kind.name
        FROM serviceKind
        JOIN kind ON kind.pk = serviceKind.kind
        ORDER BY serviceKind.service, serviceKind.position
        """
    ).reduce(into: [Int64: [String]]()) { $0[$1[0], default: []].append($1[1]) }
    return try Row.fetchAll(
      database,
      sql: """
        SELECT service.pk, service.name, service.nameZh, service.nameEn, service.rule, demandGroup.name
        FROM service
        LEFT JOIN demandGroup ON demandGroup.pk = service.demandGroup
        ORDER BY service.pk
        """
    ).map { row in
      Service(
        name: row[1], nameZh: row[2], nameEn: row[3], kinds: kinds[row[0]] ?? [],
        rule: try ServiceRule(row[4] as String), demandGroup: row[5])
    }
  }

  /// Gives a service its kinds, in their order; every name is one of a kind.
  static func replaceKinds(of service: Int64, with kinds: [String], in database: Database) throws {
    try database.execute(literal: "DELETE FROM serviceKind WHERE service = \(service)")
    for (position, kind) in kinds.enumerated() {
      try database.execute(
        literal: """
          INSERT INTO serviceKind (service, position, kind)
          VALUES (\(service), \(position), (SELECT pk FROM kind WHERE name = \(kind)))
          """)
    }
  }
}
