internal import ServiceNetwork

/// A date as people write it: ISO 8601, `2024/5/1`, `2024.5`, `2024年5月`, or a spreadsheet's day number.
struct WrittenDate: Equatable {
  /// What the text tells; what it does not tell is the first.
  enum Precision {
    case day, month, year
  }

  let date: CalendarDate
  let precision: Precision

  /// Reads a text.
  ///
  /// - Throws: ``WrittenDateError`` for what is no date, or may be two.
  init(_ text: String) throws(WrittenDateError) {
    if let date = CalendarDate(iso8601: text) {
      self.init(date, .day)
      return
    }
    let plain = Self.withoutTime(text.halfWidth.trimmingWhitespace())
    if plain.isASCIIDigits {
      try self.init(digits: plain, of: text)
      return
    }
    let parts = try Self.parts(of: plain, in: text)
    guard let year = Self.number(parts.years), parts.years.count == 4, year > 0 else {
      throw .notADate(text)
    }
    guard let monthText = parts.month else {
      try self.init(year: year, month: 1, day: 1, .year, of: text)
      return
    }
    // A spreadsheet makes 2024.1 of the 2024.10 that somebody entered.
    if parts.separator == ".", parts.day == nil, monthText == "1" { throw .januaryOrOctober(text) }
    guard let month = Self.number(monthText) else { throw .notADate(text) }
    guard let dayText = parts.day else {
      try self.init(year: year, month: month, day: 1, .month, of: text)
      return
    }
    guard let day = Self.number(dayText) else { throw .notADate(text) }
    try self.init(year: year, month: month, day: day, .day, of: text)
  }

  // MARK: - Private

  private init(_ date: CalendarDate, _ precision: Precision) {
    self.date = date
    self.precision = precision
  }

  private init(
    year: Int, month: Int, day: Int, _ precision: Precision, of text: String
  ) throws(WrittenDateError) {
    guard let date = CalendarDate(year: year, month: month, day: day) else { throw .notADate(text) }
    self.init(date, precision)
  }

  /// Eight digits are a day, six a month, four a year, and five the days of a spreadsheet.
  private init(digits: String, of text: String) throws(WrittenDateError) {
    func part(_ range: Range<Int>) -> Int { Self.number(Array(digits)[range].map(String.init).joined()) ?? 0 }
    switch digits.count {
    case 8: try self.init(year: part(0..<4), month: part(4..<6), day: part(6..<8), .day, of: text)
    case 6: try self.init(year: part(0..<4), month: part(4..<6), day: 1, .month, of: text)
    case 5: try self.init(dayNumber: part(0..<5), of: text)
    case 4: try self.init(year: part(0..<4), month: 1, day: 1, .year, of: text)
    default: throw .notADate(text)
    }
  }

  /// Day 1 was 1900-01-01 and, by an error that spreadsheets keep, day 60 1900-02-29: from 61 on, a day is
  /// counted from 1899-12-30.
  ///
  /// Source: ECMA-376 Part 1, 18.17.4.1, "Date Conversion for Serial Values", the 1900 date base.
  private init(dayNumber: Int, of text: String) throws(WrittenDateError) {
    guard dayNumber > 60, let date = Self.dayZero?.advanced(byDays: dayNumber) else { throw .notADate(text) }
    self.init(date, .day)
  }

  private static let dayZero = CalendarDate(year: 1899, month: 12, day: 30)

  private static func number(_ text: String) -> Int? {
    text.isASCIIDigits ? Int(text) : nil
  }

  /// The text without a time of day behind it: a spreadsheet's date has one, at midnight.
  private static func withoutTime(_ text: String) -> String {
    guard let gap = text.firstIndex(where: { $0 == " " || $0 == "T" }), gap > text.startIndex,
      text[gap...].contains(":")
    else { return text }
    return String(text[..<gap])
  }

  private static func parts(
    of plain: String, in text: String
  ) throws(WrittenDateError) -> (years: String, month: String?, day: String?, separator: Character?) {
    let namesDay = plain.contains("日") || plain.contains("号")
    guard !namesDay || plain.contains("月") else { throw .notADate(text) }
    let chinese = plain.replacing("年", with: "-").replacing("月", with: "-").replacing("日", with: "")
      .replacing("号", with: "").replacing("—", with: "-").replacing(" ", with: "")
    let trimmed = chinese.hasSuffix("-") ? String(chinese.dropLast()) : chinese
    let separators = trimmed.filter { !$0.isNumber }
    let separator = separators.first ?? "-"
    guard Set(separators).count <= 1, "-/.".contains(separator) else { throw .notADate(text) }
    let parts = trimmed.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    guard (1...3).contains(parts.count), parts.dropFirst().allSatisfy({ (1...2).contains($0.count) }) else {
      throw .notADate(text)
    }
    return (
      parts[0], parts.count > 1 ? parts[1] : nil, parts.count > 2 ? parts[2] : nil, separators.first
    )
  }
}

/// Why a text is no date.
enum WrittenDateError: Error, Equatable {
  case notADate(String)
  case januaryOrOctober(String)

  /// What is wrong and what would be right.
  var wording: Wording {
    switch self {
    case .notADate(let text):
      Wording("'\(text)' is no date; write it as 2018-12-31", zh: "“\(text)”不是日期，请写成 2018-12-31")
    case .januaryOrOctober(let text):
      Wording(
        "'\(text)' may be January or October, since a spreadsheet drops a last zero; write it as 2018-01 or 2018-10",
        zh: "“\(text)”可能是1月，也可能是10月（电子表格会去掉末尾的零），请写成 2018-01 或 2018-10")
    }
  }
}
