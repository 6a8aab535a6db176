import ArgumentParser
import Foundation
import RegistryAPI
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang token`.
struct TokenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token",
    abstract: "Who may see and do what over HTTP.",
    discussion: """
      volunteer sees how to reach facilities; township-editor and county-editor also names and telephones within their \
      division, and write there; city-editor everywhere; administrator also tokens and settings. Without a token the server \
      shows what is public.
      """,
    subcommands: [Create.self, List.self, Revoke.self, Reads.self])

  /// `fuwang token create`.
  struct Create: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Make a token, and print it this once: the registry keeps nothing that could be turned into it.")

    @Option(help: "What it allows.")
    var role: Role

    @Option(
      help: ArgumentHelp(
        "The division within which an editor works: a county for a county-editor, a township for a township-editor.",
        valueName: "code"))
    var division: String?

    @Option(help: ArgumentHelp("Whose it is, as the history will say it.", valueName: "text"))
    var name: String

    @Option(help: ArgumentHelp("For how long it is good, as 90d or 12h, or never.", valueName: "time"))
    var expires = "90d"

    @OptionGroup var registry: RegistryOption

    func validate() throws {
      guard role != .public else { throw ValidationError("--role: what is public needs no token") }
      guard role.isOfDivision == (division != nil) else {
        throw ValidationError(
          role.isOfDivision
            ? "--division: a \(role.rawValue) needs one" : "--division: a \(role.rawValue) is for everywhere")
      }
      guard !name.trimmingWhitespace().isEmpty, name.count <= 100 else {
        throw ValidationError("--name: from 1 to 100 characters")
      }
      _ = try lifetime()
    }

    func run() throws {
      let token = BearerToken.random()
      let now = Date()
      let code = try division.map { text in
        do throws(DivisionCodeError) {
          return try DivisionCode(text)
        } catch {
          throw Failure(.usage, "--division: \(error.wording.en)")
        }
      }
      let description = AccessToken(
        name: name.trimmingWhitespace(), role: role, division: code, createdAt: now,
        expiresAt: try lifetime().map { now.addingTimeInterval($0) })
      try registry.open().add(description, digest: token.digest)
      try Console.print(token.text)
      Console.error(
        "Keep it: it is not shown again. Requests bear it as 'Authorization: Bearer \(token.text.prefix(6))…'."
      )
    }

    /// Seconds; `nil` for ever.
    private func lifetime() throws -> Double? {
      if expires == "never" { return nil }
      let units: [Character: Double] = ["h": 3600, "d": 86_400]
      guard let unit = expires.last.flatMap({ units[$0] }), let count = Int(expires.dropLast()),
        (1...100_000).contains(count)
      else { throw ValidationError("--expires: '\(expires)' is no time, as 90d, 12h or never") }
      return Double(count) * unit
    }
  }

  /// `fuwang token list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Which tokens there are, in the order in which they were made.")

    @Option(help: "The form of the answer.")
    var format: ImportsCommand.Format = .table

    @OptionGroup var registry: RegistryOption

    func run() throws {
      try ReportWriter(format.report, to: Console.write).write(try registry.open().tokens(), at: Date())
    }
  }

  /// `fuwang token reads`.
  struct Reads: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Who was shown persons' names and telephones, the last time first.")

    @Argument(help: ArgumentHelp("Only the bearer of this token.", valueName: "name"))
    var name: String?

    @Option(help: ArgumentHelp("How many at the most.", valueName: "n"))
    var limit = 100

    @Option(help: "The form of the answer.")
    var format: ImportsCommand.Format = .table

    @OptionGroup var registry: RegistryOption

    func validate() throws {
      if limit < 1 { throw ValidationError("--limit: at least 1") }
    }

    func run() throws {
      try ReportWriter(format.report, to: Console.write)
        .write(try registry.open().personalReads(by: name, limit: limit))
    }
  }

  /// `fuwang token revoke`.
  struct Revoke: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Take a token back, from this moment on.")

    @Argument(help: ArgumentHelp("Whose it is.", valueName: "name"))
    var name: String

    @OptionGroup var registry: RegistryOption

    func run() throws {
      try registry.open().revokeToken(named: name, date: Date())
      Console.error("The token '\(name)' opens nothing any more.")
    }
  }
}
