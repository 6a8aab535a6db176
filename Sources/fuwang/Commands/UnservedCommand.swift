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

      With --edge, the villages on both sides of the rule's bound that a better coordinate could turn: those whose \
      nearest is no more than so far nearer or farther than the bound, nearest to it first.
      """)

  @Option(help: ArgumentHelp("The service (default: the registry's first).", valueName: "name"))
  var service: String?

  @Option(help: ArgumentHelp("How many villages at the most (default: all).", valueName: "n"))
  var limit: Int?

  @Option(
    help: ArgumentHelp(
      "Instead of the unserved, the served and unserved within so much of the bound: 50m; 2min under a rule about time.",
      valueName: "d"))
  var edge: String?

  @OptionGroup var analysis: AnalysisOptions
  @OptionGroup var map: MapOptions
  @OptionGroup var registry: ReadOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit: at least 1") }
  }

  func run() async throws {
    var parameters = analysis.parameters(services: service.map { [$0] } ?? [], map)
    parameters.takesFirstService = true
    let answers = try await Answers(
      registry: try registry.open(), parameters: parameters, costs: analysis.costs)
    let writer = Console.report(analysis.format)
    if let edge {
      let report = try answers.edge(edge)
      if service == nil { Console.firstService(report.question.service) }
      try writer.write(report, limit: limit)
    } else {
      let report = try answers.unserved()
      if service == nil { Console.firstService(report.question.service) }
      try writer.write(report, limit: limit)
    }
  }
}
