import Fixtures
import Foundation
import ServiceNetwork
import Testing

@testable import RegistryFiles

struct FormulaGuardTests {
  @Test(arguments: [
    "=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠1", "'=1", "''=1",
  ])
  func `a text that a spreadsheet would compute is guarded`(text: String) {
    #expect(FormulaGuard.guarded(text) == "'" + text)
    #expect(FormulaGuard.unguarded("'" + text) == text)
  }

  @Test(arguments: ["", "甲", "'", "''", "'甲", "1-2", "a=b", " =1", "王店镇"])
  func `any other text stays`(text: String) {
    #expect(FormulaGuard.guarded(text) == text)
    #expect(FormulaGuard.unguarded(text) == text)
  }

  @Test func `what was guarded or escaped comes back, whatever it is`() {
    var generator = SeededGenerator(seed: 1)
    let letters = Array("'=+-@\t甲a１＝")
    for _ in 0..<20_000 {
      let text = String(
        (0..<Int.random(in: 0...5, using: &generator)).map { _ in
          letters.randomElement(using: &generator) ?? "a"
        })
      #expect(FormulaGuard.unguarded(FormulaGuard.guarded(text)) == text)
      #expect(FormulaGuard.unguarded(FormulaGuard.escaped(text)) == text)
    }
  }
}

struct TableExportTests {
  private static let catalogue = Catalogue(
    kinds: Kind.standard, services: Service.standard, demandGroups: DemandGroup.standard)

  private static func facilities() throws -> [RegistryRow] {
    var full = Facility(
      id: "00127", kind: "nursing-home", name: "=HYPERLINK(\"http://x\",\"甲\")",
      division: DivisionCode(registered: "411726100201"),
      location: try Coordinate(longitude: 113.98765432109876, latitude: 32.981543210987654),
      history: try StatusHistory(text: "building 2016-03-01; operating 2017-06-01; suspended 2018-01-01"))
    full.capacity = 50
    full.occupied = 0
    full.grade = "'=一级"
    full.designatedOn = CalendarDate(iso8601: "2018-02-28")
    full.address = "王店镇\n“幸福”路, 1号\t\"东\""
    full.phone = "+86 396 0000000"
    full.operator = "@某"
    full.uscc = "52411726MJ0000001G"
    full.source = "-"
    full.externalId = "1E5"
    full.given = GivenPoint(x: 38_453_115.650_484_386, y: 3_619_588.024_831_86, crs: "EPSG:4526")
    let bare = Facility(
      id: "2", kind: "childrens-home", name: "乙", history: StatusHistory(always: .operating))
    return [.facility(full), .facility(bare)]
  }

  /// What a file of rows is read as.
  private func roundTrip(
    _ rows: [RegistryRow], of table: RegistryTable, as format: TableFormat, forExcel: Bool = false,
    withBoundaries: Bool = false
  ) async throws -> [RegistryRow] {
    let bench = try FileBench()
    let name = "f.\(format.rawValue)"
    try bench.write([], to: name)
    let export = try TableExport(
      table, as: format, path: bench.path(name), catalogue: Self.catalogue, forExcel: forExcel,
      withBoundaries: withBoundaries)
    for row in rows { try export.write(row) }
    try await export.finish()
    var read: [RegistryRow] = []
    for part in try await TableFile(path: bench.path(name), named: name).parts {
      let source = TableSource(name: name, isSpreadsheet: part.isSpreadsheet, crs: part.crs)
      let reader = try TableReader(part.open(), of: source, as: table, catalogue: Self.catalogue)
      while let item = try reader.next() {
        switch item {
        case .row(let row): read.append(row.row)
        case .refused(let problems): Issue.record("\(problems)")
        }
      }
    }
    return read
  }

