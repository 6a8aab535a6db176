internal import Foundation
internal import ServiceNetwork
internal import Subprocess

/// Runs the programs that read and write files for us, GDAL's, osmium and librsvg's, each in a process of its own and within bounds.
///
/// A file from outside may be made to hurt the library that reads it. What that does then, it does to a process
/// that holds nothing, has so much memory, time and disk as ``Limits`` say, and of GDAL's knows no driver that would
/// reach for other files or for the net.
struct OutsideTool: Sendable {
  /// A program.
  enum Program: String {
    case ogrinfo, ogr2ogr, osmium
    case rsvgConvert = "rsvg-convert"

    /// What it is part of, as messages call it.
    var maker: String {
      switch self {
      case .ogrinfo, .ogr2ogr: "GDAL"
      case .osmium: "osmium"
      case .rsvgConvert: "librsvg"
      }
    }

    /// The Debian package that has it.
    var package: String {
      switch self {
      case .ogrinfo, .ogr2ogr: "gdal-bin"
      case .osmium: "osmium-tool"
      case .rsvgConvert: "librsvg2-bin"
      }
    }
  }

  /// What one run may use.
  struct Limits: Sendable {
    /// Address space, bytes.
    var memory = 4 << 30
    /// The largest file that it writes, bytes.
    var fileSize = 8 << 30
    /// Processor time, seconds.
    var processorSeconds = 60
    /// Time, seconds.
    var seconds = 180

    /// The bounds for a file: half a minute and five seconds for each megabyte, at most half an hour.
    ///
    /// GDAL 3.6 reads an XLSX at some megabyte a second, which is the slowest of its formats.
    init(fileSize: Int) {
      processorSeconds = min(30 + 5 * (fileSize >> 20), 1800)
      seconds = 2 * processorSeconds
    }

    init() {}
  }

  var limits = Limits()
  /// Where it may leave files for a while.
  let folder: URL

  /// Runs a program to its end.
  ///
  /// - Parameters:
  ///   - options: GDAL's configuration options.
  /// - Returns: what it printed.
  func run(
    _ program: Program, _ arguments: [String], options: [String: String] = [:]
  ) async throws(OutsideToolError) -> String {
    let outcome: Outcome
    do {
      outcome = try await withThrowingTaskGroup(of: Outcome?.self) { group in
        group.addTask { try await start(program, arguments, options: options) }
        group.addTask {
          try await Task.sleep(for: .seconds(limits.seconds))
          return nil
        }
        defer { group.cancelAll() }
        guard let first = try await group.next(), let outcome = first else {
          throw OutsideToolError.outOfTime
        }
        return outcome
      }
    } catch let error as OutsideToolError {
      throw error
    } catch is CancellationError {
      throw .cancelled
    } catch {
      throw .failed(program, String(describing: error))
    }
    try outcome.check(program)
    return outcome.output
  }

  // MARK: - Private

  /// What became of a run.
  private struct Outcome {
    let status: TerminationStatus
    let output: String
    let complaints: String

    func check(_ program: Program) throws(OutsideToolError) {
      switch status {
      case .exited(0): return
      case .exited(127): throw .notInstalled(program)
      case .signaled(SIGXCPU), .signaled(SIGKILL): throw .outOfTime
      case .signaled(SIGXFSZ): throw .outputTooLarge
      default:
        let isMemory = ["bad_alloc", "annot allocate", "ut of memory", "alloc("].contains(
          where: complaints.contains)
        if isMemory { throw .outOfMemory }
        let lines = complaints.split(separator: "\n").map(String.init)
        let reason = lines.first { $0.hasPrefix("ERROR") } ?? lines.first { $0 != "FAILURE:" } ?? "\(status)"
        throw .failed(program, String(reason.prefix(300)))
      }
    }
  }

