import ArgumentParser
import RegistryFiles
import RegistryStore

/// The command `fuwang imports`.
struct ImportsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "imports",
    abstract: "Which files the registry took in, when, and what they brought; the last one first.")

  /// The forms of a list: an import has no place, and so no GeoJSON.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, csv, json

    /// The form of the report.
    var report: ReportFormat {
      switch self {
      case .table: .table
      case .csv: .csv
      case .json: .json
      }
    }
  }

  @Option(help: "The form of the answer.")
  var format: Format = .table

  @OptionGroup var registry: RegistryOption

  func run() throws {
    try ReportWriter(format.report, to: Console.write).write(try registry.open().imports())
  }
}
