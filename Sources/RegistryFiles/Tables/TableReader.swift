internal import Foundation
public import ServiceNetwork

/// Reads a file's rows as rows of a ``RegistryTable``.
public final class TableReader {
  /// What came next in a file.
  public enum Item: Sendable {
    /// A row that is valid in itself.
    case row(TableRow)
    /// A row that is not, with everything that is wrong with it.
    case refused([RowProblem])
  }

  /// How many records may stand before the headings: titles, units, dates.
  private static let titleLimit = 20

  /// The columns that the file tells and the table knows.
  public let columns: Set<String>
  /// The headings as the file writes them.
  public var headings: [String] { layout.headings }
  /// What is remarkable about the headings.
  public let warnings: [RowProblem]
  /// The system that the file's coordinates are in, as `EPSG:4326` or `gcj02`.
  public var crs: String { dialect.points.crs }
  /// Whether somebody named that system: the file's sender, or the file another one than EPSG:4326, which is what
  /// programs write when they know nothing.
  public let isSystemNamed: Bool

  private let file: String
  private let layout: TableLayout
  private let dialect: TableDialect
  private let records: CSVReader
  private let trailing: Bool
  private var ahead: [CSVReader.Item]
  /// Rows that came with the last one out of one record.
  private var further: [TableRow] = []
  private var fault: TableError?
  private var roughDates = 0
  private var examples = 0
  private var sums = 0

  /// Finds the headings among the first records of a file.
  ///
  /// - Parameters:
  ///   - records: the file's records, from its first.
  ///   - source: how the file is called and what it is.
  ///   - table: the table that its rows are for.
  ///   - catalogue: the kinds and groups that the registry has.
  /// - Throws: ``TableError`` for a file that is no such table.
  public init(
    _ records: CSVReader, of source: TableSource, as table: RegistryTable, catalogue: Catalogue
  ) throws(TableError) {
    let groups = table == .demand ? catalogue.demandGroups : []
    let known = table.columns.map(\.name) + groups.map(\.column)
    let meanings = HeadingMeanings(table, demandGroups: groups)
    var (lookahead, fault) = Self.lookahead(records, file: source.name)
    if lookahead.isEmpty, let fault { throw fault }
    let position = Self.headings(among: lookahead, meanings: meanings, profile: source.profile)
    guard lookahead.indices.contains(position) else {
      throw TableError(
        file: source.name, line: nil,
        Wording("the file is empty; its first line must be the headings", zh: "文件是空的，第一行应为表头"))
    }
    guard case .record(let record) = lookahead[position] else {
      guard case .malformed(let line, _, let message) = lookahead[position] else {
        preconditionFailure("there are two cases")
      }
      throw TableError(file: source.name, line: line, message)
    }
    layout = try TableLayout(
      record, meanings: meanings, table: table, known: known, profile: source.profile, file: source.name)
    try Self.check(layout, record, table: table, groups: groups, file: source.name)
    columns = layout.columns(of: table)
    warnings = Self.remark(onTitles: position, file: source.name) + layout.warnings
    let points = try Self.points(source)
    dialect = TableDialect(
      table: table, demandGroups: groups.filter { [layout] in layout.positions[$0.column] != nil },
      kinds: catalogue.kinds, profile: source.profile, points: points)
    isSystemNamed = source.profile.crs != nil || points.crs != PointReading.plain.crs
    file = source.name
    trailing = source.isSpreadsheet
    self.records = records
    lookahead.removeFirst(position + 1)
    ahead = lookahead.reversed()
    self.fault = fault
  }

  /// How many bytes of the file were read.
  public var offset: Int { records.offset }

  /// The heading under which the file has a column.
  public func heading(of column: String) -> String { layout.heading(of: column) }

