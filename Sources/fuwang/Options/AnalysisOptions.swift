public import ArgumentParser
import Foundation
public import RegistryFiles
public import ServiceNetwork

/// The options of the analyses that judge villages.
struct AnalysisOptions: ParsableArguments {
  @OptionGroup var question: QuestionOptions
  @OptionGroup var scenario: ScenarioOption
  @OptionGroup var costs: CostOptions

  @Option(help: "The form of the answer.")
  var format: ReportFormat = .table

  /// The question for some services.
  func parameters(services: [String]) -> QuestionParameters {
    var parameters = question.parameters(services: services)
    parameters.scenario = scenario.name
    return parameters
  }

  /// The question for some services, on the map.
  func parameters(services: [String], _ map: MapOptions) -> QuestionParameters {
    var parameters = parameters(services: services)
    map.complete(&parameters)
    return parameters
  }
}

/// The options that limit a question to a part of the map, or suppose what is not there.
struct MapOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What if there were one more: a place, as 114.02,32.98, or with its division as 114.02,32.98,411726103201; may be repeated.",
      valueName: "lon,lat"))
  var open: [String] = []

  @Option(
    help: ArgumentHelp("Only villages in a circle, as 114.02,32.98,3km.", valueName: "lon,lat,radius"))
  var circle: String?

  @Option(
    help: ArgumentHelp(
      "Only villages in a polygon, as '114,32.9 114.2,32.9 114.1,33.1'.", valueName: "corners"))
  var polygon: String?

  /// Adds what they say to a question.
  func complete(_ parameters: inout QuestionParameters) {
    parameters.open = open
    parameters.circle = circle
    parameters.polygon = polygon
  }
}

/// The options that say what an analysis is asked.
struct QuestionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Instead of the service's own rule: own-village, own-township, 'within 3km', joined by 'or'."))
  var rule: String?

  @Option(help: ArgumentHelp("Short for a rule 'within D': 3km, 3000m; 15min with a mode.", valueName: "d"))
  var within: String?

  @Option(
    help: ArgumentHelp(
      "What distances are measured by: straight, detour:1.3, road, or a mode: walk, ebike, drive."))
  var measure: String?

  @Option(
    help: ArgumentHelp(
      "A division whose subtree is looked at; facilities outside it serve, too.", valueName: "code"))
  var area: String?

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("The day, as 2020-12-31 (default: today).", valueName: "date"))
  var asOf: String?

  @Option(
    help: ArgumentHelp("The demand group that is counted (default: the service's).", valueName: "group"))
  var demand: String?

  /// The question for some services.
  func parameters(services: [String]) -> QuestionParameters {
    var parameters = QuestionParameters()
    parameters.services = services
    parameters.rule = rule
    parameters.within = within
    parameters.measure = measure
    parameters.area = area
    parameters.asOf = asOf
    parameters.demand = demand
    return parameters
  }
}

/// The option that says what is to have happened.
struct ScenarioOption: ParsableArguments {
  @Option(
    name: .customLong("scenario"),
    help: ArgumentHelp(
      "A scenario that is to have happened; 'fuwang scenario list' tells them (default: the registry as it is).",
      valueName: "name"))
  var name: String?
}

extension ReportFormat: ExpressibleByArgument {}
extension AreaLevel: ExpressibleByArgument {}
extension PlaceType: ExpressibleByArgument {}
extension RegistryTable: ExpressibleByArgument {}
extension QualityRule: ExpressibleByArgument {}
extension CodeSystem: ExpressibleByArgument {}
extension Role: ExpressibleByArgument {}
extension Normalisation: ExpressibleByArgument {}

extension CalendarDate {
  /// The day that this machine's clock shows.
  static var today: CalendarDate { CalendarDate(Date(), in: .current) }
}
