import ArgumentParser
import Foundation
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang duplicates`.
struct DuplicatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "duplicates",
    abstract: "Pairs of facilities that may be one, the likeliest first.",
    discussion: """
      Names are compared without areas, words for the kind and marks; a score of 1 is the same name at the same place.
      """)

  @Option(help: ArgumentHelp("The only kind that is looked at (default: all).", valueName: "name"))
  var kind: String?

  @Option(help: ArgumentHelp("The greatest distance of two that may be one, metres.", valueName: "m"))
  var within = LikelyDuplicate.usualDistance.value

  @Option(help: ArgumentHelp("The least score, 0 to 1.", valueName: "score"))
  var minScore = LikelyDuplicate.usualScore

  @Option(help: "The form of the answer.")
  var format: ReportFormat = .table

  @OptionGroup var registry: RegistryOption

  func validate() throws {
    guard within > 0, within <= 100_000 else {
      throw ValidationError("--within: more than 0, at most 100000 metres")
    }
    guard (0...1).contains(minScore) else { throw ValidationError("--min-score: from 0 to 1") }
  }

  func run() throws {
    let store = try registry.open()
    if let kind {
      let kinds = try store.catalogue().kinds.filter { !$0.isPost }.map(\.name)
      guard kinds.contains(kind) else {
        throw Failure(.usage, "--kind: there is no kind '\(kind)'; one of \(kinds.joined(separator: ", "))")
      }
    }
    let pairs = try store.likelyDuplicates(kind: kind, within: Meters(within), minimum: minScore)
    try ReportWriter(format, to: Console.write).write(pairs)
  }
}

/// The command `fuwang not-duplicates`.
struct NotDuplicatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "not-duplicates",
    abstract: "Remember that two facilities are not the same.")

  @Argument(help: ArgumentHelp("An id.", valueName: "a"))
  var first: String

  @Argument(help: ArgumentHelp("Another.", valueName: "b"))
  var second: String

  @OptionGroup var registry: RegistryOption

  func run() throws {
    try registry.open().markDistinct(first, second, author: .here, date: Date())
    Console.error("\(first) and \(second) are two; they will not be listed again.")
  }
}

/// The command `fuwang merge`.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Join two facilities that are one.",
    discussion: """
      The one that stays keeps what it has and takes what it lacks from the other, whose id means the one that stays \
      from then on.
      """)

  @Argument(help: ArgumentHelp("The id that stays.", valueName: "keep"))
  var keep: String

  @Argument(help: ArgumentHelp("The id that goes.", valueName: "drop"))
  var drop: String

  @Flag(help: "Print what would become of them, and change nothing.")
  var dryRun = false

  @OptionGroup var registry: RegistryOption

  func run() throws {
    let report = try registry.open().merge(
      keep: keep, drop: drop, author: .here, date: Date(), isDryRun: dryRun)
    if !report.filled.isEmpty {
      try Console.print(
        "\(report.kept) takes from \(report.dropped): \(report.filled.joined(separator: ", "))")
    }
    for difference in report.contradictions {
      try Console.print("\(difference.column): '\(difference.kept)' stays, '\(difference.dropped)' is gone")
    }
    Console.error(
      dryRun
        ? "\(report.dropped) would become \(report.kept); nothing was changed"
        : "\(report.dropped) is \(report.kept) from now on")
  }
}
