import Crypto
import Foundation
import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// What tells whether an answer is still what a client has: a tag, and the time since which it has been so.
///
/// Source: RFC 9110, 8.8.
struct Validators: Sendable {
  var tag: String?
  /// To the second.
  var lastModified: Date?
}

extension Validators {
  /// Those of an answer that depends on an address, its form, its language where it has one, who may see what, the day and
  /// the registry's last change.
  init(
    _ request: Request, _ form: Form, _ language: DocumentLanguage?, _ caller: Caller, change: LastChange,
    today: CalendarDate
  ) {
    let view = "\(caller.role.rawValue) \(caller.division?.description ?? "")"
    let text =
      "\(request.uri.string)\n\(form.name)\n\(view)\n\(change.state) \(change.lastImport)\n\(today)"
      + (language.map { "\n\($0.tag)" } ?? "")
    // A page tells the time at which it was made, and is not the same to the byte.
    tag = "W/" + Self.strongTag(of: Data(text.utf8))
    lastModified = Self.time(of: change, today: today, now: Date())
  }

  /// A tag that other bytes do not have: half of their SHA-256, in hexadecimal digits.
  static func strongTag(of data: Data) -> String { "\"\(digest(of: data))\"" }

  /// What stands in such a tag.
  static func digest(of data: Data) -> String {
    SHA256.hash(data: data).prefix(16).hexadecimalDigits
  }

  /// The time since which nothing has become different: of the last change, or the day's beginning, since statuses go
  /// with the day.
  ///
  /// - Returns: `nil` where the second is not over, in which there may be another change.
  static func time(of change: LastChange, today: CalendarDate, now: Date) -> Date? {
    guard let changed = change.date else { return nil }
    let midnight = Date(timeIntervalSince1970: 86_400 * Double(today.daysSince1970))
    let dayBegins = midnight - TimeInterval(TimeZone.current.secondsFromGMT(for: midnight))
    let time = max(changed, dayBegins).timeIntervalSince1970.rounded(.down)
    return time < now.timeIntervalSince1970.rounded(.down) ? Date(timeIntervalSince1970: time) : nil
  }
}

extension Request {
  /// Whether the client has what some validators name; a tag counts more than a time.
  ///
  /// Source: RFC 9110, 13.1.2 and 13.1.3: tags are compared without regard to their strength.
  func has(_ validators: Validators) -> Bool {
    guard method == .get || method == .head else { return false }
    if let known = headers[.ifNoneMatch] {
      guard let tag = validators.tag else { return false }
      func bare(_ tag: String) -> String { tag.hasPrefix("W/") ? String(tag.dropFirst(2)) : tag }
      return known.split(separator: ",").contains {
        let other = String($0).trimmingWhitespace()
        return other == "*" || bare(other) == bare(tag)
      }
    }
    guard let since = headers[.ifModifiedSince].flatMap(Date.init(httpText:)),
      let changed = validators.lastModified
    else { return false }
    return changed <= since
  }
}

extension Response {
  /// Tells an answer's validators.
  mutating func tell(_ validators: Validators) {
    if let tag = validators.tag { headers[.eTag] = tag }
    if let time = validators.lastModified { headers[.lastModified] = time.httpText }
  }

  /// The answer to a client that has it.
  static func notModified(_ validators: Validators) -> Response {
    var response = Response(status: .notModified)
    response.tell(validators)
    return response
  }
}

extension Date {
  private static let httpFormat: Date.FormatString = """
    \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .padded(4)) \
    \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\
    \(second: .twoDigits) GMT
    """
  private static let httpLocale = Locale(identifier: "en_US_POSIX")

  /// The time as HTTP writes it, to the second.
  ///
  /// Source: RFC 9110, 5.6.7.
  var httpText: String {
    formatted(
      Date.VerbatimFormatStyle(
        format: Self.httpFormat, locale: Self.httpLocale, timeZone: .gmt,
        calendar: Calendar(identifier: .gregorian)))
  }

  /// A time as HTTP writes it; `nil` for any other text, which then is as if it were not there.
  init?(httpText: String) {
    let strategy = Date.ParseStrategy(format: Self.httpFormat, locale: Self.httpLocale, timeZone: .gmt)
    guard let date = try? Date(httpText, strategy: strategy) else { return nil }
    self = date
  }
}
