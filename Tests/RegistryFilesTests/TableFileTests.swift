import Foundation
import RegistryFiles
import ServiceNetwork
import Testing

/// A folder of files for one test.
final class FileBench {
  let folder = FileManager.default.temporaryDirectory.appending(path: "fuwang-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  func write(_ bytes: some Sequence<UInt8>, to name: String) throws {
    try Data(bytes).write(to: folder.appending(path: name))
  }

  /// Runs a program of GDAL.
  func run(_ program: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/\(program)")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  /// The records of the parts of a file: `name line: a|b`.
  func read(_ name: String, options: TableFileOptions = TableFileOptions()) async throws -> [String] {
    var lines: [String] = []
    for part in try await TableFile(path: path(name), named: name, options: options).parts {
      let reader = try part.open()
      while let item = try reader.next() {
        guard case .record(let record) = item else { continue }
        lines.append(
          "\(part.name.map { $0 + " " } ?? "")\(record.line): \(record.fields.joined(separator: "|"))")
      }
    }
    return lines
  }

  /// What is said of a file that cannot be opened.
  func refusal(_ name: String, options: TableFileOptions = TableFileOptions()) async -> String {
    do throws(TableFileError) {
      _ = try await TableFile(path: path(name), named: name, options: options)
      return "taken"
    } catch {
      return error.wording.en
    }
  }

  static let hasGDAL = FileManager.default.isExecutableFile(atPath: "/usr/bin/ogr2ogr")
}

struct TextFileTests {
  private static let table = "名称,床位\n王店镇敬老院,50\n"

  @Test(
    arguments: [
      (String.Encoding.utf8, [], "UTF-8"), (.utf8, [0xEF, 0xBB, 0xBF], "UTF-8"),
      (String.Encoding(rawValue: 0x8000_0632), [], "GB18030"),
      (.utf16LittleEndian, [0xFF, 0xFE], "UTF-16LE"),
      (.utf16BigEndian, [0xFE, 0xFF], "UTF-16BE"), (.utf16LittleEndian, [], "UTF-16LE"),
      (.utf16BigEndian, [], "UTF-16BE"),
    ] as [(String.Encoding, [UInt8], String)])
  func `an encoding is told by the bytes`(encoding: String.Encoding, mark: [UInt8], name: String) async throws
  {
    let bench = try FileBench()
    let bytes = try #require(Self.table.data(using: encoding))
    try bench.write(mark + bytes, to: "f.csv")
    #expect(try await TableFile(path: bench.path("f.csv"), named: "f.csv").encoding == name)
    #expect(try await bench.read("f.csv") == ["1: 名称|床位", "2: 王店镇敬老院|50"])
  }

  @Test func `Chinese that comes late in a file is found`() async throws {
    let bench = try FileBench()
    let text = "name\n" + String(repeating: "plain\n", count: 400_000)
    let late = try #require("敬老院\n".data(using: String.Encoding(rawValue: 0x8000_0632)))
    try bench.write(Data(text.utf8) + late, to: "f.csv")
    #expect(try await bench.read("f.csv").last == "400002: 敬老院")
  }

  @Test func `a byte that means nothing is named by its cell`() async throws {
    let bench = try FileBench()
    let good = try #require("名称,地址\n敬老院,王店\n敬老院,".data(using: String.Encoding(rawValue: 0x8000_0632)))
    try bench.write(good + [0xFF, 0x0A], to: "f.csv")
    let reader = try await TableFile(path: bench.path("f.csv"), named: "f.csv").parts[0].open()
    var faults: [String] = []
    while let item = try reader.next() {
      if case .malformed(let line, let column, let message) = item {
        faults.append("\(line),\(column) \(message)")
      }
    }
    #expect(faults.count == 1)
    #expect(faults.first?.hasPrefix("3,2 this is not GB18030") == true)
  }

  @Test(arguments: [("\t", "TSV"), (";", "CSV"), (",", "CSV")])
  func `the separator is the sign that the records agree on`(sign: String, name: String) async throws {
    let bench = try FileBench()
    try bench.write("名称\(sign)地址\n甲\(sign)\"a,b;c\"\n乙\(sign)\"x,y\"\n".utf8, to: "f.txt")
    #expect(try await TableFile(path: bench.path("f.txt"), named: "f.txt").formatName == name)
    #expect(try await bench.read("f.txt") == ["1: 名称|地址", "2: 甲|a,b;c", "3: 乙|x,y"])
  }

