import ArgumentParser
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang unserved`.
struct UnservedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unserved",
    abstract: "Which villages are not served, and why; those with the most persons first.",
    discussion: """
      Each village comes with the nearest that serves and how far it is, and the nearest that would do if it \
      served. Villages without coordinates, of which it cannot be told, are listed with the reason no-location.
      """)

  @Option(help: ArgumentHelp("The service (default: the registry's first).", valueName: "name"))
  var service: String?

  @Option(help: ArgumentHelp("How many villages at the most (default: all).", valueName: "n"))
  var limit: Int?

  @OptionGroup var analysis: AnalysisOptions
  @OptionGroup var registry: RegistryOption

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit: at least 1") }
  }

  func run() throws {
    let registry = try registry.open()
    let name = try service ?? registry.catalogue().services.first?.name
    if service == nil, let name {
      Console.error("Service \(name), the registry's first; --service chooses another.")
    }
    let parameters = analysis.parameters(services: name.map { [$0] } ?? [])
    let report = try Answers(registry: registry, parameters: parameters).unserved()
    try ReportWriter(analysis.format, to: Console.write).write(report, limit: limit)
  }
}
