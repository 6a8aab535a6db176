internal import Foundation
internal import GRDB
public import ServiceNetwork

/// Takes the rows of one import, one after another, within its transaction.
///
/// It is made by ``Registry/importRows(_:report:observe:_:)``, and of no use outside.
public final class RegistryImporter {
  private let description: ImportDescription
  private let context: ImportContext
  private var writer: any RowWriter
  private var names: DivisionNames
  private var files: [(name: String, crs: String, summary: ImportSummary)] = []

  init(
    _ description: ImportDescription, database: Database, report: @escaping (RowProblem) -> Void,
    observe: ((RowChange) -> Void)?
  ) throws {
    self.description = description
    context = try ImportContext(database, report: report, observe: observe)
    names = DivisionNames(context)
    writer =
      if let edition = description.edition {
        try EditionWriter(context, edition, date: description.date)
      } else {
        try description.table.writer(context, junctions: description.junctions)
      }
  }

  /// Begins a file, or a sheet of one.
  ///
  /// - Parameters:
  ///   - file: what it is called.
  ///   - columns: the columns that the file has; what it has not stays as it is in the registry.
  ///   - crs: the system of its coordinates, as `EPSG:4326` or `gcj02`.
  ///   - isSystemNamed: whether somebody named that system; where nobody did, the places are held against their
  ///     villages, and a system that fits better is told.
  ///   - heading: the file's own heading of a column, for messages.
  public func begin(
    file: String, columns: Set<String>, crs: String = "EPSG:4326", isSystemNamed: Bool = true,
    heading: @escaping (String) -> String = { $0 }
  ) throws {
    try closeFile()
    files.append((file, crs, context.summary))
    context.begin(file: file, columns: columns, isSystemNamed: isSystemNamed, heading: heading)
  }

  /// Takes a row; what is wrong with it is reported, and refuses the import in the end.
  public func add(_ row: TableRow) throws {
    context.summary.rows += 1
    context.line = row.line
    guard let path = row.path else { return try writer.write(row.row) }
    guard let settled = try names.settle(row.row, path: path) else { return }
    try writer.write(settled)
  }

  /// Notes a row that could not be read, with what is wrong; a problem without a line is the file's own.
  public func refuse(_ problems: [RowProblem]) {
    if problems.contains(where: { $0.line != nil && $0.severity == .error }) { context.summary.rows += 1 }
    for problem in problems { context.add(problem) }
  }

  func finish() throws -> ImportSummary {
    try writer.finish()
    let isOnlyShown = description.edition.map { !$0.isAccepted } ?? false
    context.summary.isCommitted = context.summary.errors == 0 && !description.isDryRun && !isOnlyShown
    guard context.summary.isCommitted else { return context.summary }
    if description.edition == nil {
      try closeFile()
    } else if let first = files.first {
      try record(files.map(\.name).joined(separator: ", "), crs: first.crs, since: first.summary)
    }
    return context.summary
  }

  /// Writes down what the file that ends here brought; the files of an edition are one list.
  private func closeFile() throws {
    guard description.edition == nil, let (name, crs, before) = files.last else { return }
    try record(name, crs: crs, since: before)
  }

  private func record(_ name: String, crs: String, since before: ImportSummary) throws {
    let after = context.summary
    try context.database.execute(
      literal: """
        INSERT INTO import
          (registryTable, origin, file, importedAt, crs, rowCount, addedCount, changedCount)
        VALUES (
          \(description.table.rawValue), \(description.origin.rawValue), \(name),
          \(description.date.formatted(.iso8601)), \(crs), \(after.rows - before.rows),
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

extension RegistryTable {
  /// What writes the table's rows.
  ///
  /// - Parameter junctions: when lines of roads meet that name no junctions.
  func writer(
    _ context: ImportContext, junctions: RoadJunctions.Rules = RoadJunctions.Rules()
  ) throws -> any RowWriter {
    if let layout = RecordLayout(self) { return try RecordWriter(context, layout) }
    return switch self {
    case .kinds: KindWriter(context)
    case .services: try ServiceWriter(context)
    case .divisions: try DivisionWriter(context)
    case .demand: try DemandWriter(context)
    case .facilities: try FacilityWriter(context)
    case .posts: try PostWriter(context)
    case .roads: try RoadWriter(context, junctions: junctions)
    case .speeds: try SpeedWriter(context)
    case .criteria, .conditions, .upgrades, .funds, .indicators, .targets, .observations:
      preconditionFailure("their layout was found a moment ago")
    }
  }
}
