public import Foundation

/// A day of the Gregorian calendar, from 0001-01-01 to 9999-12-31, without a time or a time zone.
///
/// Written as ISO 8601 has it, `2018-12-31`. A value of this type is always a day that exists.
public struct CalendarDate: Hashable, Sendable {
  /// The first day that can be written; as the beginning of a status it stands for "has always been so".
  public static let distantPast = CalendarDate(daysSince1970: -719_162)

  /// The last day that can be written.
  public static let distantFuture = CalendarDate(daysSince1970: 2_932_896)

  /// Days since 1970-01-01, negative before.
  public let daysSince1970: Int32

  /// A day by its distance from 1970-01-01, as databases and arrays keep it.
  ///
  /// - Precondition: the day lies within ``distantPast`` and ``distantFuture``.
  init(daysSince1970: Int32) {
    self.daysSince1970 = daysSince1970
  }

  /// A day by year, month (1…12) and day of the month.
  ///
  /// - Returns: `nil` for a day that does not exist, as 2018-02-29.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.daysInMonth(month, ofYear: year)
    else { return nil }
    // Days are counted in years that begin in March, so that the leap day comes last.
    let shifted = month > 2 ? year : year - 1
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let days = 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear
    daysSince1970 = Int32(days - 719_468)
  }

  /// A day as ISO 8601 writes it: four digits, two and two, with hyphens between them and nothing around.
  ///
  /// - Returns: `nil` for any other form, and for a day that does not exist.
  public init?(iso8601 text: String) {
    var text = text
    guard let date = text.withUTF8({ CalendarDate(iso8601: UnsafeRawBufferPointer($0)) }) else { return nil }
    self = date
  }

  /// The same of a text's bytes where they lie.
  package init?(iso8601 text: UnsafeRawBufferPointer) {
    guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-") else { return nil }
    var areDigits = true
    func number(_ range: Range<Int>) -> Int {
      range.reduce(0) { number, index in
        let digit = text[index] &- UInt8(ascii: "0")
        if digit > 9 { areDigits = false }
        return number * 10 + Int(digit)
      }
    }
    let (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
    guard areDigits else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The day so many days later, or earlier for a negative number; `nil` where no such day can be written.
  public func advanced(byDays days: Int) -> CalendarDate? {
    let moved = Int(daysSince1970) + days
    let range = Int(Self.distantPast.daysSince1970)...Int(Self.distantFuture.daysSince1970)
    return range.contains(moved) ? CalendarDate(daysSince1970: Int32(moved)) : nil
  }

  /// The day that a clock shows in a time zone at an instant.
  public init(_ instant: Date, in timeZone: TimeZone) {
    let seconds = instant.timeIntervalSince1970 + Double(timeZone.secondsFromGMT(for: instant))
    daysSince1970 = Int32((seconds / 86_400).rounded(.down))
  }

  private static func daysInMonth(_ month: Int, ofYear year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension CalendarDate {
  /// The year, from 1.
  public var year: Int { components.year }
  /// The month, from 1.
  public var month: Int { components.month }
  /// The quarter of the year, from 1.
  public var quarter: Int { (components.month + 2) / 3 }

  /// The first day of a year.
  ///
  /// - Precondition: the year is one from 1 to 9999.
  public static func firstDay(ofYear year: Int) -> CalendarDate { day(year, 1, 1) }

  /// The last day of a year.
  ///
  /// - Precondition: the year is one from 1 to 9999.
  public static func lastDay(ofYear year: Int) -> CalendarDate { day(year, 12, 31) }

  private static func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate {
    guard let date = CalendarDate(year: year, month: month, day: day) else {
      preconditionFailure("\(year) is no year that can be written")
    }
    return date
  }

  private var components: (year: Int, month: Int, day: Int) {
    let days = Int(daysSince1970) + 719_468
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}

extension CalendarDate: Comparable {
  /// Whether the first day comes before the second.
  public static func < (first: CalendarDate, second: CalendarDate) -> Bool {
    first.daysSince1970 < second.daysSince1970
  }
}

extension CalendarDate: CustomStringConvertible {
  /// The day as ISO 8601 writes it.
  public var description: String {
    let (year, month, day) = components
    return String(unsafeUninitializedCapacity: 10) { bytes in
      func write(_ number: Int, to range: Range<Int>) {
        var rest = number
        for index in range.reversed() {
          bytes[index] = UInt8(ascii: "0") + UInt8(rest % 10)
          rest /= 10
        }
      }
      write(year, to: 0..<4)
      write(month, to: 5..<7)
      write(day, to: 8..<10)
      bytes[4] = UInt8(ascii: "-")
      bytes[7] = UInt8(ascii: "-")
      return 10
    }
  }
}
