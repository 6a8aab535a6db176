import ServiceNetwork
import Testing

struct StatusHistoryTests {
  private func date(_ text: String) throws -> CalendarDate { try #require(CalendarDate(iso8601: text)) }

  @Test(arguments: [
    (FacilityStatus?.none, "", "", "operating"),
    (.closed, "", "", "closed"),
    (.operating, "2018-05-01", "", "planned; operating 2018-05-01"),
    (.building, "2018-05-01", "", "building; operating 2018-05-01"),
    (.closed, "2018-05-01", "2020-01-01", "planned; operating 2018-05-01; closed 2020-01-01"),
    (.suspended, "2018-05-01", "2020-01-01", "planned; operating 2018-05-01; suspended 2020-01-01"),
    (.closed, "", "2020-01-01", "operating; closed 2020-01-01"),
    (.operating, "", "2020-01-01", "operating; closed 2020-01-01"),
    (.suspended, "2018-05-01", "", "planned; suspended 2018-05-01"),
  ])
  func `three columns tell a history`(
    status: FacilityStatus?, openedOn: String, closedOn: String, text: String
  ) throws {
    let history = try StatusHistory(
      status: status, openedOn: CalendarDate(iso8601: openedOn), closedOn: CalendarDate(iso8601: closedOn))
    #expect(history.text == text)
    #expect(try StatusHistory(text: text) == history)
    let columns = try #require(history.columns)
    #expect(
      try StatusHistory(status: columns.status, openedOn: columns.openedOn, closedOn: columns.closedOn)
        == history)
  }

  @Test(arguments: [
    "building 2016-03-01; operating 2017-06-01; suspended 2019-02-11; operating 2019-09-01",
    "operating 2017-06-01", "building; operating 2017-06-01; closed 2018-01-01; operating 2019-01-01",
  ])
  func `a richer history does not fit into three columns`(text: String) throws {
    let history = try StatusHistory(text: text)
    #expect(history.columns == nil)
    #expect(history.text == text)
  }

  @Test func `a status holds from its own day on`() throws {
    let history = try StatusHistory(text: "building 2016-03-01; operating 2017-06-01; closed 2019-02-11")
    let expected: [(String, FacilityStatus)] = [
      ("2016-02-29", .planned), ("2016-03-01", .building), ("2017-05-31", .building),
      ("2017-06-01", .operating),
      ("2019-02-10", .operating), ("2019-02-11", .closed), ("2030-01-01", .closed),
    ]
    for (day, status) in expected { #expect(history.status(on: try date(day)) == status, "\(day)") }
  }

  @Test func `closing on or before the day of opening is refused`() throws {
    let day = try date("2018-05-01")
    #expect(throws: StatusHistoryError.closedBeforeOpened(opened: day, closed: day)) {
      try StatusHistory(status: .closed, openedOn: day, closedOn: day)
    }
  }

  @Test(arguments: [
    ("", StatusHistoryError.empty), ("open", .unknownStatus("open")),
    ("planned; operating", .notADate("")), ("planned; operating 2018-02-30", .notADate("2018-02-30")),
  ])
  func `a text that is no history is refused`(text: String, error: StatusHistoryError) {
    #expect(throws: error) { try StatusHistory(text: text) }
  }

  @Test func `a file without some columns keeps what they told`() throws {
    let former = try StatusHistory(text: "planned; operating 2018-05-01")
    #expect(try StatusHistory(always: .operating).replacing(former, given: ["name"]) == former)
    #expect(try StatusHistory(always: .operating).replacing(former, given: ["status"]) == former)
    let closing = try StatusHistory(status: nil, openedOn: nil, closedOn: date("2020-01-01"))
    #expect(
      try closing.replacing(former, given: ["closed_on"]).text
        == "planned; operating 2018-05-01; closed 2020-01-01")
  }

  @Test func `a closure without a date is refused where the facility was open`() throws {
    let former = try StatusHistory(text: "planned; operating 2018-05-01")
    #expect(throws: StatusHistoryError.needsDates(former.text)) {
      try StatusHistory(always: .closed).replacing(former, given: ["status"])
    }
  }

  @Test func `a term runs from its first day until the day before its end`() throws {
    let term = try #require(Term(appointedOn: date("2018-01-01"), endedOn: date("2020-01-01")))
    #expect(!term.contains(try date("2017-12-31")))
    #expect(term.contains(try date("2018-01-01")))
    #expect(term.contains(try date("2019-12-31")))
    #expect(!term.contains(try date("2020-01-01")))
    #expect(Term(appointedOn: try date("2018-01-01"), endedOn: try date("2018-01-01")) == nil)
  }

  @Test(arguments: [
    ("operating", FacilityStatus.closed, "", "", "operating; closed 2020-12-31"),
    ("planned", .operating, "", "", "planned; operating 2020-12-31"),
    ("planned", .operating, "2019-01-01", "", "planned; operating 2019-01-01"),
    ("operating 2018-01-01", .operating, "2017-01-01", "", "operating 2017-01-01"),
    ("building 2016-01-01; operating 2018-01-01", .operating, "", "", "operating"),
    ("operating; closed 2019-01-01", .closed, "", "2019-06-01", "operating; closed 2019-06-01"),
    ("operating; closed 2019-01-01", .operating, "", "", "operating"),
    (
      "operating 2018-01-01; suspended 2019-01-01", .operating, "2018-01-01", "",
      "operating 2018-01-01; suspended 2019-01-01; operating 2020-12-31"
    ),
    ("closed", .closed, "", "2019-01-01", "operating; closed 2019-01-01"),
    ("operating; suspended 2020-12-31", .closed, "", "", "operating; closed 2020-12-31"),
  ])
  func `a changed account changes what it must and nothing else`(
    former: String, status: FacilityStatus, openedOn: String, closedOn: String, text: String
  ) throws {
    let told = StatusAccount(
      status: status, openedOn: CalendarDate(iso8601: openedOn), closedOn: CalendarDate(iso8601: closedOn))
    let day = try date("2020-12-31")
    let amended = try StatusHistory(text: former).amended(to: told, on: day)
    #expect(amended.text == text)
    // What was told is what it tells from then on.
    #expect(amended.account(on: day) == told || openedOn.isEmpty)
    #expect(try amended.amended(to: amended.account(on: day), on: day) == amended)
  }

  @Test(arguments: [
    (
      "operating 2018-01-01",
      StatusAccount(
        status: .operating, openedOn: CalendarDate(iso8601: "2018-01-01"),
        closedOn: CalendarDate(iso8601: "2017-01-01"))
    ),
    (
      "planned; operating 2022-01-01",
      StatusAccount(status: .suspended, openedOn: CalendarDate(iso8601: "2022-01-01"))
    ),
    (
      "building 2019-01-01; operating 2020-01-01",
      StatusAccount(status: .operating, openedOn: CalendarDate(iso8601: "2018-01-01"))
    ),
  ])
  func `an account that no history has is refused`(former: String, told: StatusAccount) throws {
    let (history, day) = (try StatusHistory(text: former), try date("2020-12-31"))
    #expect(throws: StatusHistoryError.self) { try history.amended(to: told, on: day) }
  }
}
