internal import Foundation
internal import GRDB
internal import ServiceNetwork

/// Proposals as the store keeps them.
struct ProposalRow {
  let proposal: Proposal
  /// Whether it lies in the caller's division.
  let isWithin: Bool

  // MARK: - Reading

  /// The proposals that a caller may see, the last one first.
  ///
  /// - Parameter condition: which of them.
  static func fetchAll(
    _ database: Database, for caller: Caller, where condition: SQL, limit: Int
  ) throws -> [ProposalRow] {
    let statement: SQL = """
      SELECT proposal.pk, proposal.at, proposal.author, proposal.collection, proposal.change, proposal.recordId,
        proposal.name, division.code, proposal.fields, proposal.state, proposal.decidedAt, proposal.decidedBy,
        proposal.reason, proposal.act, \(caller.isWithin("proposal.division"))
      FROM proposal
      LEFT JOIN division ON division.pk = proposal.division
      WHERE \(condition) AND (\(!caller.role.isOfDivision) OR \(caller.isWithin("proposal.division")))
      ORDER BY proposal.pk DESC
      LIMIT \(limit)
      """
    return try Row.fetchAll(database, SQLRequest<Row>(literal: statement)).map(ProposalRow.init)
  }

  private init(_ row: Row) throws {
    let change: String = row[4]
    let state: String = row[9]
    let decision = try (row[10] as String?).map { at in
      Proposal.Decision(at: try Date(journalText: at), author: row[11], reason: row[12], act: row[13])
    }
    proposal = Proposal(
      id: row[0], at: try Date(journalText: row[1]), author: row[2], collection: row[3],
      change: RowChange.Kind(rawValue: change) ?? .changed, recordId: row[5], name: row[6],
      division: (row[7] as String?).map(DivisionCode.init(registered:)),
      fields: try JSONDecoder().decode([RowChange.Field].self, from: Data((row[8] as String).utf8)),
      state: Proposal.State(rawValue: state) ?? .waiting, decision: decision)
    isWithin = row[14]
  }

  // MARK: - Writing

  /// Tries a write, takes it back, and keeps what it would have changed.
  ///
  /// - Throws: what `perform` throws.
  static func propose(
    _ write: FeatureWrite, _ database: Database, _ perform: () throws -> FeatureWriter.Outcome
  ) throws -> FeatureWritten {
    var tried: (outcome: FeatureWriter.Outcome, division: Int64?)?
    try database.inSavepoint {
      let outcome = try perform()
      tried = (outcome, try Self.division(of: outcome.key, write, database))
      return .rollback
    }
    guard let (outcome, division) = tried else { preconditionFailure("what does not throw has an outcome") }
    guard let change = outcome.change else {
      return FeatureWritten(feature: outcome.feature, remarks: outcome.remarks)
    }
    let isNew = change.kind == .added
    // What a write adds is there only within it, and what it takes away only without.
    let inDivision = try division ?? Self.division(of: outcome.key, write, database)
    // A new record has no id before it is there.
    let stored = change.fields.filter { !(isNew && $0.column == "id") }
    let fields = String(decoding: try JSONEncoder().encode(stored), as: UTF8.self)
    try database.execute(
      literal: """
        INSERT INTO proposal (at, author, collection, change, recordId, name, division, fields)
        VALUES (\(write.date.journalText), \(write.caller.name), \(write.type.id), \(change.kind.rawValue),
          \(isNew ? nil : outcome.id), \(change.name), \(inDivision), \(fields))
        """)
    return FeatureWritten(remarks: outcome.remarks, proposal: Int(database.lastInsertedRowID))
  }

  /// Writes down what was decided.
  static func decide(_ id: Int, _ state: Proposal.State, _ decision: Proposal.Decision, _ database: Database)
    throws
  {
    try database.execute(
      literal: """
        UPDATE proposal
        SET state = \(state.rawValue), decidedAt = \(decision.at.journalText), decidedBy = \(decision.author),
          reason = \(decision.reason), act = \(decision.act)
        WHERE pk = \(id)
        """)
  }

  private static func division(of key: Int64, _ write: FeatureWrite, _ database: Database) throws -> Int64? {
    let table = FeatureTable(write.type.source, today: write.today)
    let statement: SQL =
      "SELECT \(sql: table.division) FROM \(sql: table.tables) WHERE \(table.key.matches(key))"
    return try Int64.fetchOne(database, SQLRequest<Int64>(literal: statement))
  }
}
