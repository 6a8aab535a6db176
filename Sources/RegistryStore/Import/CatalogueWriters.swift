internal import GRDB
import ServiceNetwork

/// Writes kinds.
struct KindWriter: RowWriter {
  private let context: ImportContext

  init(_ context: ImportContext) {
    self.context = context
  }

  mutating func write(_ row: RegistryRow) throws {
    guard case .kind(let kind) = row else { return }
    let database = context.database
    guard let existing = try KindRecord.fetchAll(database).first(where: { $0.kind.name == kind.name }) else {
      try database.execute(
        literal: """
          INSERT INTO kind (name, nameZh, nameEn, isPost)
          VALUES (\(kind.name), \(kind.nameZh), \(kind.nameEn), \(kind.isPost))
          """)
      try context.remember(database.lastInsertedRowID)
      context.summary.added += 1
      return
    }
    if let place = try context.place(ofImported: existing.pk) {
      context.refuse("kind", "'\(kind.name)' is on \(place) already")
      return
    }
    try context.remember(existing.pk)
    var merged = kind
    if !context.has("post") { merged.isPost = existing.kind.isPost }
    guard merged != existing.kind else { return }
    let isUsed = try Bool.fetchOne(
      database,
      """
      SELECT EXISTS (SELECT 1 FROM facility WHERE kind = \(existing.pk))
        OR EXISTS (SELECT 1 FROM post WHERE role = \(existing.pk))
      """ as SQLRequest<Bool>)
    if merged.isPost != existing.kind.isPost, isUsed == true {
      let now = existing.kind.isPost ? "a post" : "no post"
      context.refuse("post", "'\(kind.name)' is \(now), and rows of that kind are in the registry already")
      return
    }
    try database.execute(
      literal: """
        UPDATE kind
        SET nameZh = \(merged.nameZh), nameEn = \(merged.nameEn), isPost = \(merged.isPost)
        WHERE pk = \(existing.pk)
        """)
    context.summary.changed += 1
  }
}

/// Writes services.
struct ServiceWriter: RowWriter {
  private let context: ImportContext
  private let kinds: [String]
  private let demandGroups: [String]

  init(_ context: ImportContext) throws {
    self.context = context
    kinds = try KindRecord.fetchAll(context.database).map(\.kind.name)
    demandGroups = try DemandGroupRecord.fetchAll(context.database).map(\.name)
  }

  mutating func write(_ row: RegistryRow) throws {
    guard case .service(var service) = row, areNamesKnown(in: service) else { return }
    let database = context.database
    let existing = try ServiceRecord.fetchAll(database).first { $0.name == service.name }
    if let existing, !context.has("demand_group") { service.demandGroup = existing.demandGroup }
    let pk = try Int64.fetchOne(
      database, "SELECT pk FROM service WHERE name = \(service.name)" as SQLRequest<Int64>)
    if let pk, let place = try context.place(ofImported: pk) {
      context.refuse("service", "'\(service.name)' is on \(place) already")
      return
    }
    if service == existing {
      if let pk { try context.remember(pk) }
      return
    }
    try database.execute(
      literal: """
        INSERT INTO service (name, nameZh, nameEn, rule, demandGroup)
        VALUES (\(service.name), \(service.nameZh), \(service.nameEn), \(service.rule.description),
          (SELECT pk FROM demandGroup WHERE name = \(service.demandGroup)))
        ON CONFLICT (name) DO UPDATE
        SET nameZh = excluded.nameZh, nameEn = excluded.nameEn, rule = excluded.rule,
          demandGroup = excluded.demandGroup
        """)
    let written = pk ?? database.lastInsertedRowID
    try ServiceRecord.replaceKinds(of: written, with: service.kinds, in: database)
    try context.remember(written)
    if existing == nil { context.summary.added += 1 } else { context.summary.changed += 1 }
  }

  private func areNamesKnown(in service: Service) -> Bool {
    var areKnown = true
    for kind in service.kinds where !kinds.contains(kind) {
      context.refuse("kinds", "there is no kind '\(kind)'\(suggestion(for: kind, among: kinds))")
      areKnown = false
    }
    if let group = service.demandGroup, !demandGroups.contains(group) {
      context.refuse(
        "demand_group", "there is no demand group '\(group)'\(suggestion(for: group, among: demandGroups))")
      areKnown = false
    }
    return areKnown
  }
}

/// The end of a message about a name that nobody knows.
func suggestion(for name: String, among known: [String]) -> String {
  if let closest = name.closest(among: known) { return "; did you mean '\(closest)'?" }
  return known.isEmpty ? "" : "; one of \(known.joined(separator: ", "))"
}
