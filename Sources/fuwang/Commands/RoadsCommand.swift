import ArgumentParser
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang roads`.
struct RoadsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roads",
    abstract: "What the road network is like, and which villages and facilities lie far from it.",
    discussion: "Every import of roads says the same. Facilities that are closed are left out.")

  @Option(
    name: .customLong("farther-than"),
    help: ArgumentHelp(
      "How far from every road a place is that is named: 500m, 2km (default: 2km, from where on a place joins no road).",
      valueName: "d"))
  var fartherThan: String?

  @Option(help: ArgumentHelp("How many of the places a table names.", valueName: "n"))
  var limit = 10

  @Option(help: "The form of the answer; csv lists the places, geojson shows them.")
  var format: ReportFormat = .table

  @OptionGroup var registry: ReadOptions

  func validate() throws {
    if limit < 0 { throw ValidationError("--limit: not below 0") }
    _ = try distance
  }

  func run() throws {
    let snapshot = try registry.open().snapshot { _ in RoadSurvey.scope }
    let survey = try RoadSurvey(snapshot, fartherThan: distance, today: .today)
    try ReportWriter(format, to: Console.write).write(survey, shown: limit)
  }

  private var distance: Meters {
    get throws {
      guard let fartherThan else { return RoadGraph.defaultTolerance }
      guard let length = try? Meters(text: fartherThan) else {
        throw ValidationError("--farther-than: '\(fartherThan)' is no length, as 500m or 2km")
      }
      return length
    }
  }
}
