import ArgumentParser
import Foundation
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang export`.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a table or a report to a file, in the form that its ending names.",
    discussion: """
      Tables: \(RegistryTable.allCases.map(\.rawValue).joined(separator: ", ")); reports: \
      \(ExportSubject.Report.allCases.map(\.rawValue).joined(separator: ", ")), for which the options of the analyses \
      hold. Forms: .csv, .tsv, .xlsx (Chinese headings, a sheet a kind), and of what has a place .geojson, .gpkg, \
      .shp, .kml. Importing a table's file again changes nothing; KML keeps coordinates to 15 digits.
      """)

  @Argument(help: ArgumentHelp("The table or report.", valueName: "what"))
  var subject: ExportSubject

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file (default: CSV to standard output).", valueName: "file"))
  var output: String?

  @Flag(help: "Write CSV for Excel: with a byte order mark and Chinese headings.")
  var excel = false

  @Flag(
    help:
      "For divisions: with what they enclose, in a form of a GIS as their geometry; those without are left out there."
  )
  var boundaries = false

  @Option(
    name: .customLong("service"),
    help: ArgumentHelp("For coverage and unserved: a service; may be repeated.", valueName: "name"))
  var services: [String] = []

  @Option(help: "For coverage: the level of the areas (default: county).")
  var by: AreaLevel?

  @OptionGroup(title: "Options of reports") var question: QuestionOptions
  @OptionGroup(title: "Options of reports") var scenario: ScenarioOption
  @OptionGroup var registry: ReadOptions

  func validate() throws {
    if boundaries, case .report = subject { throw ValidationError("--boundaries goes with divisions") }
    if boundaries, case .table(let table) = subject, table != .divisions {
      throw ValidationError("--boundaries goes with divisions")
    }
    guard let output, TableFormat(ofFile: output) == nil else { return }
    throw ValidationError(TableFormat.advice(for: output))
  }

  func run() async throws {
    let store = try registry.open()
    guard let output, let format = TableFormat(ofFile: output) else {
      return try print(from: store)
    }
    try await FileReplacement.write(format, to: output) { path in
      switch subject {
      case .table(let table): try await write(table, as: format, to: path, from: store)
      case .report(let report): try await write(report, as: format, to: path, from: store)
      }
    }
  }

  // MARK: - Private

  /// Writes CSV to standard output.
  private func print(from store: Registry) throws {
    switch subject {
    case .table(let table):
      let writer = TableWriter(
        table, demandGroups: try store.catalogue().demandGroups, withBoundaries: boundaries)
      var piece = writer.header
      try store.forEachRow(of: table, withBoundaries: boundaries) { row in
        piece += writer.line(row)
        if piece.utf8.count > 1 << 16 {
          try Console.write(Array(piece.utf8))
          piece = ""
        }
      }
      try Console.write(Array(piece.utf8))
    case .report(let report):
      try self.report(report, from: store)(Console.report(.csv))
    }
  }

  private func write(_ table: RegistryTable, as format: TableFormat, to path: String, from store: Registry)
    async throws
  {
    let export = try TableExport(
      table, as: format, path: path, catalogue: try store.catalogue(), forExcel: excel,
      withBoundaries: boundaries)
    var progress = ProgressBar("writing \(table.rawValue):")
    var count = 0
    try store.forEachRow(of: table, withBoundaries: boundaries) { row in
      try export.write(row)
      count += 1
      progress.update(count)
    }
    try await export.finish()
    progress.finish()
  }

  private func write(
    _ report: ExportSubject.Report, as format: TableFormat, to path: String, from store: Registry
  ) async throws {
    guard report.hasPlaces || !format.isGeographic else {
      throw Failure(
        .usage,
        "\(report.rawValue) have no places, as .\(format.rawValue) needs them; write .csv, .tsv or .xlsx"
      )
    }
    try await ReportExport.write(
      as: format, to: path, named: report.rawValue, forExcel: excel, try self.report(report, from: store))
  }

  /// The report, as a function that writes it.
  private func report(
    _ report: ExportSubject.Report, from store: Registry
  ) throws -> (ReportWriter) throws -> Void {
    var parameters = question.parameters(services: services)
    parameters.scenario = scenario.name
    switch report {
    case .coverage:
      let reports = try Answers(registry: store, parameters: parameters).coverage(by: by?.level ?? .county)
      return { try $0.write(reports, withAreas: true) }
    case .unserved:
      parameters.takesFirstService = true
      let unserved = try Answers(registry: store, parameters: parameters).unserved()
      return { try $0.write(unserved) }
    case .imports:
      let imports = try store.imports()
      return { try $0.write(imports) }
    case .successions:
      let successions = try store.successions()
      return { try $0.write(successions) }
    case .duplicates:
      let pairs = try store.likelyDuplicates(
        kind: nil, within: LikelyDuplicate.usualDistance, minimum: LikelyDuplicate.usualScore)
      return { try $0.write(pairs) }
    case .check:
      let scope = try CheckScope(area: question.area, asOf: question.asOf)
      return { try $0.writeFindings { body in try store.check(scope, body) } }
    }
  }
}

/// What can be exported.
enum ExportSubject: ExpressibleByArgument {
  /// A report.
  enum Report: String, CaseIterable {
    case coverage, unserved, check, duplicates, imports, successions

    /// Whether its rows may have places.
    var hasPlaces: Bool { self != .imports && self != .successions }
  }

  case table(RegistryTable)
  case report(Report)

  init?(argument: String) {
    if let table = RegistryTable(rawValue: argument) {
      self = .table(table)
    } else if let report = Report(rawValue: argument) {
      self = .report(report)
    } else {
      return nil
    }
  }

  static var allValueStrings: [String] {
    RegistryTable.allCases.map(\.rawValue) + Report.allCases.map(\.rawValue)
  }
}
