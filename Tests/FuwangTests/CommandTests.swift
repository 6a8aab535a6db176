import Foundation
#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif
import SampleData
import Testing

/// The program itself, as a user runs it.
struct Program {
  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
  }

  let folder: URL

  /// A folder of its own to work in.
  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "fuwang-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  func bytes(_ name: String) throws -> Data { try Data(contentsOf: folder.appending(path: name)) }

  /// A new file to write to.
  func sink(_ path: String) throws -> FileHandle {
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    return try #require(FileHandle(forWritingAtPath: path))
  }

  /// Starts the program in the folder.
  func start(_ arguments: [String], output: FileHandle, errors: FileHandle) throws -> Process {
    let process = Process()
    process.executableURL = Self.executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ["PATH": "/usr/bin:/bin", "TZ": "Asia/Shanghai"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    return process
  }

  @discardableResult
  func run(_ arguments: String...) throws -> Outcome { try run(arguments) }

  @discardableResult
  func run(_ arguments: [String]) throws -> Outcome {
    // Files, not pipes: a pipe that nobody reads stops the program when it is full.
    let (out, err) = (path(".out"), path(".err"))
    let process = try start(
      arguments, output: try sink(out),
      errors: try sink(err))
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: try String(contentsOfFile: out, encoding: .utf8),
      errors: try String(contentsOfFile: err, encoding: .utf8))
  }

  /// Puts a registry with the sample into the folder: it is made once for all tests, and copied.
  func takeSample(as name: String = "fuwang.sqlite") throws {
    try FileManager.default.copyItem(
      at: try Self.sample.get().folder.appending(path: "fuwang.sqlite"), to: folder.appending(path: name))
  }

  private static let sample: Result<Program, any Error> = Result {
    let program = try Program()
    atexit { (try? Program.sample.get())?.remove() }
    let outcome = try program.run("demo")
    try #require(outcome.status == 0, "\(outcome.errors)")
    return program
  }

  /// The program stands beside the tests' bundle.
  static let executable: URL = {
    let bundle =
      Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL ?? Bundle.main.bundleURL
    let candidates = [
      bundle.deletingLastPathComponent(), Bundle.main.bundleURL,
      Bundle.main.executableURL?.deletingLastPathComponent(),
    ]
    let found = candidates.compactMap { $0?.appending(path: "fuwang") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path(percentEncoded: false)) }
    guard let found else { preconditionFailure("the program is built beside the tests: \(candidates)") }
    return found
  }()
}

private let tree = """
  code,name,level,longitude,latitude
  4117,市,city,,
  411726,县,county,,
  411726100,镇,township,,
  411726100201,一村,village,114,33
  411726100202,二村,village,114,33.1

  """

