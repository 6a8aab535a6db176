import ArgumentParser
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang accessibility`.
struct AccessibilityCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accessibility",
    abstract:
      "How many places there are for a thousand persons of each village, shared as they are; and how evenly.",
    discussion: """
      The places of a facility are shared out among all persons within the rule's distance or time of it, and each \
      village has what falls to it. 2sfca: whoever is within weighs the same. e2sfca: who is farther away weighs less. \
      3sfca: a village asks less of one where it has others. gravity: weights fall as a power of the distance. \
      Decays: step; steps:1km=1,3km=0.68,5km=0.22; linear; gaussian, which ends at 0; gaussian:2km; logistic:3km,500m; \
      power:1.5. Those who live outside --area compete for the same places. By area come the mean, the Gini \
      coefficient, and the shares of persons who have nothing, or less than --threshold.
      """)

  @Option(help: ArgumentHelp("The service (default: the registry's first).", valueName: "name"))
  var service: String?

  @Option(help: "How places are shared out: 2sfca, e2sfca, 3sfca or gravity (default: e2sfca).")
  var model: String?

  @Option(help: "What farther ways weigh (default: the model's own).")
  var decay: String?

  @Option(help: "Which places count: total, or free, those that are not taken (default: total).")
  var capacity: String?

  @Option(
    help: ArgumentHelp("Places for a thousand persons below which a village has too little.", valueName: "n"))
  var threshold: String?

  @Option(help: "The level of the areas.")
  var by: AreaLevel = .county

  @Option(
    help: ArgumentHelp("How many villages at the most (default: all; in a table 20).", valueName: "n"))
  var limit: Int?

  @OptionGroup var analysis: AnalysisOptions
  @OptionGroup var registry: ReadOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit: at least 1") }
  }

  func run() async throws {
    var parameters = AccessibilityParameters()
    parameters.question = analysis.parameters(services: service.map { [$0] } ?? [])
    parameters.question.takesFirstService = true
    parameters.model = model
    parameters.decay = decay
    parameters.capacity = capacity
    parameters.threshold = threshold
    parameters.question.takesCosts = analysis.costs.areGiven
    let snapshot = try await analysis.costs.adding(to: registry.open().snapshot(parameters.scope))
    let report = try parameters.report(by: by.level, in: snapshot, today: .today)
    if service == nil { Console.firstService(report.question.coverage.service) }
    try Console.report(analysis.format).write(report, limit: limit)
  }
}
