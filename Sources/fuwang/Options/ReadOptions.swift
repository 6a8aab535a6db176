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
    guard let time = Self.time(recordedAt) else {
      throw Failure(
        .usage, "--recorded-at: '\(recordedAt)' is no time, as 2020-12-31T18:00:00+08:00, and no day")
    }
    return try registry.open().asRecorded(at: time)
  }

  /// A time, or the last moment of a day on this machine's clock.
  private static func time(_ text: String) -> Date? {
    if let time = try? Date(text, strategy: .iso8601) { return time }
    let day = Date.ISO8601FormatStyle(timeZone: .current).year().month().day()
    guard CalendarDate(iso8601: text) != nil, let start = try? Date(text, strategy: day) else { return nil }
    return Calendar.current.date(byAdding: .day, value: 1, to: start)?.addingTimeInterval(-0.001)
  }
}
