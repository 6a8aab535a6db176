internal import Foundation
internal import ServiceNetwork

/// Writes a report to a file, in any ``TableFormat``.
public enum ReportExport {
  /// Writes a file.
  ///
  /// - Parameters:
  ///   - format: the form; one of a GIS takes what the report's GeoJSON has.
  ///   - path: where it is written; what stands there is overwritten.
  ///   - name: what the report is called, as a sheet or layer.
  ///   - forExcel: whether a CSV is for Excel: with a byte order mark and Chinese headings.
  ///   - report: writes the report.
  /// - Throws: ``ExportError``, ``WorkbookError``, or what `report` throws.
  public static func write(
    as format: TableFormat, to path: String, named name: String, forExcel: Bool = false,
    _ report: (ReportWriter) throws -> Void
  ) async throws {
    let folder = try TemporaryFolder()
    let draft = folder.path(format.isGeographic ? "features.geojson" : "rows.csv")
    try write(report, as: format.isGeographic ? .geojson : .csv, to: draft)
    switch format {
    case .csv where !forExcel, .geojson: try replace(path, with: draft)
    case .csv: try copy(draft, to: DelimitedSink(path, separator: ",", hasMark: true))
    case .tsv: try copy(draft, to: DelimitedSink(path, separator: "\t", hasMark: forExcel))
    case .xlsx:
      let sink = try WorkbookSink(path: path, sheet: name)
      try copy(draft, to: sink) { headings in
        sink.numbers = Set(headings.indices.filter { !ReportHeading.isOfTexts(headings[$0]) })
      }
    case .gpkg, .shp, .kml:
      try await LayerConversion(folder: folder, format: format, layer: name).write(to: path)
    }
  }

  // MARK: - Private

  private static func write(
    _ report: (ReportWriter) throws -> Void, as format: ReportFormat, to path: String
  ) throws {
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    try report(ReportWriter(format) { try file.write(contentsOf: Data($0)) })
    try file.close()
  }

  private static func replace(_ path: String, with draft: String) throws {
    let target = try FileHandle(forWritingTo: URL(filePath: path))
    let source = try FileHandle(forReadingFrom: URL(filePath: draft))
    try target.truncate(atOffset: 0)
    while let piece = try source.read(upToCount: 1 << 18), !piece.isEmpty {
      try target.write(contentsOf: piece)
    }
    try target.close()
  }

  /// - Parameter look: is shown the headings before they are written, in English.
  private static func copy(
    _ path: String, to sink: some RowSink, look: ([String]) -> Void = { _ in }
  ) throws {
    let records = try CSVReader(URL(filePath: path))
    var isHeading = true
    while let item = try records.next() {
      guard case .record(let record) = item else { continue }
      if isHeading { look(record.fields) }
      try sink.write(
        isHeading ? record.fields.map(ReportHeading.inChinese) : record.fields.map(FormulaGuard.unguarded))
      isHeading = false
    }
    try sink.close()
  }
}

/// What the columns of reports are called in Chinese.
enum ReportHeading {
  static func inChinese(_ column: String) -> String {
    words[column] ?? column
  }

  /// Whether a column's cells are texts, be they made of digits alone.
  static func isOfTexts(_ column: String) -> Bool {
    texts.contains(column) || texts.contains { column.hasSuffix("_\($0)") }
  }

  private static let texts: Set<String> = ["code", "division", "facility", "id", "name", "subject"]

  private static let words: [String: String] = Dictionary(
    uniqueKeysWithValues: """
      service 服务
      code 区划代码
      name 名称
      villages 村数
      served 已覆盖
      unserved 未覆盖
      without_location 无坐标
      demand 服务对象人数
      demand_served 已覆盖人数
      demand_unserved 未覆盖人数
      share 覆盖率
      demand_share 人数覆盖率
      without_demand 无人数
      demand_later 人数为后来统计
      township 乡镇
      county 县
      demand_group 服务对象
      reason 原因
      nearest_id 最近机构编号
      nearest_name 最近机构
      nearest_distance 最近距离（米）
      nearest_minutes 最近用时（分钟）
      could_serve_id 可覆盖机构编号
      could_serve_name 可覆盖机构
      could_serve_status 可覆盖机构状态
      could_serve_distance 可覆盖机构距离（米）
      could_serve_minutes 可覆盖机构用时（分钟）
      unreachable 无法到达的原因
      minutes 用时（分钟）
      id 编号
      kind 类型
      distance 距离（米）
      longitude 经度
      latitude 纬度
      division 区划代码
      imported_at 导入时间
      table 表
      file 文件
      crs 坐标系
      rows 行数
      rule 规则
      severity 严重程度
      subject 对象
      message 问题（英文）
      message_zh 问题
      score 相似度
      other_id 另一编号
      other_name 另一名称
      since 自
      change 变更
      former_code 原代码
      former_name 原名称
      evidence 依据
      year 年度
      facility 机构编号
      categories 改造类别
      cost 费用（元）
      source 资金来源
      rank 次序
      need 需求分
      place 名次
      total 总分
      metric 指标
      part 计数
      whole 总数
      points 得分
      weight 权重
      indicator 指标
      division_name 区划名称
      bound 目标值
      value 数值
      state 进度
      missing 差额
      unit_in_charge 责任单位
      level 级别
      allocated 已安排（元）
      planned 已计划（元）
      accepted 已验收（元）
      allocated_to_homes 其中安排到机构（元）
      committed 已签约（元）
      unplanned 未计划（元）
      unaccepted 未验收（元）
      works 项目
      works_without_cost 无费用的项目
      contracted 已签约
      shared_from 分解自
      growth 增长率
      is_met 是否达标
      name_zh 中文名称
      overspent 超支（元）
      added 新增
      changed 更改
      """.split(separator: "\n").map { line in
        let words = line.split(separator: " ", maxSplits: 1)
        return (String(words[0]), String(words[1]))
      })
}
