internal import GRDB
internal import ServiceNetwork

/// Writes into a registry what an edition makes of its divisions, so that every day before it is answered as before.
struct DivisionRenewal {
  private let database: Database
  private let edition: Edition
  private let registry: StandingDivisions

  private var since: String { edition.asOf.description }

  init(_ database: Database, _ edition: Edition, _ registry: StandingDivisions) {
    self.database = database
    self.edition = edition
    self.registry = registry
  }

  /// Gives divisions that go on their new codes and names, keeps the former ones, and returns the codes of those that
  /// differ.
  func renew(_ changes: [DivisionChange]) throws -> Set<DivisionCode> {
    let keep = try database.cachedStatement(
      sql: """
        INSERT INTO formerDivision (division, until, code, name, level, parent, system)
        SELECT pk, ?, code, name, level, parent, system FROM division WHERE pk = ?
        ON CONFLICT DO NOTHING
        """)
    let vacate = try database.cachedStatement(sql: "UPDATE division SET code = '~' || pk WHERE pk = ?")
    let rename = try database.cachedStatement(
      sql: "UPDATE division SET code = ?, name = ?, system = ? WHERE pk = ?")
    var renewed: Set<DivisionCode> = []
    let pairs = changes.filter(\.isContinuation)
    // A code may be another's at once: all are given up before any is taken.
    for change in pairs where !change.kinds.isEmpty {
      guard let former = change.former, let current = change.current else { continue }
      try keep.execute(arguments: [since, registry.pk(former)])
      try vacate.execute(arguments: [registry.pk(former)])
      renewed.insert(current.code)
    }
    for change in changes where change.former != nil && change.isEnd {
      try vacate.execute(arguments: [change.former.map(registry.pk)])
    }
    for change in pairs {
      guard let former = change.former, let current = change.current else { continue }
      let pk = registry.pk(former)
      try rename.execute(
        arguments: [current.code.description, current.name, edition.system.rawValue, pk])
      if !change.kinds.isEmpty { try note(change, former: pk, successor: pk) }
    }
    return renewed
  }

  /// Ends divisions that are no more; what to say where one cannot end.
  func end(_ changes: [DivisionChange]) throws -> Wording? {
    let end = try database.cachedStatement(
      sql: "UPDATE division SET code = ?, endedOn = ? WHERE pk = ? AND (since IS NULL OR since < ?)")
    for change in changes where change.isEnd {
      guard let former = change.former else { continue }
      if change.kinds == [.removed], former.holdings > 0 {
        return Wording(
          "\(former.code) \(former.name) has facilities, posts or counts; the successions must tell where they go",
          zh: "\(former.code)\(former.name)有机构、岗位或人数，沿革表须写明其去向")
      }
      try end.execute(arguments: [former.code.description, since, registry.pk(former), since])
      if database.changesCount == 0 {
        return Wording(
          "\(former.code) \(former.name) began on \(since) itself, and cannot end on that day",
          zh: "\(former.code)\(former.name)自\(since)当天才开始，不能在同日终止")
      }
    }
    return nil
  }

  /// Says of new divisions whose codes they are and since when they stand.
  func settle(_ changes: [DivisionChange], newerThan lastPk: Int64) throws {
    try database.execute(
      literal: "UPDATE division SET system = \(edition.system.rawValue) WHERE pk > \(lastPk)")
    let begin = try database.cachedStatement(
      sql: "UPDATE division SET since = ? WHERE code = ? AND endedOn IS NULL AND pk > ?")
    let first = Set(changes.filter(\.isFirstOfItsKind).compactMap(\.current?.code))
    let new = changes.filter { [.added, .merged, .split].contains($0.kinds.first) }.compactMap(
      \.current?.code)
    for code in Set(new).subtracting(first) {
      try begin.execute(arguments: [since, code.description, lastPk])
    }
  }

  /// Hands what belonged to divisions that ended over to those that followed, and returns what is to be remarked on.
  func handOver(_ changes: [DivisionChange]) throws -> [Wording] {
    var remarks: [Wording] = []
    let mergers = changes.filter { $0.kinds == [.merged] }
    for change in mergers {
      guard let former = change.former, let current = change.current else { continue }
      let (old, new) = (registry.pk(former), try standing(current.code))
      try note(change, former: old, successor: new)
      try handOver(from: old, to: new)
    }
    var codes: Set<DivisionCode> = []
    for current in mergers.compactMap(\.current) where codes.insert(current.code).inserted {
      let parts = mergers.filter { $0.current?.code == current.code }
      let code = current.code
      let formers = parts.compactMap { $0.former.map(registry.pk) }
      remarks += try sumCounts(of: formers, into: try standing(code), named: "\(code) \(current.name)")
    }
    for change in changes where change.kinds == [.split] {
      guard let former = change.former, let current = change.current else { continue }
      try note(change, former: registry.pk(former), successor: try standing(current.code))
      if former.holdings > 0 {
        remarks.append(
          Wording(
            "\(current.code) \(current.name) was a part of \(former.name), whose facilities, posts and counts stay with the first of its successors; move those that are not",
            zh: "\(current.code)\(current.name)由\(former.name)析出；原有机构、岗位和人数留在第一个后继区划，请核对并改正"))
      }
    }
    return remarks
  }

