import Foundation
import ServiceNetwork
import Testing

@testable import RegistryFiles

/// Reads a text as a table, as if it stood in a file.
func readTable(
  _ text: String, as table: RegistryTable, profile: ImportProfile = ImportProfile(),
  isSpreadsheet: Bool = false
) throws -> (rows: [TableRow], problems: [RowProblem]) {
  let url = FileManager.default.temporaryDirectory.appending(path: "fuwang-\(UUID().uuidString).csv")
  try Data(text.utf8).write(to: url)
  defer { try? FileManager.default.removeItem(at: url) }
  let catalogue = Catalogue(
    kinds: Kind.standard, services: Service.standard, demandGroups: DemandGroup.standard)
  let reader = try TableReader(
    CSVReader(url), of: TableSource(name: "f.csv", isSpreadsheet: isSpreadsheet, profile: profile), as: table,
    catalogue: catalogue)
  var rows: [TableRow] = []
  var problems = reader.warnings
  while let item = try reader.next() {
    switch item {
    case .row(let row): rows.append(row)
    case .refused(let found): problems += found
    }
  }
  return (rows, problems + reader.closingRemarks)
}

struct TableReaderTests {
  private func read(_ text: String, as table: RegistryTable) throws -> (
    rows: [RegistryRow], problems: [String]
  ) {
    let (rows, problems) = try readTable(text, as: table)
    return (rows.map(\.row), problems.map(\.description))
  }

  /// The one problem of a file that is refused as a whole.
  private func refusal(_ text: String, as table: RegistryTable) -> String? {
    do {
      _ = try read(text, as: table)
      return nil
    } catch let error as TableError {
      return error.description
    } catch {
      return "another error: \(error)"
    }
  }

