import ArgumentParser
import ServiceNetwork

/// The steps of a scenario as options; each may be repeated.
struct StepOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A facility that serves: its kind and place; behind semicolons id=, name=, division=, capacity=, on=.",
      valueName: "kind@lon,lat"))
  var open: [String] = []

  @Option(
    help: ArgumentHelp(
      "A facility that does not serve, by its id; H1=2027-01-01 from a day on.", valueName: "id"))
  var close: [String] = []

  @Option(help: ArgumentHelp("A facility that stands elsewhere.", valueName: "id@lon,lat"))
  var move: [String] = []

  @Option(help: ArgumentHelp("A facility that has room for so many.", valueName: "id=n"))
  var enlarge: [String] = []

  @Option(
    name: .customLong("demand-as-of"),
    help: ArgumentHelp("The persons of a day, whatever day is asked about.", valueName: "date"))
  var demandAsOf: String?

  @Option(help: ArgumentHelp("A service's rule.", valueName: "service=rule"))
  var rule: [String] = []

  /// The steps, in the order of the options above.
  ///
  /// - Throws: ``Failure``, with the option at fault.
  func steps() throws -> [ScenarioStep] {
    var steps: [ScenarioStep] = []
    func take(
      _ texts: [String], _ option: String, _ step: (String) throws(ScenarioStepError) -> ScenarioStep
    ) throws {
      for text in texts {
        do throws(ScenarioStepError) {
          steps.append(try step(text))
        } catch {
          throw Failure(.usage, "--\(option): \(error.description)")
        }
      }
    }
    try take(open, "open") { text throws(ScenarioStepError) in try ScenarioStep(opening: text) }
    try take(close, "close") { text throws(ScenarioStepError) in try ScenarioStep(closing: text) }
    try take(move, "move") { text throws(ScenarioStepError) in try ScenarioStep(moving: text) }
    try take(enlarge, "enlarge") { text throws(ScenarioStepError) in try ScenarioStep(enlarging: text) }
    try take(demandAsOf.map { [$0] } ?? [], "demand-as-of") { text throws(ScenarioStepError) in
      try ScenarioStep(demandAsOf: text)
    }
    try take(rule, "rule") { text throws(ScenarioStepError) in try ScenarioStep(ruling: text) }
    return steps
  }
}
