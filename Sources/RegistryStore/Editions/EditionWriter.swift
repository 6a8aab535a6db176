internal import Foundation
internal import GRDB
internal import ServiceNetwork

/// Takes a new edition of the divisions: gathers its rows, compares them with what stands, and does what was found.
struct EditionWriter: RowWriter {
  private let context: ImportContext
  private let description: EditionImport
  private let date: Date
  private var rows: [GatheredRow] = []
  private var positions: [DivisionCode: Int] = [:]

  /// A row of the list and where it stood.
  private struct GatheredRow {
    var division: Division
    var file: Int
    var line: Int
  }

  init(_ context: ImportContext, _ description: EditionImport, date: Date) throws {
    self.context = context
    self.description = description
    self.date = date
  }

  mutating func write(_ row: RegistryRow) throws {
    guard case .division(let division) = row, DivisionWriter.isLevelRight(division, context) else { return }
    if let position = positions[division.code] {
      let first = rows[position]
      // A list of villages may tell their county again and again.
      guard first.division != division else { return }
      let place = context.place(file: first.file, line: first.line)
      context.refuse(
        "code",
        Wording("\(division.code) is otherwise on \(place.en)", zh: "\(division.code)在\(place.zh)的内容与此不同"))
      return
    }
    positions[division.code] = rows.count
    rows.append(GatheredRow(division: division, file: context.fileNumber, line: context.line))
  }

  mutating func finish() throws {
    let registry = try StandingDivisions(context.database)
    try checkDate()
    checkParents(registry)
    guard context.summary.errors == 0 else { return }
    let entries = rows.map { row in
      EditionEntry(
        code: row.division.code, name: row.division.name, level: row.division.level,
        parent: row.division.parent ?? row.division.code.impliedParent, system: description.edition.system)
    }
    let decisions = try openDecisions(registry)
    let comparison: EditionComparison
    do throws(EditionError) {
      comparison = try EditionComparison(
        of: description.edition, entries, with: registry.entries, decisions: decisions)
    } catch {
      refuse(error.wording)
      return
    }
    context.summary.comparison = comparison
    guard description.isAccepted else { return }
    refuseConflicts(of: comparison)
    guard context.summary.errors == 0 else { return }
    try accept(comparison, registry)
  }

  // MARK: - Checking

  private func refuse(_ message: Wording) {
    context.add(RowProblem(file: context.file, line: nil, message: message))
  }

  private func checkDate() throws {
    let asOf = description.edition.asOf
    let today = CalendarDate(date, in: .current)
    if asOf > today {
      refuse(
        Wording(
          "the edition begins on \(asOf), which is yet to come; take it then", zh: "新版本自\(asOf)起，尚未生效，请届时导入"))
    }
    let latest = try String.fetchOne(context.database, sql: "SELECT max(asOf) FROM edition")
    if let latest, let last = CalendarDate(iso8601: latest), asOf < last {
      refuse(
        Wording(
          "the registry has an edition of \(last) already; one of \(asOf) comes too late",
          zh: "登记库已采用\(last)的版本，不能再采用更早的\(asOf)版本"))
    }
  }

  /// Refuses rows whose parent is nowhere, or is only known by a code of another system.
  private func checkParents(_ registry: StandingDivisions) {
    for row in rows {
      let division = row.division
      guard let parent = division.parent ?? division.code.impliedParent, positions[parent] == nil else {
        continue
      }
      context.resume(file: row.file, line: row.line)
      if let standing = registry.entry(parent) {
        // Down to counties all lists have the codes of GB/T 2260.
        let isComparable = standing.level <= .county || standing.system == description.edition.system
        if !isComparable {
          context.refuse(
            "parent",
            Wording(
              "its township \(parent) is not in the list, and the registry knows the code from another system only; "
                + "an edition of villages needs its townships",
              zh: "名录中没有其上级\(parent)，而登记库中的该代码属于其他系统；村级名录须包含乡镇"))
        }
      } else if division.parent != nil || division.level > .county {
        context.refuse(
          "parent",
          Wording(
            "division \(parent), which it belongs to, is neither in the file nor in the registry",
            zh: "上级区划\(parent)既不在文件中，也不在登记库中"))
      }
    }
  }

  /// Refuses codes that would be two places'.
  private func refuseConflicts(of comparison: EditionComparison) {
    for conflict in comparison.conflicts {
      guard let position = positions[conflict.current.code] else { continue }
      context.resume(file: rows[position].file, line: rows[position].line)
      let (code, former, current) = (conflict.former.code, conflict.former.name, conflict.current.name)
      context.refuse(
        "code",
        Wording(
          "\(code) is still that of \(former), and cannot be that of \(current) until the successions tell what became of \(former)",
          zh: "\(code)现仍为\(former)，沿革表写明\(former)的去向之后才能用于\(current)"))
    }
  }

