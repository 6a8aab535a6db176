internal import GRDB
public import ServiceNetwork

extension Registry {
  /// Writes a feature, or keeps the write until somebody approves it, where the registry is set so.
  ///
  /// Everything is done in one transaction: who may write, whether the feature is the one that the caller knows, whether
  /// the row fits the registry, the row and its line of the journal.
  ///
  /// - Parameter make: makes the row and tells its columns, from the one that is there; what it throws is thrown, and
  ///   nothing is changed then. Not asked where a feature is closed.
  /// - Throws: ``FeatureWriteError``, ``RegistryError``
  public func write(
    _ write: FeatureWrite, _ make: @escaping @Sendable (RegistryRow?, Catalogue) throws -> RowEdit
  ) async throws -> FeatureWritten {
    try await performInTask(write.draft()) { database in
      let writer = try FeatureWriter(database, write)
      guard try write.caller.isHeld(by: SettingRow.value(of: .approval, database)) else {
        let outcome = try writer.perform(make)
        return FeatureWritten(feature: outcome.feature, remarks: outcome.remarks)
      }
      return try ProposalRow.propose(write, database) { try writer.perform(make) }
    }
  }

  /// Whether a caller may write the feature of an id; `false` where there is none.
  public func mayWrite(_ id: String, of type: FeatureType, today: CalendarDate, caller: Caller) async throws
    -> Bool
  {
    guard !isReadOnly, caller.role.isEditor else { return false }
    return try await readInTask { database in
      let request = try FeatureRequest(FeatureQuery(type, today: today, caller: caller))
      return try request.standing(id, database).map { caller.mayWrite(isWithin: $0.isWithin) } ?? false
    }
  }
}

extension FeatureWrite {
  /// The act that the write is.
  ///
  /// - Parameters:
  ///   - author: whose it is, where it is another's than the caller's.
  ///   - note: what is to be known beside the request.
  func draft(author: String? = nil, note: String? = nil) -> ActDraft {
    let what =
      switch action {
      case .add: "add to \(type.id)"
      case .change(let id, _): "change \(type.id) \(id)"
      case .close(let id, _): "close \(type.id) \(id)"
      }
    let source = ["request \(request)", note].compactMap { $0 }.joined(separator: ", ")
    return ActDraft(
      author: Author(name: author ?? caller.name, way: .http, source: source), what: what, date: date)
  }
}

extension Caller {
  /// Whether the caller's writes wait for approval.
  ///
  /// - Parameter approval: the value of ``Setting/approval``.
  func isHeld(by approval: String) -> Bool { approval == role.rawValue }
}
