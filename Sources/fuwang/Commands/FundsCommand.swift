import ArgumentParser
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang funds`.
struct FundsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "funds",
    abstract:
      "What became of money: allocated, planned for works, accepted, left and overspent, by year and source.",
    discussion: """
      Works draw on the source that they name, in the year that they are planned for. 'import funds' and 'import \
      upgrades' bring them; an allocation that names works is held against their cost.
      """)

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("The day, as 2018-12-31 (default: today).", valueName: "date"))
  var asOf: String?

  @Option(help: ArgumentHelp("Only money and works of a year.", valueName: "year"))
  var year: Int?

  @Option(help: "The form of the answer.")
  var format: ReportFormat = .table

  @OptionGroup var registry: ReadOptions

  func run() throws {
    let day = try TargetParameters(asOf: asOf).day(today: .today)
    try Console.report(format).write(FundReport(try registry.open().plan(), asOf: day, year: year))
  }
}
