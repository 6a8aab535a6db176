import ArgumentParser
import ServiceNetwork

/// The options that say where the roads of a line layer meet.
struct JunctionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How far from each other ends of lines may lie that are one junction, and from a line that they end on: 0m to "
        + "100m (default: 1m, less than two lanes are apart).", valueName: "d"))
  var tolerance: String?

  @Flag(help: "Let lines that cross without a common point meet there; else one passes over the other.")
  var splitCrossings = false

  func validate() throws { _ = try rules }

  /// The first of the options that was given; `nil` where none was.
  var given: String? { tolerance != nil ? "--tolerance" : splitCrossings ? "--split-crossings" : nil }

  /// When lines meet.
  var rules: RoadJunctions.Rules {
    get throws {
      var rules = RoadJunctions.Rules(splitsCrossings: splitCrossings)
      guard let tolerance else { return rules }
      guard let length = try? Meters(text: tolerance), RoadJunctions.Rules.tolerances.contains(length.value)
      else { throw ValidationError("--tolerance: '\(tolerance)' is no length from 0m to 100m, as 2m") }
      rules.tolerance = length
      return rules
    }
  }
}
