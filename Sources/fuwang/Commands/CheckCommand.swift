import ArgumentParser
import Foundation
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Faults in the registry's data, by rule and severity.",
    discussion: "The same rules run after every import, and say what is new. --rules lists them.")

  @Option(
    name: .customLong("rule"),
    help: ArgumentHelp("A rule; may be repeated (default: all).", valueName: "id"))
  var rules: [QualityRule] = []

  @Flag(name: .customLong("rules"), help: "List the rules.")
  var listsRules = false

  @Option(help: ArgumentHelp("A division whose subtree is looked at.", valueName: "code"))
  var area: String?

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("The day that counts as today, as 2020-12-31.", valueName: "date"))
  var asOf: String?

  @Option(help: ArgumentHelp("How many findings of each rule a table shows.", valueName: "n"))
  var limit = 10

  @Flag(help: "Exit with 1 where there are errors.")
  var strict = false

  @Option(help: "The form of the answer.")
  var format: ReportFormat = .table

  @OptionGroup var registry: ReadOptions

  func validate() throws {
    if limit < 0 { throw ValidationError("--limit: not below 0") }
  }

  func run() throws {
    let writer = ReportWriter(format, to: Console.write)
    if listsRules { return try writer.writeRules() }
    let store = try registry.open()
    let scope = try CheckScope(rules: rules, area: area, asOf: asOf)
    let found = try writer.writeFindings(shown: limit) { body in try store.check(scope, body) }
    if strict, found.errors > 0 { throw ExitCode.failure }
  }
}
