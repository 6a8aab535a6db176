import ArgumentParser
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang targets`.
struct TargetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "targets",
    abstract: "How far each target of the plan is: met, on course, behind or missed.",
    discussion: """
      A target says what an indicator is to be at the end of a year in a division. Within the year one that grows \
      with it is on course where at least the elapsed share of the bound is reached; after the year it is met or \
      missed, by what was so at its end. 'import indicators', 'import targets' and 'import observations' bring them.
      """)

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("The day, as 2018-12-31 (default: today).", valueName: "date"))
  var asOf: String?

  @Option(help: ArgumentHelp("Only targets of a year.", valueName: "year"))
  var year: Int?

  @Option(help: ArgumentHelp("Only targets of a division and of those in it.", valueName: "code"))
  var area: String?

  @Option(
    help: "Show the shares of the divisions of a level, too, where a target is split or they have their own.")
  var by: AreaLevel?

  @Flag(help: "List what is missing: which villages, which homes, which quarters.")
  var list = false

  @Option(help: "The form of the answer.")
  var format: ReportFormat = .table

  @OptionGroup var registry: ReadOptions

  func run() throws {
    let parameters = TargetParameters(asOf: asOf, year: year.map(String.init), area: area, by: by)
    let report = try parameters.report(of: try registry.open().plan(), today: .today)
    if report.lines.isEmpty {
      Console.error("there are no such targets; 'fuwang import targets FILE' brings them")
    }
    try Console.report(format).write(
      report, missing: list ? try report.lines.map { try report.missing(of: $0) } : nil)
  }
}
