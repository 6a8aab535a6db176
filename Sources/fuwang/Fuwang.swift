import ArgumentParser
import RegistryAPI

/// The program: commands parse, call the library and print.
@main
struct Fuwang: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fuwang",
    abstract: "A registry of welfare facilities, and of the villages that they serve.",
    discussion: """
      A registry is one SpatiaLite file: --registry, else $FUWANG_REGISTRY, else fuwang.sqlite in the working \
      folder. Data goes to standard output, everything else to standard error. Exit codes are those of \
      sysexits.h: 64 wrong usage, 65 wrong data (nothing was changed), 66 no such input, 69 something is \
      missing, 70 a fault of the program, 73 and 74 files, 75 try again later.

      Start with 'fuwang demo'.
      """,
    version: RegistryServer.version,
    subcommands: [
      InitCommand.self, DemoCommand.self, ImportCommand.self, ImportsCommand.self, SuccessionsCommand.self,
      ProfilesCommand.self,
      ExportCommand.self, TemplateCommand.self,
      HistoryCommand.self, UndoCommand.self, TokenCommand.self, SettingsCommand.self,
      ProposalsCommand.self, BackupCommand.self, RestoreCommand.self,
      CheckCommand.self, RoadsCommand.self, DuplicatesCommand.self,
      MergeCommand.self,
      NotDuplicatesCommand.self,
      CoverageCommand.self, UnservedCommand.self, MapCommand.self, ReportCommand.self, DetoursCommand.self,
      NearestCommand.self, FindCommand.self,
      AreaCommand.self,
      AccessibilityCommand.self, CapacityCommand.self, ScenarioCommand.self, PlanCommand.self,
      TargetsCommand.self,
      FundsCommand.self, ScorecardCommand.self, CompareListsCommand.self,
      ServeCommand.self,
    ])

  @OptionGroup var registry: RegistryOption

  static func main() async {
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      Failure(error).exit()
    }
  }
}
