import ArgumentParser
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang nearest`.
struct NearestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nearest",
    abstract: "The service points nearest to a place that serve on a day.")

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("A place, longitude first, in degrees: 114.02,32.98.", valueName: "lon,lat"))
  var near: String?

  @Option(
    help: ArgumentHelp("Instead of a place, a village (or another division) by its code.", valueName: "code"))
  var village: String?

  @Option(help: ArgumentHelp("The service (default: every kind of facility).", valueName: "name"))
  var service: String?

  @Option(
    help: ArgumentHelp(
      "What distances are measured by: straight, detour:1.3, road, or a mode: walk, ebike, drive."))
  var measure: String?

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("The day, as 2020-12-31 (default: today).", valueName: "date"))
  var asOf: String?

  @Option(help: ArgumentHelp("How many at the most (default: 10).", valueName: "n"))
  var limit: String?

  @OptionGroup var scenario: ScenarioOption

  @Option(help: "The form of the answer.")
  var format: ReportFormat = .table

  @OptionGroup var costs: CostOptions
  @OptionGroup var registry: ReadOptions

  func run() async throws {
    var parameters = NearestParameters()
    parameters.near = near
    parameters.village = village
    parameters.service = service
    parameters.measure = measure
    parameters.asOf = asOf
    parameters.limit = limit
    parameters.scenario = scenario.name
    parameters.takesCosts = costs.areGiven
    let snapshot = try await costs.adding(to: registry.open().snapshot(parameters.scope))
    try Console.report(format).write(try parameters.report(in: snapshot, today: .today))
  }
}
