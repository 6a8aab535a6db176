import ArgumentParser
import Foundation
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang history`.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Who changed what: the last acts, or all that became of one record.",
    discussion: "An act is what somebody did at one time, as an import; 'fuwang undo ACT' takes it back.")

  @Argument(
    help: ArgumentHelp(
      "An id of a facility, post, target, fund or works, a division's code, the name of a kind, service or indicator (default: the acts).",
      valueName: "id"))
  var id: String?

  @Option(help: ArgumentHelp("How many acts at the most.", valueName: "n"))
  var limit = 20

  @Option(help: "The form of the answer.")
  var format: ImportsCommand.Format = .table

  @OptionGroup var registry: RegistryOption

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit: at least 1") }
  }

  func run() throws {
    let store = try registry.open()
    let writer = ReportWriter(format.report, to: Console.write)
    guard let id else { return try writer.write(try store.acts(limit: limit)) }
    let found = try store.history(of: id)
    guard !found.isEmpty else {
      throw Failure(.noInput, "nothing in the registry bears the id, code or name '\(id)'")
    }
    let changed = found.filter { !$0.changes.isEmpty }
    if changed.isEmpty { Console.error("'\(id)' is as it was when the registry began to keep a journal.") }
    try writer.write(changed, id: id)
  }
}

/// The command `fuwang undo`.
struct UndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take an act back, as a new act: every row that it touched becomes what it was.",
    discussion:
      "Refused where a later act changed the same, or what the act added is in use; 'fuwang history' lists them."
  )

  @Argument(help: ArgumentHelp("The number of the act.", valueName: "act"))
  var act: Int

  @Flag(help: "Say how many rows would become what they were, and change nothing.")
  var dryRun = false

  @OptionGroup var registry: RegistryOption

  func run() throws {
    let count = try registry.open().undo(act, author: .here, date: Date(), isDryRun: dryRun)
    let verb = dryRun ? "would be" : count == 1 ? "is" : "are"
    Console.error("\(count.counted("row")) \(verb) as before act \(act).")
  }
}
