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
    let services = try Answers(registry: store, parameters: parameters).coverageOfParts()
    let targets = TargetParameters(asOf: asOf, area: area)
    let plan = try await store.plan()
    let day = try targets.day(today: .today)
    let scope = try CheckScope(area: area, asOf: day.description)

    let target = try FileReplacement(output)
    let report = PrintedReport(lang, to: target.write)
    try report.begin(area: services.first?.analysis.areaName, asOf: day, services)
    let boundaries = try services.first.map { try store.boundaries(of: $0.level) } ?? [:]
    for coverage in services {
      try report.write(coverage, UnservedReport(coverage.analysis), boundaries: boundaries)
    }
    try report.write(targets.report(of: plan, today: .today))
    let homes = try scope.area.map { try plan.limited(toHomesIn: $0) } ?? plan
    try report.write(FundReport(homes, asOf: day), isOfArea: area != nil)
    try report.writeFindings { body in try store.check(scope, body) }
    try report.writeMethod(asOf: day, Provenance(of: services.map(\.analysis)))
    try target.commit()
  }
}