  @Test func `a pipe, a device and a folder are no files`() async throws {
    let bench = try FileBench()
    #expect(mkfifo(bench.path("pipe.csv"), 0o600) == 0)
    #expect(await bench.refusal("pipe.csv").contains("pipe or a device"))
    #expect(await bench.refusal("../../dev/zero").contains("pipe or a device"))
    #expect(await bench.refusal(".") == "it is a folder")
    #expect(await bench.refusal("none.csv") == "there is no such file")
  }

  @Test func `a file that grows while it is read is refused`() async throws {
    let bench = try FileBench()
    try bench.write("a\n1\n".utf8, to: "f.csv")
    let file = try await TableFile(path: bench.path("f.csv"), named: "f.csv")
    let reader = try file.parts[0].open()
    _ = try reader.next()
    let writer = try #require(FileHandle(forWritingAtPath: bench.path("f.csv")))
    try writer.seekToEnd()
    try writer.write(contentsOf: Data("2\n".utf8))
    #expect(throws: CSVError.changed) { while try reader.next() != nil {} }
    #expect(throws: CSVError.changed) { try file.parts[0].open() }
  }

  @Test func `an encoding that nobody knows and a sheet of a text file are refused`() async throws {
    let bench = try FileBench()
    try bench.write("a\n".utf8, to: "f.csv")
    #expect(
      await bench.refusal("f.csv", options: TableFileOptions(encoding: "klingon")).contains("'klingon'"))
    #expect(await bench.refusal("f.csv", options: TableFileOptions(sheets: ["甲"])).contains("no sheets"))
  }

  @Test(arguments: [
    ("<html><table><tr>", "f.xls", "web page"), ("<gml:x/>", "f.xml", "XML"),
    ("PK\u{3}\u{4}", "f.zip", "unpack"), ("SQLite format 3\0", "f.sqlite", "SQLite"),
  ])
  func `what is no table is told by what it is`(content: String, name: String, word: String) async throws {
    let bench = try FileBench()
    try bench.write(content.utf8, to: name)
    #expect(await bench.refusal(name).contains(word))
  }
}

@Suite(.enabled(if: FileBench.hasGDAL, "gdal-bin is not installed"))
struct GDALFileTests {
  private static let points = """
    {"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"name":"甲院","opened_on":"2018-05-01","code":"0012"},
     "geometry":{"type":"Point","coordinates":[113.5,32.75,88]}},
    {"type":"Feature","properties":{"name":"乙\\n院","opened_on":null,"code":"7"},"geometry":null}]}
    """
  private static let records = ["0: WKT|name|opened_on|code", "1: POINT (113.5 32.75)|甲院|2018-05-01|0012"]

  @Test func `GeoJSON comes as records, its texts untouched`() async throws {
    let bench = try FileBench()
    try bench.write(Self.points.utf8, to: "f.geojson")
    #expect(try await bench.read("f.geojson") == Self.records + ["2: |乙\n院||7"])
    let part = try await TableFile(path: bench.path("f.geojson"), named: "f.geojson").parts[0]
    #expect(part.hasGeometry)
    #expect(part.crs == "EPSG:4326")
  }