struct CommandTests {
  @Test func `the first answers of a fresh folder, and the same again`() throws {
    let program = try Program()
    defer { program.remove() }
    // When
    let demo = try program.run("demo")
    // Then
    #expect(demo.status == 0)
    #expect(demo.errors.contains("facilities: 1317 rows, 1317 added, 0 changed, 0 as they were"))
    #expect(demo.output.contains("the first 10 of 1126 villages"))
    let before = try program.bytes("fuwang.sqlite")
    let again = try program.run("demo")
    #expect(again.output == demo.output)
    #expect(again.errors.contains("facilities: 1317 rows, 0 added, 0 changed, 1317 as they were"))
    // What is exported imports as itself.
    for table in ["kinds", "services", "divisions", "demand", "facilities", "posts"] {
      let file = "\(table).csv"
      #expect(try program.run("export", table, "-o", file).status == 0)
      #expect(try program.run("export", table).output == String(decoding: program.bytes(file), as: UTF8.self))
      #expect(
        try program.run("import", table, file, "--dry-run").errors.contains(
          " 0 would be added, 0 would be changed"))
    }
    #expect(before.count == (try program.bytes("fuwang.sqlite")).count)
    // A registry of another file order exports the same.
    let sample = SampleData.zhumadian.appending(path: "divisions.csv")
    #expect(
      try String(contentsOf: sample, encoding: .utf8).split(separator: "\n").count
        == program.run("export", "divisions").output.split(separator: "\n").count)
  }

  @Test func `the demo leaves a registry with one's own data alone`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(tree, to: "d.csv")
    try program.run("init")
    try program.run("import", "divisions", "d.csv")
    let demo = try program.run("demo")
    #expect(demo.status == 73)
    #expect(demo.errors.contains("--registry demo.sqlite"))
  }

  @Test func `commands, options and exit codes`() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.run("coverage").status == 66)
    #expect(try program.run("init").status == 0)
    #expect(try program.run("init").status == 73)
    #expect(try program.run("--registry", "other.sqlite", "init").status == 0)
    #expect(try program.run("coverage", "--registry", "other.sqlite").status == 0)
    try program.write("no registry", to: "text")
    #expect(try program.run("coverage", "--registry", "text").status == 65)
    for wrong in [
      ["coverage", "--servce", "x"], ["coverage", "--service", "x"], ["coverage", "--by", "village"],
      ["unserved", "--limit", "0"],
      ["coverage", "--as-of", "2018-02-30"], ["coverage", "--within", "3"], ["coverage", "--area", "9999"],
      ["nearest"], ["nearest", "--near", "33,114"], ["find"], ["find", "'"], ["find", "a", "--limit", "101"],
      ["import", "nothing", "f"],
      ["export", "kinds", "-o", "x.doc"],
      ["area"], ["area", "--point", "114,33"], ["area", "--facility", "x", "--within", "3km"],
      ["area", "--service", "childrens-home", "--within", "3"], ["coverage", "--missing-costs", "refused"],
      ["serve", "--port", "99999"], ["serve", "--max-analyses", "0"], ["coverage", "--format", "xml"],
      ["frobnicate"],
    ] {
      let process = try program.start(wrong, output: FileHandle.nullDevice, errors: FileHandle.nullDevice)
      process.waitUntilExit()
      #expect(process.terminationStatus == 64, "\(wrong)")
    }
    #expect(try program.run("coverage", "--measure", "road", "--service", "childrens-home").status == 69)
    #expect(try program.run("coverage", "--costs", "absent.csv").status == 66)
    #expect(try program.run("import", "divisions", "absent.csv").status == 66)
    #expect(try program.run("init", "--registry", "absent/r.sqlite").status == 73)
    #expect(try program.run("coverage", "--registry", "").status == 64)
    #expect(try program.run("nearest", "--near", "-114.02,32.98").status == 0)
    let area = try program.run("coverage", "--area", "9999")
    #expect(
      area.errors
        == "fuwang: --area: there is no division 999900000000 in the registry; give one by its code, as 411726\n"
    )
    #expect(try program.run("export", "kinds", "-o", "absent/k.csv").status == 73)
    #expect(try program.run("--help").status == 0)
  }

  @Test func `areas come as features, as a table and as well-known text`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.run("init")
    try program.write(tree, to: "d.csv")
    try program.write("id,kind,name,longitude,latitude\nH,childrens-home,示例院,114,33\n", to: "f.csv")
    try program.run("import", "divisions", "d.csv")
    try program.run("import", "facilities", "f.csv")
    // Words behind an option belong to it until the next one.
    let features = try program.run(
      "area", "--facility", "H", "--within", "2km", "by", "detour:2", "--demand", "elderly")
    #expect(features.status == 0)
    #expect(features.output.contains(#""type":"MultiPolygon""#))
    #expect(
      features.output.contains(#""rule":"within 2000 m detour:2","measure":"detour:2","direction":"to""#))
    let point = try program.run("area", "--point", "-70.5,-33", "--within", "1km", "--format", "csv")
    #expect(point.output.contains("MULTIPOLYGON (((-70.5"))
    let table = try program.run("area", "--service", "childrens-home", "--format", "table")
    #expect(table.output.contains("儿童之家") && table.output.contains("28.2"))
    #expect(try program.run("area", "--facility", "H", "--within", "9km", "--measure", "road").status == 69)
  }

  @Test func `a cost matrix takes the place of a measure, and what is wrong with it is told by line`() throws
  {
    let program = try Program()
    defer { program.remove() }
    try program.run("init")
    try program.write(tree, to: "d.csv")
    try program.write("id,kind,name\nH,childrens-home,示例院\n", to: "f.csv")
    try program.run("import", "divisions", "d.csv")
    try program.run("import", "facilities", "f.csv")
    try program.write("起点,终点,分钟\n411726100201,H,12\n411726100202,H,\n", to: "c.csv")
    let command = ["--service", "childrens-home", "--within", "12min", "--costs", "c.csv"]
    let coverage = try program.run(["coverage"] + command + ["--format", "json"])
    #expect(coverage.output.contains(#""rule":"within 12 min costs","measure":"costs","unit":"min""#))
    #expect(coverage.output.contains(#""villages":2,"served":1,"unserved":1,"withoutLocation":0"#))
    let unserved = try program.run(["unserved"] + command + ["--format", "csv"])
    #expect(unserved.output.contains("411726100202") && unserved.output.contains("unreachable"))
    let nearest = try program.run(
      "nearest", "--village", "411726100201", "--costs", "c.csv", "--format", "csv")
    #expect(nearest.output.hasSuffix("H,示例院,childrens-home,12.0,,,\n"))
    try program.write("origin,destination,cost\n411726100201,H,12\n", to: "c.csv")
    let gaps = try program.run(["coverage"] + command)
    #expect(gaps.status == 65 && gaps.errors.contains("lacks 1 of the 2 pairs"))
    let lenient = try program.run(["coverage"] + command + ["--missing-costs", "unreachable"])
    #expect(lenient.status == 0)
    try program.write("origin,destination,cost\n411726100201,X,1\n411726100209,H,-1\n,H,1\n", to: "c.csv")
    let wrong = try program.run(["coverage"] + command)
    #expect(
      wrong.status == 65 && wrong.errors.contains("c.csv:2: destination: there is no facility or post 'X'"))
    #expect(wrong.errors.contains("c.csv:3: origin:") && wrong.errors.contains("c.csv:4: origin:"))
  }

  @Test func `answers agree with each other in every form`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.run("init")
    try program.write(tree, to: "d.csv")
    try program.write(
      "kind,name,longitude,latitude,opened_on\nchildrens-home,示例院,114,33,2018-05-01\n", to: "f.csv")
    #expect(try program.run("import", "divisions", "d.csv").status == 0)
    #expect(try program.run("import", "facilities", "f.csv").status == 0)
    let csv = try program.run(
      "coverage", "--service", "childrens-home", "--as-of", "2018-05-01", "--format", "csv")
    #expect(csv.output.hasSuffix("childrens-home,411726000000,县,2,1,1,0,0,0,0,0.5,,2,0\n"))
    let day = ["--as-of", "2018-04-30", "--format", "csv"]
    let unserved = try program.run("unserved", "--service", "childrens-home", day[0], day[1], day[2], day[3])
    #expect(unserved.output.contains("411726100201,一村,镇,县,left-behind-children,,no-provider,,,,"))
    #expect(unserved.output.contains(",示例院,planned,0.0\n"))
    let nearest = try program.run("nearest", "--village", "411726100202", "--format", "csv")
    #expect(nearest.output.contains("示例院,childrens-home,11090.5,114.0,33.0,"))
    #expect(try program.run("unserved").errors.contains("Service nursing-home, the registry's first"))
    // 二村 lies 11 090.5 m from it.
    let question = ["unserved", "--service", "childrens-home", "--format", "csv", "--within"]
    let edge = try program.run(
      question[0], question[1], question[2], question[3], question[4], question[5], "11.1km", "--edge", "50m")
    #expect(edge.output.contains(",true,9.4"))
    #expect(try program.run("unserved", "--edge", "2min").status == 64)
    #expect(try program.run("detours", "--measure", "walk").status == 64)
    #expect(try program.run("detours", "--service", "childrens-home").status == 69)
  }
}

