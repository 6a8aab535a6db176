import ArgumentParser
import Foundation
import NetworkPlanning
import RegistryAPI
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang plan`.
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "What to do, and when: schedules of upgrades.",
    subcommands: [Upgrades.self])

  /// `fuwang plan upgrades`.
  struct Upgrades: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Which nursing home to refit in which year, so that the most need is met early.",
      discussion: """
        Homes and what they lack come from 'import conditions', works that bind from 'import upgrades', money from \
        --budget, the file of rules, or with --funds from 'import funds'. The schedule is the best there is, or says how \
        far it may be from that; where no schedule keeps to everything, the smallest set of what conflicts is told, and \
        by how much each would have to give. Nothing is written without --accept.

        fuwang plan upgrades --from 2018 --to 2020 --homes 2018=60.. --all-by 2019 \
        --budget "2018 provincial welfare-lottery=3400000"
        """)

    @Option(help: ArgumentHelp("The first year.", valueName: "year"))
    var from: Int?

    @Option(help: ArgumentHelp("The last year.", valueName: "year"))
    var to: Int?

    @Option(
      name: .customLong("as-of"),
      help: ArgumentHelp("The day on which the records are looked at (default: today).", valueName: "date"))
    var asOf: String?

    @Option(
      help: ArgumentHelp(
        "A file of rules, .json or .yaml; --rules-schema prints its schema.", valueName: "file"))
    var rules: String?

    @Flag(help: "Print the JSON schema of a file of rules.")
    var rulesSchema = false

    @Option(
      help: ArgumentHelp(
        "How many homes in a year, 2018=60.. at least, 2018=..80 at most, or both; may be repeated.",
        valueName: "year=n..m"))
    var homes: [String] = []

    @Option(help: ArgumentHelp("By the end of which year all are finished.", valueName: "year"))
    var allBy: Int?

    @Option(
      help: ArgumentHelp("Money of a source in a year; may be repeated.", valueName: "year source=yuan"))
    var budget: [String] = []

    @Flag(help: "Let the categories of a home be refitted in different years.")
    var perCategory = false

    @Flag(help: "Take the money that was allocated to nursing homes, less what accepted works cost.")
    var funds = false

    @Flag(help: "Let homes not be under work in one year that share a village which no third one serves.")
    var apart = false

    @Option(
      help: ArgumentHelp(
        "At most so many homes have another year than in the plan that stands.", valueName: "n"))
    var keepStable: Int?

    @Option(help: ArgumentHelp("The time limit, seconds.", valueName: "seconds"))
    var seconds = 60.0

    @Option(help: ArgumentHelp("How far from the best is good enough, as 0.5%.", valueName: "share"))
    var gap: String?

    @Flag(help: "Say what differs from the plan that stands.")
    var compare = false

    @Flag(help: "Write the schedule into the registry as planned works, in the place of those that stand.")
    var accept = false

    @OptionGroup var answer: AnswerOptions

    @OptionGroup var registry: ReadOptions

    func validate() throws {
      if from == nil || to == nil, !rulesSchema {
        throw ValidationError("--from and --to: the years that are planned")
      }
      guard seconds > 0, seconds <= 86_400 else {
        throw ValidationError("--seconds: more than 0, at most 86400")
      }
      if accept, registry.recordedAt != nil {
        throw ValidationError("--accept: a past state cannot be written to")
      }
    }

    func run() async throws {
      if rulesSchema { return try Console.print(UpgradeRules.schema) }
      let store = try registry.open()
      let plan = try UpgradePlan(try question(), try await store.plan(hasAllServices: true))
      try await answer.write(named: "upgrades", hasPlaces: true) { try $0.write(plan, withMoves: compare) }
      guard accept else { return }
      let summary = try plan.accept(in: store, author: .here, date: Date()) { Console.error($0.description) }
      guard summary.isCommitted else {
        throw Failure(.badData, "\(summary.errors.counted("error")); nothing was written")
      }
      Console.error("planned works: \(summary.added) added, \(summary.changed) changed")
    }

    private func question() throws -> UpgradePlan.Question {
      var question = UpgradePlan.Question(
        from: from ?? 0, to: to ?? 0, asOf: try TargetParameters(asOf: asOf).day(today: .today))
      question.rules = try givenRules()
      question.takesFunds = funds
      question.keepsSharedApart = apart
      question.seconds = seconds
      if let gap { try question.setGap(gap) }
      return question
    }

    private func givenRules() throws -> UpgradeRules {
      var rules = try self.rules.map(RulesFile.rules) ?? UpgradeRules()
      if perCategory { rules.perCategory = true }
      rules.homes += try homes.map(Self.bound)
      if let allBy { rules.allBy = allBy }
      rules.budgets += try budget.map(Self.budget)
      if let keepStable { rules.stability = UpgradeRules.Stability(atMostMoves: keepStable) }
      return rules
    }

    /// A bound as `2018=60..80`, `2018=60..` or `2018=..80`.
    private static func bound(_ text: String) throws -> UpgradeRules.HomesInYear {
      guard let match = text.wholeMatch(of: /(\d{4})=(\d{1,6})?\.\.(\d{1,6})?/), let year = Int(match.1),
        match.2 != nil || match.3 != nil
      else { throw Failure(.usage, "--homes: '\(text)' is no bound, as 2018=60.., 2018=..80 or 2018=60..80") }
      return UpgradeRules.HomesInYear(
        year: year, atLeast: match.2.flatMap { Int($0) }, atMost: match.3.flatMap { Int($0) })
    }

    /// A budget as `2018 provincial welfare-lottery=3400000`.
    private static func budget(_ text: String) throws -> UpgradeRules.Budget {
      guard let match = text.wholeMatch(of: /(\d{4}) +([^=]+)=(.+)/), let year = Int(match.1),
        let source = FundingSource(match.2), let amount = Money(yuan: match.3), amount >= .zero
      else {
        throw Failure(
          .usage, "--budget: '\(text)' is no budget, as '2018 provincial welfare-lottery=3400000'")
      }
      return UpgradeRules.Budget(year: year, source: source, amount: amount)
    }
  }
}