  @Test(arguments: [
    ("f.gpkg", ["-f", "GPKG"]), ("f.shp", ["-f", "ESRI Shapefile", "-lco", "ENCODING=UTF-8"]),
    ("f.shp", ["-f", "ESRI Shapefile", "-lco", "ENCODING=GB18030"]), ("f.gdb", ["-f", "OpenFileGDB"]),
    ("f.tab", ["-f", "MapInfo File", "-lco", "ENCODING=UTF-8"]), ("f.kml", ["-f", "LIBKML"]),
  ])
  func `layers of a GIS come as records with their system`(name: String, options: [String]) async throws {
    let bench = try FileBench()
    try bench.write(Self.points.utf8, to: "in.geojson")
    // KML knows no other system, and MapInfo names none by its number: then GDAL turns the coordinates.
    let hasNumber = !options.contains("LIBKML") && !options.contains("MapInfo File")
    let target = options.contains("LIBKML") ? [] : ["-t_srs", "EPSG:4547"]
    try bench.run("ogr2ogr", options + target + [name, "in.geojson"])
    let file = try await TableFile(path: bench.path(name), named: name)
    #expect(file.parts.count == 1)
    let part = file.parts[0]
    #expect(part.hasGeometry)
    #expect(part.crs == (hasNumber ? "EPSG:4547" : "EPSG:4326"))
    let records = try await bench.read(name)
    #expect(records.count == 3)
    #expect(records[1].contains(hasNumber ? "POINT (4531" : "POINT (113."))
    #expect(records[1].contains("甲院"))
  }

  @Test func `a shapefile that does not tell its encoding is looked at`() async throws {
    let bench = try FileBench()
    try bench.write(Self.points.utf8, to: "in.geojson")
    try bench.run("ogr2ogr", ["-f", "ESRI Shapefile", "f.shp", "in.geojson", "-lco", "ENCODING=GB18030"])
    try FileManager.default.removeItem(atPath: bench.path("f.cpg"))
    let file = try await TableFile(path: bench.path("f.shp"), named: "f.shp")
    #expect(file.encoding == "GB18030")
    #expect(try await bench.read("f.shp")[1].contains("甲院"))
    let wrong = try await bench.read("f.shp", options: TableFileOptions(encoding: "Big5"))
    #expect(!wrong[1].contains("甲院"))
  }

  @Test func `sheets are tables, with the numbers of their rows`() async throws {
    let bench = try FileBench()
    try bench.write("名称,代码\n\"甲\n院\",411726105205\n".utf8, to: "a.csv")
    try bench.run("ogr2ogr", ["-f", "XLSX", "f.xlsx", "a.csv", "-nln", "养老 (1)"])
    try bench.run("ogr2ogr", ["-update", "f.xlsx", "a.csv", "-nln", "乙"])
    let sheets = ["养老 (1) 1: 名称|代码", "养老 (1) 2: 甲\n院|411726105205", "乙 1: 名称|代码", "乙 2: 甲\n院|411726105205"]
    #expect(try await bench.read("f.xlsx") == sheets)
    #expect(try await bench.read("f.xlsx", options: TableFileOptions(sheets: ["乙"])) == Array(sheets[2...]))
    #expect(
      await bench.refusal("f.xlsx", options: TableFileOptions(sheets: ["丙"])).contains("there are 养老 (1), 乙"))
    try FileManager.default.moveItem(atPath: bench.path("f.xlsx"), toPath: bench.path("f.xls"))
    #expect(try await bench.read("f.xls") == sheets)
  }

  @Test func `a GeoJSON nested a hundred thousand deep is refused`() async throws {
    let bench = try FileBench()
    let nested = String(repeating: "[", count: 100_000)
    try bench.write("{\"type\":\"FeatureCollection\",\"features\":\(nested)".utf8, to: "f.geojson")
    #expect(await bench.refusal("f.geojson").hasPrefix("GDAL cannot read it"))
  }

  @Test func `a file that points elsewhere is not followed`() async throws {
    let bench = try FileBench()
    try bench.write("secret\n1\n".utf8, to: "secret.csv")
    let source = "<SrcDataSource>\(bench.path("secret.csv"))</SrcDataSource>"
    try bench.write(
      "<!-- <kml> --><OGRVRTDataSource><OGRVRTLayer name=\"secret\">\(source)</OGRVRTLayer></OGRVRTDataSource>"
        .utf8,
      to: "f.kml")
    #expect(await bench.refusal("f.kml").hasPrefix("GDAL cannot read it"))
  }

  @Test func `names that look like options or addresses are only names`() async throws {
    let bench = try FileBench()
    for name in ["-f.geojson", "; touch x.geojson", "$(touch y).geojson"] {
      try bench.write(Self.points.utf8, to: name)
      #expect(try await bench.read(name).count == 3)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: bench.folder.path).count == 3)
  }
}