  /// What is remarkable about the rows that were read, once all of them were.
  public var closingRemarks: [RowProblem] {
    var remarks: [RowProblem] = []
    if roughDates > 0 {
      remarks.append(
        RowProblem(
          .warning, file: file, line: nil,
          message: Wording(
            "\(roughDates) dates tell no day, and are taken for the first of their month or year",
            zh: "有\(roughDates)个日期没有写明日，按当月或当年第一天计")))
    }
    if examples > 0 {
      remarks.append(
        RowProblem(
          .warning, file: file, line: nil,
          message: Wording("\(examples) rows are examples, and are left out", zh: "有\(examples)行是示例，未采用")))
    }
    if sums > 0 {
      remarks.append(
        RowProblem(
          .warning, file: file, line: nil,
          message: Wording("\(sums) rows are sums of others, and are left out", zh: "有\(sums)行是合计，未采用")))
    }
    return remarks
      + dialect.points.remarks.map { RowProblem(.warning, file: file, line: nil, message: $0) }
  }

  /// The next row that has a value in any cell; `nil` after the last.
  ///
  /// - Throws: ``TableError`` where nothing that follows could be trusted.
  public func next() throws(TableError) -> Item? {
    if let row = further.popLast() { return .row(row) }
    while true {
      switch try nextItem() {
      case nil:
        return nil
      case .malformed(let line, let column, let message):
        let heading = column <= layout.headings.count ? layout.headings[column - 1] : nil
        return .refused([RowProblem(file: file, line: line, column: heading, message: message)])
      case .record(let record):
        if record.fields.allSatisfy(\.isEmpty) { continue }
        if record.fields.contains(where: { $0.utf8.starts(with: Self.exampleMark.utf8) }) {
          examples += 1
          continue
        }
        if isSum(record) {
          sums += 1
          continue
        }
        return row(record)
      }
    }
  }

  /// What the first cell of a template's example begins with.
  static let exampleMark = "示例："

  // MARK: - Private

  /// What the first cell of a row of sums says.
  private static let sumWords: Set<String> = ["合计", "总计", "小计", "共计", "合计:", "总计:", "小计:", "共计:"]

  /// Whether a record is no row, but the sum of those above it: its first cell says so.
  private func isSum(_ record: CSVReader.Record) -> Bool {
    guard let first = record.fields.first(where: { !$0.isEmpty }), first.utf8.count <= 24, first.hasHan else {
      return false
    }
    return Self.sumWords.contains(first.halfWidth.filter { !$0.isWhitespace })
  }

  private func nextItem() throws(TableError) -> CSVReader.Item? {
    if let item = ahead.popLast() { return item }
    if let fault { throw fault }
    do {
      return try records.next()
    } catch {
      throw TableError(error, file: file)
    }
  }

  private func row(_ record: CSVReader.Record) -> Item {
    var fields = record.fields
    // A spreadsheet's rows end with their last cell, and cells without a heading may stand behind.
    if trailing || fields.count > layout.headings.count {
      while fields.count > layout.headings.count, fields.last?.isEmpty == true { fields.removeLast() }
      if trailing, fields.count < layout.headings.count {
        fields += Array(repeating: "", count: layout.headings.count - fields.count)
      }
    }
    // GDAL writes a comma behind the heading of a layer that has nothing but shapes, and none in its rows.
    while fields.count < layout.headings.count, layout.headings[fields.count].isEmpty { fields.append("") }
    guard fields.count == layout.headings.count else {
      let message = Wording(
        "the row has \(fields.count) cells where the headings are \(layout.headings.count); is a comma not quoted?",
        zh: "该行有\(fields.count)个单元格，而表头有\(layout.headings.count)个；是否有逗号没有加引号？")
      return .refused([RowProblem(file: file, line: record.line, message: message)])
    }
    var cells = RowCells(fields, layout: layout, dialect: dialect)
    let row = RegistryRow(&cells, table: dialect.table, demandGroups: dialect.demandGroups)
    roughDates += cells.roughDates.count
    guard cells.faults.isEmpty else {
      // From left to right, as the clerk reads the row.
      let faults = cells.faults.sorted {
        (layout.positions[$0.column] ?? .max) < (layout.positions[$1.column] ?? .max)
      }
      return .refused(
        faults.map {
          RowProblem(
            file: file, line: record.line, column: layout.heading(of: $0.column), message: $0.message)
        })
    }
    if case .road(var road) = row {
      // A road of several lines is a row of each.
      further = cells.furtherLines.reversed().map { line in
        road.line = line
        return TableRow(row: .road(road), line: record.line, path: nil)
      }
    }
    return .row(TableRow(row: row, line: record.line, path: cells.path))
  }

