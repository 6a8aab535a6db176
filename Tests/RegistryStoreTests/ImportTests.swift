import Fixtures
import Foundation
import GRDB
import ServiceNetwork
import Testing

@testable import RegistryStore

struct ImportTests {
  private let columnsWithoutGroups = Set(RegistryTable.demand.columns.map(\.name))

  private func facility(
    _ id: String?, _ name: String = "示例院", kind: String = "nursing-home", division: String? = "411726100201",
    history: String = "operating", _ change: (inout Facility) -> Void = { _ in }
  ) throws -> RegistryRow {
    var facility = Facility(
      id: id, kind: kind, name: name, division: division.map(DivisionCode.init(registered:)),
      history: try StatusHistory(text: history))
    change(&facility)
    return .facility(facility)
  }

  private func registryWithTree() throws -> Registry {
    let registry = try Registry.inMemory()
    try registry.take(smallTree, into: .divisions)
    return registry
  }

  @Test func `the same rows twice change nothing the second time`() throws {
    let registry = try registryWithTree()
    let term = try #require(Term(appointedOn: .distantPast))
    let tables: [(RegistryTable, [RegistryRow])] = [
      (.kinds, Kind.standard.map(RegistryRow.kind)), (.services, Service.standard.map(RegistryRow.service)),
      (.divisions, smallTree),
      (
        .demand,
        [
          .demand(
            DemandCount(
              division: DivisionCode(registered: "411726100201"), asOf: .distantPast,
              persons: ["elderly": 3, "disabled": 0], source: "s"))
        ]
      ),
      (
        .facilities,
        [try facility(nil), try facility("X", history: "planned; operating 2018-01-01") { $0.capacity = 3 }]
      ),
      (
        .posts,
        [
          .post(
            Post(
              role: "child-welfare-director", division: DivisionCode(registered: "411726100201"), term: term,
              person: "甲"))
        ]
      ),
    ]
    for (table, rows) in tables {
      try registry.take(rows, into: table)
      let stored = try registry.rows(of: table)
      let again = try registry.take(rows, into: table)
      #expect(again.isCommitted)
      #expect(again.added == 0, "\(table)")
      #expect(again.changed == 0, "\(table)")
      #expect(try registry.take(stored, into: table).changed == 0)
      #expect(try registry.rows(of: table) == stored)
    }
  }

  @Test func `parents may come after their children`() throws {
    let registry = try Registry.inMemory()
    #expect(try registry.take(smallTree.reversed(), into: .divisions).added == 5)
    #expect(try registry.rows(of: .divisions) == smallTree)
    let snapshot = try registry.snapshot { _ in SnapshotScope(kinds: [], demandGroups: []) }
    #expect(snapshot.divisions.map(\.parent) == [-1, 0, 1, 2, 2])
  }

