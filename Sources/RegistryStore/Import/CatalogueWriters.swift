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
      context.tell(from: nil, to: .kind(kind))
      return
    }
    if let place = try context.place(ofImported: existing.pk) {
      context.refuse(
        "kind", Wording("'\(kind.name)' is on \(place.en) already", zh: "“\(kind.name)”已在\(place.zh)出现"))
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
      context.refuse(
        "post",
        Wording(
          "'\(kind.name)' is \(now), and rows of that kind are in the registry already",
          zh: "“\(kind.name)”已有数据，不能改变它是否为岗位"))
      return
    }
    try database.execute(
      literal: """
        UPDATE kind
        SET nameZh = \(merged.nameZh), nameEn = \(merged.nameEn), isPost = \(merged.isPost)
        WHERE pk = \(existing.pk)
        """)
    context.summary.changed += 1
    context.tell(from: .kind(existing.kind), to: .kind(merged))
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
      context.refuse(
        "service",
        Wording("'\(service.name)' is on \(place.en) already", zh: "“\(service.name)”已在\(place.zh)出现"))
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
    context.tell(from: existing.map(RegistryRow.service), to: .service(service))
  }

  private func areNamesKnown(in service: Service) -> Bool {
    var areKnown = true
    for kind in service.kinds where !kinds.contains(kind) {
      context.refuse("kinds", Wording.unknown("kind", zh: "类型", name: kind, known: kinds))
      areKnown = false
    }
    if let group = service.demandGroup, !demandGroups.contains(group) {
      context.refuse(
        "demand_group", Wording.unknown("demand group", zh: "服务对象", name: group, known: demandGroups))
      areKnown = false
    }
    return areKnown
  }
}

extension Wording {
  /// A message about a name that nobody knows.
  static func unknown(_ what: String, zh whatZh: String, name: String, known: [String]) -> Wording {
    let all = known.isEmpty ? "" : "; one of \(known.joined(separator: ", "))"
    let allZh = known.isEmpty ? "" : "，现有：\(known.joined(separator: "、"))"
    let closest = name.closest(among: known)
    return Wording(
      "there is no \(what) '\(name)'" + (closest.map { "; did you mean '\($0)'?" } ?? all),
      zh: "没有\(whatZh)“\(name)”" + (closest.map { "，是否指“\($0)”？" } ?? allZh))
  }
}

extension Wording {
  /// A message about a division that is not there.
  static func noDivision(_ code: DivisionCode) -> Wording {
    Wording(
      "there is no division \(code); import divisions first, or mend the code",
      zh: "没有区划\(code)，请先导入区划，或更正代码")
  }
}
