import ServiceNetwork
import Testing

@testable import RegistryFiles

struct WrittenValuesTests {
  @Test(arguments: [
    ("2018-12-31", "2018-12-31"), ("2024/5/1", "2024-05-01"), ("2024.5", "2024-05-01"),
    ("2024.10", "2024-10-01"),
    ("2024年5月", "2024-05-01"), ("２０２４年５月１日", "2024-05-01"), ("2024年", "2024-01-01"), ("2024", "2024-01-01"),
    ("20240501", "2024-05-01"), ("202405", "2024-05-01"), ("45413", "2024-05-01"), ("2018-12", "2018-12-01"),
    ("2024-05-01 00:00:00", "2024-05-01"), ("2024年5月1号", "2024-05-01"), ("2024.5.1", "2024-05-01"),
  ])
  func `a date is read as people write it`(text: String, iso: String) throws {
    #expect(try WrittenDate(text).date.description == iso)
  }

  @Test func `what a date does not tell is known`() throws {
    #expect(try WrittenDate("2024年").precision == .year)
    #expect(try WrittenDate("2024.5").precision == .month)
    #expect(try WrittenDate("2024.5.1").precision == .day)
  }

  @Test(arguments: [
    "2018-02-30", "31.12.2018", "61", "", "x", "2024年13月", "2024-5/1", "123", "1234567", "2024年5日",
  ])
  func `what is no date is refused`(text: String) {
    #expect(throws: WrittenDateError.notADate(text)) { try WrittenDate(text) }
  }

  @Test func `a month that may be two is refused`() {
    #expect(throws: WrittenDateError.januaryOrOctober("2024.1")) { try WrittenDate("2024.1") }
    #expect((try? WrittenDate("2024.01").date.description) == "2024-01-01")
  }

  @Test(arguments: [
    ("50", 50), ("50张", 50), ("５０ 张", 50), ("1,200", 1200), ("50.0", 50), ("1，200人", 1200), ("0", 0),
  ])
  func `a count is read with its unit and its commas`(text: String, count: Int) {
    #expect(WrittenNumber.count(text) == count)
  }

  @Test(arguments: ["五十", "50.5", "-1", "约50", "1,20", "50张60", "2000000001", ""])
  func `what is no count is none`(text: String) {
    #expect(WrittenNumber.count(text) == nil)
  }

  @Test(arguments: [
    ("114.02", 114.02), ("114.02°", 114.02), ("东经114°1′12″", 114.02), ("114°1'12\"E", 114.02),
    ("-71.05", -71.05),
    ("71.05W", -71.05), ("１１４．０２", 114.02), ("E114.02", 114.02), ("32度30分", 32.5),
  ])
  func `degrees are read in any writing`(text: String, degrees: Double) throws {
    let read = try #require(WrittenNumber.coordinate(text))
    #expect(abs(read - degrees) < 1e-12)
  }

  @Test(arguments: ["", "x", "114°61′", "nan", "inf", "114 02", "--1"])
  func `what is no coordinate is none`(text: String) {
    #expect(WrittenNumber.coordinate(text) == nil)
  }

  @Test func `words for yes and no, statuses, levels and kinds are understood`() {
    #expect(WrittenWords.flag("是") == true)
    #expect(WrittenWords.flag("否") == false)
    #expect(WrittenWords.flag("maybe") == nil)
    #expect(WrittenWords.status("正常运营") == .operating)
    #expect(WrittenWords.status("在建") == .building)
    #expect(WrittenWords.level("县（区）") == .county)
    #expect(WrittenWords.level("prefecture") == .city)
    #expect(WrittenWords.kind("敬老院", among: Kind.standard) == "nursing-home")
    #expect(WrittenWords.kind("农村敬老院", among: []) == nil)
  }
}

struct HeadingTests {
  @Test(arguments: [
    ("机构名称", "name"), ("床位数（张）", "capacity"), ("*名称", "name"), ("名 称", "name"), ("Longitude", "longitude"),
    ("lng", "longitude"), ("designated", "designated_on"), ("status_his", "status_history"),
    ("联系电话", "phone"),
    ("统一社会信用代码", "uscc"), ("开业时间", "opened_on"), ("名称（必填）", "name"),
  ])
  func `a heading is recognised by its usual names`(heading: String, column: String) {
    let meaning = HeadingMeanings(.facilities, demandGroups: []).meaning(of: heading)?.meaning
    #expect(meaning == .column(column))
  }

