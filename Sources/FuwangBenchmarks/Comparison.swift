import Foundation
import ServiceNetwork

/// The measurements of one size: our programs and the peers, one process after another on the same files.
struct Comparison {
  private let arguments: Arguments
  private let size: CountrySize
  private let folder: URL
  private let files: CountryFiles

  init(_ arguments: Arguments, size: CountrySize) {
    self.arguments = arguments
    self.size = size
    folder = FileManager.default.temporaryDirectory
      .appending(path: "fuwang-benchmarks-\(ProcessInfo.processInfo.processIdentifier)-\(size.rawValue)")
    files = CountryFiles(folder)
  }

  /// Measures everything, and leaves no file behind.
  func run() throws -> [Measurement] {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    say("writing the files of \(size.villages) villages and \(size.facilities) facilities")
    _ = try ChildProcess(Programs.ourselves, ["write", size.rawValue, folder.path()])
    var measurements = try imports()
    measurements += try coverage()
    say("analysing")
    measurements += try ChildProcess(Programs.ourselves, ["analyse", size.rawValue, folder.path()])
      .measurements
    measurements += peer("ogr2ogr", ogr)
    measurements += peer("scipy", scipy)
    // With an index, but row by row: minutes for a whole country.
    if size != .large { measurements += peer("SpatiaLite's SQL", spatialite) }
    return measurements
  }

  // MARK: - Our own programs

  private func fuwang(_ words: String...) throws -> ChildProcess {
    try Programs.fuwang(words, registry: files.registry)
  }

  private func imports() throws -> [Measurement] {
    let initial = try fuwang("init")
    let divisions = try fuwang("import", "divisions", files.table(.divisions))
    let facilities = try fuwang("import", "facilities", files.table(.facilities))
    let demand = try fuwang("import", "demand", files.table(.demand))
    let all = [initial, divisions, facilities, demand]
    return [
      Measurement(.initSeconds, initial.seconds), Measurement(.divisionsSeconds, divisions.seconds),
      Measurement(.facilitiesSeconds, facilities.seconds), Measurement(.demandSeconds, demand.seconds),
      Measurement(.importSeconds, all.reduce(0) { $0 + $1.seconds }),
      Measurement(.importProcessorSeconds, all.reduce(0) { $0 + $1.processorSeconds }),
      Measurement(.importBytes, all.map(\.peakBytes).max() ?? 0),
    ]
  }

  private func coverage() throws -> [Measurement] {
    say("coverage as a whole process")
    let (seconds, process) = try medianSeconds {
      try fuwang("coverage", "--service", Question.service, "--within", "5km")
    }
    return [Measurement(.coverageSeconds, seconds), Measurement(.coverageBytes, process.peakBytes)]
  }

  // MARK: - Peers

  /// What a peer measured; nothing, with a word about it, where it is not there.
  private func peer(_ name: String, _ body: () throws -> [Measurement]) -> [Measurement] {
    say(name)
    do {
      return try body()
    } catch {
      say("no comparison with \(name): \(error)")
      return []
    }
  }

  private func ogr() throws -> [Measurement] {
    let process = try Programs.ogr(from: files.table(.facilities), to: files.path("ogr.sqlite"))
    return [Measurement(.ogrSeconds, process.seconds), Measurement(.ogrBytes, process.peakBytes)]
  }

  private func scipy() throws -> [Measurement] {
    guard let script = arguments.peers else { throw ArgumentError("--peers says where its script is") }
    return try ChildProcess(arguments.python, [script, files.table(.divisions), files.table(.facilities)])
      .measurements
  }

  /// The same verdicts by SQL alone: the index first, the geodesic second.
  private func spatialite() throws -> [Measurement] {
    let sql = """
      SELECT count(*)
      FROM division AS village
      WHERE village.level = 'village' AND EXISTS (
        SELECT 1
        FROM idx_facility_location AS box
        JOIN facility ON facility.pk = box.pkid
        JOIN facilityStatus AS status ON status.facility = facility.pk AND status.status = 'operating'
        WHERE box.xmin <= X(village.location) + 0.07 AND box.xmax >= X(village.location) - 0.07
          AND box.ymin <= Y(village.location) + 0.05 AND box.ymax >= Y(village.location) - 0.05
          AND PtDistWithin(village.location, facility.location, 5000, 1)
      )
      """
    let (seconds, process) = try medianSeconds(of: 3) {
      try ChildProcess("spatialite", ["-silent", "-bail", files.registry, sql])
    }
    let served = process.output.split(separator: "\n").last.flatMap { Double($0) }
    return [Measurement(.spatialiteSeconds, seconds)]
      + (served.map { [Measurement(.spatialiteServed, $0)] } ?? [])
  }

  private func say(_ text: String) {
    Programs.say(size.rawValue, text)
  }
}
