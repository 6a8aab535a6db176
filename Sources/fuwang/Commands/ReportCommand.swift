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

  @Option(help: "The language of all words but names: zh or en.")
  var lang: DocumentLanguage = .zh

  @Option(name: .shortAndLong, help: ArgumentHelp("The file: .html.", valueName: "file"))
  var output: String

  @OptionGroup var registry: ReadOptions

  func validate() throws {
    guard !output.lowercased().hasSuffix(".html") else { return }
    throw ValidationError("--output: '\(output)' must end in .html")
  }

  func run() async throws {
    let store = try registry.open()
    var parameters = QuestionParameters()
    parameters.area = area
    parameters.asOf = asOf
    let records = try await store.reportRecords(try CheckScope(area: area, asOf: asOf)) {
      [parameters] in try parameters.scope(in: $0)
    }
    let contents = try PrintedReport.Contents(records, parameters, today: .today, tellsMoney: true)
    let target = try FileReplacement(output)
    try PrintedReport(lang, to: target.write).write(contents)
    try target.commit()
  }
}
