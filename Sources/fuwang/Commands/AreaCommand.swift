import ArgumentParser
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang area`.
struct AreaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "area",
    abstract: "Service areas: what lies within a distance or a time, as polygons.",
    discussion: """
      Each --facility and each --point has an area of its own; --service has one of all that serve on the day \
      together, within the service's own distance unless --within gives another. Along roads an area is what is \
      reached on them, and the walk off them with what is left, at the most 2 km. Villages and persons are \
      counted as in coverage, not by the outline.
      """)

  @Option(
    name: .customLong("facility"),
    help: ArgumentHelp("A facility, whatever its status; may be repeated.", valueName: "id"))
  var facilities: [String] = []

  @Option(
    name: .customLong("point"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "What if there were one: a place, longitude first, in degrees; may be repeated.", valueName: "lon,lat"))
  var points: [String] = []

  @Option(
    help: ArgumentHelp("Instead of those, all that serve for a service, as one area.", valueName: "name"))
  var service: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("A distance or a time: 5km, 30min by ebike.", valueName: "d"))
  var within: [String] = []

  @Option(
    help: ArgumentHelp(
      "What it is measured by: straight, detour:1.3, road, or a mode: walk, ebike, drive."))
  var measure: String?

  @Option(help: ArgumentHelp("Travel to the facility, or from it (default: to).", valueName: "to|from"))
  var direction: String?

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("The day, as 2020-12-31 (default: today).", valueName: "date"))
  var asOf: String?

  @Option(
    help: ArgumentHelp(
      "The demand group that is counted (default: the service's, else population).", valueName: "group"))
  var demand: String?

  @Option(
    help: ArgumentHelp(
      "How far an outline may be off; more makes fewer points (default: 10m).", valueName: "d"))
  var tolerance: String?

  @OptionGroup var scenario: ScenarioOption

  @Option(help: "The form of the answer.")
  var format: ReportFormat = .geojson

  @OptionGroup var registry: ReadOptions

  func run() throws {
    let store = try registry.open()
    let parameters = self.parameters
    let snapshot = try store.snapshot { try parameters.scope(in: $0) }
    let question = try parameters.question(in: snapshot.catalogue, today: .today)
    let areas = try ServiceArea.areas(of: question, in: snapshot).map { area in
      (area: area, outline: try store.union(of: area.pieces, simplifiedBy: area.simplification))
    }
    try Console.report(format).write(AreaReport(question, areas, in: snapshot))
  }

  private var parameters: AreaParameters {
    var parameters = AreaParameters()
    parameters.facilities = facilities
    parameters.points = points
    parameters.service = service
    parameters.within = within.isEmpty ? nil : within.joined(separator: " ")
    parameters.measure = measure
    parameters.direction = direction
    parameters.asOf = asOf
    parameters.demand = demand
    parameters.tolerance = tolerance
    parameters.scenario = scenario.name
    return parameters
  }
}
