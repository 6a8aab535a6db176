import ArgumentParser
import Foundation
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang scorecard`.
struct ScorecardCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scorecard",
    abstract: "Counties side by side: coverage, targets, works in time, money used, data quality.",
    discussion: """
      Each metric is a share; --normalisation says how it becomes points: 'share' (a hundred times it), 'min-max' (from \
      the least to the greatest) or 'rank'. Places go by the mean of the points by weight; equal ones share a place. \
      --weight METRIC=W gives a metric another weight than the registry's own, 'fuwang settings \
      "scorecard-weights=targets=2"', or 1; 0 leaves it out of the mean; metrics are 'coverage \
      SERVICE', targets, works-in-time, money-used and data-quality.
      """)

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("The day, as 2018-12-31 (default: today).", valueName: "date"))
  var asOf: String?

  @Option(help: "The level of the divisions.")
  var by: AreaLevel = .county

  @Option(help: "How shares become points.")
  var normalisation: Normalisation = .share

  @Option(
    name: .customLong("weight"),
    help: ArgumentHelp("A metric's weight; may be repeated.", valueName: "metric=w"))
  var weights: [String] = []

  @Option(help: ArgumentHelp("Show how each number of a division comes about.", valueName: "code"))
  var explain: String?

  @OptionGroup var answer: AnswerOptions

  @OptionGroup var registry: ReadOptions

  func run() async throws {
    let store = try registry.open()
    let day = try TargetParameters(asOf: asOf).day(today: .today)
    let scorecard = try await store.scorecard(
      asOf: day, by: by.level, weights: weights, normalisation: normalisation)
    let explained = try explain.map(scorecard.line)?.code
    try await answer.write(named: "scorecard") { try $0.write(scorecard, explaining: explained) }
  }
}
