internal import Foundation
internal import GRDB
public import ServiceNetwork

/// Takes the rows of one import, one after another, within its transaction.
///
/// It is made by ``Registry/importRows(_:report:_:)``, and of no use outside.
public final class RegistryImporter {
  private let description: ImportDescription
  private let context: ImportContext
  private var writer: any RowWriter
  private var files: [(name: String, summary: ImportSummary)] = []

  init(
    _ description: ImportDescription, database: Database, report: @escaping (RowProblem) -> Void
  ) throws {
    self.description = description
    context = try ImportContext(database, report: report)
    writer =
      switch description.table {
      case .kinds: KindWriter(context)
      case .services: try ServiceWriter(context)
      case .divisions: try DivisionWriter(context)
      case .demand: try DemandWriter(context)
      case .facilities: try FacilityWriter(context)
      case .posts: try PostWriter(context)
      }
  }

  /// Begins a file.
  ///
  /// - Parameter columns: the columns that the file has; what it has not stays as it is in the registry.
  public func begin(file: String, columns: Set<String>) throws {
    try closeFile()
    files.append((file, context.summary))
    context.file = file
    context.columns = columns
  }

  /// Takes a row; what is wrong with it is reported, and refuses the import in the end.
  public func add(_ row: RegistryRow, line: Int) throws {
    context.summary.rows += 1
    context.line = line
    try writer.write(row)
  }

  /// Notes a row that could not be read, with what is wrong; a problem without a line is the file's own.
  public func refuse(_ problems: [RowProblem]) {
    if problems.contains(where: { $0.line != nil && $0.severity == .error }) { context.summary.rows += 1 }
    for problem in problems { context.add(problem) }
  }

  func finish() throws -> ImportSummary {
    try writer.finish()
    context.summary.isCommitted = context.summary.errors == 0 && !description.isDryRun
    if context.summary.isCommitted { try closeFile() }
    return context.summary
  }

  /// Writes down what the file that ends here brought.
  private func closeFile() throws {
    guard let (name, before) = files.last else { return }
    let after = context.summary
    try context.database.execute(
      literal: """
        INSERT INTO import
          (registryTable, origin, file, importedAt, crs, rowCount, addedCount, changedCount)
        VALUES (
          \(description.table.rawValue), \(description.origin.rawValue), \(name),
          \(description.date.formatted(.iso8601)), 'EPSG:4326', \(after.rows - before.rows),
          \(after.added - before.added), \(after.changed - before.changed))
        """)
  }
}

/// Writes the rows of one table.
protocol RowWriter {
  /// Writes a row, or reports what is wrong with it.
  mutating func write(_ row: RegistryRow) throws
  /// Does what can be done only when all rows are there.
  mutating func finish() throws
}

extension RowWriter {
  mutating func finish() throws {}
}

/// What the writers of an import share: where they are, and what they have found.
final class ImportContext {
  let database: Database
  private let report: (RowProblem) -> Void
  var summary = ImportSummary()
  var file = ""
  var columns: Set<String> = []
  var line = 0

  init(_ database: Database, report: @escaping (RowProblem) -> Void) throws {
    self.database = database
    self.report = report
    try database.execute(
      sql: """
        CREATE TEMP TABLE IF NOT EXISTS importedRow (
          pk INTEGER PRIMARY KEY, file TEXT NOT NULL, line INTEGER NOT NULL
        ) STRICT;
        DELETE FROM importedRow;
        """)
  }

  /// Whether the file has a column; what it has not is left alone.
  func has(_ column: String) -> Bool { columns.contains(column) }

  /// Refuses the row.
  func refuse(_ column: String?, _ message: Wording) {
    add(RowProblem(file: file, line: line, column: column, message: message))
  }

  /// Takes the row with a remark.
  func warn(_ column: String?, _ message: Wording) {
    add(RowProblem(.warning, file: file, line: line, column: column, message: message))
  }

  func add(_ problem: RowProblem) {
    switch problem.severity {
    case .error: summary.errors += 1
    case .warning: summary.warnings += 1
    }
    report(problem)
  }

  /// Where a row that has this key stands already in this import.
  func place(ofImported pk: Int64) throws -> String? {
    let statement = try database.cachedStatement(sql: "SELECT file, line FROM temp.importedRow WHERE pk = ?")
    return try Row.fetchOne(statement, arguments: [pk]).map { place(file: $0[0], line: $0[1]) }
  }

  /// How a message names a place: by its line, and the file where that is another one.
  func place(file: String, line: Int) -> String {
    file == self.file ? "line \(line)" : "\(file):\(line)"
  }

  /// Remembers the key of the row that is being written.
  func remember(_ pk: Int64) throws {
    try database.cachedStatement(sql: "INSERT INTO temp.importedRow (pk, file, line) VALUES (?, ?, ?)")
      .execute(arguments: [pk, file, line])
  }
}
