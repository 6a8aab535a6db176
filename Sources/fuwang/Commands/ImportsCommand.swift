import ArgumentParser
import RegistryFiles
import RegistryStore

/// The command `fuwang imports`.
struct ImportsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "imports",
    abstract: "Which files the registry took in, when, and what they brought; the last one first.")

  @Option(help: "The form of the answer: table, csv or json.")
  var format: ReportFormat = .table

  @OptionGroup var registry: RegistryOption

  func validate() throws {
    if format == .geojson { throw ValidationError("--format: an import has no place; table, csv or json") }
  }

  func run() throws {
    try ReportWriter(format, to: Console.write).write(try registry.open().imports())
  }
}
