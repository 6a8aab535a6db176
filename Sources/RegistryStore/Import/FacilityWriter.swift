internal import Foundation
internal import GRDB
internal import ServiceNetwork

/// Writes facilities.
struct FacilityWriter: RowWriter {
  private let context: ImportContext
  private let kinds: [String: (pk: Int64, isPost: Bool)]
  private let survey: LocationSurvey
  private var witness: LocationWitness
  private let addition: BulkAddition?
  private let index: DeferredSpatialIndex?
  private let rows: RowReader
  private let statements: Statements
  private let statuses: StatusWriter
  private var divisions: DivisionLookup
  private let expected: ExpectedDivision
  private var identifiers: IdentifierSequence
  /// The facilities that this import named by an id that they had before they were merged.
  private var aliased: Set<Int64> = []

  /// A facility as the registry keeps it, but for its key and id.
  private struct Fields: Equatable {
    var kind: Int64
    var name: String
    var division: Int64?
    var location: Coordinate?
    var history: StatusHistory
    var capacity: Int?
    var occupied: Int?
    var inCare: Int?
    var grade: String?
    var designatedOn: CalendarDate?
    var address: String?
    var phone: String?
    var `operator`: String?
    var uscc: String?
    var source: String?
    var externalId: String?
    var given: GivenPoint?
  }

  /// What is run for each row, or nearly so.
  private struct Statements {
    let namesakes: RowStatement
    let ofId: RowStatement
    let ofExternalId: RowStatement
    /// Finds the facility of a former id; `nil` where no facilities were ever merged.
    let ofAlias: RowStatement?
    let insert: RowStatement
    let update: RowStatement

