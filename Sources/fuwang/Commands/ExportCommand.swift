import ArgumentParser
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang export`.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a table as CSV, in an order that depends on its rows alone.",
    discussion: "Importing the file again changes nothing.")

  @Argument(help: ArgumentHelp("The table.", valueName: "what"))
  var table: RegistryTable

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("A file that ends in .csv (default: standard output).", valueName: "file"))
  var output: String?

  @OptionGroup var registry: RegistryOption

  func validate() throws {
    guard let output, !output.lowercased().hasSuffix(".csv") else { return }
    throw ValidationError("--output: '\(output)' must end in .csv, the one format that tables are written in")
  }

  func run() throws {
    let registry = try registry.open()
    let target = try output.map(FileReplacement.init)
    let sink = target.map { $0.write } ?? Console.write
    let writer = TableWriter(table, demandGroups: try registry.catalogue().demandGroups)
    var progress = ProgressBar("writing \(table.rawValue):", isQuiet: target == nil && Console.isTerminal)
    defer { progress.finish() }
    var piece = writer.header
    var count = 0
    try registry.forEachRow(of: table) { row in
      piece += writer.line(row)
      count += 1
      progress.update(count)
      if piece.utf8.count > 1 << 16 {
        try sink(Array(piece.utf8))
        piece = ""
      }
    }
    try sink(Array(piece.utf8))
    try target?.commit()
  }
}
