public import Foundation
public import ServiceNetwork

/// Reads a file's rows as rows of a ``RegistryTable``.
public final class TableReader {
  /// What came next in a file.
  public enum Item {
    /// A row that is valid in itself, and its line.
    case row(RegistryRow, line: Int)
    /// A row that is not, with everything that is wrong with it.
    case refused([RowProblem])
  }

  /// The columns that the file has and the table knows.
  public let columns: Set<String>
  /// What is remarkable about the headings.
  public let warnings: [RowProblem]

  private let table: RegistryTable
  private let file: String
  private let headings: [String]
  private let positions: [String: Int]
  private let demandGroups: [DemandGroup]
  private let reader: CSVReader

  /// Opens a file and reads its headings.
  ///
  /// - Parameters:
  ///   - name: what the file is called in messages.
  ///   - demandGroups: the groups that the registry counts; each has a column in ``RegistryTable/demand``.
  /// - Throws: ``TableError`` for a file that is no such table.
  public init(
    _ url: URL, named name: String, table: RegistryTable, demandGroups: [DemandGroup]
  ) throws(TableError) {
    let reader: CSVReader
    let first: CSVReader.Item?
    do {
      reader = try CSVReader(url)
      first = try reader.next()
    } catch {
      throw TableError(error, file: name)
    }
    guard let first else {
      throw TableError(file: name, line: nil, "the file is empty; its first line must be the headings")
    }
    guard case .record(let record) = first else {
      guard case .malformed(let line, _, let message) = first else {
        preconditionFailure("there are two cases")
      }
      throw TableError(file: name, line: line, message)
    }
    let known = table.columns.map(\.name) + (table == .demand ? demandGroups.map(\.column) : [])
    let headings = try Headings(record, table: table, known: known, file: name)
    columns = Set(headings.positions.keys)
    warnings = headings.warnings
    positions = headings.positions
    self.headings = record.fields
    self.table = table
    file = name
    self.demandGroups = demandGroups.filter { headings.positions[$0.column] != nil }
    self.reader = reader
  }

  /// How many bytes of the file were read.
  public var offset: Int { reader.offset }

  /// The next row that has a value in any cell; `nil` after the last.
  ///
  /// - Throws: ``TableError`` where nothing that follows could be trusted.
  public func next() throws(TableError) -> Item? {
    while true {
      let item: CSVReader.Item?
      do {
        item = try reader.next()
      } catch {
        throw TableError(error, file: file)
      }
      switch item {
      case nil:
        return nil
      case .malformed(let line, let column, let message):
        let heading = column <= headings.count ? headings[column - 1] : nil
        return .refused([RowProblem(file: file, line: line, column: heading, message: "\(message)")])
      case .record(let record):
        if record.fields.allSatisfy(\.isEmpty) { continue }
        return row(record)
      }
    }
  }

  private func row(_ record: CSVReader.Record) -> Item {
    guard record.fields.count == headings.count else {
      let message =
        "the row has \(record.fields.count) cells where the headings are \(headings.count); is a comma not quoted?"
      return .refused([RowProblem(file: file, line: record.line, message: "\(message)")])
    }
    var cells = RowCells(record.fields, positions: positions)
    let row = RegistryRow(&cells, table: table, demandGroups: demandGroups)
    guard cells.faults.isEmpty else {
      // From left to right, as the clerk reads the row.
      let faults = cells.faults.sorted { (positions[$0.column] ?? .max) < (positions[$1.column] ?? .max) }
      return .refused(
        faults.map { RowProblem(file: file, line: record.line, column: $0.column, message: $0.message) }
      )
    }
    return .row(row, line: record.line)
  }
}

/// The first record of a file, matched with the columns of a table.
private struct Headings {
  var positions: [String: Int] = [:]
  var warnings: [RowProblem] = []

  init(_ record: CSVReader.Record, table: RegistryTable, known: [String], file: String) throws(TableError) {
    var nameless = 0
    for (position, field) in record.fields.enumerated() {
      let name = field.trimmingWhitespace().lowercased()
      if name.isEmpty {
        nameless += 1
        continue
      }
      guard known.contains(name) else {
        let hint = name.closest(among: known).map { "; did you mean '\($0)'?" } ?? ""
        warnings.append(
          RowProblem(
            .warning, file: file, line: record.line, column: field,
            message: "the table \(table.rawValue) has no such column, and it is left out\(hint)"))
        continue
      }
      guard positions[name] == nil else {
        throw TableError(file: file, line: record.line, "the heading '\(name)' is there twice")
      }
      positions[name] = position
    }
    if nameless > 0 {
      let message = "\(nameless) of the columns have no heading, and are left out"
      warnings.append(RowProblem(.warning, file: file, line: record.line, message: "\(message)"))
    }
    let missing = table.columns.filter { $0.isRequired && positions[$0.name] == nil }.map(\.name)
    guard missing.isEmpty else {
      let separator = record.fields.count == 1 ? record.fields[0].first { $0 == ";" || $0 == "\t" } : nil
      let cause = separator == nil ? "" : "; the columns must be separated by commas"
      throw TableError(
        file: file, line: record.line,
        "the table \(table.rawValue) needs the column\(missing.count == 1 ? "" : "s") \(missing.joined(separator: ", "))\(cause)"
      )
    }
    let groups = positions.keys.filter { !table.columns.map(\.name).contains($0) }
    guard table != .demand || !groups.isEmpty else {
      throw TableError(file: file, line: record.line, "there is no column for a demand group, as 'elderly'")
    }
  }
}

/// Why a file cannot be read as a table, or not any further.
public struct TableError: Error, CustomStringConvertible {
  /// The problem, as that of a row is told.
  public let problem: RowProblem

  /// What is wrong and where.
  public var description: String { problem.description }

  init(file: String, line: Int?, _ message: String) {
    problem = RowProblem(file: file, line: line, message: "\(message)")
  }

  init(_ error: any Error, file: String) {
    if let error = error as? CSVError {
      self.init(file: file, line: error.line, error.description)
    } else {
      self.init(file: file, line: nil, error.localizedDescription)
    }
  }
}
