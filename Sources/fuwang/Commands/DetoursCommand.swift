import ArgumentParser
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang detours`.
struct DetoursCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "detours",
    abstract: "Which villages are near a service as the crow flies and far by road, the worst first.",
    discussion: """
      Those that the rule's metres would serve in a straight line and do not serve by road, with the nearest and the \
      distance of either, and how many times as far the road is. Villages that no road leads from come first, with \
      the reason. The registry needs roads: 'fuwang import roads'.
      """)

  @Option(help: ArgumentHelp("The service (default: the registry's first).", valueName: "name"))
  var service: String?

  @Option(help: ArgumentHelp("How many villages at the most (default: all).", valueName: "n"))
  var limit: Int?

  @OptionGroup var analysis: AnalysisOptions
  @OptionGroup var map: MapOptions
  @OptionGroup var registry: ReadOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit: at least 1") }
    if analysis.costs.areGiven { throw ValidationError("--costs: detours compare roads with straight lines") }
  }

  func run() throws {
    var parameters = try DetourReport.parameters(
      analysis.parameters(services: service.map { [$0] } ?? [], map))
    parameters.takesFirstService = true
    let report = try Answers(registry: try registry.open(), parameters: parameters).detours()
    if service == nil { Console.firstService(report.question.service) }
    try Console.report(analysis.format).write(report, limit: limit)
  }
}
