import ArgumentParser
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang capacity`.
struct CapacityCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "capacity",
    abstract:
      "How many persons find a place where no facility takes more than it has; and who is served twice.",
    discussion: """
      Persons are assigned to facilities that serve their village by the rule so that as few as can be have no place: \
      nobody could place more. Where places are missing is listed, with the villages and all the facilities that serve \
      them. 'twice' are villages that two or more serve, whatever room they have. Those who live outside --area take \
      places, too.
      """)

  @Option(help: ArgumentHelp("The service (default: the registry's first).", valueName: "name"))
  var service: String?

  @Option(help: "Which places count: total, or free, those that are not taken (default: total).")
  var capacity: String?

  @Option(help: "The level of the areas.")
  var by: AreaLevel = .county

  @Option(
    help: ArgumentHelp("How many rows a list has at the most (default: all; in a table 20).", valueName: "n"))
  var limit: Int?

  @OptionGroup var analysis: AnalysisOptions
  @OptionGroup var registry: ReadOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit: at least 1") }
  }

  func run() async throws {
    var parameters = CapacityParameters()
    parameters.question = analysis.parameters(services: service.map { [$0] } ?? [])
    parameters.question.takesFirstService = true
    parameters.capacity = capacity
    parameters.question.takesCosts = analysis.costs.areGiven
    let snapshot = try await analysis.costs.adding(to: registry.open().snapshot(parameters.scope))
    let report = try parameters.report(by: by.level, in: snapshot, today: .today)
    if service == nil { Console.firstService(report.question.service) }
    try Console.report(analysis.format).write(report, limit: limit)
  }
}
