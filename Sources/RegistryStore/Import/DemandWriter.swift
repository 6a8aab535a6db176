internal import GRDB
internal import ServiceNetwork

/// Writes counts of persons, a record for each group of a row.
struct DemandWriter: RowWriter {
  private let context: ImportContext
  private let groups: [(pk: Int64, group: DemandGroup)]
  private var lookup: DivisionLookup
  private let triggers: RestingTriggers?

  init(_ context: ImportContext) throws {
    self.context = context
    lookup = try DivisionLookup(context)
    groups = try Row.fetchAll(
      context.database, sql: "SELECT pk, name, nameZh, nameEn FROM demandGroup ORDER BY pk"
    )
    .map { ($0[0], DemandGroup(name: $0[1], nameZh: $0[2], nameEn: $0[3])) }
    try context.database.execute(
      sql: """
        CREATE TEMP TABLE IF NOT EXISTS importedCount (
          division INTEGER NOT NULL, asOf TEXT NOT NULL, demandGroup INTEGER NOT NULL,
          file INTEGER NOT NULL, line INTEGER NOT NULL,
          PRIMARY KEY (division, asOf, demandGroup)
        ) STRICT, WITHOUT ROWID;
        DELETE FROM importedCount;
        CREATE TEMP TABLE IF NOT EXISTS addedCount (
          division INTEGER NOT NULL, asOf TEXT NOT NULL, demandGroup INTEGER NOT NULL
        ) STRICT;
        DELETE FROM addedCount;
        """)
    triggers = context.isBulk ? try RestingTriggers(["demandIsAdded"], context.database) : nil
  }

  /// Tells the journal of the new counts.
  mutating func finish() throws {
    guard let triggers else { return }
    try triggers.wake()
    try context.database.execute(
      sql: """
        INSERT INTO journal (act, rowTable, key, rowKey, change)
        SELECT act, 'demand', division,
          json_object('demandGroup', demandGroup, 'division', division, 'asOf', asOf), 'added'
        FROM writing, temp.addedCount AS added
        ORDER BY added.rowid
        """)
  }

  mutating func write(_ row: RegistryRow) throws {
    guard case .demand(let count) = row else { return }
    let ended = try lookup.ended(count.division, after: count.asOf)
    guard let division = try ended ?? lookup.resolve(count.division, column: "code")?.pk else { return }
    if !context.isBulk { try context.remember(CountKey(division: division, day: count.asOf).number) }
    let before = context.isObserved ? try standing(division, like: count) : nil
    var (isNew, isChanged) = (true, false)
    for (pk, group) in groups where context.has(group.column) {
      let persons = count.persons[group.name]
      if persons != nil, let place = try placeOfImported(division, count.asOf, group: pk) {
        context.refuse(
          group.column,
          Wording(
            "\(count.division) on \(count.asOf) is counted on \(place.en) already",
            zh: "\(count.division)在\(count.asOf)的人数已在\(place.zh)出现"))
        return
      }
      let outcome = try save(
        persons, source: count.source, division: division, asOf: count.asOf, group: pk)
      if outcome.existed { isNew = false }
      if outcome.isChanged { isChanged = true }
    }
    guard isChanged else { return }
    if context.isObserved {
      let after = try standing(division, like: count) ?? count
      context.tell(from: before.map(RegistryRow.demand), to: .demand(after))
    }
    if isNew { context.summary.added += 1 } else { context.summary.changed += 1 }
  }

  /// What the registry has of a division on the day of a count; `nil` where it has nothing.
  private func standing(_ division: Int64, like count: DemandCount) throws -> DemandCount? {
    var standing = DemandCount(division: count.division, asOf: count.asOf, persons: [:])
    let find = try context.database.cachedStatement(
      sql: "SELECT persons, source FROM demand WHERE demandGroup = ? AND division = ? AND asOf = ?")
    for (pk, group) in groups {
      guard let row = try Row.fetchOne(find, arguments: [pk, division, count.asOf.description]) else {
        continue
      }
      standing.persons[group.name] = row[0]
      standing.source = row[1]
    }
    return standing.persons.isEmpty ? nil : standing
  }

  private func placeOfImported(_ division: Int64, _ asOf: CalendarDate, group: Int64) throws -> Wording? {
    try context.database.cachedStatement(
      sql: """
        INSERT INTO temp.importedCount (division, asOf, demandGroup, file, line)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """
    ).execute(arguments: [division, asOf.description, group, context.fileNumber, context.line])
    guard context.database.changesCount == 0 else { return nil }
    let find = try context.database.cachedStatement(
      sql: "SELECT file, line FROM temp.importedCount WHERE division = ? AND asOf = ? AND demandGroup = ?")
    return try Row.fetchOne(find, arguments: [division, asOf.description, group])
      .map { context.place(file: $0[0], line: $0[1]) }
  }

  private func save(
    _ persons: Int?, source: String?, division: Int64, asOf: CalendarDate, group: Int64
  ) throws -> (existed: Bool, isChanged: Bool) {
    let find = try context.database.cachedStatement(
      sql: "SELECT persons, source FROM demand WHERE demandGroup = ? AND division = ? AND asOf = ?")
    let existing = try Row.fetchOne(find, arguments: [group, division, asOf.description])
    guard let persons else {
      // An empty cell takes a count back.
      guard existing != nil else { return (false, false) }
      try context.database.cachedStatement(
        sql: "DELETE FROM demand WHERE demandGroup = ? AND division = ? AND asOf = ?"
      ).execute(arguments: [group, division, asOf.description])
      return (true, true)
    }
    let source = context.has("source") ? source : existing?[1]
    if let existing, existing[0] == persons, existing[1] == source { return (true, false) }
    try context.database.cachedStatement(
      sql: """
        INSERT INTO demand (demandGroup, division, asOf, persons, source)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (demandGroup, division, asOf) DO UPDATE
        SET persons = excluded.persons, source = excluded.source
        """
    ).execute(arguments: [group, division, asOf.description, persons, source])
    if existing == nil {
      try context.database.cachedStatement(
        sql: "INSERT INTO temp.addedCount (division, asOf, demandGroup) VALUES (?, ?, ?)"
      ).execute(arguments: [division, asOf.description, group])
    }
    return (existing != nil, true)
  }
}
