import ArgumentParser
import Foundation
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The options that make an import of divisions a new edition of all of them.
struct EditionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The day from which a list of divisions holds, as 2023-06-30: it is compared with those that stand.",
      valueName: "date"))
  var edition: String?

  @Option(
    help: ArgumentHelp(
      "Whose codes they are: mca (民政部), nbs (国家统计局) or other.", valueName: "system"))
  var system: CodeSystem?

  @Flag(help: "Take what the comparison found: until then it is only shown.")
  var accept = false

  @Option(
    help: ArgumentHelp(
      "What became of divisions that the lists do not settle: the table of --undecided, filled in.",
      valueName: "file"))
  var successions: String?

  @Option(
    help: ArgumentHelp(
      "Write the divisions that the lists do not settle to a table to be filled in: .csv or .xlsx.",
      valueName: "file"))
  var undecided: String?

  func validate() throws {
    guard edition != nil else {
      if system != nil || accept || successions != nil || undecided != nil {
        throw ValidationError("--system, --accept, --successions and --undecided go with --edition")
      }
      return
    }
    guard system != nil else {
      throw ValidationError("--edition needs --system: mca, nbs or other; their codes mean different places")
    }
    _ = try asOf()
    if let undecided, ![".csv", ".xlsx"].contains(where: undecided.lowercased().hasSuffix) {
      throw ValidationError("--undecided: '\(undecided)' must end in .csv or .xlsx")
    }
  }

  /// The edition that the options describe; `nil` where they describe none.
  func editionImport() async throws -> EditionImport? {
    guard let asOf = try asOf(), let system else { return nil }
    return EditionImport(
      edition: Edition(system: system, asOf: asOf), decisions: try await decisions(), isAccepted: accept)
  }

  private func asOf() throws -> CalendarDate? {
    guard let edition else { return nil }
    guard let date = CalendarDate(iso8601: edition) else {
      throw ValidationError("--edition: '\(edition)' is no date, as 2023-06-30")
    }
    return date
  }

  private func decisions() async throws -> [EditionDecision] {
    guard let successions else { return [] }
    let source = try await SourceFile(path: successions, name: successions)
    var problems: [RowProblem] = []
    let decisions = try SuccessionSheet.decisions(in: source.file, named: successions) { problems.append($0) }
    guard problems.isEmpty else {
      problems.forEach { Console.error($0.description) }
      throw Failure(.badData, "\(problems.count.counted("error")) in \(successions); nothing was changed")
    }
    return decisions
  }
}
