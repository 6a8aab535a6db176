import ArgumentParser
import Foundation
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang scenario`.
struct ScenarioCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scenario",
    abstract: "What if: facilities opened, closed, moved and enlarged, other counts, other rules.",
    discussion: """
      A scenario is kept in the registry under a name, and changes nothing there. Every analysis answers under one with \
      --scenario NAME; compare says which villages gain and lose by it.
      """,
    subcommands: [New.self, Add.self, List.self, Show.self, Compare.self, Remove.self])

  /// `fuwang scenario new`.
  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a scenario.",
      discussion: """
        fuwang scenario new 并院 --close H1 --open "childrens-home@114.02,32.98" --move H2@114.1,33.0 --enlarge H3=120 \
        --demand-as-of 2020-12-31 --rule "childrens-home=within 5km"
        """)

    @Argument(help: ArgumentHelp("What it is called.", valueName: "name"))
    var name: String

    @Option(help: ArgumentHelp("What it is about.", valueName: "text"))
    var note: String?

    @OptionGroup var steps: StepOptions
    @OptionGroup var registry: RegistryOption

    func run() throws {
      let scenario = try Scenario(name: name, note: note, steps: try steps.steps())
      let stored = try registry.open().write(.add(scenario), author: .here, date: Date())
      if let stored { try ReportWriter(.table, to: Console.write).write(stored.scenario) }
    }
  }

  /// `fuwang scenario add`.
  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Add steps to a scenario.")

    @Argument(help: ArgumentHelp("Its name.", valueName: "name"))
    var name: String

    @OptionGroup var steps: StepOptions
    @OptionGroup var registry: RegistryOption

    func run() throws {
      let steps = try steps.steps()
      guard !steps.isEmpty else {
        throw ValidationError(
          "say what is to be added: --open, --close, --move, --enlarge, --demand-as-of or --rule")
      }
      let stored = try registry.open().write(.extend(name, steps), author: .here, date: Date())
      if let stored { try ReportWriter(.table, to: Console.write).write(stored.scenario) }
    }
  }

  /// `fuwang scenario list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Which scenarios there are, by name.")

    @Option(help: "The form of the answer.")
    var format: ImportsCommand.Format = .table

    @OptionGroup var registry: ReadOptions

    func run() throws {
      let scenarios = try registry.open().scenarios().map { (scenario: $0.scenario, act: $0.act) }
      try ReportWriter(format.report, to: Console.write).write(scenarios)
    }
  }

  /// `fuwang scenario show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The steps of a scenario.",
      discussion: "As json it is what POST /scenarios takes; as geojson the steps that have a place have it.")

    @Argument(help: ArgumentHelp("Its name.", valueName: "name"))
    var name: String

    @Option(help: "The form of the answer.")
    var format: ReportFormat = .table

    @OptionGroup var registry: ReadOptions

    func run() throws {
      try Console.report(format).write(
        try registry.open().scenario(named: name).scenario)
    }
  }

  /// `fuwang scenario remove`.
  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Remove a scenario; 'fuwang undo' brings it back.")

    @Argument(help: ArgumentHelp("Its name.", valueName: "name"))
    var name: String

    @OptionGroup var registry: RegistryOption

    func run() throws {
      try registry.open().write(.remove(name, .isThere), author: .here, date: Date())
      Console.error("The scenario '\(name)' is no more.")
    }
  }

  /// `fuwang scenario compare`.
  struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Which villages gain and lose by a scenario, who they are, and by how much.",
      discussion: """
        A scenario is compared with the registry as it is; of two, the first is before and the second after. A village \
        loses where it was served and is not, and gains where it is and was not; persons lost are counted before, persons \
        gained after.
        """)

    @Argument(help: ArgumentHelp("A scenario, or two.", valueName: "name"))
    var names: [String]

    @Option(
      name: .customLong("service"),
      help: ArgumentHelp("A service; may be repeated (default: all).", valueName: "name"))
    var services: [String] = []

    @Option(help: "The level of the areas (default: county).")
    var by: AreaLevel?

    @Flag(help: "List villages, too, that are served or not as before, and have the nearest elsewhere.")
    var all = false

    @OptionGroup var question: QuestionOptions

    @Option(help: "The form of the answer.")
    var format: ReportFormat = .table

    @OptionGroup var registry: ReadOptions

    func validate() throws {
      guard (1...2).contains(names.count) else { throw ValidationError("give one scenario, or two") }
    }

    func run() throws {
      var before = question.parameters(services: services)
      var after = before
      before.scenario = names.count == 2 ? names[0] : nil
      after.scenario = names[names.count - 1]
      let (former, latter) = try registry.open().snapshots(before.scope, after.scope)
      let questions = zip(
        try before.questions(in: former.catalogue, today: .today),
        try after.questions(in: latter.catalogue, today: .today))
      let comparisons = try questions.map { first, second in
        try ScenarioComparison(
          from: CoverageAnalysis(first, in: former), to: CoverageAnalysis(second, in: latter),
          by: by?.level ?? .county)
      }
      // A reader is told of those services of which something changes, a program of all.
      let changed = comparisons.filter { !$0.total.changes.isEmpty }
      if changed.isEmpty { Console.error("Nothing changes for any village.") }
      let isForReading = format == .table && services.isEmpty && !changed.isEmpty
      try Console.report(format).write(isForReading ? changed : comparisons, isWhole: all)
    }
  }
}