  @Test(arguments: TableFormat.allCases, [false, true])
  func `facilities come back from every form as they were`(format: TableFormat, forExcel: Bool) async throws {
    guard FileBench.hasGDAL || format == .csv || format == .tsv else { return }
    var rows = try Self.facilities()
    if format == .kml || format == .shp {
      // A shapefile's and a KML's texts know no line breaks, and KML keeps fifteen digits.
      guard case .facility(var facility) = rows[0] else { return }
      facility.address = "王店镇“幸福”路, 1号 \"东\""
      if format == .kml {
        facility.location = try Coordinate(longitude: 113.987654321, latitude: 32.9815)
      }
      rows[0] = .facility(facility)
    }
    let read = try await roundTrip(rows, of: .facilities, as: format, forExcel: forExcel)
    #expect(read.map(\.values) == rows.map(\.values))
    #expect(read == rows)
  }

  @Test(arguments: TableFormat.allCases)
  func `divisions come back from every form as they were`(format: TableFormat) async throws {
    guard FileBench.hasGDAL || format == .csv || format == .tsv else { return }
    var village = Division(
      code: DivisionCode(registered: "411726100201"), name: "刘店村", level: .village,
      location: try Coordinate(longitude: 113.5, latitude: 32.75), urbanRural: "220", source: "+")
    village.locationOrigin = .boundary
    let rows: [RegistryRow] = [
      .division(Division(code: DivisionCode(registered: "411726000000"), name: "泌阳县", level: .county)),
      .division(village),
    ]
    #expect(try await roundTrip(rows, of: .divisions, as: format) == rows)
  }