struct AccessibilityCommandTests {
  @Test func `places are shared out and given, in every form`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.run("init")
    try program.write(
      "code,name,level,longitude,latitude\n411726,县,county,,\n411726100,镇,township,,\n"
        + "411726100201,一村,village,114,33\n411726100202,二村,village,114,33.1\n", to: "d.csv")
    try program.write(
      "kind,name,longitude,latitude,capacity,occupied\nchildrens-home,示例院,114,33,30,20\n"
        + "childrens-home,另一院,114,33,,\n", to: "f.csv")
    try program.write(
      "code,as_of,left_behind_children\n411726100201,2020-12-31,50\n411726100202,2020-12-31,50\n",
      to: "n.csv")
    for (table, file) in [("divisions", "d.csv"), ("facilities", "f.csv"), ("demand", "n.csv")] {
      #expect(try program.run("import", table, file).status == 0)
    }
    let question = ["--service", "childrens-home", "--within", "5km", "--as-of", "2020-12-31"]
    let table = try program.run(["accessibility"] + question + ["--model", "2sfca", "--threshold", "100"])
    #expect(table.status == 0)
    #expect(table.output.contains("Check: persons × score = 30.000 places, of 30.000 with persons in reach."))
    #expect(table.output.contains("Left out: 1 serve and tell no capacity: 另一院."))
    let csv = try program.run(["accessibility"] + question + ["--format", "csv", "--capacity", "free"])
    #expect(
      csv.output == """
        code,name,township,county,demand_group,demand,places_per_thousand
        411726100202,二村,镇,县,left-behind-children,50,0.0
        411726100201,一村,镇,县,left-behind-children,50,200.0

        """)
    let given = try program.run(["capacity"] + question + ["--format", "csv"])
    #expect(
      given.output == """
        code,name,township,county,demand_group,demand,served,unserved,reason,providers
        411726100202,二村,镇,县,left-behind-children,50,0,50,out-of-reach,0
        411726100201,一村,镇,县,left-behind-children,50,30,20,full,2

        """)
    #expect(
      try program.run(["capacity"] + question).output.contains("1 facilities have 30 places, 30 of them"))
    for command in ["accessibility", "capacity"] {
      let features = try program.run([command] + question + ["--format", "geojson"])
      #expect(
        features.output.hasPrefix(
          #"{"type":"FeatureCollection","measure":"straight","unit":"m","registryState":"#))
    }
    let wrong = try program.run(["accessibility"] + question + ["--decay", "gausian"])
    #expect(wrong.status == 64 && wrong.errors.contains("did you mean 'gaussian'?"))
    #expect(try program.run("accessibility", "--service", "day-care-centre").status == 69)
  }
}