  @Test func `columns come in any order, and may be left out`() throws {
    let (rows, problems) = try read("level,NAME, code \nvillage, 王店村 ,411726100201\n", as: .divisions)
    #expect(problems.isEmpty)
    #expect(
      rows == [
        .division(Division(code: DivisionCode(registered: "411726100201"), name: "王店村", level: .village))
      ])
  }

  @Test func `every fault of every row is named`() throws {
    let (rows, problems) = try read(
      """
      code,name,level,longitude,latitude,parent
      411726100201,甲,village,214,33,
      411726100202,,hamlet,32.98,114.02,
      4.117E+11,丙,village,113.5,,
      411726100204,丁,village,113°30′,33
      411726100205,戊,village,1e400,nan,411726100205
      411726100206,己,village,113.5,33,
      """, as: .divisions)
    #expect(rows.count == 1)
    #expect(
      problems == [
        "f.csv:2: longitude: 214 is not within -180…180 degrees",
        "f.csv:3: name: a value is required",
        "f.csv:3: level: 'hamlet' is none of city, county, township, village",
        "f.csv:3: latitude: 114.02 is not within -90…90 degrees; longitude and latitude look exchanged",
        "f.csv:4: code: '4.117E+11' is what a spreadsheet left of a code; format the column as text and enter the code again",
        "f.csv:4: latitude: it is missing; longitude and latitude stand together or not at all",
        "f.csv:5: the row has 5 cells where the headings are 6; is a comma not quoted?",
        "f.csv:6: longitude: '1e400' is no coordinate, as 114.02",
        "f.csv:6: latitude: 'nan' is no coordinate, as 114.02",
        "f.csv:6: parent: a division cannot lie in itself",
      ])
  }

  @Test func `facilities are read with their lives`() throws {
    let (rows, problems) = try read(
      """
      id,kind,name,status,opened_on,closed_on,status_history,capacity,designated_on
      A,nursing-home,甲,closed,2018-01-01,2020-01-01,,50,2018-02-03
      B,nursing-home,乙,,,,building 2016-03-01; operating 2017-06-01,,
      C,nursing-home,丙,operating,2018-02-30,,,五十张,
      D,nursing-home,丁,operating,2018-02-03,2018-02-03,,-1,
      E,nursing-home,戊,operating,,,operating,,
      F,nursing-home,己,open,,,,,
      """, as: .facilities)
    let facilities = rows.compactMap { row -> Facility? in
      if case .facility(let facility) = row { facility } else { nil }
    }
    #expect(
      facilities.map(\.history.text) == [
        "planned; operating 2018-01-01; closed 2020-01-01", "building 2016-03-01; operating 2017-06-01",
      ])
    #expect(facilities[0].capacity == 50)
    #expect(facilities[0].designatedOn?.description == "2018-02-03")
    #expect(
      problems == [
        "f.csv:4: opened_on: '2018-02-30' is no date; write it as 2018-12-31",
        "f.csv:4: capacity: '五十张' is no whole number from 0 to 2000000000",
        "f.csv:5: closed_on: closed on 2018-02-03, which is not after the opening on 2018-02-03",
        "f.csv:5: capacity: '-1' is no whole number from 0 to 2000000000",
        "f.csv:6: status_history: it stands instead of status, opened_on and closed_on, not beside them",
        "f.csv:7: status: 'open' is none of planned, building, operating, suspended, closed",
      ])
  }

  @Test func `counts are read for the groups that have a column`() throws {
    let (rows, problems) = try read(
      "code,as_of,elderly,left_behind_children,eldrely_80\n411726100201,2020-11-01,12,,3\n", as: .demand)
    let day = try #require(CalendarDate(iso8601: "2020-11-01"))
    #expect(
      rows == [
        .demand(
          DemandCount(division: DivisionCode(registered: "411726100201"), asOf: day, persons: ["elderly": 12])
        )
      ])
    #expect(
      problems == [
        "f.csv:1: warning: eldrely_80: the table demand has no such column, and it is left out; did you mean 'elderly_80'?"
      ])
  }

  @Test func `posts and services are read and refused`() throws {
    let posts = try read(
      "role,division,appointed_on,ended_on\nchild-welfare-director,411726100201,2020-01-01,2019-01-01\n,,,\nx,,,\n",
      as: .posts)
    #expect(posts.rows.isEmpty)
    #expect(
      posts.problems == [
        "f.csv:2: ended_on: 2019-01-01 is not after the appointment on 2020-01-01",
        "f.csv:4: division: a division's code is required",
        "f.csv:4: appointed_on: a date is required, as 2018-12-31",
      ])
    let services = try read(
      "service,name_zh,name_en,kinds,rule\nA b,服,s,x x,within 3\n", as: .services)
    #expect(
      services.problems == [
        "f.csv:2: service: 'A b' must be of small letters, digits and hyphens, as nursing-home",
        "f.csv:2: kinds: a kind is there twice",
        "f.csv:2: rule: '3' is no distance or time; a number of at least 0 with its unit, as 3km, 3000m or 15min",
      ])
  }

  @Test func `a file that is no such table is refused with a word of what to do`() {
    #expect(refusal("", as: .divisions) == "f.csv: the file is empty; its first line must be the headings")
    #expect(
      refusal("code,name\n", as: .divisions)
        == "f.csv:1: the table divisions needs the column level; --map 'HEADING=level' says which one it is, --set 'level=VALUE' a value for all rows"
    )
    #expect(refusal("code,name,level,code\n", as: .divisions) == "f.csv:1: the heading 'code' is there twice")
    #expect(
      refusal("code,as_of\n", as: .demand) == "f.csv:1: there is no column for a demand group, as 'elderly'")
    #expect(
      refusal("code,name,level\n\"a\n", as: .divisions)
        == "f.csv:2: a quote is opened on this line and never closed")
  }

  @Test func `headings alone are a table without rows`() throws {
    let (rows, problems) = try read("code,name,level\n", as: .divisions)
    #expect(rows.isEmpty)
    #expect(problems.isEmpty)
  }

  @Test func `a row that is written reads as the same row again`() throws {
    let division = Division(
      code: DivisionCode(registered: "A,1"), name: "名\"甲\"", level: .county,
      parent: DivisionCode(registered: "P"),
      location: try Coordinate(longitude: 114.1234567890123, latitude: -33.1), urbanRural: "220", source: "s")
    var facility = Facility(
      id: "1", kind: "nursing-home", name: "院", history: try StatusHistory(text: "operating 2018-01-01"))
    facility.operator = "x"
    facility.uscc = "91350100M000100Y43"
    let day = try #require(CalendarDate(iso8601: "2020-01-01"))
    let term = try #require(Term(appointedOn: day))
    let rows: [(RegistryTable, RegistryRow)] = [
      (.kinds, .kind(Kind.standard[6])), (.services, .service(Service.standard[0])),
      (.divisions, .division(division)),
      (
        .demand,
        .demand(DemandCount(division: division.code, asOf: day, persons: ["elderly": 1], source: "s"))
      ),
      (.facilities, .facility(facility)),
      (.posts, .post(Post(id: "p", role: "r", division: division.code, term: term))),
    ]
    for (table, row) in rows {
      let writer = TableWriter(table, demandGroups: DemandGroup.standard)
      let (read, problems) = try read(writer.header + writer.line(row), as: table)
      #expect(problems.isEmpty)
      #expect(read == [row])
    }
  }
}
