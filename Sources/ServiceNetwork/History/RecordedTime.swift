public import Foundation

/// A time by which a registry is asked for as it was recorded: a moment, or a whole day.
public struct RecordedTime: Hashable, Sendable {
  /// When it begins.
  public let first: Date
  /// When it ends, to the millisecond: what was recorded until then counts.
  public let last: Date

  /// The time of a text: `2020-12-31T18:00:00+08:00`, `2020-12-31T10:00:00.250Z`, or `2020-12-31`.
  ///
  /// - Parameters:
  ///   - text: the text.
  ///   - zone: by whose clock a day is meant.
  public init?(_ text: String, in zone: TimeZone) {
    let fractional = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    if let time = (try? Date(text, strategy: .iso8601)) ?? (try? Date(text, strategy: fractional)) {
      (first, last) = (time, time)
      return
    }
    let day = Date.ISO8601FormatStyle(timeZone: zone).year().month().day()
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    guard CalendarDate(iso8601: text) != nil, let start = try? Date(text, strategy: day),
      let next = calendar.date(byAdding: .day, value: 1, to: start)
    else { return nil }
    first = start
    last = next.addingTimeInterval(-0.001)
  }
}
