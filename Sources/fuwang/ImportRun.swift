import Foundation
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// Takes files into a registry: reads them here, writes them there, and tells the user what became of them.
struct ImportRun {
  /// A file and what it is called.
  struct Source {
    var path: String
    var name: String
  }

  let registry: Registry
  let log: ProblemLog
  let sources: [Source]

  /// Takes the files into a table as one import.
  ///
  /// - Throws: ``Failure`` where a file was refused; the registry is then as it was.
  func take(
    into table: RegistryTable, origin: ImportDescription.Origin = .file, isDryRun: Bool = false
  ) throws {
    for source in sources where !FileManager.default.fileExists(atPath: source.path) {
      throw Failure(.noInput, "there is no file \(source.name)")
    }
    let groups = try registry.catalogue().demandGroups
    let description = ImportDescription(table: table, origin: origin, date: Date(), isDryRun: isDryRun)
    let summary = try registry.importRows(description, report: log.add) { importer in
      for source in sources { try read(source, as: table, demandGroups: groups, into: importer) }
    }
    log.finish()
    guard summary.errors == 0 else {
      throw Failure(
        .badData,
        "\(summary.errors.counted("error")) in \(summary.rows.counted("row")) of \(table.rawValue); nothing was changed"
      )
    }
    let unchanged = summary.rows - summary.added - summary.changed
    Console.error(
      """
      \(table.rawValue): \(summary.rows.counted("row")), \(summary.added) \(isDryRun ? "would be added" : "added"), \
      \(summary.changed) \(isDryRun ? "would be changed" : "changed"), \(unchanged) as they were\
      \(summary.warnings > 0 ? "; \(summary.warnings.counted("warning"))" : "")
      """)
  }

  private func read(
    _ source: Source, as table: RegistryTable, demandGroups: [DemandGroup], into importer: RegistryImporter
  ) throws {
    let size = try FileManager.default.attributesOfItem(atPath: source.path)[.size] as? Int ?? 0
    var progress = ProgressBar(source.name, total: size)
    defer { progress.finish() }
    do {
      let reader = try TableReader(
        URL(filePath: source.path), named: source.name, table: table, demandGroups: demandGroups)
      try importer.begin(file: source.name, columns: reader.columns)
      importer.refuse(reader.warnings)
      while let item = try reader.next() {
        switch item {
        case .row(let row, let line): try importer.add(row, line: line)
        case .refused(let problems): importer.refuse(problems)
        }
        progress.update(reader.offset)
      }
    } catch let error as TableError {
      // The other files are read all the same: everything that is wrong is told at once.
      importer.refuse([error.problem])
    }
  }
}

extension Int {
  /// The number with its noun: `1 row`, `2 rows`.
  func counted(_ noun: String) -> String {
    self == 1 ? "1 \(noun)" : "\(self) \(noun)s"
  }
}
