import ArgumentParser
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang coverage`.
struct CoverageCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "How many villages and persons are served, by area.",
    discussion: """
      Without --service and --by, all services are summed up, a line each; with either, each service has a \
      table by area. \
      'no place' are villages without coordinates, under a rule that needs them; they are in no share.
      """)

  @Option(
    name: .customLong("service"),
    help: ArgumentHelp("A service; may be repeated (default: all).", valueName: "name"))
  var services: [String] = []

  @Option(help: "The level of the areas (default: county).")
  var by: AreaLevel?

  @OptionGroup var analysis: AnalysisOptions
  @OptionGroup var map: MapOptions
  @OptionGroup var registry: ReadOptions

  func run() async throws {
    let answers = try await Answers(
      registry: try registry.open(), parameters: analysis.parameters(services: services, map),
      costs: analysis.costs)
    let reports = try answers.coverage(by: by?.level ?? .county)
    try Console.report(analysis.format).write(
      reports, withAreas: !services.isEmpty || by != nil)
  }
}