struct FileTests {
  @Test func `a damaged registry is said to be one`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.run("init")
    let whole = try program.bytes("fuwang.sqlite")
    try whole.prefix(50_000).write(to: program.folder.appending(path: "fuwang.sqlite"))
    let outcome = try program.run("coverage")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("fuwang.sqlite is damaged"))
  }

  @Test(.enabled(if: getuid() == 0, "only root can become somebody who may not write"))
  func `a registry in a folder that may only be read can be read`() throws {
    let program = try Program()
    defer {
      chmod(program.folder.path(percentEncoded: false), 0o755)
      program.remove()
    }
    try program.run("init")
    // Root may write everywhere: the program runs as nobody, from where nobody may come.
    try FileManager.default.copyItem(
      atPath: Program.executable.path(percentEncoded: false), toPath: program.path("fuwang"))
    chmod(program.folder.path(percentEncoded: false), 0o555)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/setpriv")
    process.arguments = [
      "--reuid=65534", "--regid=65534", "--clear-groups", Program.executable.path(percentEncoded: false),
      "coverage",
      "--registry", program.path("fuwang.sqlite"),
    ]
    process.standardOutput = FileHandle.nullDevice
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(text)")
  }
}

struct RefusalTests {
  /// A registry with two villages, and the bytes that it has.
  private func prepared() throws -> (Program, Data) {
    let program = try Program()
    try program.run("init")
    try program.write(tree, to: "d.csv")
    try program.run("import", "divisions", "d.csv")
    return (program, try program.bytes("fuwang.sqlite"))
  }

