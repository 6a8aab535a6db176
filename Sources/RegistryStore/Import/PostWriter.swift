internal import GRDB
internal import ServiceNetwork

/// Writes posts.
struct PostWriter: RowWriter {
  private let context: ImportContext
  private let roles: [String: (pk: Int64, isPost: Bool)]
  private let addition: BulkAddition?
  private let rows: RowReader
  private var divisions: DivisionLookup
  private let expected: ExpectedDivision
  private var identifiers: IdentifierSequence

  /// A post as the registry keeps it, but for its key and id.
  private struct Fields: Equatable {
    var role: Int64
    var division: Int64
    var term: Term
    var person: String?
    var phone: String?
    var source: String?
  }

  init(_ context: ImportContext) throws {
    self.context = context
    roles = try KindRecord.fetchAll(context.database).reduce(into: [:]) {
      $0[$1.kind.name] = ($1.pk, $1.kind.isPost)
    }
    addition = context.isBulk ? try BulkAddition(to: "post", context.database) : nil
    rows = RowReader(context.database)
    divisions = try DivisionLookup(context)
    expected = try ExpectedDivision(context)
    identifiers = try IdentifierSequence(entity: "post", context.database)
  }

  mutating func write(_ row: RegistryRow) throws {
    guard case .post(let post) = row else { return }
    let role = role(of: post)
    guard let division = try divisions.resolve(post.division, column: "division"),
      expected.accepts(post.division, division.level, of: post.role, column: "division")
    else { return }
    guard let role, let match = try match(post, role: role, division: division.pk) else { return }
    let existing = try match.pk.map(fetch)
    guard let term = term(of: post, existing: existing) else { return }
    let fields = Fields(
      role: role, division: division.pk, term: term,
      person: context.has("person") ? post.person : existing?.person,
      phone: context.has("phone") ? post.phone : existing?.phone,
      source: context.has("source") ? post.source : existing?.source)
    if fields.person != nil, let twin = try appointments(like: fields).first, twin.pk != match.pk {
      context.refuse(
        "id", Wording("the same appointment is post \(twin.id) already", zh: "同一任职已登记为岗位\(twin.id)"))
      return
    }
    let rows = rows
    let pk = try context.changing(match.pk, fetch: { try rows.post($0) }) {
      try save(fields, id: match.id, pk: match.pk, existing: existing)
    }
    try context.remember(pk)
  }

  mutating func finish() throws {
    try addition?.finish()
    try identifiers.save()
  }

  // MARK: - Private

  private func role(of post: Post) -> Int64? {
    guard let role = roles[post.role] else {
      let posts = roles.filter(\.value.isPost).keys.sorted()
      context.refuse("role", .unknown("role", zh: "岗位", name: post.role, known: posts))
      return nil
    }
    guard role.isPost else {
      context.refuse(
        "role",
        Wording(
          "'\(post.role)' is a kind of facility; import it with 'facilities'",
          zh: "“\(post.role)”是机构类型，请用 facilities 导入"))
      return nil
    }
    return role.pk
  }

  private func term(of post: Post, existing: Fields?) -> Term? {
    guard let existing, !context.has("ended_on") else { return post.term }
    guard let term = Term(appointedOn: post.term.appointedOn, endedOn: existing.term.endedOn) else {
      context.refuse(
        "appointed_on",
        Wording(
          "the registry has it end on \(existing.term.endedOn?.description ?? ""), which is not after \(post.term.appointedOn)",
          zh: "登记库中的离任日期是\(existing.term.endedOn?.description ?? "")，不晚于\(post.term.appointedOn)")
      )
      return nil
    }
    return term
  }

  /// The posts that have a role, division, first day and person already: several only where no person is named.
  private func appointments(like fields: Fields) throws -> [(pk: Int64, id: String)] {
    let statement = try context.database.cachedStatement(
      sql: """
        SELECT pk, id
        FROM post
        WHERE division = ? AND role = ? AND appointedOn = ? AND person IS ?
        ORDER BY pk
        """)
    let arguments: StatementArguments = [
      fields.division, fields.role, fields.term.appointedOn.description, fields.person,
    ]
    return try Row.fetchAll(statement, arguments: arguments).map { ($0[0], $0[1]) }
  }

  /// Finds the post that a row is about; `nil` where the row was refused.
  private mutating func match(_ post: Post, role: Int64, division: Int64) throws -> (pk: Int64?, id: String)?
  {
    let found: (pk: Int64?, id: String)
    if let id = post.id {
      let statement = try context.database.cachedStatement(sql: "SELECT pk FROM post WHERE id = ?")
      found = (try Int64.fetchOne(statement, arguments: [id]), id)
    } else {
      let fields = Fields(role: role, division: division, term: post.term, person: post.person)
      switch identifiers.match(among: try appointments(like: fields)) {
      case .none: found = (nil, try identifiers.next())
      case .one(let pk, let id): found = (pk, id)
      case .several(let ids):
        context.refuse(
          "id",
          Wording(
            "the appointment is that of several posts (\(ids.joined(separator: ", "))); give the id",
            zh: "该任职与多个岗位相同（\(ids.joined(separator: "、"))），请填写编号"))
        return nil
      }
    }
    if let pk = found.pk, let place = try context.place(ofImported: pk) {
      context.refuse(
        post.id == nil ? nil : "id",
        Wording("post \(found.id) is on \(place.en) already", zh: "岗位\(found.id)已在\(place.zh)出现"))
      return nil
    }
    return found
  }

  private func fetch(_ pk: Int64) throws -> Fields {
    let statement = try context.database.cachedStatement(
      sql: "SELECT role, division, appointedOn, endedOn, person, phone, source FROM post WHERE pk = ?")
    guard let row = try Row.fetchOne(statement, arguments: [pk]) else {
      preconditionFailure("the post was found a moment ago, in this transaction")
    }
    return Fields(
      role: row[0], division: row[1], term: try row.term(2, 3), person: row[4], phone: row[5], source: row[6])
  }

  private func save(_ fields: Fields, id: String, pk: Int64?, existing: Fields?) throws -> Int64 {
    let arguments: StatementArguments = [
      fields.role, fields.division, fields.term.appointedOn.description, fields.term.endedOn?.description,
      fields.person, fields.phone, fields.source,
    ]
    guard let pk, let existing else {
      try context.database.cachedStatement(
        sql: """
          INSERT INTO post (role, division, appointedOn, endedOn, person, phone, source, id)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """
      ).execute(arguments: arguments + [id])
      context.summary.added += 1
      return context.database.lastInsertedRowID
    }
    guard fields != existing else { return pk }
    try context.database.cachedStatement(
      sql: """
        UPDATE post
        SET role = ?, division = ?, appointedOn = ?, endedOn = ?, person = ?, phone = ?, source = ?
        WHERE pk = ?
        """
    ).execute(arguments: arguments + [pk])
    context.summary.changed += 1
    return pk
  }
}
