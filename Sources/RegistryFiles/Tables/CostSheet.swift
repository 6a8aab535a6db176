internal import Foundation
public import ServiceNetwork

/// The table in which somebody says what the ways from villages to facilities and posts cost.
///
/// A row has an origin (the code of a village), a destination (the id of a facility or post) and a cost, in metres or
/// minutes; an empty cost says that there is no way. Other columns are passed over.
public enum CostSheet {
  /// After so many errors the rest of a file is not read.
  public static let mostProblems = 50

  private enum Column: String, CaseIterable {
    case origin, destination, cost

    var synonyms: [String] {
      switch self {
      case .origin: ["from", "village", "code", "起点", "出发地", "村", "村代码", "村级区划代码", "区划代码"]
      case .destination: ["to", "facility", "facility_id", "post", "终点", "目的地", "机构", "机构编号", "设施", "设施编号"]
      case .cost: ["distance", "minutes", "metres", "meters", "time", "费用", "成本", "距离", "时间", "分钟", "米"]
      }
    }

    /// How surely a heading means the column, 0 the surest; `nil` where it does not.
    func rank(_ heading: Heading) -> Int? {
      ([rawValue] + synonyms).firstIndex { [heading.whole, heading.bare].contains(Heading($0).whole) }
    }
  }

  /// Reads a cost matrix.
  ///
  /// - Parameters:
  ///   - name: what the file is called in messages.
  ///   - snapshot: the divisions, facilities and posts that it may name: all that there are.
  ///   - report: is told what is wrong, the first ``mostProblems`` of it.
  /// - Returns: `nil` where anything was wrong.
  /// - Throws: ``TableError`` for a file that is no such table.
  /// - Complexity: O(divisions + n log n) for n rows.
  public static func matrix(
    in file: TableFile, named name: String, of snapshot: NetworkSnapshot,
    missingPairs: CostMatrix.MissingPairs = .refused, report: (RowProblem) -> Void
  ) throws -> CostMatrix? {
    var builder = CostMatrixBuilder(snapshot)
    var problems = 0
    func refuse(_ line: Int, _ column: String?, _ message: Wording) {
      problems += 1
      report(RowProblem(file: name, line: line, column: column, message: message))
    }
    var hasHeadings = false
    for part in file.parts {
      let records = try part.open(named: name)
      func next() throws(TableError) -> CSVReader.Item? {
        do {
          return try records.next()
        } catch {
          throw TableError(error, file: name)
        }
      }
      let first = try next()
      if case .malformed(let line, _, let message)? = first { refuse(line, nil, message) }
      guard let layout = try Layout(first, of: name) else { continue }
      hasHeadings = true
      while problems < mostProblems, let item = try next() {
        switch item {
        case .malformed(let line, _, let message): refuse(line, nil, message)
        case .record(let record):
          do throws(CostRowError) {
            guard let row = try layout.row(record) else { continue }
            try row.add(to: &builder, line: record.line)
          } catch {
            refuse(record.line, error.column, error.message)
          }
        }
      }
    }
    guard problems == 0 else { return nil }
    guard hasHeadings else {
      throw TableError(
        file: name, line: nil,
        Wording("the file is empty; its first line must be the headings", zh: "文件是空的，第一行应为表头"))
    }
    do throws(CostMatrixError) {
      return try builder.matrix(missingPairs: missingPairs)
    } catch {
      if case .twice(let pair) = error { refuse(pair.line, error.column, error.wording) }
      return nil
    }
  }

  /// What is wrong with a row, and in which column.
  private struct CostRowError: Error {
    var column: String
    var message: Wording
  }

  /// Where the columns stand.
  private struct Layout {
    private let positions: [Column: Int]

    /// - Returns: `nil` for a sheet that is empty, and for what is no line of headings.
    /// - Throws: ``TableError`` where a column is missing.
    init?(_ item: CSVReader.Item?, of name: String) throws {
      guard case .record(let record) = item else { return nil }
      let headings = record.fields.map { Heading($0) }
      var positions: [Column: Int] = [:]
      for column in Column.allCases {
        let ranked = headings.indices.compactMap { position in
          column.rank(headings[position]).map { (rank: $0, position: position) }
        }
        guard let best = ranked.min(by: { ($0.rank, $0.position) < ($1.rank, $1.position) }) else {
          throw TableError(
            file: name, line: record.line,
            Wording(
              "a cost matrix needs the columns origin, destination and cost; there is no \(column.rawValue)",
              zh: "费用表须有“起点”“终点”“费用”三列；缺少\(column.rawValue)"))
        }
        positions[column] = best.position
      }
      self.positions = positions
    }

    /// The cells of a row; `nil` where all are empty.
    func row(_ record: CSVReader.Record) throws(CostRowError) -> Row? {
      func cell(_ column: Column) -> String {
        guard let position = positions[column], record.fields.indices.contains(position) else { return "" }
        return FormulaGuard.unguarded(record.fields[position].trimmingWhitespace())
      }
      let (origin, destination, cost) = (cell(.origin), cell(.destination), cell(.cost))
      if origin.isEmpty, destination.isEmpty, cost.isEmpty { return nil }
      for (column, text) in [(Column.origin, origin), (.destination, destination)] where text.isEmpty {
        throw CostRowError(
          column: column.rawValue,
          message: Wording("it is required; a cost is that of a pair", zh: "必须填写：费用属于一对起点和终点"))
      }
      return Row(origin: origin, destination: destination, cost: cost)
    }
  }

  private struct Row {
    var origin: String
    var destination: String
    var cost: String

    func add(to builder: inout CostMatrixBuilder, line: Int) throws(CostRowError) {
      let (code, cost) = (try code(), try number())
      do throws(CostMatrixError) {
        try builder.add(origin: code, destination: destination, cost: cost, line: line)
      } catch {
        throw CostRowError(column: error.column, message: error.wording)
      }
    }

    private func code() throws(CostRowError) -> DivisionCode {
      do throws(DivisionCodeError) {
        return try DivisionCode(RowCells.plainCode(origin))
      } catch {
        throw CostRowError(column: "origin", message: error.wording)
      }
    }

    private func number() throws(CostRowError) -> Double? {
      guard !cost.isEmpty else { return nil }
      guard let number = WrittenNumber.decimal(cost) else {
        throw CostRowError(
          column: "cost",
          message: Wording(
            "'\(cost)' is no number of metres or minutes; leave it empty where there is no way",
            zh: "“\(cost)”不是米数或分钟数；不可达则留空"))
      }
      return number
    }
  }
}