  @Test(arguments: [
    (
      "kind,name,division\nnursing-home,甲,411726100999\n",
      "f.csv:2: division: there is no division 411726100999"
    ),
    (
      "kind,name,longitude,latitude\nnursing-home,甲,214,33\n",
      "f.csv:2: longitude: 214 is not within"
    ),
    ("kind,name,longitude,latitude\nnursing-home,甲,33,114\n", "longitude and latitude look exchanged"),
    ("kind,name,opened_on\nnursing-home,甲,2018-02-30\n", "f.csv:2: opened_on: '2018-02-30' is no date"),
    ("id,kind,name\nA,nursing-home,甲\nA,nursing-home,乙\n", "f.csv:3: id: 'A' is on line 2 already"),
    (
      "kind,name\nnursing-hme,甲\n",
      "f.csv:2: kind: there is no kind 'nursing-hme'; did you mean 'nursing-home'?"
    ),
    ("kind\nnursing-home\n", "f.csv:1: the table facilities needs the column name"),
    ("", "f.csv: the file is empty"), ("kind,name\nnursing-home,\0\n", "f.csv:2: name: there is a NUL byte"),
    ("kind,name\n\"nursing-home,甲\n", "f.csv:2: a quote is opened on this line and never closed"),
  ])
  func `a wrong file is refused with its place, and the registry stays as it was`(
    text: String, message: String
  ) throws {
    let (program, before) = try prepared()
    defer { program.remove() }
    try program.write(text, to: "f.csv")
    let outcome = try program.run("import", "facilities", "f.csv")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
    #expect(try program.bytes("fuwang.sqlite") == before)
  }

  @Test func `a cell that is not in the encoding of its file is refused with its row`() throws {
    let (program, before) = try prepared()
    defer { program.remove() }
    // One name in GB18030 among others in UTF-8
    try
      (Data("kind,name\nnursing-home,王店镇中心敬老院\nnursing-home,".utf8) + [
        0xBE, 0xB4, 0xC0, 0xCF, 0xD4, 0xBA, 0x0A,
      ])
      .write(to: program.folder.appending(path: "f.csv"))
    let outcome = try program.run("import", "facilities", "f.csv")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("f.csv:3: name: this is not UTF-8"))
    #expect(try program.bytes("fuwang.sqlite") == before)
  }

  @Test func `fifty problems stand on the screen, all of them in the file that was asked for`() throws {
    let (program, _) = try prepared()
    defer { program.remove() }
    let rows = (1...120).map { "nursing-hme,院\($0)\n" }.joined()
    try program.write("kind,name\n" + rows, to: "f.csv")
    let outcome = try program.run("import", "facilities", "f.csv", "--problems", "p.csv")
    #expect(outcome.status == 65)
    #expect(outcome.errors.split(separator: "\n").count { $0.hasPrefix("f.csv:") } == 50)
    #expect(outcome.errors.contains("… and 70 more"))
    #expect(outcome.errors.contains("120 errors in 120 rows of facilities; nothing was changed"))
    // Its own columns, and one that says what is wrong in both languages.
    let refused = try String(decoding: program.bytes("p.csv"), as: UTF8.self).split(separator: "\n")
    #expect(refused.count == 121)
    #expect(refused[0] == "\u{FEFF}kind,name,问题 problem")
    #expect(refused[120].contains("kind：没有类型"))
    #expect(refused[120].contains("there is no kind"))
  }

  @Test func `several files are one import`() throws {
    let (program, before) = try prepared()
    defer { program.remove() }
    try program.write("kind,name\nnursing-home,甲\n", to: "a.csv")
    try program.write("kind,name\nnursing-home,甲\n", to: "b.csv")
    let outcome = try program.run("import", "facilities", "a.csv", "b.csv")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("b.csv:2: name: the same kind, name and division are on a.csv:2"))
    #expect(try program.bytes("fuwang.sqlite") == before)
  }

  @Test func `a program that is killed in the middle of an import leaves a whole registry without it`() throws
  {
    let (program, _) = try prepared()
    defer { program.remove() }
    let before = try program.run("export", "facilities").output
    // Given a file that takes seconds to import, so that it is under way when the program is killed
    let rows = (0..<100_000).map { "nursing-home,院\($0)\n" }.joined()
    try program.write("kind,name\n" + rows, to: "large.csv")
    let process = try program.start(
      ["import", "facilities", "large.csv"], output: FileHandle.nullDevice, errors: FileHandle.nullDevice)
    let wal = program.path("fuwang.sqlite-wal")
    for _ in 0..<200 where !FileManager.default.fileExists(atPath: wal) {
      Thread.sleep(forTimeInterval: 0.05)
    }
    // When
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    // Then
    #expect(process.terminationReason == .uncaughtSignal)
    let after = try program.run("export", "facilities")
    #expect(after.status == 0)
    #expect(after.output == before)
    try program.write("kind,name\nnursing-home,甲\n", to: "a.csv")
    #expect(try program.run("import", "facilities", "a.csv").status == 0)
  }
}

