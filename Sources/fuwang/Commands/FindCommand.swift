import ArgumentParser
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang find`.
struct FindCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: "Divisions and facilities by their names, also by pinyin.",
    discussion: """
      刘店村 is found by its name or a part of it, by its pinyin, its initials, or some of each: 刘店, liudian, ld, liud, \
      'l dian', 刘d; every reading of a character counts, ü is typed v or u. What is written so comes first, then pinyin from \
      the first character on, then from a later one; among equals the wider division, then the lesser code. Facilities of \
      any status are found.
      """)

  @Argument(help: ArgumentHelp("A name or its pinyin, or a part of it.", valueName: "text"))
  var text: [String]

  @Option(
    help: ArgumentHelp(
      "How many at the most, up to \(FindParameters.limits.upperBound).", valueName: "n"))
  var limit = FindParameters.standardLimit

  @Option(help: ArgumentHelp("A division in whose subtree they are.", valueName: "code"))
  var area: String?

  @Option(help: "What is looked for (default: everything).")
  var type: PlaceType?

  @Option(help: "The form of the answer.")
  var format: ReportFormat = .table

  @OptionGroup var registry: ReadOptions

  func validate() throws {
    let limits = FindParameters.limits
    guard limits.contains(limit) else {
      throw ValidationError("--limit: from \(limits.lowerBound) to \(limits.upperBound)")
    }
    do throws(NameQueryError) {
      _ = try NameQuery(query, in: .standard)
    } catch {
      throw ValidationError(error.description)
    }
  }

  func run() throws {
    var parameters = FindParameters()
    parameters.text = query
    parameters.limit = limit
    parameters.area = area
    parameters.type = type
    let snapshot = try registry.open().snapshot(parameters.scope)
    try Console.report(format).write(parameters.report(in: snapshot, readings: .standard))
  }

  private var query: String { text.joined(separator: " ") }
}
