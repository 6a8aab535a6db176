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
    guard text.utf8.count == 10 else { return nil }
    var numbers = (year: 0, month: 0, day: 0)
    for (index, byte) in text.utf8.enumerated() {
      if index == 4 || index == 7 {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      let digit = Int(byte - UInt8(ascii: "0"))
      switch index {
      case ..<4: numbers.year = numbers.year * 10 + digit
      case ..<7: numbers.month = numbers.month * 10 + digit
      default: numbers.day = numbers.day * 10 + digit
      }
    }
    self.init(year: numbers.year, month: numbers.month, day: numbers.day)
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

extension CalendarDate: Comparable {
  /// Whether the first day comes before the second.
  public static func < (first: CalendarDate, second: CalendarDate) -> Bool {
    first.daysSince1970 < second.daysSince1970
  }
}

extension CalendarDate: CustomStringConvertible {
  /// The day as ISO 8601 writes it.
  public var description: String {
    let days = Int(daysSince1970) + 719_468
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
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
