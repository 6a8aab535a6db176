import ArgumentParser
import Foundation
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang proposals`.
struct ProposalsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "proposals",
    abstract: "What waits for approval: list, look, approve, reject.",
    discussion: "Writes over HTTP wait where 'fuwang settings' says whose.",
    subcommands: [List.self, Show.self, Approve.self, Reject.self], defaultSubcommand: List.self)

  /// `fuwang proposals list`.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "The proposals, the last one first.")

    @Option(help: "Only those of this state: waiting, approved, rejected or all.")
    var state = Proposal.State.waiting.rawValue

    @Option(help: ArgumentHelp("How many at the most.", valueName: "n"))
    var limit = 100

    @Option(help: "The form of the answer.")
    var format: ImportsCommand.Format = .table

    @OptionGroup var registry: RegistryOption

    func validate() throws {
      guard state == "all" || Proposal.State(rawValue: state) != nil else {
        throw ValidationError("--state: waiting, approved, rejected or all")
      }
      if limit < 1 { throw ValidationError("--limit: at least 1") }
    }

    func run() async throws {
      let proposals = try await registry.open().proposals(
        for: .here, state: Proposal.State(rawValue: state), limit: limit)
      try ReportWriter(format.report, to: Console.write).write(proposals)
    }
  }

  /// `fuwang proposals show`.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "What a proposal would change.")

    @Argument(help: ArgumentHelp("Its number.", valueName: "id"))
    var id: Int

    @Option(help: "The form of the answer.")
    var format: ImportsCommand.Format = .table

    @OptionGroup var registry: RegistryOption

    func run() async throws {
      guard let proposal = try await registry.open().proposal(id, for: .here) else {
        throw ProposalError.notFound(id)
      }
      try ReportWriter(format.report, to: Console.write).write(fieldsOf: proposal)
    }
  }

  /// `fuwang proposals approve`.
  struct Approve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Do what a proposal is about, in its author's name.")

    @Argument(help: ArgumentHelp("Its number.", valueName: "id"))
    var id: Int

    @OptionGroup var registry: RegistryOption

    func run() async throws {
      let record = try await registry.open().approve(
        id, by: .here, request: "command", date: Date(), today: .today
      ) {
        try FeatureDraft.row($0, of: $1, catalogue: $2)
      }
      Console.error("Proposal \(id) is done: '\(record)' is as it says.")
    }
  }

  /// `fuwang proposals reject`.
  struct Reject: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say no to a proposal.")

    @Argument(help: ArgumentHelp("Its number.", valueName: "id"))
    var id: Int

    @Option(help: ArgumentHelp("Why; its author reads it.", valueName: "text"))
    var reason: String

    @OptionGroup var registry: RegistryOption

    func validate() throws {
      guard !reason.trimmingWhitespace().isEmpty, reason.count <= FeatureDraft.longestText else {
        throw ValidationError("--reason: from 1 to \(FeatureDraft.longestText) characters")
      }
    }

    func run() async throws {
      try await registry.open().reject(id, by: .here, reason: reason.trimmingWhitespace(), date: Date())
      Console.error("Proposal \(id) is rejected.")
    }
  }
}

extension Caller {
  /// The account of the machine under which the command runs: whoever may write to the file may do everything.
  fileprivate static var here: Caller { Caller(name: Author.here.name, role: .administrator) }
}