struct LayerTests {
  private static let ogrinfo = "/usr/bin/ogrinfo"

  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: ogrinfo), "ogrinfo of gdal-bin is not installed"))
  func `ogrinfo lists the layers with their geometry type and SRID`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.takeSample()
    for (layer, count) in [("counties", 10), ("townships", 196), ("villages", 2906), ("facilities", 1317)] {
      let process = Process()
      let pipe = Pipe()
      process.executableURL = URL(filePath: Self.ogrinfo)
      process.arguments = ["-ro", "-so", program.path("fuwang.sqlite"), layer]
      process.standardOutput = pipe
      process.standardError = FileHandle.nullDevice
      try process.run()
      let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(text.contains("Geometry: Point"), "\(text)")
      #expect(text.contains("Feature Count: \(count)"), "\(text)")
      #expect(text.contains("ID[\"EPSG\",4326]"))
      #expect(text.contains("name: String"))
    }
  }
}

/// The command `fuwang find`.
struct FindCommandTests {
  @Test func `places are found by name and pinyin, in every form`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.takeSample()
    let table = try program.run("find", "liudian")
    #expect(
      table.output == """
        type      id            name    pinyin         township  county
        ────────  ────────────  ──────  ─────────────  ────────  ──────
        township  411725105000  刘店镇  liu dian zhen  –         确山县
        village   411728105212  刘店村  liu dian cun   和兴镇    遂平县

        """)
    let village = "village,411728105212,刘店村,liu dian cun,,和兴镇,遂平县,114.017057,33.217267\n"
    for text in [["刘店村"], ["liudiancun"], ["liud", "cun"], ["liu dian c"], ["刘d村"]] {
      let csv = try program.run(["find"] + text + ["--type", "village", "--limit", "1", "--format", "csv"])
      #expect(csv.output == "type,id,name,pinyin,kind,township,county,longitude,latitude\n" + village)
    }
    let home = try program.run("find", "儿童之家001", "--area", "411702", "--format", "geojson")
    #expect(home.output.contains(#""q":"儿童之家001","area":"411702000000","numberMatched":1,"#))
    #expect(home.output.contains(#""coordinates":[114.019391,32.993644]"#))
    #expect(home.output.contains(#""type":"facility","id":"CH0001","name":"示例儿童之家001""#))
    #expect(home.output.contains(#""kind":"childrens-home""#))
    #expect(try program.run("find", "zmd").output.contains("zhu ma dian shi"))
    #expect(try program.run("find", "xyzxyz").output == "Nothing is called 'xyzxyz'.\n")
    #expect(
      try program.run("find", "cun", "--limit", "2").output.hasSuffix(
        "more match; --limit shows up to 100.\n"))
    let empty = try program.run("find", "  ")
    #expect(empty.status == 64 && empty.errors.contains("say what to look for"))
    let long = try program.run("find", String(repeating: "a", count: 61))
    #expect(long.status == 64 && long.errors.contains("61 characters are too many; 60 are the most"))
    let area = try program.run("find", "ld", "--area", "9999")
    #expect(area.status == 64 && area.errors.hasPrefix("fuwang: --area: there is no division 999900000000"))
  }
}

