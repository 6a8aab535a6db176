import ArgumentParser
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang successions`.
struct SuccessionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "successions",
    abstract: "What became of divisions in the editions that were accepted: old code, new code, since when.")

  @Option(help: ArgumentHelp("Only those that lead from or to this code.", valueName: "code"))
  var code: String?

  @Option(help: "The form of the answer.")
  var format: ImportsCommand.Format = .table

  @OptionGroup var registry: RegistryOption

  func run() throws {
    let code = try code.map { text in
      do throws(DivisionCodeError) {
        return try DivisionCode(text)
      } catch {
        throw Failure(.usage, "--code: \(error)")
      }
    }
    try ReportWriter(format.report, to: Console.write).write(try registry.open().successions(of: code))
  }
}