  @Test(arguments: TableFormat.allCases.filter { $0 != .xlsx })
  func `boundaries come back from every form as they were`(format: TableFormat) async throws {
    guard FileBench.hasGDAL || format == .csv || format == .tsv else { return }
    func ring(_ pairs: [(Double, Double)]) throws -> [Coordinate] {
      try pairs.map { try Coordinate(longitude: $0, latitude: $1) }
    }
    // KML keeps fifteen digits.
    let corner = format == .kml ? 113.123456789 : 113.12345678901234
    let outer = try ring([(corner, 32), (114, 32), (114, 33), (corner, 32)])
    let hole = try ring([(113.9, 32.2), (113.9, 32.4), (113.95, 32.4), (113.9, 32.2)])
    let island = try ring([(115, 32), (115.5, 32), (115, 32.5), (115, 32)])
    var county = Division(
      code: DivisionCode(registered: "411726000000"), name: "泌阳县", level: .county,
      location: try Coordinate(longitude: 113.32, latitude: 32.72))
    county.boundary = MultiPolygon([
      MultiPolygon.Polygon(exterior: outer, interiors: [hole]), MultiPolygon.Polygon(exterior: island),
    ])
    county.boundaryCRS = "gcj02"
    let bare = Division(code: DivisionCode(registered: "411727000000"), name: "汝南县", level: .county)
    let rows: [RegistryRow] =
      format.isGeographic ? [.division(county)] : [.division(county), .division(bare)]
    // Where the geometry is the boundary, what has none is left out.
    #expect(
      try await roundTrip(
        [.division(county), .division(bare)], of: .divisions, as: format, withBoundaries: true) == rows)
  }

  @Test func `a workbook has no room for boundaries`() throws {
    #expect(throws: ExportError.self) {
      try TableExport(
        .divisions, as: .xlsx, path: "/nowhere", catalogue: Self.catalogue, withBoundaries: true)
    }
  }

  @Test(arguments: [TableFormat.csv, .tsv, .xlsx])
  func `the other tables come back from the forms without places`(format: TableFormat) async throws {
    guard FileBench.hasGDAL || format != .xlsx else { return }
    let code = DivisionCode(registered: "411726100201")
    let demand = DemandCount(
      division: code, asOf: try #require(CalendarDate(iso8601: "2018-12-31")),
      persons: ["elderly": 12, "left-behind-children": 0],
      source: "=某")
    let appointedOn = try #require(CalendarDate(iso8601: "2018-05-01"))
    let term = try #require(Term(appointedOn: appointedOn, endedOn: nil))
    let post = Post(
      id: "1", role: "child-welfare-director", division: code, term: term, person: "=某", phone: "+86",
      source: nil)
    #expect(try await roundTrip([.demand(demand)], of: .demand, as: format) == [.demand(demand)])
    #expect(try await roundTrip([.post(post)], of: .posts, as: format) == [.post(post)])
    let kinds = Kind.standard.map(RegistryRow.kind)
    #expect(try await roundTrip(kinds, of: .kinds, as: format) == kinds)
    let services = Service.standard.map(RegistryRow.service)
    #expect(try await roundTrip(services, of: .services, as: format) == services)
  }

  @Test(.enabled(if: FileBench.hasGDAL, "gdal-bin is not installed"))
  func `a workbook has a sheet for each kind, and its texts are texts`() async throws {
    let bench = try FileBench()
    let export = try TableExport(
      .facilities, as: .xlsx, path: bench.path("f.xlsx"), catalogue: Self.catalogue)
    for row in try Self.facilities() { try export.write(row) }
    try await export.finish()
    let parts = try await TableFile(path: bench.path("f.xlsx"), named: "f.xlsx").parts
    #expect(parts.map(\.name) == ["农村敬老院", "儿童之家"])
    try bench.run("unzip", ["-q", "f.xlsx"])
    let sheet = try String(contentsOfFile: bench.path("xl/worksheets/sheet1.xml"), encoding: .utf8)
    #expect(!sheet.contains("<f>"))
    #expect(!sheet.contains("<hyperlink"))
  }

  @Test func `a form of places is refused for a table without`() throws {
    #expect(throws: ExportError.self) {
      try TableExport(.posts, as: .gpkg, path: "/nowhere", catalogue: Self.catalogue)
    }
  }

  @Test(.enabled(if: FileBench.hasGDAL, "gdal-bin is not installed"))
  func `a text that a shapefile would cut is refused`() async throws {
    let bench = try FileBench()
    let export = try TableExport(.facilities, as: .shp, path: bench.path("f.shp"), catalogue: Self.catalogue)
    var facility = Facility(
      id: "7", kind: "nursing-home", name: "甲", history: StatusHistory(always: .operating))
    facility.address = String(repeating: "路", count: 84)
    try export.write(.facility(facility))
    facility.address = String(repeating: "路", count: 85)
    #expect(throws: ExportError.self) { try export.write(.facility(facility)) }
  }

  @Test func `a cell with more than a workbook holds is refused`() throws {
    let bench = try FileBench()
    let sink = try WorkbookSink(path: bench.path("f.xlsx"), sheet: "甲")
    try sink.write(["名称"])
    try sink.write([String(repeating: "名", count: 32_767)])
    #expect(throws: WorkbookError.self) { try sink.write([String(repeating: "名", count: 32_768)]) }
  }

  @Test(arguments: RegistryTable.allCases)
  func `an empty template is read as no rows`(table: RegistryTable) async throws {
    let bench = try FileBench()
    let template = TableTemplate(table, kind: nil, catalogue: Self.catalogue)
    try template.write(to: bench.path("f.xlsx"))
    try bench.write(template.csv.utf8, to: "f.csv")
    for name in FileBench.hasGDAL ? ["f.csv", "f.xlsx"] : ["f.csv"] {
      let part = try #require(await TableFile(path: bench.path(name), named: name).parts.first)
      let source = TableSource(name: name, isSpreadsheet: part.isSpreadsheet)
      let reader = try TableReader(part.open(), of: source, as: table, catalogue: Self.catalogue)
      #expect(reader.warnings.isEmpty)
      #expect(try reader.next() == nil)
    }
  }

  /// The example without its mark is a row.
  @Test(arguments: RegistryTable.allCases)
  func `a template's example is valid`(table: RegistryTable) throws {
    let template = TableTemplate(table, kind: nil, catalogue: Self.catalogue)
    let (rows, problems) = try readTable(template.csv.replacing("示例：", with: ""), as: table)
    #expect(rows.count == 1)
    #expect(problems.isEmpty, "\(problems)")
  }
}
