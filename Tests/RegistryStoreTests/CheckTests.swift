import Foundation
import GRDB
import ServiceNetwork
import Testing

@testable import RegistryStore

struct CheckTests {
  private static let village = DivisionCode(registered: "411726100201")
  private static let today = CalendarDate(iso8601: "2020-12-31") ?? .distantPast

  private func registry(_ facilities: [Facility] = [], posts: [Post] = []) throws -> Registry {
    let registry = try Registry.inMemory()
    try registry.take(smallTree.map(Self.placed), into: .divisions)
    try registry.take(facilities.map { .facility($0) }, into: .facilities)
    try registry.take(posts.map { .post($0) }, into: .posts)
    return registry
  }

  /// The villages at 114° E 33° N and a tenth of a degree to the east, the others beside them.
  private static func placed(_ row: RegistryRow) -> RegistryRow {
    guard case .division(var division) = row else { return row }
    let east = division.code.description.hasSuffix("202") ? 114.1 : 114
    division.location = try? Coordinate(longitude: east, latitude: 33)
    return .division(division)
  }

  private func facility(_ id: String, kind: String = "childrens-home", _ change: (inout Facility) -> Void)
    -> Facility
  {
    var facility = Facility(
      id: id, kind: kind, name: "家\(id)", division: Self.village,
      location: try? Coordinate(longitude: 114 + Double(id.utf8.count) / 1000, latitude: 33),
      history: StatusHistory(always: .operating))
    change(&facility)
    return facility
  }

  private func findings(_ rule: QualityRule, in registry: Registry, area: String? = nil) throws -> [String] {
    var found: [String] = []
    try registry.check(
      CheckScope(rules: [rule], area: area.map(DivisionCode.init(registered:)), today: Self.today)
    ) { found.append("\($0.subject.kind) \($0.subject.id): \($0.message.en)") }
    return found
  }

