import ArgumentParser
import Foundation
import RegistryFiles
import ServiceNetwork

/// The command `fuwang compare-lists`.
struct CompareListsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare-lists",
    abstract:
      "Set two lists of persons side by side: who is on both, on one alone, has moved, or is doubtful.",
    discussion: """
      No person enters the registry. Lists are CSV files, which are read where they are. What is found goes into files \
      beside the first list, which their owner alone may read: PREFIX.both.csv, .only-first.csv, .only-second.csv, \
      .moved.csv, .doubtful.csv; standard output has counts alone. Doubtful are numbers whose check character fails, \
      numbers on several lines, and persons whom the other list has under the same name and date of birth and another \
      number.
      """)

  @Argument(help: "The first list, as that of the minimum living allowance.")
  var first: String

  @Argument(help: "The second list, as that of the registered poor.")
  var second: String

  @Option(help: ArgumentHelp("The column of the number, as 身份证号.", valueName: "heading"))
  var key: String

  @Option(help: ArgumentHelp("The column of the name (default: 姓名, name).", valueName: "heading"))
  var name: String?

  @Option(
    help: ArgumentHelp("The column of the village (default: 村代码, 区划代码, 村, village).", valueName: "heading"))
  var village: String?

  @Option(help: ArgumentHelp("The encoding of both (default: what their bytes tell).", valueName: "name"))
  var encoding: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "How the files that are written begin (default: beside the first list).", valueName: "prefix"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Write PREFIX.demand.csv, too: counts by village of the first and the second list as these two groups.",
      valueName: "group,group"))
  var demand: String?

  @Option(
    help: ArgumentHelp(
      "Write PREFIX.observations.csv, too: how many are on one list alone, as an observation of this indicator.",
      valueName: "indicator"))
  var observation: String?

  @Option(help: ArgumentHelp("The division that the observation is of.", valueName: "code"))
  var area: String?

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("The day of the lists (default: today).", valueName: "date"))
  var asOf: String?

  @Option(help: "The form of the counts.")
  var format: ReportFormat = .table

  func validate() throws {
    if let asOf, CalendarDate(iso8601: asOf) == nil {
      throw ValidationError("--as-of: '\(asOf)' is no date; write it as 2020-12-31")
    }
    if let demand, demand.split(separator: ",").count != 2 {
      throw ValidationError("--demand: two groups, as minimum-living-allowance,registered-poor")
    }
    if observation != nil, area == nil {
      throw ValidationError("--observation needs --area, the division it is of")
    }
  }

  func run() async throws {
    let columns = PersonSheet.Columns(key: key, name: name, village: village)
    let comparison = PersonListComparison(
      try await persons(first, columns), try await persons(second, columns))
    try writeFiles(comparison)
    try Console.report(format).write(comparison)
  }

  private func persons(_ path: String, _ columns: PersonSheet.Columns) async throws -> [ListedPerson] {
    guard FileManager.default.fileExists(atPath: path) else {
      throw Failure(.noInput, "there is no file \(path)")
    }
    do {
      return try await PersonSheet.persons(at: path, named: path, columns, encoding: encoding)
    } catch let error as TableFileError {
      throw Failure(.badData, "\(path): \(error.wording.en)")
    }
  }

  private func writeFiles(_ comparison: PersonListComparison) throws {
    let prefix = output ?? Self.prefix(first, second)
    let day = asOf ?? CalendarDate.today.description
    var files = comparison.sheets
    if let demand {
      files.append(comparison.demandSheet(demand.split(separator: ",").map(String.init), asOf: day))
    }
    if let observation, let area {
      files.append(comparison.observationSheet(observation, division: area, date: day))
    }
    // Drafts of all are made before any takes its place.
    var replacements: [FileReplacement] = []
    for file in files {
      let replacement = try FileReplacement("\(prefix).\(file.name).csv", isPrivate: true)
      try replacement.write(Array(file.text.utf8))
      replacements.append(replacement)
    }
    for replacement in replacements { try replacement.commit() }
    Console.error("written: \(files.map { "\(prefix).\($0.name).csv" }.joined(separator: ", "))")
  }

  /// `folder/A-B` of `folder/A.csv` and `elsewhere/B.csv`.
  private static func prefix(_ first: String, _ second: String) -> String {
    let one = URL(filePath: first).deletingPathExtension()
    return one.relativePath + "-" + URL(filePath: second).deletingPathExtension().lastPathComponent
  }
}