  /// Drivers that follow what a file says to other files, programs or addresses, or that guess.
  private static let refusedDrivers = [
    "OGR_VRT", "HTTP", "WFS", "OAPIF", "OGCAPI", "CSW", "EEDA", "PLSCENES", "NGW", "Carto", "AmigoCloud",
    "Elasticsearch", "GMLAS", "PostgreSQL", "MySQL", "MSSQLSpatial", "ODBC", "PGeo", "OGR_OGDI", "GPSBabel",
    "PDF", "netCDF", "MapML", "MVT", "MBTiles",
  ]

  private func start(
    _ program: Program, _ arguments: [String], options: [String: String]
  ) async throws -> Outcome {
    // The shell sets the bounds and becomes the program; where a system knows one of them not, it does without.
    let script = """
      ulimit -c 0; ulimit -v \(limits.memory >> 10) 2>/dev/null
      ulimit -t \(limits.processorSeconds); ulimit -f \(limits.fileSize >> 9)
      exec "$@"
      """
    let result = try await Subprocess.run(
      .name("sh"),
      arguments: Arguments(["-c", script, "sh", program.rawValue] + arguments),
      environment: .custom(environment(options)),
      output: .string(limit: 4 << 20),
      error: .string(limit: 4 << 20))
    return Outcome(
      status: result.terminationStatus, output: result.standardOutput,
      complaints: result.standardError)
  }

  private func environment(_ options: [String: String]) -> [Environment.Key: String] {
    let inherited = ["PATH", "HOME", "LD_LIBRARY_PATH", "GDAL_DATA", "PROJ_DATA", "PROJ_LIB"]
    var environment = ProcessInfo.processInfo.environment.filter { inherited.contains($0.key) }
    environment["LC_ALL"] = "C.UTF-8"
    environment["CPL_TMPDIR"] = folder.path
    environment["CPL_MAX_ERROR_REPORTS"] = "20"
    environment["GDAL_SKIP"] = Self.refusedDrivers.joined(separator: ",")
    environment["PROJ_NETWORK"] = "OFF"
    environment.merge(options) { $1 }
    return Dictionary(uniqueKeysWithValues: environment.map { (Environment.Key(stringLiteral: $0), $1) })
  }
}

/// Why a run of a program came to nothing.
enum OutsideToolError: Error, Equatable {
  case notInstalled(OutsideTool.Program)
  case outOfTime
  case outOfMemory
  case outputTooLarge
  /// Nobody waits for it any more.
  case cancelled
  /// With what the program says.
  case failed(OutsideTool.Program, String)

  /// Whether it is only that the program is missing.
  var isToolMissing: Bool {
    if case .notInstalled = self { true } else { false }
  }

  /// What is wrong and what to do.
  var wording: Wording {
    switch self {
    case .notInstalled(let program):
      Wording(
        "this form of file is read and written with \(program.maker), which is not installed; "
          + "run: sudo apt-get install \(program.package)",
        zh: "此类文件要用\(program.maker)读写，但尚未安装；请运行：sudo apt-get install \(program.package)")
    case .outOfTime:
      Wording(
        "reading it takes longer than a table of its size may; is it damaged? save it as 'CSV UTF-8'",
        zh: "读取时间超出了这样大小的表格应需的时间；文件是否已损坏？可另存为“CSV UTF-8”")
    case .outOfMemory:
      Wording(
        "reading it takes more memory than a table may; save it as 'CSV UTF-8'",
        zh: "读取所需内存超出了允许的范围；可另存为“CSV UTF-8”")
    case .outputTooLarge:
      Wording(
        "it unpacks to more than a table may hold; is it damaged? save it as 'CSV UTF-8'",
        zh: "展开后的内容超出了允许的大小；文件是否已损坏？可另存为“CSV UTF-8”")
    case .cancelled: Wording("reading it was broken off", zh: "读取已中止")
    case .failed(let program, let reason):
      Wording("\(program.maker) cannot read it: \(reason)", zh: "\(program.maker)无法读取：\(reason)")
    }
  }
}
