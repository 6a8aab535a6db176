import ArgumentParser
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang report`.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "A report for printing: figures, maps, lists and sources in one HTML file of A4 pages.",
    discussion: """
      For each service of the registry: who is served, a map, shares by county (by township, for a county or less), and \
      every village that is not served, with the reason and the nearest. Then targets, works and money of nursing homes, \
      data quality, and how the figures come about. A browser prints it, or saves it as PDF.
      """)

  @Option(help: ArgumentHelp("A division whose subtree it is about (default: all).", valueName: "code"))
  var area: String?

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("The day, as 2020-12-31 (default: today).", valueName: "date"))
  var asOf: String?

  @Option(
    name: .customLong("service"),
    help: ArgumentHelp("One of the registry's services; may be repeated (default: all).", valueName: "name"))
  var services: [String] = []

  @Option(
    help: ArgumentHelp(
      "How many unserved villages of each are listed at the most (default: all).", valueName: "n"))
  var limit: Int?

  @Option(help: "The language of all words but names: zh or en.")
  var lang: DocumentLanguage = .zh

  @Option(name: .shortAndLong, help: ArgumentHelp("The file: .html.", valueName: "file"))
  var output: String

  @OptionGroup var registry: ReadOptions

  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("--limit: at least 0") }
    guard !output.lowercased().hasSuffix(".html") else { return }
    throw ValidationError("--output: '\(output)' must end in .html")
  }

  func run() async throws {
    let store = try registry.open()
    var parameters = QuestionParameters()
    parameters.services = services
    parameters.area = area
    parameters.asOf = asOf
    let records = try await store.reportRecords(try CheckScope(area: area, asOf: asOf)) {
      [parameters] in try parameters.scope(in: $0)
    }
    let contents = try PrintedReport.Contents(
      records, parameters, today: .today, tellsMoney: true, limit: limit)
    let target = try FileReplacement(output)
    try PrintedReport(lang, to: target.write).write(contents)
    try target.commit()
  }
}
