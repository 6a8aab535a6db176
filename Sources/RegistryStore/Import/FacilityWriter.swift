internal import Foundation
internal import GRDB
internal import ServiceNetwork

/// Writes facilities.
struct FacilityWriter: RowWriter {
  private let context: ImportContext
  private let kinds: [String: (pk: Int64, isPost: Bool)]
  private let survey: LocationSurvey
  private let index: DeferredSpatialIndex
  private var divisions: DivisionLookup
  private var identifiers: IdentifierSequence

  /// A facility as the registry keeps it, but for its key and id.
  private struct Fields: Equatable {
    var kind: Int64
    var name: String
    var division: Int64?
    var location: Coordinate?
    var history: StatusHistory
    var capacity: Int?
    var occupied: Int?
    var grade: String?
    var designatedOn: CalendarDate?
    var address: String?
    var phone: String?
    var `operator`: String?
    var uscc: String?
    var source: String?
  }

  init(_ context: ImportContext) throws {
    self.context = context
    kinds = try KindRecord.fetchAll(context.database).reduce(into: [:]) {
      $0[$1.kind.name] = ($1.pk, $1.kind.isPost)
    }
    survey = try LocationSurvey(context.database)
    index = try DeferredSpatialIndex(of: "facility", context.database)
    divisions = DivisionLookup(context.database)
    identifiers = try IdentifierSequence(entity: "facility", context.database)
  }

  mutating func write(_ row: RegistryRow) throws {
    guard case .facility(let facility) = row else { return }
    let kind = kind(of: facility)
    var division: Int64?
    if let code = facility.division {
      guard let found = try divisions.find(code) else {
        context.refuse("division", "there is no division \(code); import divisions first, or mend the code")
        return
      }
      division = found.pk
    }
    guard let kind, let match = try match(facility, kind: kind, division: division) else { return }
    let existing = try match.pk.map(fetch)
    guard let fields = merged(facility, kind: kind, division: division, existing: existing) else { return }
    if let location = facility.location, let remark = survey.remark(on: location) {
      context.warn("longitude", "\(remark)")
    }
    if let capacity = fields.capacity, let occupied = fields.occupied, occupied > capacity {
      context.warn("occupied", "\(occupied) are more than the capacity, \(capacity)")
    }
    try context.remember(try save(fields, id: match.id, pk: match.pk, existing: existing))
  }

  mutating func finish() throws {
    try index.finish()
    try identifiers.save()
  }

  // MARK: - Private

  private func kind(of facility: Facility) -> Int64? {
    guard let kind = kinds[facility.kind] else {
      let buildings = kinds.filter { !$0.value.isPost }.keys.sorted()
      context.refuse(
        "kind", "there is no kind '\(facility.kind)'\(suggestion(for: facility.kind, among: buildings))")
      return nil
    }
    guard !kind.isPost else {
      context.refuse("kind", "'\(facility.kind)' is a post; import it with 'posts'")
      return nil
    }
    return kind.pk
  }

  /// Finds the facility that a row is about; `nil` where the row was refused.
  private mutating func match(
    _ facility: Facility, kind: Int64, division: Int64?
  ) throws -> (pk: Int64?, id: String)? {
    let namesakes = try Row.fetchAll(
      context.database.cachedStatement(
        sql: "SELECT pk, id FROM facility WHERE kind = ? AND name = ? AND division IS ? ORDER BY pk"),
      arguments: [kind, facility.name, division]
    ).map { (pk: $0[0] as Int64, id: $0[1] as String) }

    guard let id = facility.id else {
      switch identifiers.match(among: namesakes) {
      case .none: return (nil, try identifiers.next())
      case .one(let pk, let id):
        guard let place = try context.place(ofImported: pk) else { return (pk, id) }
        context.refuse(
          "name", "the same kind, name and division are on \(place); give both rows an id if they are two")
        return nil
      case .several(let ids):
        context.refuse(
          "id",
          "the kind, name and division are those of several facilities (\(ids.joined(separator: ", "))); give the id"
        )
        return nil
      }
    }
    let find = try context.database.cachedStatement(sql: "SELECT pk FROM facility WHERE id = ?")
    let pk = try Int64.fetchOne(find, arguments: [id])
    if let pk, let place = try context.place(ofImported: pk) {
      context.refuse("id", "'\(id)' is on \(place) already")
      return nil
    }
    if pk == nil, division != nil, let namesake = namesakes.first {
      context.warn(
        "id", "the kind, name and division are also those of facility \(namesake.id); taken as another one")
    }
    return (pk, id)
  }

  private func fetch(_ pk: Int64) throws -> Fields {
    let statement = try context.database.cachedStatement(
      sql: """
        SELECT kind, name, division, location, capacity, occupied, grade, designatedOn, address, phone,
          operator, uscc, source
        FROM facility
        WHERE pk = ?
        """)
    guard let row = try Row.fetchOne(statement, arguments: [pk]) else {
      preconditionFailure("the facility was found a moment ago, in this transaction")
    }
    return Fields(
      kind: row[0], name: row[1], division: row[2], location: try row.coordinate(3),
      history: try StatusHistoryRecord.fetch(of: pk, context.database), capacity: row[4], occupied: row[5],
      grade: row[6], designatedOn: try row.optionalDate(7), address: row[8], phone: row[9], operator: row[10],
      uscc: row[11], source: row[12])
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
      context.refuse(isOrder ? "closed_on" : "status", "\(error.description)")
      return nil
    }
    return Fields(
      kind: kind, name: facility.name,
      division: value("division", division, \.division),
      location: value("longitude", facility.location, \.location),
      history: history,
      capacity: value("capacity", facility.capacity, \.capacity),
      occupied: value("occupied", facility.occupied, \.occupied),
      grade: value("grade", facility.grade, \.grade),
      designatedOn: value("designated_on", facility.designatedOn, \.designatedOn),
      address: value("address", facility.address, \.address),
      phone: value("phone", facility.phone, \.phone),
      operator: value("operator", facility.operator, \.operator),
      uscc: value("uscc", facility.uscc, \.uscc),
      source: value("source", facility.source, \.source))
  }

  private func save(_ fields: Fields, id: String, pk: Int64?, existing: Fields?) throws -> Int64 {
    let arguments: StatementArguments = [
      fields.kind, fields.name, fields.division, fields.location.map(PointBlob.encode), fields.capacity,
      fields.occupied, fields.grade, fields.designatedOn?.description, fields.address, fields.phone,
      fields.operator, fields.uscc, fields.source,
    ]
    guard let pk, let existing else {
      try context.database.cachedStatement(
        sql: """
          INSERT INTO facility
            (kind, name, division, location, capacity, occupied, grade, designatedOn, address, phone,
            operator, uscc, source, id)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """
      ).execute(arguments: arguments + [id])
      let pk = context.database.lastInsertedRowID
      try StatusHistoryRecord.insert(fields.history, of: pk, context.database)
      context.summary.added += 1
      return pk
    }
    guard fields != existing else { return pk }
    try context.database.cachedStatement(
      sql: """
        UPDATE facility
        SET kind = ?, name = ?, division = ?, location = ?, capacity = ?, occupied = ?, grade = ?,
          designatedOn = ?, address = ?, phone = ?, operator = ?, uscc = ?, source = ?
        WHERE pk = ?
        """
    ).execute(arguments: arguments + [pk])
    if fields.history != existing.history {
      try StatusHistoryRecord.delete(of: pk, context.database)
      try StatusHistoryRecord.insert(fields.history, of: pk, context.database)
    }
    context.summary.changed += 1
    return pk
  }
}
