internal import GRDB
import ServiceNetwork

/// What a new registry holds: the standard demand groups, kinds and services.
enum StandardCatalogue {
  static func insert(into database: Database) throws {
    for group in DemandGroup.standard {
      try database.execute(
        literal: """
          INSERT INTO demandGroup (name, nameZh, nameEn)
          VALUES (\(group.name), \(group.nameZh), \(group.nameEn))
          """)
    }
    for kind in Kind.standard {
      try database.execute(
        literal: """
          INSERT INTO kind (name, nameZh, nameEn, isPost)
          VALUES (\(kind.name), \(kind.nameZh), \(kind.nameEn), \(kind.isPost))
          """)
    }
    for service in Service.standard {
      try database.execute(
        literal: """
          INSERT INTO service (name, nameZh, nameEn, rule, demandGroup)
          VALUES (\(service.name), \(service.nameZh), \(service.nameEn), \(service.rule.description),
            (SELECT pk FROM demandGroup WHERE name = \(service.demandGroup)))
          """)
      try ServiceRecord.replaceKinds(
        of: database.lastInsertedRowID, with: service.kinds, in: database)
    }
  }
}
