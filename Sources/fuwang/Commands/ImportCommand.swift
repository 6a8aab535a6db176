import ArgumentParser
import RegistryStore
import ServiceNetwork

/// The command `fuwang import`.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take the rows of CSV files into a table: all of them, or with a single error none.",
    discussion: """
      The files are UTF-8 with a heading line; columns may come in any order, and one that is left out stays as \
      it is in the registry. A row that is there already (same code, name or id; without an id the same kind, \
      name and division) is updated, so that the same file twice changes nothing.

      kinds       kind* name_zh* name_en* post
      services    service* name_zh* name_en* kinds* rule* demand_group
      divisions   code* name* level* parent longitude latitude urban_rural source
      demand      code* as_of* source, and a column for each group, as left_behind_children
      facilities  id kind* name* division longitude latitude status opened_on closed_on status_history
                  capacity occupied grade designated_on address phone operator uscc source
      posts       id role* division* person phone appointed_on* ended_on source

      Coordinates are degrees in EPSG:4326, dates ISO 8601. status_history ('building 2016-03-01; operating \
      2017-06-01') stands instead of status, opened_on and closed_on.
      """)

  @Argument(help: ArgumentHelp("The table.", valueName: "what"))
  var table: RegistryTable

  @Argument(help: ArgumentHelp("The files; all of them are one import.", valueName: "file"))
  var files: [String]

  @Flag(help: "Do everything but change the registry.")
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      "Write every problem to a CSV file, not just the first 50 to the screen.", valueName: "file"))
  var problems: String?

  @OptionGroup var registry: RegistryOption

  func run() throws {
    let run = ImportRun(
      registry: try registry.open(), log: try ProblemLog(path: problems),
      sources: files.map { ImportRun.Source(path: $0, name: $0) })
    try run.take(into: table, isDryRun: dryRun)
  }
}
