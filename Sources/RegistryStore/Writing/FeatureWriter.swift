internal import GRDB
internal import ServiceNetwork

/// Writes one feature within a transaction, as an import writes a row.
struct FeatureWriter {
  /// Makes a row and tells its columns, from the one that is there.
  typealias Making = (RegistryRow?, Catalogue) throws -> RowEdit

  private let database: Database
  private let write: FeatureWrite
  private let table: RegistryTable
  private let request: FeatureRequest

  /// What was done.
  struct Outcome {
    var key: Int64
    var id: String
    /// As it is now; `nil` where it is no more.
    var feature: Feature?
    /// What became of the row; `nil` where nothing did.
    var change: RowChange?
    var remarks: [RowProblem]
  }

  init(_ database: Database, _ write: FeatureWrite) throws {
    guard let table = write.type.table else { throw FeatureWriteError.forbidden }
    self.database = database
    self.write = write
    self.table = table
    request = try FeatureRequest(FeatureQuery(write.type, today: write.today, caller: write.caller))
  }

  /// - Throws: ``FeatureWriteError``; what `make` throws.
  func perform(_ make: Making) throws -> Outcome {
    guard write.caller.role.isEditor else { throw FeatureWriteError.forbidden }
    switch write.action {
    case .add: return try take(try make(nil, Catalogue(database)), of: nil)
    case .change(let id, let condition):
      let (key, row) = try standing(id, condition)
      return try take(try make(row, Catalogue(database)), of: (key, id))
    case .close(let id, let condition):
      let (key, row) = try standing(id, condition)
      guard let edit = RowEdit(closing: row, on: write.today) else { throw FeatureWriteError.doesNotEnd }
      return try take(edit, of: (key, id))
    }
  }

  // MARK: - Private

  /// The feature that is to be written, as the caller knows it.
  private func standing(
    _ id: String, _ condition: FeatureWrite.Condition
  ) throws -> (key: Int64, row: RegistryRow) {
    guard let (key, isWithin) = try request.standing(id, database), let row = try row(key) else {
      throw FeatureWriteError.notFound(id: id)
    }
    guard write.caller.mayWrite(isWithin: isWithin) else { throw FeatureWriteError.forbidden }
    if case .version(let versions) = condition, !versions.contains(try table.version(of: key, database)) {
      throw FeatureWriteError.changedSince(id: id)
    }
    return (key, row)
  }

  private func row(_ key: Int64) throws -> RegistryRow? {
    let rows = RowReader(database)
    return switch table {
    case .divisions: try rows.division(key, withBoundary: false)
    case .facilities: try rows.facility(key)
    case .posts: try rows.post(key)
    case .kinds: try KindRecord.fetchAll(database).first { $0.pk == key }.map { .kind($0.kind) }
    case .services:
      try String.fetchOne(database, sql: "SELECT name FROM service WHERE pk = ?", arguments: [key]).flatMap {
        name in
        try ServiceRecord.fetchAll(database).first { $0.name == name }.map(RegistryRow.service)
      }
    case .demand: try rows.demand(CountKey(key))
    default: nil
    }
  }

  /// Writes a row.
  ///
  /// - Parameter former: the feature that it is of; `nil` for a new one.
  private func take(_ edit: RowEdit, of former: (key: Int64, id: String)?) throws -> Outcome {
    // Counts of further groups would come to those that are there.
    if former == nil, case .demand(let count) = edit.row,
      case let id = DemandCount.id(count.division, on: count.asOf), try request.standing(id, database) != nil
    {
      throw FeatureWriteError.isThere(id: id)
    }
    var problems: [RowProblem] = []
    var change: RowChange?
    let context = try ImportContext(
      database, isBulk: false, report: { problems.append($0) }, observe: { change = $0 })
    context.begin(file: "", columns: edit.columns, isSystemNamed: true, heading: { $0 })
    var writer = try table.writer(context)
    try writer.write(edit.row)
    try writer.finish()
    guard context.summary.errors == 0, let written = try context.onlyImported() else {
      throw FeatureWriteError.refused(problems.filter { $0.severity == .error })
    }
    guard let (id, isWithin) = try request.standing(key: written, database) else {
      // Counts that were taken back are no more; whether the caller may do that was looked into before.
      if table == .demand, let former {
        return Outcome(key: written, id: former.id, change: change, remarks: problems)
      }
      // A row of another type of features would be there, and nobody who asks for it would find it.
      throw FeatureWriteError.notFound(id: "")
    }
    if former == nil, context.summary.added == 0 { throw FeatureWriteError.isThere(id: id) }
    guard write.caller.mayWrite(isWithin: isWithin) else { throw FeatureWriteError.forbidden }
    guard let feature = try request.feature(id, database) else { throw FeatureWriteError.notFound(id: id) }
    return Outcome(key: written, id: id, feature: feature, change: change, remarks: problems)
  }
}
