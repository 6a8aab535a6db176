import ArgumentParser
import Foundation
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang template`.
struct TemplateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template",
    abstract: "Write an empty table to fill in: headings, an example row, lists to choose from.",
    discussion: """
      The example row is left out when the file comes back. Kinds and groups are those of the registry, where there \
      is one.
      """)

  @Argument(help: ArgumentHelp("The table.", valueName: "what"))
  var table: RegistryTable

  @Option(help: ArgumentHelp("Of facilities or posts: which kind.", valueName: "name"))
  var kind: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("A file that ends in .xlsx or .csv.", valueName: "file"))
  var output: String

  @OptionGroup var registry: RegistryOption

  func validate() throws {
    guard TableFormat(ofFile: output) == .xlsx || TableFormat(ofFile: output) == .csv else {
      throw ValidationError("--output: '\(output)' must end in .xlsx or .csv")
    }
    guard kind == nil || table == .facilities || table == .posts else {
      throw ValidationError("--kind: the table \(table.rawValue) has no kinds")
    }
  }

  func run() throws {
    let catalogue = try self.catalogue()
    let template = TableTemplate(table, kind: try kind(in: catalogue), catalogue: catalogue)
    let target = try FileReplacement(output)
    if TableFormat(ofFile: output) == .xlsx {
      try template.write(to: target.draftPath)
    } else {
      try target.write(Array(template.csv.utf8))
    }
    try target.commit()
  }

  private func catalogue() throws -> Catalogue {
    guard FileManager.default.fileExists(atPath: registry.path) else {
      return Catalogue(kinds: Kind.standard, services: Service.standard, demandGroups: DemandGroup.standard)
    }
    return try registry.open().catalogue()
  }

  private func kind(in catalogue: Catalogue) throws -> Kind? {
    guard let kind else { return nil }
    let fitting = catalogue.kinds.filter { $0.isPost == (table == .posts) }
    guard let found = fitting.first(where: { $0.name == kind || $0.nameZh == kind }) else {
      throw Failure(
        .usage, "--kind: there is no kind '\(kind)'; one of \(fitting.map(\.name).joined(separator: ", "))")
    }
    return found
  }
}
