import Foundation
import ServiceNetwork
import Testing

struct CalendarDateTests {
  @Test(arguments: [
    ("1970-01-01", 0), ("2018-12-31", 17_896), ("2000-02-29", 11_016), ("0001-01-01", -719_162),
    ("9999-12-31", 2_932_896),
  ])
  func `a day is read, counted and written`(text: String, days: Int32) throws {
    let date = try #require(CalendarDate(iso8601: text))
    #expect(date.daysSince1970 == days)
    #expect(date.description == text)
  }

  @Test(arguments: [
    "2018-02-29", "1900-02-29", "2018-04-31", "2018-13-01", "2018-00-10", "0000-01-01", "2018-1-1",
    "2018/12/31",
    "2018-12-31T00:00:00Z", " 2018-12-31", "２０１８-12-31", "", "20181231",
  ])
  func `what is no day is refused`(text: String) {
    #expect(CalendarDate(iso8601: text) == nil)
  }

  @Test func `every day of four centuries follows the one before`() throws {
    var previous = try #require(CalendarDate(iso8601: "1799-12-31"))
    for year in 1800..<2200 {
      for month in 1...12 {
        for day in 1...31 {
          guard let date = CalendarDate(year: year, month: month, day: day) else { continue }
          let follows = date.daysSince1970 == previous.daysSince1970 + 1
          if !follows || CalendarDate(iso8601: date.description) != date {
            Issue.record("\(year)-\(month)-\(day)")
          }
          previous = date
        }
      }
    }
  }

  @Test func `the day is the one of the time zone`() throws {
    // 2020-12-31 17:00 UTC is the first of January in Shanghai.
    let instant = Date(timeIntervalSince1970: 1_609_434_000)
    let shanghai = try #require(TimeZone(identifier: "Asia/Shanghai"))
    #expect(CalendarDate(instant, in: shanghai).description == "2021-01-01")
    #expect(CalendarDate(instant, in: .gmt).description == "2020-12-31")
    #expect(CalendarDate(Date(timeIntervalSince1970: -1), in: .gmt).description == "1969-12-31")
  }
}