  @Test func `divisions that do not fit are refused with their lines`() throws {
    let registry = try registryWithTree()
    var problems: [String] = []
    func division(
      _ code: String, _ level: DivisionLevel, parent: String? = nil, name: String = "x"
    ) -> RegistryRow {
      .division(
        Division(
          code: DivisionCode(registered: code), name: name, level: level,
          parent: parent.map(DivisionCode.init(registered:))))
    }
    let summary = try registry.take(
      [
        division("411726999201", .village), division("411726100000", .village),
        division("A", .village, parent: "B"),
        division("C", .county, parent: "411726100201"), division("D", .city), division("D", .city, name: "y"),
        division("D", .city),
        division("411900000000", .city), division("412900000000", .city), division("413021000000", .county),
      ], into: .divisions, problems: &problems)
    #expect(!summary.isCommitted)
    #expect(summary.errors == 5)
    #expect(
      problems == [
        "f.csv:3: level: the zeros of 411726100000 make it a township, not a village; has a spreadsheet damaged it?",
        "f.csv:5: parent: 411726100201 is a village, which has no county below it",
        "f.csv:7: code: D is otherwise on line 6",
        "f.csv:2: parent: division 411726999000, which it belongs to, is neither in the file nor in the registry",
        "f.csv:4: parent: division B, which it belongs to, is neither in the file nor in the registry",
      ])
    #expect(try registry.rows(of: .divisions) == smallTree)
  }

  @Test func `facilities that do not fit are refused, every one, and nothing is taken`() throws {
    let registry = try registryWithTree()
    var problems: [String] = []
    let summary = try registry.take(
      [
        try facility("A"), try facility("B", kind: "nursing-hme"),
        try facility("C", kind: "child-welfare-director"),
        try facility("D", division: "999"), try facility("A", "又"), try facility(nil, "同"),
        try facility(nil, "同"),
      ], into: .facilities, problems: &problems)
    #expect(summary.rows == 7)
    #expect(summary.errors == 5)
    #expect(
      problems == [
        "f.csv:3: kind: there is no kind 'nursing-hme'; did you mean 'nursing-home'?",
        "f.csv:4: kind: 'child-welfare-director' is a post; import it with 'posts'",
        "f.csv:5: division: there is no division 999; import divisions first, or mend the code",
        "f.csv:6: id: 'A' is on line 2 already",
        "f.csv:8: name: the same kind, name and division are on line 7; give both rows an id if they are two",
      ])
    #expect(try registry.rows(of: .facilities).isEmpty)
  }

  @Test func `a code of which a spreadsheet left the zeros is found where a village is meant`() throws {
    let registry = try Registry.inMemory()
    try registry.take(smallTree, into: .divisions)
    var problems: [String] = []
    func take(_ kind: String, in code: String) throws -> Bool {
      let facility = Facility(
        kind: kind, name: code, division: DivisionCode(registered: code),
        history: StatusHistory(always: .operating))
      return try registry.take([.facility(facility)], into: .facilities, problems: &problems).isCommitted
    }
    #expect(try !take("happiness-home", in: "411700000000"))
    #expect(
      problems == [
        "f.csv:2: division: 411700000000 is a whole city, where a village is meant; has a spreadsheet damaged the code?"
      ])
    #expect(try !take("happiness-home", in: "411726000000"))
    #expect(try take("happiness-home", in: "411726100000"))
    #expect(
      problems.count == 1 && problems[0].contains("warning: division: 411726100000 is a whole township"))
    #expect(try take("nursing-home", in: "411726100000"))
    #expect(problems.isEmpty)
    #expect(try take("nursing-home", in: "411726000000"))
    #expect(problems.count == 1 && problems[0].contains("where a township is meant"))
    #expect(try take("welfare-institution", in: "411726000000"))
    #expect(problems.isEmpty)
    #expect(try take("childrens-home", in: "411700000000"))
    #expect(problems.count == 1 && problems[0].contains("warning: division: 411700000000 is a whole city"))
  }

  @Test func `the statuses of many facilities are all there, added and changed ones`() throws {
    let registry = try registryWithTree()
    func rows(_ status: String) throws -> [RegistryRow] {
      try (100..<250).map { number in
        let isLong = number.isMultiple(of: 3)
        return try facility(
          "F\(number)", "示例\(number)",
          history: isLong ? "planned; operating 2018-01-01; \(status)" : "building")
      }
    }
    let first = try rows("closed 2019-01-01")
    try registry.take(first, into: .facilities)
    #expect(try registry.rows(of: .facilities) == first)

    let second = try rows("suspended 2020-01-01; closed 2021-01-01")
    let summary = try registry.take(second, into: .facilities)
    #expect(summary.changed == 50)
    #expect(try registry.rows(of: .facilities) == second)
  }

  @Test func `a row without an id gets one with a check digit, and is found by its name`() throws {
    let registry = try registryWithTree()
    try registry.take([try facility(nil)], into: .facilities)
    try registry.take([try facility(nil, "别院")], into: .facilities)
    let ids = try registry.rows(of: .facilities).compactMap { row in
      if case .facility(let facility) = row { facility.id } else { nil }
    }
    #expect(Set(ids).count == 2)
    #expect(ids.allSatisfy { $0.count == 7 && isMod11_10Valid($0) })
    let again = try registry.take([try facility(nil, "示例院") { $0.capacity = 9 }], into: .facilities)
    #expect(again.added == 0)
    #expect(again.changed == 1)
  }

  @Test func `an id is never given twice, and never one that somebody chose`() throws {
    let registry = try registryWithTree()
    try registry.take([try facility(nil, "一")], into: .facilities)
    guard case .facility(let first) = try registry.rows(of: .facilities)[0] else { return }
    let next = IdentifierSequence.checkDigit(of: "100002")
    try registry.take([try facility("100002\(next)", "手")], into: .facilities)
    try registry.take([try facility(nil, "二")], into: .facilities)
    #expect(first.id == "100001\(IdentifierSequence.checkDigit(of: "100001"))")
    let ids = try registry.rows(of: .facilities).compactMap { row in
      if case .facility(let facility) = row { facility.id } else { nil }
    }
    #expect(ids.last == "100003\(IdentifierSequence.checkDigit(of: "100003"))")
  }

  /// ISO 7064 MOD 11,10 as the standard checks a whole number: the product ends at one.
  private func isMod11_10Valid(_ text: String) -> Bool {
    var check = 10
    for digit in text.dropLast().compactMap(\.wholeNumberValue) {
      check = (check + digit) % 10
      check = (check == 0 ? 10 : check) * 2 % 11
    }
    return (check + (text.last?.wholeNumberValue ?? -1)) % 10 == 1
  }

  @Test func `a column that a file has not stays as it is, an empty cell clears`() throws {
    let registry = try registryWithTree()
    try registry.take(
      [
        try facility("A", history: "planned; operating 2018-01-01") {
          $0.capacity = 50
          $0.phone = "000-0000"
        }
      ], into: .facilities)
    let update = try registry.take(
      [try facility("A", division: nil)], into: .facilities, columns: ["id", "kind", "name", "phone"])
    #expect(update.changed == 1)
    guard case .facility(let stored) = try registry.rows(of: .facilities)[0] else { return }
    #expect(stored.capacity == 50)
    #expect(stored.phone == nil)
    #expect(stored.division?.description == "411726100201")
    #expect(stored.history.text == "planned; operating 2018-01-01")
  }

  @Test func `a dry run tells everything and changes nothing`() throws {
    let registry = try Registry.inMemory()
    let summary = try registry.take(smallTree, into: .divisions, isDryRun: true)
    #expect(summary.added == 5)
    #expect(!summary.isCommitted)
    #expect(try registry.rows(of: .divisions).isEmpty)
  }

  @Test func `a place that cannot be meant is remarked on with the likely cause`() throws {
    let registry = try Registry.inMemory()
    var tree = smallTree
    for (index, latitude) in [(3, 45.0), (4, 45.1)] {
      guard case .division(var division) = tree[index] else { continue }
      division.location = try Coordinate(longitude: 5, latitude: latitude)
      tree[index] = .division(division)
    }
    try registry.take(tree, into: .divisions)
    var problems: [String] = []
    let summary = try registry.take(
      [
        try facility("A") { $0.location = try? Coordinate(longitude: 45.05, latitude: 5.01) },
        try facility("B", "二") { $0.location = try? Coordinate(longitude: 5.1, latitude: 46) },
        try facility("C", "三") { $0.location = try? Coordinate(longitude: 5.1, latitude: 45.2) },
      ], into: .facilities, problems: &problems)
    #expect(summary.isCommitted)
    #expect(
      problems == [
        "f.csv:2: warning: longitude: 45.05, 5.01 lies outside the registry's divisions; longitude and latitude look exchanged",
        "f.csv:3: warning: longitude: 5.1, 46.0 lies outside the registry's divisions",
      ])
  }

  @Test func `an exchanged pair among many divisions is remarked on`() throws {
    var rows = (0..<200).map { index in
      RegistryRow.division(
        Division(
          code: DivisionCode(registered: "V\(index)"), name: "v", level: .village,
          location: try? Coordinate(
            longitude: 5 + Double(index % 20) / 100, latitude: 45 + Double(index / 20) / 100)))
    }
    rows.append(
      .division(
        Division(
          code: DivisionCode(registered: "W"), name: "w", level: .village,
          location: try Coordinate(longitude: 45.1, latitude: 5.1))))
    var problems: [String] = []
    #expect(try Registry.inMemory().take(rows, into: .divisions, problems: &problems).isCommitted)
    #expect(
      problems == [
        "f.csv:202: warning: longitude: 45.1, 5.1 lies outside the registry's divisions; longitude and latitude look exchanged"
      ])
  }

  @Test func `a count is refused for a division that is not there, and twice for one`() throws {
    let registry = try registryWithTree()
    let day = try #require(CalendarDate(iso8601: "2020-11-01"))
    func count(_ code: String, _ persons: [String: Int]) -> RegistryRow {
      .demand(DemandCount(division: DivisionCode(registered: code), asOf: day, persons: persons))
    }
    var problems: [String] = []
    try registry.take(
      [
        count("411726100201", ["elderly": 1]), count("X", ["elderly": 1]),
        count("411726100201", ["elderly": 2]),
      ],
      into: .demand, problems: &problems)
    #expect(
      problems == [
        "f.csv:3: code: there is no division X; import divisions first, or mend the code",
        "f.csv:4: elderly: 411726100201 on 2020-11-01 is counted on line 2 already",
      ])
  }

  @Test func `two posts of one day are two where their ids say so, and one person has one of them`() throws {
    let registry = try registryWithTree()
    let day = try #require(CalendarDate(iso8601: "2020-01-01"))
    let term = try #require(Term(appointedOn: day))
    func post(_ id: String?, _ person: String?) -> RegistryRow {
      .post(
        Post(
          id: id, role: "child-welfare-director", division: DivisionCode(registered: "411726100201"),
          term: term,
          person: person))
    }
    try registry.take([post("A", nil), post("B", nil), post("C", "甲")], into: .posts)
    #expect(try registry.rows(of: .posts).count == 3)
    var problems: [String] = []
    try registry.take([post("D", "甲"), post(nil, nil)], into: .posts, problems: &problems)
    #expect(
      problems == [
        "f.csv:2: id: the same appointment is post C already",
        "f.csv:3: id: the appointment is that of several posts (A, B); give the id",
      ])
    #expect(try registry.take([post(nil, "甲")], into: .posts).changed == 0)
  }

  @Test func `kinds and services must refer to what is there`() throws {
    let registry = try registryWithTree()
    var problems: [String] = []
    let rule = try ServiceRule("own-village")
    try registry.take(
      [
        .service(
          Service(
            name: "s", nameZh: "服", nameEn: "s", kinds: ["day-care-center", "nursing-home"], rule: rule,
            demandGroup: "old"))
      ], into: .services, problems: &problems)
    #expect(problems.count == 2)
    #expect(
      problems[0] == "f.csv:2: kinds: there is no kind 'day-care-center'; did you mean 'day-care-centre'?")
    try registry.take([try facility("A")], into: .facilities)
    try registry.take(
      [.kind(Kind(name: "nursing-home", nameZh: "院", nameEn: "home", isPost: true))], into: .kinds,
      problems: &problems)
    #expect(
      problems == [
        "f.csv:2: post: 'nursing-home' is no post, and rows of that kind are in the registry already"
      ])
  }

  @Test func `an import is written down with its file and counts`() throws {
    let registry = try registryWithTree()
    let row = try registry.database.read {
      try Row.fetchOne(
        $0, sql: "SELECT registryTable, file, rowCount, addedCount, crs, importedAt FROM import")
    }
    #expect(
      row?.description
        == "[registryTable:\"divisions\" file:\"f.csv\" rowCount:5 addedCount:5 crs:\"EPSG:4326\" importedAt:\"1970-01-01T00:00:00Z\"]"
    )
  }

  @Test func `the spatial index and its triggers are whole after every import, taken or not`() throws {
    let registry = try Registry.inMemory()
    func triggers() throws -> [String] {
      try registry.database.read {
        try String.fetchAll(
          $0, sql: "SELECT name || sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
      }
    }
    func indexed() throws -> Int? {
      try registry.database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM idx_division_location") }
    }
    func village(_ code: String, _ latitude: Double) throws -> RegistryRow {
      .division(
        Division(
          code: DivisionCode(registered: code), name: "v", level: .village,
          location: try Coordinate(longitude: 114, latitude: latitude)))
    }
    let before = try triggers()
    var problems: [String] = []
    try registry.take([village("A", 33), village("A", 34)], into: .divisions, problems: &problems)
    #expect(problems.count == 1)
    #expect(try triggers() == before)
    try registry.take([village("A", 33)], into: .divisions, isDryRun: true)
    #expect(try triggers() == before)
    #expect(try indexed() == 0)
    try registry.take([village("A", 33), village("B", 34)], into: .divisions)
    try registry.take([village("B", 35), village("C", 36)], into: .divisions)
    #expect(try triggers() == before)
    #expect(try indexed() == 3)
    let content = try registry.database.write {
      try Int.fetchOne($0, sql: "SELECT CheckSpatialIndex('division', 'location')")
    }
    #expect(content == 1)
  }

  @Test func `what the body throws undoes the import`() throws {
    struct Interruption: Error {}
    let registry = try Registry.inMemory()
    #expect(throws: Interruption.self) {
      try registry.importRows(
        ImportDescription(table: .divisions, author: .tester, date: Date()), report: { _ in }
      ) {
        importer in
        try importer.begin(file: "f", columns: ["code", "name", "level"])
        try importer.add(TableRow(row: smallTree[0], line: 2))
        throw Interruption()
      }
    }
    #expect(try registry.rows(of: .divisions).isEmpty)
  }
}
