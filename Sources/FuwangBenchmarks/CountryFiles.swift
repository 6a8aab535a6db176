import Fixtures
import Foundation
import RegistryFiles
import ServiceNetwork

/// The files of a country in a folder: its tables as CSV, and the registry made of them.
struct CountryFiles {
  private let folder: URL

  init(_ folder: URL) {
    self.folder = folder
  }

  /// The registry's path.
  var registry: String { path("registry.sqlite") }

  /// The path of a table's file.
  func table(_ table: RegistryTable) -> String { path("\(table.rawValue).csv") }

  /// The path of a file of a name.
  func path(_ name: String) -> String { folder.appending(path: name).path() }

  /// Writes the tables.
  func write(_ country: ClusteredNetwork) throws {
    try write(country.divisions.lazy.map { .division($0) }, as: .divisions)
    try write(country.facilities.lazy.map { .facility($0) }, as: .facilities)
    try write(country.demand.lazy.map { .demand($0) }, as: .demand)
  }

  private func write(_ rows: some Sequence<RegistryRow>, as kind: RegistryTable) throws {
    let groups = DemandGroup.standard.filter { $0.name == Question.demandGroup }
    let writer = TableWriter(kind, demandGroups: groups)
    var text = writer.header
    for row in rows { text += writer.line(row) }
    try Data(text.utf8).write(to: URL(filePath: table(kind)))
  }
}
