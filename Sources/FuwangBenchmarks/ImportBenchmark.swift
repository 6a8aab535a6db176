import Fixtures
import Foundation
import ServiceNetwork

/// What it takes to import facilities, beside what `ogr2ogr` takes for the same file, one after the other.
struct ImportBenchmark {
  /// What stands above the table.
  static let caption = """
    Facilities into a registry of \(CountrySize.small.villages) villages, each file once, with `ogr2ogr` to SpatiaLite
    after it on the same file. Rows without ids are told apart by kind, division and name. While the registry is
    small enough, an import ends with a check of all of it, which is part of the time.
    """

  /// How many rows the files have: memory must not grow from one to the next.
  static let sizes = [100_000, 1_000_000]
  /// How many times as long as `ogr2ogr` an import of the largest file may take.
  static let limit = 2.0

  /// What was measured of a file.
  private struct Outcome {
    var file: FacilityFile
    var fuwang: ChildProcess
    var ogr: ChildProcess?

    var ratio: Double? { ogr.map { fuwang.seconds / $0.seconds } }
  }

  private let folder: URL
  private let files: CountryFiles

  init() {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "fuwang-benchmarks-\(ProcessInfo.processInfo.processIdentifier)-imports")
    files = CountryFiles(folder)
  }

  /// Measures everything, leaves no file behind, and answers with a Markdown table.
  func run() throws -> String {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let country = CountrySize.small.country()
    try files.write(country)
    var outcomes: [Outcome] = []
    for hasIds in [true, false] {
      for rows in Self.sizes {
        outcomes.append(try measure(FacilityFile(hasIds: hasIds, rows: rows), in: country))
      }
    }
    return Self.markdown(outcomes)
  }

  // MARK: - Private

  private func measure(_ file: FacilityFile, in country: ClusteredNetwork) throws -> Outcome {
    let words = "\(file.rows) facilities \(file.hasIds ? "with" : "without") ids"
    Programs.say("imports", words)
    let path = files.path("million.csv")
    try file.write(to: path, in: country)
    _ = try fuwang("init")
    _ = try fuwang("import", "divisions", files.table(.divisions))
    let fuwang = try fuwang("import", "facilities", path)
    try FileManager.default.removeItem(atPath: files.registry)
    var ogr: ChildProcess?
    do {
      ogr = try Programs.ogr(from: path, to: files.path("ogr.sqlite"))
      try FileManager.default.removeItem(atPath: files.path("ogr.sqlite"))
    } catch let error as ChildProcessError {
      Programs.say("imports", "no comparison with ogr2ogr: \(error)")
    }
    return Outcome(file: file, fuwang: fuwang, ogr: ogr)
  }

  private func fuwang(_ words: String...) throws -> ChildProcess {
    try Programs.fuwang(words, registry: files.registry)
  }

  private static func markdown(_ outcomes: [Outcome]) -> String {
    let processes = ["`fuwang import facilities`", "`ogr2ogr`"]
    let headings =
      ["rows", "ids"] + processes.flatMap { ["\($0)", "its processor time", "its greatest memory"] }
      + ["time ÷ `ogr2ogr`'s", "limit"]
    var lines = ["| " + headings.joined(separator: " | ") + " |"]
    lines.append("|" + String(repeating: "---:|", count: headings.count))
    for outcome in outcomes {
      let cells =
        [String(outcome.file.rows), outcome.file.hasIds ? "in the file" : "none"]
        + self.cells(outcome.fuwang) + self.cells(outcome.ogr)
        + [outcome.ratio.map { String(format: "%.2f", $0) } ?? "–", verdict(outcome)]
      lines.append("| " + cells.joined(separator: " | ") + " |")
    }
    return lines.joined(separator: "\n")
  }

  private static func cells(_ process: ChildProcess?) -> [String] {
    guard let process else { return ["–", "–", "–"] }
    return [
      String(format: "%.1f s", process.seconds), String(format: "%.1f s", process.processorSeconds),
      String(format: "%.0f MB", process.peakBytes / 1e6),
    ]
  }

  private static func verdict(_ outcome: Outcome) -> String {
    guard outcome.file.rows == sizes.max(), let ratio = outcome.ratio else { return "" }
    return "≤ \(limit): " + (ratio <= limit ? "holds" : "**exceeded**")
  }
}