  /// What to say of a division that would be left in one that is no more; `nil` where there is none.
  func orphan() throws -> Wording? {
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT child.code, child.name, parent.code, parent.name
        FROM division AS child
        JOIN division AS parent ON parent.pk = child.parent
        WHERE child.endedOn IS NULL AND parent.endedOn IS NOT NULL
        ORDER BY child.code
        LIMIT 1
        """)
    return row.map {
      Wording(
        "\($0[0] as String) \($0[1] as String) lies in \($0[2] as String) \($0[3] as String), which is no more; the list or the successions must tell where it is now",
        zh: "\($0[0] as String)\($0[1] as String)属于已撤销的\($0[2] as String)\($0[3] as String)；名录或沿革表须写明其现属")
    }
  }

  // MARK: - Private

  private func standing(_ code: DivisionCode) throws -> Int64 {
    let statement = try database.cachedStatement(
      sql: "SELECT pk FROM division WHERE code = ? AND endedOn IS NULL")
    guard let pk = try Int64.fetchOne(statement, arguments: [code.description]) else {
      preconditionFailure("the division was written a moment ago, in this transaction")
    }
    return pk
  }

  private func note(_ change: DivisionChange, former: Int64, successor: Int64) throws {
    try database.cachedStatement(
      sql: """
        INSERT INTO succession (former, successor, since, formerCode, formerName, code, name, change, evidence)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """
    ).execute(arguments: [
      former, successor, since, change.former?.code.description, change.former?.name,
      change.current?.code.description, change.current?.name,
      change.kinds.map(\.rawValue).joined(separator: " "), change.evidence?.text,
    ])
  }

  /// Moves facilities, posts and divisions; where they were until then is kept.
  private func handOver(from old: Int64, to new: Int64) throws {
    for table in ["Facility", "Post"] {
      let column = table.lowercased()
      try database.execute(
        sql: """
          INSERT INTO former\(table)Division (\(column), until, division)
          SELECT pk, ?, division FROM \(column) WHERE division = ?
          ON CONFLICT DO NOTHING
          """, arguments: [since, old])
    }
    try database.execute(
      sql: """
        INSERT INTO formerDivision (division, until, code, name, level, parent, system)
        SELECT pk, ?, code, name, level, parent, system FROM division WHERE parent = ? AND endedOn IS NULL
        ON CONFLICT DO NOTHING
        """, arguments: [since, old])
    try database.execute(sql: "UPDATE facility SET division = ? WHERE division = ?", arguments: [new, old])
    try database.execute(
      sql: "UPDATE division SET parent = ? WHERE parent = ? AND endedOn IS NULL", arguments: [new, old])
    // Who was appointed to both on one day holds one post from now on; the other one ends where it was.
    try database.execute(
      sql: """
        UPDATE post
        SET division = :new
        WHERE division = :old AND NOT EXISTS (
          SELECT 1
          FROM post AS other
          WHERE other.division = :new AND other.role = post.role AND other.appointedOn = post.appointedOn
            AND other.person = post.person
        )
        """, arguments: ["new": new, "old": old])
    try database.execute(
      sql: """
        UPDATE post
        SET endedOn = :since
        WHERE division = :old AND appointedOn < :since AND (endedOn IS NULL OR endedOn > :since)
        """, arguments: ["since": since, "old": old])
  }

  /// Gives a division the sum of what was last counted in its parts, where all of them were.
  private func sumCounts(of formers: [Int64], into new: Int64, named name: String) throws -> [Wording] {
    let isOld = registry.hasPk(new)
    let parts = formers + (isOld ? [new] : [])
    let rows = try Row.fetchAll(
      database,
      """
      SELECT demandGroup, sum(persons), count(*)
      FROM demand
      WHERE division IN \(parts) AND asOf = (
        SELECT max(asOf)
        FROM demand AS last
        WHERE last.division = demand.division AND last.demandGroup = demand.demandGroup AND last.asOf < \(since)
      )
      GROUP BY demandGroup
      """ as SQLRequest<Row>)
    var remarks: [Wording] = []
    for row in rows {
      let group: Int64 = row[0]
      guard row[2] as Int == parts.count else {
        let groupName = try String.fetchOne(
          database, sql: "SELECT name FROM demandGroup WHERE pk = ?", arguments: [group])
        remarks.append(
          Wording(
            "\(name): the \(groupName ?? "") of some of its parts were never counted; it needs a count since \(since)",
            zh: "\(name)：部分来源区划没有\(groupName ?? "")人数，请补充\(since)以后的人数"))
        continue
      }
      try database.execute(
        literal: """
          INSERT INTO demand (demandGroup, division, asOf, persons, source)
          SELECT \(group), \(new), \(since), \(row[1] as Int), \("sum of \(parts.count) merged divisions")
          WHERE NOT EXISTS (
            SELECT 1 FROM demand WHERE demandGroup = \(group) AND division = \(new) AND asOf >= \(since)
          )
          """)
    }
    return remarks
  }
}

extension DivisionChange {
  /// Whether a division goes on, as it was or otherwise.
  fileprivate var isContinuation: Bool {
    former != nil && current != nil && !kinds.contains(.merged) && !kinds.contains(.split)
  }

  /// Whether a division is no more.
  fileprivate var isEnd: Bool { kinds == [.removed] || kinds == [.merged] }
}
