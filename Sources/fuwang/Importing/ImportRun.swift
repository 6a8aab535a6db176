import Foundation
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// Takes files into a registry: reads them here, writes them there, and tells the user what became of them.
struct ImportRun {
  /// What is to become of the rows.
  struct Mode {
    /// Whether everything is done but the change.
    var isDryRun = false
    /// Whether good rows are taken where others are refused.
    var isPartial = false
    /// Where the refused rows are written to; `nil` for nowhere.
    var problems: String?
    /// The edition that divisions are of; `nil` where they are none.
    var edition: EditionImport?
    /// Where divisions are written to of which an edition does not tell what became; `nil` for nowhere.
    var undecided: String?
    /// When roads meet that name no junctions.
    var junctions = RoadJunctions.Rules()
  }

  let registry: Registry
  let table: RegistryTable
  private(set) var files: [SourceFile]
  var origin = ImportDescription.Origin.file
  var profile = ImportProfile()
  var mode = Mode()

  private let log = ProblemLog()

  init(registry: Registry, table: RegistryTable, files: [SourceFile]) {
    self.registry = registry
    self.table = table
    self.files = files
  }

  /// Takes the files as one import.
  ///
  /// - Throws: ``Failure`` where a file was refused; the registry is then as it was.
  mutating func run() throws {
    let catalogue = try registry.catalogue()
    for index in files.indices {
      if let recognised = files[index].recognised { Console.error("\(files[index].name): \(recognised)") }
      for remark in files[index].file.remarks { Console.error("\(files[index].name): \(remark.en)") }
      if profile.sheets.isEmpty { leaveOutOtherSheets(of: &files[index], catalogue: catalogue) }
    }
    var summary = try pass(catalogue)
    var taken = log.refused.count
    // Without the refused rows others may be wrong: those below a division that does not come.
    while mode.isPartial, summary.errors > 0, !log.hasFileErrors {
      summary = try pass(catalogue)
      guard log.refused.count > taken || summary.errors == 0 else { break }
      taken = log.refused.count
    }
    log.finish(hasFile: mode.problems != nil)
    if let path = mode.problems, !log.refused.isEmpty {
      try RefusedRows(log: log, profile: profile, table: table, catalogue: catalogue).write(files, to: path)
    }
    if let comparison = summary.comparison {
      try ComparisonLines.write(
        comparison, isAccepted: mode.edition?.isAccepted ?? false, undecidedFile: mode.undecided)
    }
    try conclude(summary)
    if summary.isCommitted { try tellNewFindings() }
    if summary.isCommitted, table == .roads { try tellRoads() }
  }

  // MARK: - Private

  /// Of several sheets or layers, keeps those that are tables of the kind asked for; all where none is.
  private func leaveOutOtherSheets(of file: inout SourceFile, catalogue: Catalogue) {
    guard file.parts.count > 1 else { return }
    let fitting = file.parts.filter { part in
      let source = TableSource(part.name, part.content, profile: profile)
      return
        (try? TableReader(part.content.open(named: part.name), of: source, as: table, catalogue: catalogue))
        != nil
    }
    guard !fitting.isEmpty, fitting.count < file.parts.count else { return }
    let others = file.parts.filter { part in !fitting.contains { $0.name == part.name } }.map(\.name)
    Console.error(
      "\(others.joined(separator: ", ")): no headings of \(table.rawValue); left out, --sheet takes it")
    file.parts = fitting
  }

  private func pass(_ catalogue: Catalogue) throws -> ImportSummary {
    var author = Author.here
    author.way = .import
    author.source = files.map(\.name).joined(separator: ", ")
    var description = ImportDescription(
      table: table, origin: origin, author: author, date: Date(), isDryRun: mode.isDryRun,
      edition: mode.edition)
    description.junctions = mode.junctions
    let refusedBefore = log.refused
    log.beginPass()
    return try registry.importRows(
      description, report: log.add, observe: mode.isDryRun ? { ChangeLines.write($0) } : nil
    ) { importer in
      for file in files {
        for part in file.parts {
          try read(part, catalogue: catalogue, into: importer) {
            refusedBefore[ProblemLog.Place(file: part.name, line: $0)] != nil
          }
        }
      }
    }
  }

  private func read(
    _ part: SourceFile.Part, catalogue: Catalogue, into importer: RegistryImporter,
    skipping isSkipped: (Int) -> Bool
  ) throws {
    var progress = ProgressBar(part.name, total: part.size)
    defer { progress.finish() }
    do {
      let source = TableSource(part.name, part.content, profile: profile)
      let reader = try TableReader(
        part.content.open(named: part.name), of: source, as: table, catalogue: catalogue)
      try importer.begin(
        file: part.name, columns: reader.columns, crs: reader.crs,
        isSystemNamed: reader.isSystemNamed, heading: reader.heading(of:))
      importer.refuse(reader.warnings)
      let rows = ReadAhead(reader)
      while let item = try rows.next() {
        switch item {
        case .row(let row): if !isSkipped(row.line) { try importer.add(row) }
        case .refused(let problems):
          if !isSkipped(problems.first?.line ?? 0) { importer.refuse(problems) }
        }
        progress.update(rows.offset)
      }
      importer.refuse(reader.closingRemarks)
    } catch let error as TableError {
      // The other files are read all the same: everything that is wrong is told at once.
      importer.refuse([error.problem])
    }
  }

  /// Says what the import brought that breaks a rule.
  private func tellNewFindings() throws {
    guard let counts = try registry.newFindings(today: .today), origin == .file else { return }
    let lines = QualityRule.allCases.compactMap { rule in
      counts[rule].map { "  \($0) \(rule.rawValue): not so that \(rule.sentence.en)" }
    }
    guard !lines.isEmpty else { return }
    Console.error("New faults; 'fuwang check' lists them:\n\(lines.joined(separator: "\n"))")
  }

  /// Says what the road network is like now.
  private func tellRoads() throws {
    let snapshot = try registry.snapshot { _ in RoadSurvey.scope }
    let survey = try RoadSurvey(snapshot, today: .today)
    try ReportWriter(.table) { bytes in
      Console.error(
        String(decoding: bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...], as: UTF8.self))
    }.write(survey, shown: 3)
  }

  private func conclude(_ summary: ImportSummary) throws {
    guard summary.errors == 0 else {
      let hint = mode.isPartial || log.hasFileErrors ? "" : "; --partial takes the good rows"
      throw Failure(
        .badData,
        "\(summary.errors.counted("error")) in \(summary.rows.counted("row")) of \(table.rawValue); nothing was changed\(hint)"
      )
    }
    if let edition = mode.edition, !edition.isAccepted { return }
    let unchanged = summary.rows - summary.added - summary.changed
    let refused = log.refused.count
    Console.error(
      """
      \(table.rawValue): \((summary.rows + refused).counted("row")), \
      \(summary.added) \(mode.isDryRun ? "would be added" : "added"), \
      \(summary.changed) \(mode.isDryRun ? "would be changed" : "changed"), \(unchanged) as they were\
      \(refused > 0 ? ", \(refused) refused" : "")\
      \(summary.warnings > 0 ? "; \(summary.warnings.counted("warning"))" : "")
      """)
  }
}

extension TableSource {
  /// A part of a file.
  init(_ name: String, _ part: TableFile.Part, profile: ImportProfile) {
    self.init(name: name, isSpreadsheet: part.isSpreadsheet, crs: part.crs, profile: profile)
  }
}

extension Int {
  /// The number with its noun: `1 row`, `2 rows`.
  func counted(_ noun: String) -> String {
    self == 1 ? "1 \(noun)" : "\(self) \(noun)s"
  }
}
