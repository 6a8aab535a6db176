import ArgumentParser
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang coverage`.
struct CoverageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "How many villages and persons are served, by area.",
    discussion: """
      Without --service, all services are summed up, a line each; with it, each service has a table by area. \
      'no place' are villages without coordinates, under a rule that needs them; they are in no share.
      """)

  @Option(
    name: .customLong("service"),
    help: ArgumentHelp("A service; may be repeated (default: all).", valueName: "name"))
  var services: [String] = []

  @Option(help: "The level of the areas.")
  var by: DivisionLevel = .county

  @OptionGroup var analysis: AnalysisOptions
  @OptionGroup var registry: RegistryOption

  func validate() throws {
    if by == .village { throw ValidationError("--by: city, county or township") }
  }

  func run() throws {
    let reports = try Answers(
      registry: try registry.open(), parameters: analysis.parameters(services: services)
    )
    .coverage(by: by)
    try ReportWriter(analysis.format, to: Console.write).write(reports, withAreas: !services.isEmpty)
  }
}

/// Answers one question after another from a single read of a registry.
struct Answers {
  private let snapshot: NetworkSnapshot
  private let questions: [CoverageQuestion]

  init(registry: Registry, parameters: QuestionParameters) throws {
    snapshot = try registry.snapshot(parameters.scope)
    questions = try parameters.questions(in: snapshot.catalogue, today: .today)
  }

  func coverage(by level: DivisionLevel) throws -> [CoverageReport] {
    try questions.map { CoverageReport(try CoverageAnalysis($0, in: snapshot), by: level) }
  }

  /// The unserved villages of the first service asked for, or else of the registry's first.
  func unserved() throws -> UnservedReport {
    guard let question = questions.first else {
      throw Failure(.usage, "the registry has no service; import services first")
    }
    return UnservedReport(try CoverageAnalysis(question, in: snapshot))
  }
}