    init(_ database: Database) throws {
      namesakes = try RowStatement(
        database,
        "SELECT pk, id, externalId FROM facility WHERE kind = ? AND name = ? AND division IS ? ORDER BY pk")
      ofId = try RowStatement(database, "SELECT pk FROM facility WHERE id = ?")
      ofExternalId = try RowStatement(database, "SELECT pk, id FROM facility WHERE externalId = ?")
      let hasAliases = try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM facilityAlias)")
      ofAlias =
        hasAliases == true
        ? try RowStatement(
          database,
          """
          SELECT facility.pk, facility.id
          FROM facilityAlias
          JOIN facility ON facility.pk = facilityAlias.facility
          WHERE facilityAlias.scheme = ? AND facilityAlias.alias = ?
          """) : nil
      insert = try RowStatement(
        database,
        """
        INSERT INTO facility
          (kind, name, division, location, capacity, occupied, grade, designatedOn, address, phone,
          operator, uscc, source, externalId, givenX, givenY, givenCRS, inCare, id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
      update = try RowStatement(
        database,
        """
        UPDATE facility
        SET kind = ?, name = ?, division = ?, location = ?, capacity = ?, occupied = ?, grade = ?,
          designatedOn = ?, address = ?, phone = ?, operator = ?, uscc = ?, source = ?, externalId = ?,
          givenX = ?, givenY = ?, givenCRS = ?, inCare = ?
        WHERE pk = ?
        """)
    }
  }

  init(_ context: ImportContext) throws {
    self.context = context
    kinds = try KindRecord.fetchAll(context.database).reduce(into: [:]) {
      $0[$1.kind.name] = ($1.pk, $1.kind.isPost)
    }
    survey = try LocationSurvey(context.database)
    witness = LocationWitness(context)
    addition =
      context.isBulk ? try BulkAddition(to: "facility", parts: "facilityStatus", context.database) : nil
    index = context.isBulk ? try DeferredSpatialIndex(of: "facility", context.database) : nil
    rows = RowReader(context.database)
    statements = try Statements(context.database)
    statuses = try StatusWriter(context.database)
    divisions = try DivisionLookup(context)
    expected = try ExpectedDivision(context)
    identifiers = try IdentifierSequence(entity: "facility", context.database)
  }

  mutating func write(_ row: RegistryRow) throws {
    guard case .facility(var facility) = row else { return }
    let kind = kind(of: facility)
    var division: Int64?
    if let code = facility.division {
      guard let found = try divisions.resolve(code, column: "division"),
        expected.accepts(code, found.level, of: facility.kind, column: "division")
      else { return }
      division = found.pk
    }
    guard let kind, let match = try match(facility, kind: kind, division: division) else { return }
    let existing = try match.pk.map(fetch)
    if let externalId = facility.externalId, let existing, externalId != existing.externalId,
      try merged(into: externalId, scheme: "external")?.pk == match.pk
    {
      // A former one does not come back.
      facility.externalId = existing.externalId
    }
    guard let fields = merged(facility, kind: kind, division: division, existing: existing) else { return }
    if let location = facility.location, let remark = survey.remark(on: location) {
      context.warn("longitude", remark)
    }
    if let location = facility.location, let division { try witness.hear(location, in: division) }
    if let capacity = fields.capacity, let occupied = fields.occupied, occupied > capacity {
      context.warn(
        "occupied",
        Wording("\(occupied) are more than the capacity, \(capacity)", zh: "在住\(occupied)人，超过容量\(capacity)"))
    }
    let rows = rows
    let pk = try context.changing(match.pk, fetch: { try rows.facility($0) }) {
      let pk = try save(fields, id: match.id, pk: match.pk, existing: existing)
      if context.isObserved { try statuses.flush() }
      return pk
    }
    try context.remember(pk)
  }

  mutating func finish() throws {
    witness.conclude()
    try statuses.flush()
    try addition?.finish()
    try index?.finish()
    try identifiers.save()
  }

  // MARK: - Private

  private func kind(of facility: Facility) -> Int64? {
    guard let kind = kinds[facility.kind] else {
      let buildings = kinds.filter { !$0.value.isPost }.keys.sorted()
      context.refuse("kind", .unknown("kind", zh: "类型", name: facility.kind, known: buildings))
      return nil
    }
    guard !kind.isPost else {
      context.refuse(
        "kind",
        Wording(
          "'\(facility.kind)' is a post; import it with 'posts'", zh: "“\(facility.kind)”是岗位，请用 posts 导入"))
      return nil
    }
    return kind.pk
  }

  /// Finds the facility that a row is about; `nil` where the row was refused.
  private mutating func match(
    _ facility: Facility, kind: Int64, division: Int64?
  ) throws -> (pk: Int64?, id: String)? {
    let namesakes = try statements.namesakes.all([kind, facility.name, division]) {
      (pk: $0[0] as Int64, id: $0[1] as String, externalId: $0.optional(2) as String?)
    }

    guard let id = facility.id else {
      return try match(externalId: facility.externalId, among: namesakes)
    }
    let pk = try statements.ofId.first([id]) { $0[0] as Int64 }
    if pk == nil, let merged = try merged(into: id, scheme: "id") { return try match(alias: id, of: merged) }
    if let pk, aliased.contains(pk) { return leaveOut(id, as: id) }
    if let pk, let place = try context.place(ofImported: pk) {
      context.refuse("id", Wording("'\(id)' is on \(place.en) already", zh: "“\(id)”已在\(place.zh)出现"))
      return nil
    }
    if let externalId = facility.externalId, let other = try holder(ofExternalId: externalId), other.pk != pk
    {
      context.refuse(
        "external_id",
        Wording(
          "'\(externalId)' is that of facility \(other.id) already", zh: "“\(externalId)”已是机构\(other.id)的外部编号"
        ))
      return nil
    }
    if pk == nil, division != nil, let namesake = namesakes.first {
      context.warn(
        "id",
        Wording(
          "the kind, name and division are also those of facility \(namesake.id); taken as another one",
          zh: "类型、名称和区划与机构\(namesake.id)相同，按另一机构处理"))
    }
    return (pk, id)
  }

  /// Finds the facility of a row without an id: by the id that somebody else gave it, else among its namesakes.
  private mutating func match(
    externalId: String?, among namesakes: [(pk: Int64, id: String, externalId: String?)]
  ) throws -> (pk: Int64?, id: String)? {
    if let externalId, let found = try holder(ofExternalId: externalId) {
      guard let place = try context.place(ofImported: found.pk) else { return found }
      if try merged(into: externalId, scheme: "external") != nil { return leaveOut(externalId, as: found.id) }
      context.refuse(
        "external_id",
        Wording("'\(externalId)' is on \(place.en) already", zh: "“\(externalId)”已在\(place.zh)出现"))
      return nil
    }
    // A namesake that somebody calls otherwise is another one.
    let alike = namesakes.filter { externalId == nil || $0.externalId == nil }
    switch identifiers.match(among: alike.map { ($0.pk, $0.id) }) {
    case .none: return (nil, try identifiers.next())
    case .one(let pk, let id):
      guard let place = try context.place(ofImported: pk) else { return (pk, id) }
      if externalId != nil { return (nil, try identifiers.next()) }
      context.refuse(
        "name",
        Wording(
          "the same kind, name and division are on \(place.en); give both rows an id if they are two",
          zh: "类型、名称和区划与\(place.zh)相同；如果确是两个机构，请给两行都填写编号"))
      return nil
    case .several(let ids):
      context.refuse(
        "id",
        Wording(
          "the kind, name and division are those of several facilities (\(ids.joined(separator: ", "))); give the id",
          zh: "类型、名称和区划与多个机构相同（\(ids.joined(separator: "、"))），请填写编号"))
      return nil
    }
  }

  /// The facility that another one, which had this id, became a part of.
  private func merged(into alias: String, scheme: String) throws -> (pk: Int64, id: String)? {
    try statements.ofAlias?.first([scheme, alias]) { ($0[0], $0[1]) }
  }

  /// Takes a row under a former id for the facility of today, unless the file has that, too.
  private mutating func match(
    alias: String, of merged: (pk: Int64, id: String)
  ) throws -> (pk: Int64?, id: String)? {
    guard try context.place(ofImported: merged.pk) == nil else { return leaveOut(alias, as: merged.id) }
    aliased.insert(merged.pk)
    context.warn(
      "id",
      Wording("'\(alias)' is facility \(merged.id) since they were merged", zh: "“\(alias)”已并入机构\(merged.id)")
    )
    return merged
  }

  /// Passes over a row about a facility that the file has twice because it was two.
  private func leaveOut(_ id: String, as merged: String) -> (pk: Int64?, id: String)? {
    context.warn(
      "id",
      Wording(
        "facility \(merged) stands in the file once more, as it was before it was merged; left out",
        zh: "机构\(merged)在文件中重复出现（合并之前的记录），未采用"))
    return nil
  }

  private func holder(ofExternalId externalId: String) throws -> (pk: Int64, id: String)? {
    try statements.ofExternalId.first([externalId]) { ($0[0], $0[1]) }
      ?? merged(into: externalId, scheme: "external")
  }

  private func fetch(_ pk: Int64) throws -> Fields {
    let statement = try context.database.cachedStatement(
      sql: """
        SELECT kind, name, division, location, capacity, occupied, grade, designatedOn, address, phone,
          operator, uscc, source, externalId, givenX, givenY, givenCRS, inCare
        FROM facility
        WHERE pk = ?
        """)
    guard let row = try Row.fetchOne(statement, arguments: [pk]) else {
      preconditionFailure("the facility was found a moment ago, in this transaction")
    }
    return Fields(
      kind: row[0], name: row[1], division: row[2], location: try row.coordinate(3),
      history: try StatusHistoryRecord.fetch(of: pk, context.database), capacity: row[4], occupied: row[5],
      inCare: row[17],
      grade: row[6], designatedOn: try row.optionalDate(7), address: row[8], phone: row[9], operator: row[10],
      uscc: row[11], source: row[12], externalId: row[13], given: row.givenPoint(14))
  }

  /// What the row says, and of what it does not mention what is there; `nil` where the row was refused.
  private func merged(_ facility: Facility, kind: Int64, division: Int64?, existing: Fields?) -> Fields? {
    func value<Value>(_ column: String, _ given: Value?, _ former: KeyPath<Fields, Value?>) -> Value? {
      context.has(column) ? given : existing?[keyPath: former]
    }
    let history: StatusHistory
    do throws(StatusHistoryError) {
      history = try facility.history.replacing(existing?.history, given: context.columns)
    } catch {
      let isOrder = if case .closedBeforeOpened = error { true } else { false }
      context.refuse(isOrder ? "closed_on" : "status", error.wording)
      return nil
    }
    return Fields(
      kind: kind, name: facility.name,
      division: value("division", division, \.division),
      location: value("longitude", facility.location, \.location),
      history: history,
      capacity: value("capacity", facility.capacity, \.capacity),
      occupied: value("occupied", facility.occupied, \.occupied),
      inCare: value("in_care", facility.inCare, \.inCare),
      grade: value("grade", facility.grade, \.grade),
      designatedOn: value("designated_on", facility.designatedOn, \.designatedOn),
      address: value("address", facility.address, \.address),
      phone: value("phone", facility.phone, \.phone),
      operator: value("operator", facility.operator, \.operator),
      uscc: value("uscc", facility.uscc, \.uscc),
      source: value("source", facility.source, \.source),
      externalId: value("external_id", facility.externalId, \.externalId),
      given: value("longitude", facility.given, \.given))
  }

  private func save(_ fields: Fields, id: String, pk: Int64?, existing: Fields?) throws -> Int64 {
    let key: (any StatementBinding)? = if existing == nil { id } else { pk }
    let values: [(any StatementBinding)?] = [
      fields.kind, fields.name, fields.division, fields.location.map(PointBlob.encode), fields.capacity,
      fields.occupied, fields.grade, fields.designatedOn?.description, fields.address, fields.phone,
      fields.operator, fields.uscc, fields.source, fields.externalId, fields.given?.x, fields.given?.y,
      fields.given?.crs, fields.inCare, key,
    ]
    guard let pk, let existing else {
      try statements.insert.execute(values)
      let pk = context.database.lastInsertedRowID
      try statuses.insert(fields.history, of: pk)
      context.summary.added += 1
      return pk
    }
    guard fields != existing else { return pk }
    try statements.update.execute(values)
    if fields.history != existing.history {
      try StatusHistoryRecord.delete(of: pk, context.database)
      try statuses.insert(fields.history, of: pk)
      try statuses.flush()
      try addition?.noteStatuses(of: pk)
    }
    context.summary.changed += 1
    return pk
  }
}