  /// How the file's pairs are read: as its sender says, else as it says itself.
  private static func points(_ source: TableSource) throws(TableError) -> PointReading {
    guard let name = source.profile.crs ?? source.crs else { return .plain }
    do throws(CoordinateSystemError) {
      return try PointReading(CoordinateSystem(name))
    } catch {
      throw TableError(file: source.name, line: nil, error.wording)
    }
  }

  /// The first records, and what stopped the reading before there were enough.
  private static func lookahead(
    _ records: CSVReader, file: String
  ) -> (items: [CSVReader.Item], fault: TableError?) {
    var items: [CSVReader.Item] = []
    do {
      while items.count <= titleLimit, let item = try records.next() { items.append(item) }
      return (items, nil)
    } catch {
      return (items, TableError(error, file: file))
    }
  }

  /// The position of the record with the most headings, of several the first.
  ///
  /// One word alone makes no headings of a record that is not the first: a cell may say 县, too.
  private static func headings(
    among items: [CSVReader.Item], meanings: HeadingMeanings, profile: ImportProfile
  ) -> Int {
    let scores = items.map { item -> Int in
      guard case .record(let record) = item else { return 0 }
      return record.fields.count { profile.headings[$0] != nil || meanings.meaning(of: $0) != nil }
    }
    let best = scores.max() ?? 0
    return best > 1 ? scores.firstIndex(of: best) ?? 0 : 0
  }

  private static func remark(onTitles count: Int, file: String) -> [RowProblem] {
    guard count > 0 else { return [] }
    return [
      RowProblem(
        .warning, file: file, line: nil,
        message: Wording(
          "\(count) rows stand above the headings, and are left out", zh: "表头之前有\(count)行，未采用"))
    ]
  }

  private static func check(
    _ layout: TableLayout, _ record: CSVReader.Record, table: RegistryTable, groups: [DemandGroup],
    file: String
  ) throws(TableError) {
    let missing = layout.missing(in: table)
    guard missing.isEmpty else {
      let names = missing.map(\.name).joined(separator: ", ")
      let namesZh = missing.map(\.nameZh).joined(separator: "、")
      throw TableError(
        file: file, line: record.line,
        Wording(
          "the table \(table.rawValue) needs the column\(missing.count == 1 ? "" : "s") \(names); "
            + "--map 'HEADING=\(missing[0].name)' says which one it is, --set '\(missing[0].name)=VALUE' a value for all rows",
          zh:
            "表\(table.nameZh)缺少列：\(namesZh)；可用 --map '表头=\(missing[0].name)' 指定，或用 --set '\(missing[0].name)=值' 统一填写"
        ))
    }
    guard table != .demand || groups.contains(where: { layout.positions[$0.column] != nil }) else {
      throw TableError(
        file: file, line: record.line,
        Wording("there is no column for a demand group, as 'elderly'", zh: "没有任何服务对象人数的列，如“老年人”"))
    }
  }
}

/// How a file is called, and how it is to be understood.
public struct TableSource: Sendable {
  /// What the file is called in messages.
  public var name: String
  /// Whether it is a sheet, whose rows may be shorter than its headings.
  public var isSpreadsheet: Bool
  /// The system of its coordinates, where it says that itself, as `EPSG:4547`.
  public var crs: String?
  /// What its sender means; a system that is named here counts more than the file's own.
  public var profile: ImportProfile

  /// A file that says everything itself.
  public init(
    name: String, isSpreadsheet: Bool = false, crs: String? = nil, profile: ImportProfile = ImportProfile()
  ) {
    self.name = name
    self.isSpreadsheet = isSpreadsheet
    self.crs = crs
    self.profile = profile
  }
}
