import Foundation

/// The programs that are measured.
enum Programs {
  /// This program.
  static var ourselves: String { Bundle.main.executablePath ?? CommandLine.arguments[0] }

  /// Runs the release of `fuwang` that was built beside this program.
  static func fuwang(_ words: [String], registry: String) throws -> ChildProcess {
    let program = URL(filePath: ourselves).deletingLastPathComponent().appending(path: "fuwang").path()
    return try ChildProcess(program, words + ["--registry", registry])
  }

  /// Has GDAL take a file of facilities into a SpatiaLite file with a spatial index; it checks nothing else.
  static func ogr(from table: String, to path: String) throws -> ChildProcess {
    try ChildProcess(
      "ogr2ogr",
      [
        "-f", "SQLite", "-dsco", "SPATIALITE=YES", "-a_srs", "EPSG:4326", "-oo",
        "X_POSSIBLE_NAMES=longitude", "-oo", "Y_POSSIBLE_NAMES=latitude", path, table,
      ])
  }

  /// Says on standard error what is going on.
  static func say(_ subject: String, _ text: String) {
    FileHandle.standardError.write(Data("\(subject): \(text)\n".utf8))
  }
}
