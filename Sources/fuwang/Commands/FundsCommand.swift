import ArgumentParser
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang funds`.
struct FundsCommand: AsyncParsableCommand {
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

  @OptionGroup var answer: AnswerOptions

  @OptionGroup var registry: ReadOptions

  func run() async throws {
    let day = try TargetParameters(asOf: asOf).day(today: .today)
    let report = FundReport(try await registry.open().plan(), asOf: day, year: year)
    try await answer.write(named: "funds") { try $0.write(report) }
  }
}
