import Fixtures
import Foundation
import ServiceNetwork

@testable import RegistryStore

extension Registry {
  /// Takes rows into a table as if they stood in a file, the first on line 2.
  @discardableResult
  func take(
    _ rows: [RegistryRow], into table: RegistryTable, columns: Set<String>? = nil, isDryRun: Bool = false,
    problems: inout [String]
  ) throws -> ImportSummary {
    let groups = try catalogue().demandGroups.map(\.column)
    let all = Set(table.columns.map(\.name) + (table == .demand ? groups : []))
    let log = Log()
    let summary = try importRows(
      ImportDescription(
        table: table, author: .tester, date: Date(timeIntervalSince1970: 0), isDryRun: isDryRun),
      report: { log.lines.append($0.description) }
    ) { importer in
      try importer.begin(file: "f.csv", columns: columns ?? all)
      for (index, row) in rows.enumerated() { try importer.add(TableRow(row: row, line: index + 2)) }
    }
    problems = log.lines
    return summary
  }

  /// The same, where nothing is wrong.
  @discardableResult
  func take(
    _ rows: [RegistryRow], into table: RegistryTable, columns: Set<String>? = nil, isDryRun: Bool = false
  ) throws -> ImportSummary {
    var problems: [String] = []
    return try take(rows, into: table, columns: columns, isDryRun: isDryRun, problems: &problems)
  }

  func rows(of table: RegistryTable) throws -> [RegistryRow] {
    var rows: [RegistryRow] = []
    try forEachRow(of: table) { rows.append($0) }
    return rows
  }
}

private final class Log {
  var lines: [String] = []
}

/// A city, a county, a township and two villages.
let smallTree: [RegistryRow] = [
  ("4117", "市", DivisionLevel.city), ("411726", "县", .county), ("411726100", "镇", .township),
  ("411726100201", "一村", .village), ("411726100202", "二村", .village),
].map { code, name, level in
  .division(
    Division(
      code: DivisionCode(registered: code + String(repeating: "0", count: 12 - code.count)), name: name,
      level: level))
}
