internal import GRDB
internal import ServiceNetwork

/// The key by which features are ordered last, and which never is another's: one number, whatever columns it is made of.
struct FeatureKey {
  /// What is read as the number.
  let value: SQL
  /// The columns in the order of which the numbers grow, of an index.
  let order: [SQL]
  /// The condition of being the feature of a number.
  let matches: (Int64) -> SQL
  /// The condition of coming after it.
  let isAfter: (Int64) -> SQL

  /// A column.
  init(_ column: String) {
    value = SQL(sql: column)
    order = [value]
    matches = { SQL(sql: "\(column) = ?", arguments: [$0]) }
    isAfter = { SQL(sql: "\(column) > ?", arguments: [$0]) }
  }

  /// A division and a day, in two columns of a table.
  init(division: String, day: String) {
    let first = Int(CalendarDate.distantPast.daysSince1970)
    value = SQL(
      sql:
        "((\(division) << \(CountKey.dayBits)) | (CAST(julianday(\(day)) - 2440587.5 AS INTEGER) - \(first)))"
    )
    order = [SQL(sql: division), SQL(sql: day)]
    matches = { number in
      let key = CountKey(number)
      return SQL(sql: "\(division) = ? AND \(day) = ?", arguments: [key.division, key.day.description])
    }
    isAfter = { number in
      let key = CountKey(number)
      return SQL(sql: "(\(division), \(day)) > (?, ?)", arguments: [key.division, key.day.description])
    }
  }
}

/// The key of a division's counts of one day, as one number: the division's key and the day, which needs 22 bits.
struct CountKey {
  static let dayBits = 22

  let division: Int64
  let day: CalendarDate

  init(division: Int64, day: CalendarDate) {
    self.division = division
    self.day = day
  }

  /// The key of a number; one of another's making is that of some day.
  init(_ number: Int64) {
    division = number >> Self.dayBits
    let days = Int(number & (1 << Self.dayBits - 1))
    day = CalendarDate.distantPast.advanced(byDays: days) ?? .distantFuture
  }

  var number: Int64 {
    let days = Int64(day.daysSince1970) - Int64(CalendarDate.distantPast.daysSince1970)
    return division << Self.dayBits | days
  }

  /// What the counts are known by today; `nil` where the division is no more.
  func id(_ database: Database) throws -> String? {
    try Self.code(of: division, database).map { id(ofDivision: $0) }
  }

  /// What they are known by where the division has a code.
  func id(ofDivision code: String) -> String { DemandCount.id(DivisionCode(registered: code), on: day) }

  /// The code of a division today; `nil` where it is no more.
  static func code(of division: Int64, _ database: Database) throws -> String? {
    try String.fetchOne(database, sql: "SELECT code FROM division WHERE pk = ?", arguments: [division])
  }
}