  @Test func `a heading that means nothing has no meaning`() {
    #expect(HeadingMeanings(.facilities, demandGroups: []).meaning(of: "序号") == nil)
    #expect(HeadingMeanings(.kinds, demandGroups: []).meaning(of: "县") == nil)
    #expect(HeadingMeanings(.facilities, demandGroups: []).meaning(of: "县")?.meaning == .path(.county))
    #expect(
      HeadingMeanings(.demand, demandGroups: DemandGroup.standard).meaning(of: "留守儿童")?.meaning
        == .column("left_behind_children"))
  }

  private func facilities(_ text: String, _ profile: ImportProfile = ImportProfile()) throws
    -> (rows: [TableRow], problems: [RowProblem])
  {
    try readTable(text, as: .facilities, profile: profile)
  }

  @Test func `a clerk's sheet is understood as it is`() throws {
    let (rows, problems) = try facilities(
      """
      泌阳县敬老院一览表,,,,,,,
      填报单位：民政局,,,,,,2024年5月
      序号,机构名称,机构类别,县,乡镇,床位数（张）,开业时间,运营状态
      1,王店敬老院,敬老院,泌阳县,王店镇,50张,2012.6,正常
      """)
    let row = try #require(rows.first)
    guard case .facility(let facility) = row.row else { return }
    #expect(facility.kind == "nursing-home")
    #expect(facility.capacity == 50)
    #expect(facility.history.text == "planned; operating 2012-06-01")
    #expect(row.path?.description == "泌阳县/王店镇")
    #expect(row.line == 4)
    #expect(
      problems.map(\.description) == [
        "f.csv: warning: 2 rows stand above the headings, and are left out",
        "f.csv:3: warning: the table facilities has no column for 序号; left out",
        "f.csv: warning: 1 dates tell no day, and are taken for the first of their month or year",
      ])
  }

  @Test func `a profile says what the file does not`() throws {
    let profile = ImportProfile(
      headings: ["fid": "external_id", "lat": "latitude", "type": "kind"], constants: ["status": "operating"],
      words: ["kind": ["elderly_institution": "nursing-home"]])
    let (rows, problems) = try facilities(
      "fid,type,name,lat,lon\nT1,elderly_institution,甲,25.1,121.5\n", profile)
    guard case .facility(let facility) = try #require(rows.first).row else { return }
    #expect(facility.externalId == "T1")
    #expect(facility.kind == "nursing-home")
    #expect(facility.location == (try Coordinate(longitude: 121.5, latitude: 25.1)))
    #expect(problems.isEmpty)
  }

  @Test func `a profile that speaks of what there is not is refused`() {
    func refusal(_ profile: ImportProfile) -> String? {
      do {
        _ = try facilities("kind,name\n", profile)
        return nil
      } catch {
        return (error as? TableError)?.description
      }
    }
    #expect(
      refusal(ImportProfile(headings: ["名": "nmae"]))
        == "f.csv: the table facilities has no column 'nmae'; did you mean 'name'?")
    #expect(
      refusal(ImportProfile(headings: ["名": "name"]))
        == "f.csv:1: there is no heading '名', which is mapped; there are kind, name")
    #expect(refusal(ImportProfile(constants: ["lvl": "x"]))?.contains("has no column 'lvl'") == true)
  }

  @Test func `of two headings that say the same the surer is taken`() throws {
    let (rows, problems) = try facilities("kind,单位名称,name\nnursing-home,乙,甲\n")
    guard case .facility(let facility) = try #require(rows.first).row else { return }
    #expect(facility.name == "甲")
    #expect(
      problems.map(\.description) == ["f.csv:1: warning: 单位名称: it is left out, since 'name' says the same"])
  }

  @Test func `names of divisions are told from codes`() throws {
    let (rows, problems) = try facilities(
      """
      kind,name,division
      nursing-home,甲,泌阳县/王店镇/某某村
      nursing-home,乙,王店镇
      nursing-home,丙,411726102203.0
      nursing-home,丁,4.117E+11
      nursing-home,戊,63000090-001
      """)
    #expect(rows.map { $0.path?.description } == ["泌阳县/王店镇/某某村", "王店镇", nil, nil])
    #expect(problems.count == 1)
    #expect(problems[0].message.zh.contains("电子表格损坏"))
    let codes = rows.map { row -> String? in
      if case .facility(let facility) = row.row { facility.division?.description } else { nil }
    }
    #expect(codes == [nil, nil, "411726102203", "63000090-001"])
  }

  @Test func `an example of a template is left out, and said`() throws {
    let (rows, problems) = try facilities("kind,name\nnursing-home,示例：某敬老院\nnursing-home,甲\n")
    #expect(rows.count == 1)
    #expect(problems.map(\.description) == ["f.csv: warning: 1 rows are examples, and are left out"])
  }

  @Test func `a row of sums below the others is left out, and said`() throws {
    let (rows, problems) = try facilities(
      "序号,类型,名称,床位数\n1,敬老院,合计敬老院,50\n合　计,,,50\n,,总计：,50\n")
    #expect(rows.count == 1)
    #expect(problems.map(\.message.en).last == "2 rows are sums of others, and are left out")
  }

  @Test func `both coordinates may stand in one cell, or as well-known text`() throws {
    let place = try Coordinate(longitude: 114.02, latitude: 32.98)
    for text in [
      "kind,name,坐标\nnursing-home,甲,\"114.02,32.98\"\n",
      "WKT,kind,name\nPOINT (114.02 32.98),nursing-home,甲\n",
      "kind,name,x,y\nnursing-home,甲,114.02,32.98\n",
    ] {
      let (rows, _) = try facilities(text)
      guard case .facility(let facility) = try #require(rows.first).row else { return }
      #expect(facility.location == place)
    }
  }
}
