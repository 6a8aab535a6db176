import ArgumentParser
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang unserved`.
struct UnservedCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unserved",
    abstract: "Which villages are not served, and why; those with the most persons first.",
    discussion: """
      Each village comes with the nearest that serves and how far it is, and the nearest that would do if it \
      served. Villages without coordinates, of which it cannot be told, are listed with the reason no-location.
      """)

  @Option(help: ArgumentHelp("The service (default: the registry's first).", valueName: "name"))
  var service: String?

  @Option(help: ArgumentHelp("How many villages at the most (default: all).", valueName: "n"))
  var limit: Int?

  @OptionGroup var analysis: AnalysisOptions
  @OptionGroup var registry: ReadOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit: at least 1") }
  }

  func run() async throws {
    var parameters = analysis.parameters(services: service.map { [$0] } ?? [])
    parameters.takesFirstService = true
    let answers = try await Answers(
      registry: try registry.open(), parameters: parameters, costs: analysis.costs)
    let report = try answers.unserved()
    if service == nil {
      Console.error(
        "Service \(report.question.service.name), the registry's first; --service chooses another.")
    }
    try Console.report(analysis.format).write(report, limit: limit)
  }
}