  @Test func `a facility without coordinates, and in an area only its own`() throws {
    let registry = try registry([
      facility("1") { $0.location = nil },
      facility("2") {
        $0.location = nil
        $0.division = DivisionCode(registered: "411726100202")
      }, facility("3") { _ in },
    ])
    let all = ["facility 1: it has no coordinates", "facility 2: it has no coordinates"]
    #expect(try findings(.facilityWithoutLocation, in: registry) == all)
    #expect(try findings(.facilityWithoutLocation, in: registry, area: "411726100202") == [all[1]])
    #expect(throws: CheckError.noArea("999")) {
      try findings(.facilityWithoutLocation, in: registry, area: "999")
    }
  }

  @Test func `a facility far from its village, by the median of all`() throws {
    var homes = (1...9).map { number in facility("\(number)") { _ in } }
    homes.append(facility("far") { $0.location = try? Coordinate(longitude: 114.05, latitude: 33) })
    let found = try findings(.outsideDivision, in: try registry(homes))
    // One in a thousand degrees is 93 m there, five in a hundred 4673 m: beyond ten times the median and two kilometres.
    #expect(found == ["facility far: it lies 4673 m from 一村, where half of all lie within 93 m"])
  }

  @Test func `a boundary decides where there is one`() throws {
    let registry = try registry([
      facility("in") { _ in },
      facility("out") { $0.location = try? Coordinate(longitude: 114.02, latitude: 33) },
    ])
    try registry.write { database in
      try database.execute(
        sql: """
          INSERT INTO boundary (division, isMended, givenCRS, outline)
          SELECT pk, 0, 'EPSG:4326',
            GeomFromText('MULTIPOLYGON(((113.99 32.99, 114.01 32.99, 114.01 33.01, 113.99 33.01, 113.99 32.99)))', 4326)
          FROM division
          WHERE code = '411726000000'
          """)
    }
    #expect(
      try findings(.outsideDivision, in: registry) == [
        "facility out: it lies 935 m outside the boundary of 县"
      ])
    #expect(try findings(.outsidePrefecture, in: registry) == ["facility out: it lies outside all counties"])
  }

  @Test func `a facility outside the extent of all divisions`() throws {
    let registry = try registry([facility("1") { $0.location = try? Coordinate(longitude: 33, latitude: 80) }]
    )
    #expect(try findings(.outsidePrefecture, in: registry).count == 1)
  }

  @Test func `facilities of one kind at the very same place`() throws {
    let registry = try registry([
      facility("1") { _ in }, facility("2") { _ in }, facility("3", kind: "day-care-centre") { _ in },
    ])
    #expect(
      try findings(.sharedLocation, in: registry) == [
        "facility 1: 1 more of its kind has the very same coordinates"
      ])
    #expect(try findings(.likelyDuplicate, in: registry).isEmpty)
    try registry.take([.facility(facility("2") { $0.name = "家1" })], into: .facilities)
    #expect(
      try findings(.likelyDuplicate, in: registry) == ["facility 1: it may be the same as 2, 家1 (score 1.0)"])
  }

  @Test func `a demand that is not the sum of its parts, where all parts have one`() throws {
    let registry = try registry()
    func count(_ code: String, _ persons: Int, _ date: String) throws -> RegistryRow {
      .demand(
        DemandCount(
          division: DivisionCode(registered: code), asOf: try #require(CalendarDate(iso8601: date)),
          persons: ["elderly": persons], source: nil))
    }
    #expect(try findings(.villageWithoutDemand, in: registry).isEmpty)
    try registry.take(
      [
        try count("411726100000", 10, "2019-12-31"), try count("411726100201", 4, "2019-12-31"),
        try count("411726100000", 10, "2020-12-31"), try count("411726100201", 4, "2020-12-31"),
        try count("411726100202", 5, "2020-12-31"),
      ], into: .demand)
    #expect(
      try findings(.demandSum, in: registry) == [
        "division 411726100000: elderly on 2020-12-31: 10, but its parts have 9"
      ])
    try registry.take([try count("411726100202", 6, "2020-12-31")], into: .demand)
    #expect(try findings(.demandSum, in: registry).isEmpty)
    #expect(try findings(.villageWithoutDemand, in: registry).isEmpty)
  }

  @Test func `terms that overlap, but not those that follow each other`() throws {
    func post(_ id: String, _ from: String, _ to: String?) throws -> Post {
      let begin = try #require(CalendarDate(iso8601: from))
      let term = try #require(Term(appointedOn: begin, endedOn: to.flatMap { CalendarDate(iso8601: $0) }))
      return Post(id: id, role: "child-welfare-director", division: Self.village, term: term, person: id)
    }
    let registry = try registry(posts: [
      try post("1", "2018-01-01", "2019-01-01"), try post("2", "2019-01-01", nil),
      try post("3", "2019-06-01", nil),
    ])
    #expect(
      try findings(.overlappingTerms, in: registry) == [
        "post 2: its term in 一村 still runs when 3 begins on 2019-06-01"
      ])
  }

  @Test func `dates to come and out of order`() throws {
    let registry = try registry([
      facility("1") { $0.designatedOn = Self.today },
      facility("2") { $0.designatedOn = Self.today.advanced(byDays: 1) },
      facility("3") {
        $0.designatedOn = CalendarDate(iso8601: "2017-05-31")
        $0.history = (try? StatusHistory(text: "building 2016-03-01; operating 2017-06-01")) ?? $0.history
      },
    ])
    #expect(
      try findings(.dateInFuture, in: registry) == [
        "facility 2: it was designated on 2021-01-01, which is to come"
      ])
    #expect(
      try findings(.dateOrder, in: registry) == [
        "facility 3: it was designated on 2017-05-31, before it opened on 2017-06-01"
      ])
  }

  @Test func `a home without beds, and others whose neighbours have them`() throws {
    var homes = (1...4).map { number in facility("\(number)", kind: "day-care-centre") { $0.capacity = 10 } }
    homes.append(facility("5", kind: "day-care-centre") { _ in })
    homes.append(facility("6", kind: "nursing-home") { _ in })
    homes.append(facility("7") { _ in })
    let found = try findings(.missingCapacity, in: try registry(homes))
    #expect(found.map { $0.prefix(10) } == ["facility 5", "facility 6"])
  }

  @Test(arguments: ["王\u{FFFD}镇", "锟斤拷镇", "????", "ï¿½"])
  func `a name that lost characters`(name: String) throws {
    let registry = try registry([facility("1") { $0.name = name }, facility("2") { $0.name = "真的吗?" }])
    #expect(try findings(.damagedName, in: registry) == ["facility 1: its name, '\(name)', lost characters"])
  }

  @Test func `a village's name twice in a county, and a code of another system`() throws {
    let registry = try registry()
    var tree: [RegistryRow] = []
    for (code, name, level, parent) in [
      ("411726101000", "二镇", DivisionLevel.township, nil), ("411726101201", "一村", .village, nil),
      ("411727102201", "三村", .village, "411726101000"),
    ] {
      tree.append(
        .division(
          Division(
            code: DivisionCode(registered: code), name: name, level: level,
            parent: parent.map(DivisionCode.init(registered:)))))
    }
    try registry.take(tree, into: .divisions, columns: ["code", "name", "level", "parent"])
    #expect(
      try findings(.repeatedName, in: registry) == [
        "division 411726100201: its name occurs more than once in 县: 411726100201, 411726101201"
      ])
    #expect(
      try findings(.foreignCode, in: registry) == [
        "division 411727102201: its code does not begin as that of 二镇, 411726101000"
      ])
    #expect(try findings(.villageWithoutLocation, in: registry).count == 2)
  }

  @Test func `every rule runs on an empty registry and finds nothing`() throws {
    try Registry.inMemory().check(CheckScope(today: Self.today)) { Issue.record("\($0)") }
  }
}

extension CheckTests {
  @Test func `only what is new is told after an import`() throws {
    let registry = try registry([facility("1") { $0.location = nil }])
    let first = try #require(try registry.newFindings(today: Self.today))
    #expect(first[.facilityWithoutLocation] == 1)
    #expect(try registry.newFindings(today: Self.today) == [:])
    try registry.take([.facility(facility("2") { $0.location = nil })], into: .facilities)
    #expect(try registry.newFindings(today: Self.today) == [.facilityWithoutLocation: 1])
    // What was mended and breaks again is new.
    try registry.take([.facility(facility("2") { _ in })], into: .facilities)
    #expect(try registry.newFindings(today: Self.today) == [:])
    try registry.take([.facility(facility("2") { $0.location = nil })], into: .facilities)
    #expect(try registry.newFindings(today: Self.today) == [.facilityWithoutLocation: 1])
  }
}
