import ArgumentParser
import Foundation
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang targets`.
struct TargetsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "targets",
    abstract: "How far each target of the plan is: met, on course, behind or missed.",
    subcommands: [Show.self, Project.self], defaultSubcommand: Show.self)

  /// `fuwang targets`, the targets as they stand.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "How far each target is; this is what 'fuwang targets' does.",
      discussion: """
        A target says what an indicator is to be at the end of a year in a division. Within the year one that grows \
        with it is on course where at least the elapsed share of the bound is reached; after the year it is met or \
        missed, by what was so at its end. 'import indicators', 'import targets' and 'import observations' bring them.
        """)

    @Option(
      name: .customLong("as-of"),
      help: ArgumentHelp("The day, as 2018-12-31 (default: today).", valueName: "date"))
    var asOf: String?

    @Option(help: ArgumentHelp("Only targets of a year.", valueName: "year"))
    var year: String?

    @Option(help: ArgumentHelp("Only targets of a division and of those in it.", valueName: "code"))
    var area: String?

    @Option(help: "Show the shares of the divisions of a level, too, where a target is split.")
    var by: AreaLevel?

    @Flag(help: "List what is missing: which villages, which homes, which quarters.")
    var list = false

    @OptionGroup var answer: AnswerOptions

    @OptionGroup var registry: ReadOptions

    func run() async throws {
      let parameters = TargetParameters(asOf: asOf, year: year, area: area, by: by)
      let report = try parameters.report(of: try await registry.open().plan(), today: .today)
      if report.lines.isEmpty {
        Console.error("there are no such targets; 'fuwang import targets FILE' brings them")
      }
      let missing = list ? try report.missing() : nil
      try await answer.write(named: "targets") { try $0.write(report, missing: missing) }
    }
  }

  /// `fuwang targets project`.
  struct Project: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "What observed values come to if they go on growing, and which targets they would meet.",
      discussion: "fuwang targets project --to 2025 --growth 6% --growth poverty-line=4%")

    @Option(name: .customLong("to"), help: ArgumentHelp("The last year.", valueName: "year"))
    var last: Int

    @Option(
      help: ArgumentHelp(
        "The growth of a year, 6%; of one indicator, NAME=4%. May be repeated.", valueName: "share"))
    var growth: [String]

    @Option(
      name: .customLong("as-of"),
      help: ArgumentHelp("The day until which observations are taken (default: today).", valueName: "date"))
    var asOf: String?

    @OptionGroup var answer: AnswerOptions

    @OptionGroup var registry: ReadOptions

    func run() async throws {
      let (growth, exceptions) = try growths()
      let day = try TargetParameters(asOf: asOf).day(today: .today)
      let projection = try TargetProjection(
        try await registry.open().plan(), asOf: day, to: last, growth: growth, exceptions: exceptions)
      try await answer.write(named: "projection") { try $0.write(projection) }
    }

    private func growths() throws -> (Decimal, [String: Decimal]) {
      var (all, exceptions): (Decimal, [String: Decimal]) = (0, [:])
      for text in growth {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard let share = parts.last.flatMap({ ExactNumber($0) }), share.value > -1, share.value <= 10 else {
          throw Failure(.usage, "--growth: '\(text)' is no growth, as 6%, 0.06 or poverty-line=4%")
        }
        if parts.count == 2 { exceptions[parts[0]] = share.value } else { all = share.value }
      }
      return (all, exceptions)
    }
  }
}
