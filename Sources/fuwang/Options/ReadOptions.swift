import ArgumentParser
import Foundation
import RegistryStore
import ServiceNetwork

/// Which registry is read, and as it was recorded when.
struct ReadOptions: ParsableArguments {
  @Option(
    name: .customLong("recorded-at"),
    help: ArgumentHelp(
      "The registry as it was recorded at a time, 2020-12-31T18:00:00+08:00, or by the end of a day, 2020-12-31 (default: now).",
      valueName: "time"))
  var recordedAt: String?

  @OptionGroup var registry: RegistryOption

  /// Opens the registry for reading.
  func open() throws -> Registry {
    guard let recordedAt else { return try registry.open() }
    guard let time = RecordedTime(recordedAt, in: .current) else {
      throw Failure(
        .usage, "--recorded-at: '\(recordedAt)' is no time, as 2020-12-31T18:00:00+08:00, and no day")
    }
    return try registry.open().asRecorded(at: time.last)
  }
}