struct ServeTests {
  @Test func `the server gives what the command gives`() async throws {
    let program = try Program()
    defer { program.remove() }
    try program.takeSample()
    let log = program.path("serve.log")
    let process = try program.start(
      ["serve", "--port", "0"], output: FileHandle.nullDevice,
      errors: try program.sink(log))
    defer {
      process.terminate()
      process.waitUntilExit()
    }
    var port: Substring?
    for _ in 0..<200 where port == nil {
      try await Task.sleep(for: .milliseconds(50))
      port = try String(contentsOfFile: log, encoding: .utf8).firstMatch(of: /127\.0\.0\.1:(\d+)/)?.output.1
    }
    let base = "http://127.0.0.1:\(try #require(port))"
    let second = try program.run("serve", "--port", String(try #require(port)))
    #expect(second.status == 69)
    #expect(second.errors.contains("Address already in use"))
    #expect(!second.errors.contains("clear text"))
    // An address that others can reach is said to be one.
    let open = try program.run("serve", "--host", "0.0.0.0", "--port", String(try #require(port)))
    #expect(open.status == 69 && open.errors.contains("tokens would travel in clear text"))
    for (path, arguments) in [
      (
        "/coverage?service=childrens-home&asOf=2018-12-31",
        ["coverage", "--service", "childrens-home", "--as-of", "2018-12-31"]
      ),
      ("/find?q=liudian&limit=5", ["find", "liudian", "--limit", "5"]),
      (
        "/nearest?near=114.02,32.98&limit=3&asOf=2018-12-31",
        ["nearest", "--near", "114.02,32.98", "--limit", "3", "--as-of", "2018-12-31"]
      ),
    ] {
      let (data, _) = try await URLSession.shared.data(from: try #require(URL(string: base + path)))
      let command = try Self.output(of: program, arguments + ["--format", "json"])
      #expect(String(decoding: data, as: UTF8.self) == command)
    }
  }

  @Test func `the server logs what it answers, and ends well when it is asked to`() async throws {
    let program = try Program()
    defer { program.remove() }
    try program.run("init")
    for option in ["--access-log", "--no-access-log"] {
      let log = program.path("serve\(option).log")
      let process = try program.start(
        ["serve", "--port", "0", option], output: FileHandle.nullDevice, errors: try program.sink(log))
      defer { process.terminate() }
      var port: Substring?
      for _ in 0..<200 where port == nil {
        try await Task.sleep(for: .milliseconds(50))
        port = try String(contentsOfFile: log, encoding: .utf8).firstMatch(of: /127\.0\.0\.1:(\d+)/)?.output.1
      }
      let address = "http://127.0.0.1:\(try #require(port))/ready?person=13800005678"
      _ = try await URLSession.shared.data(from: try #require(URL(string: address)))
      process.terminate()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      #expect(process.terminationReason == .exit)
      let text = try String(contentsOfFile: log, encoding: .utf8)
      #expect(text.contains("path=/ready query=person=* ") == (option == "--access-log"))
      #expect(!text.contains("13800005678"))
    }
  }

  private static func output(of program: Program, _ arguments: [String]) throws -> String {
    let file = program.path(".answer")
    let process = try program.start(
      arguments, output: try program.sink(file), errors: FileHandle.nullDevice)
    process.waitUntilExit()
    return try String(contentsOfFile: file, encoding: .utf8)
  }
}