  /// The decisions without those that were carried out before.
  private func openDecisions(_ registry: StandingDivisions) throws -> [EditionDecision] {
    let find = try context.database.cachedStatement(
      sql: """
        SELECT EXISTS (SELECT 1 FROM succession WHERE formerCode = :code AND since = :since)
          OR EXISTS (SELECT 1 FROM division WHERE code = :code AND endedOn = :since)
        """)
    let since = description.edition.asOf.description
    return try description.decisions.filter { decision in
      if registry.entry(decision.former) != nil,
        decision.former == decision.successor || decision.successor == nil
      {
        return true
      }
      return try Bool.fetchOne(find, arguments: ["code": decision.former.description, "since": since]) != true
    }
  }

  // MARK: - Accepting

  private mutating func accept(_ comparison: EditionComparison, _ registry: StandingDivisions) throws {
    let lastPk = try Int64.fetchOne(context.database, sql: "SELECT max(pk) FROM division") ?? 0
    let renewal = DivisionRenewal(context.database, comparison.edition, registry)
    let renewed = try renewal.renew(comparison.changes)
    if let offender = try renewal.end(comparison.changes) { return refuse(offender) }

    let waiting = Set(comparison.waiting.map(\.code))
    var writer = try DivisionWriter(context, isEdition: true)
    for row in rows where !waiting.contains(row.division.code) {
      context.resume(file: row.file, line: row.line)
      let before = context.summary.changed
      try writer.write(.division(row.division))
      if renewed.contains(row.division.code) { context.summary.changed = before + 1 }
    }
    try writer.finish()
    guard context.summary.errors == 0 else { return }

    try renewal.settle(comparison.changes, newerThan: lastPk)
    for remark in try renewal.handOver(comparison.changes) {
      context.add(RowProblem(.warning, file: context.file, line: nil, message: remark))
    }
    if let orphan = try renewal.orphan() { return refuse(orphan) }
    try context.database.execute(
      literal: """
        INSERT INTO edition (system, asOf, acceptedAt)
        VALUES (\(comparison.edition.system.rawValue), \(comparison.edition.asOf.description),
          \(date.formatted(.iso8601)))
        ON CONFLICT DO NOTHING
        """)
  }
}

/// The divisions that stand, with their keys.
struct StandingDivisions {
  let entries: [EditionEntry]
  private var positions: [DivisionCode: Int] = [:]
  private var pks: [Int64] = []
  private let known: Set<Int64>

  init(_ database: Database) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        WITH holding (division, count) AS (
          SELECT division, count(*) FROM facility WHERE division IS NOT NULL GROUP BY division
          UNION ALL
          SELECT division, count(*) FROM post GROUP BY division
          UNION ALL
          SELECT division, count(*) FROM demand GROUP BY division
        )
        SELECT division.pk, division.code, division.name, division.level, parent.code, division.system,
          ifnull(held.count, 0)
        FROM division
        LEFT JOIN division AS parent ON parent.pk = division.parent
        LEFT JOIN (SELECT division, sum(count) AS count FROM holding GROUP BY division) AS held
          ON held.division = division.pk
        WHERE division.endedOn IS NULL
        ORDER BY division.code
        """)
    var entries: [EditionEntry] = []
    while let row = try rows.next() {
      let code = DivisionCode(registered: row[1])
      positions[code] = entries.count
      pks.append(row[0])
      entries.append(
        EditionEntry(
          code: code, name: row[2], level: try row.level(3),
          parent: (row[4] as String?).map(DivisionCode.init(registered:)),
          system: (row[5] as String?).flatMap(CodeSystem.init(rawValue:)), holdings: row[6]))
    }
    self.entries = entries
    known = Set(pks)
  }

  /// The division of a code; `nil` where there is none.
  func entry(_ code: DivisionCode) -> EditionEntry? { positions[code].map { entries[$0] } }

  /// The key of a division of the registry.
  func pk(_ entry: EditionEntry) -> Int64 {
    guard let position = positions[entry.code] else {
      preconditionFailure("the entry is one of the registry's")
    }
    return pks[position]
  }

  /// Whether a key is that of a division that stood.
  func hasPk(_ pk: Int64) -> Bool { known.contains(pk) }
}
