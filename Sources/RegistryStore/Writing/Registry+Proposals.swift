public import Foundation
internal import GRDB
public import ServiceNetwork

/// Why nothing was decided about a proposal.
public enum ProposalError: WordedError, Equatable {
  /// There is none of this number that the caller may see.
  case notFound(Int)
  /// It is for somebody else to decide.
  case forbidden(Int)
  /// It was decided before.
  case isDecided(Int, Proposal.State)
  /// The record was changed meanwhile, in these columns.
  case changedSince(Int, columns: [String])

  /// What is wrong and what to do.
  public var wording: Wording {
    switch self {
    case .notFound(let id):
      Wording(
        "there is no proposal \(id); 'fuwang proposals' lists them", zh: "没有待审修改\(id)，可用“fuwang proposals”查看")
    case .forbidden(let id):
      Wording("proposal \(id) is for an editor above its author to decide", zh: "待审修改\(id)须由提交人的上级编辑审核")
    case .isDecided(let id, let state):
      Wording("proposal \(id) is \(state.rawValue) already", zh: "待审修改\(id)已审核（\(state.rawValue)）")
    case .changedSince(let id, let columns):
      Wording(
        "what proposal \(id) would change was changed meanwhile: \(columns.joined(separator: ", ")); reject it, and let it be made anew",
        zh: "待审修改\(id)所涉内容已另有改动：\(columns.joined(separator: "、"))；请退回并重新提交")
    }
  }
}

extension Registry {
  /// The proposals that a caller may see, the last one first: an editor those of the own division, others all.
  ///
  /// - Parameters:
  ///   - state: only those; `nil` for all.
  ///   - before: only those with lower numbers.
  public func proposals(
    for caller: Caller, state: Proposal.State? = nil, limit: Int, before: Int? = nil
  ) async throws -> [Proposal] {
    guard caller.role.isEditor else { return [] }
    return try await readInTask { database in
      try ProposalRow.fetchAll(
        database, for: caller,
        where:
          "(\(state?.rawValue) IS NULL OR proposal.state = \(state?.rawValue)) AND (\(before) IS NULL OR proposal.pk < \(before))",
        limit: limit
      ).map(\.proposal)
    }
  }

  /// The proposal of a number; `nil` where there is none that the caller may see.
  public func proposal(_ id: Int, for caller: Caller) async throws -> Proposal? {
    guard caller.role.isEditor else { return nil }
    return try await readInTask { database in
      try ProposalRow.fetchAll(database, for: caller, where: "proposal.pk = \(id)", limit: 1).first?.proposal
    }
  }

  /// Does what a proposal is about.
  ///
  /// - Parameters:
  ///   - id: its number.
  ///   - caller: who approves.
  ///   - request: what the journal is to say of the approval, as a request's number.
  ///   - make: makes a row from the values of its columns.
  /// - Returns: the id of the record.
  /// - Throws: ``ProposalError``, ``FeatureWriteError``; nothing is changed then.
  public func approve(
    _ id: Int, by caller: Caller, request: String, date: Date, today: CalendarDate,
    _ make: @escaping @Sendable ([String: String], FeatureType, Catalogue) throws -> RegistryRow
  ) async throws -> String {
    let (proposal, type) = try await readInTask { database in
      let proposal = try Self.decidable(id, by: caller, database)
      let types = FeatureType.all(in: try Catalogue(database))
      guard let type = types.first(where: { $0.id == proposal.collection }) else {
        throw ProposalError.notFound(id)
      }
      return (proposal, type)
    }
    let action: FeatureWrite.Action = proposal.recordId.map { .change(id: $0, .isThere) } ?? .add
    let write = FeatureWrite(action, of: type, by: caller, request: request, date: date, today: today)
    let draft = write.draft(author: proposal.author, note: "proposal \(id), approved by \(caller.name)")
    return try await performInTask(draft) { database in
      // Somebody may have decided since.
      let proposal = try Self.decidable(id, by: caller, database)
      let outcome = try FeatureWriter(database, write).perform { row, catalogue in
        let (values, columns) = try proposal.applied(to: row)
        return RowEdit(try make(values, type, catalogue), columns: columns)
      }
      let act = try Int.fetchOne(database, sql: "SELECT act FROM writing")
      let decision = Proposal.Decision(at: date, author: caller.name, act: outcome.change == nil ? nil : act)
      try ProposalRow.decide(id, .approved, decision, database)
      return outcome.id
    }
  }

  /// Says no to a proposal.
  ///
  /// - Parameter reason: why; its author reads it.
  /// - Throws: ``ProposalError``
  public func reject(_ id: Int, by caller: Caller, reason: String, date: Date) async throws {
    let draft = ActDraft(
      author: Author(name: caller.name, way: .http), what: "reject proposal \(id)", date: date)
    try await performInTask(draft) { database in
      _ = try Self.decidable(id, by: caller, database)
      let decision = Proposal.Decision(at: date, author: caller.name, reason: reason)
      try ProposalRow.decide(id, .rejected, decision, database)
    }
  }

  /// The proposal of a number, which waits for this caller.
  private static func decidable(_ id: Int, by caller: Caller, _ database: Database) throws -> Proposal {
    let found = try ProposalRow.fetchAll(database, for: caller, where: "proposal.pk = \(id)", limit: 1).first
    guard caller.role.isEditor, let found else { throw ProposalError.notFound(id) }
    guard caller.role != .townshipEditor, caller.mayWrite(isWithin: found.isWithin) else {
      throw ProposalError.forbidden(id)
    }
    guard found.proposal.state == .waiting else { throw ProposalError.isDecided(id, found.proposal.state) }
    return found.proposal
  }
}

extension Proposal {
  /// The columns that tell a facility's life, together.
  private static let life: Set<String> = ["status", "opened_on", "closed_on", "status_history"]

  /// The values of the row as the proposal wants it, and the columns that it changes.
  ///
  /// - Throws: ``ProposalError/changedSince(_:columns:)``
  fileprivate func applied(
    to row: RegistryRow?
  ) throws(ProposalError) -> (values: [String: String], columns: Set<String>) {
    var values = row?.values ?? [:]
    let others = fields.filter { values[$0.column] != $0.before }.map(\.column)
    guard others.isEmpty else { throw .changedSince(id, columns: others) }
    for field in fields { values[field.column] = field.after }
    var columns = Set(fields.map(\.column))
    if !columns.isDisjoint(with: Self.life) { columns.formUnion(Self.life) }
    return (values, columns)
  }
}
