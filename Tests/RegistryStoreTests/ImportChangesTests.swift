import Fixtures
import Foundation
import ServiceNetwork
import Testing

@testable import RegistryStore

struct ImportChangesTests {
  private func changes(
    of rows: [RegistryRow], in registry: Registry, table: RegistryTable, columns: Set<String>? = nil
  ) throws -> [RowChange] {
    var changes: [RowChange] = []
    let description = ImportDescription(
      table: table, author: .tester, date: Date(timeIntervalSince1970: 0), isDryRun: true)
    let groups = table == .demand ? try registry.catalogue().demandGroups.map(\.column) : []
    _ = try registry.importRows(description, report: { _ in }, observe: { changes.append($0) }) { importer in
      try importer.begin(file: "f.csv", columns: columns ?? Set(table.columns.map(\.name) + groups))
      for (index, row) in rows.enumerated() { try importer.add(TableRow(row: row, line: index + 2)) }
    }
    return changes
  }

  private func home(_ name: String, capacity: Int?, _ history: String = "operating") throws -> RegistryRow {
    var facility = Facility(
      id: "A", kind: "nursing-home", name: name, history: try StatusHistory(text: history))
    facility.capacity = capacity
    return .facility(facility)
  }

  @Test func `what would be added, changed and closed is told field by field, and nothing happens`() throws {
    let registry = try Registry.inMemory()
    let added = try changes(of: [home("院", capacity: 50)], in: registry, table: .facilities)
    #expect(added.map(\.kind) == [.added])
    #expect(added.first?.line == 2)
    #expect(try registry.rows(of: .facilities).isEmpty)
    try registry.take([home("院", capacity: 50)], into: .facilities)
    #expect(try changes(of: [home("院", capacity: 50)], in: registry, table: .facilities).isEmpty)
    #expect(
      try changes(of: [home("新院", capacity: 60)], in: registry, table: .facilities) == [
        RowChange(
          .changed, file: "f.csv", line: 2, id: "A", name: "新院",
          fields: [
            RowChange.Field("name", before: "院", after: "新院"),
            RowChange.Field("capacity", before: "50", after: "60"),
          ])
      ])
    let closed = try changes(
      of: [home("院", capacity: 50, "planned; operating 2010-01-01; closed 2020-01-01")], in: registry,
      table: .facilities)
    #expect(closed.map(\.kind) == [.closed])
  }

  @Test func `counts, divisions, kinds and services tell their changes, too`() throws {
    let registry = try Registry.inMemory()
    try registry.take(smallTree, into: .divisions)
    let day = try #require(CalendarDate(iso8601: "2020-11-01"))
    let code = DivisionCode(registered: "411726100201")
    func count(_ persons: Int) -> RegistryRow {
      .demand(DemandCount(division: code, asOf: day, persons: ["elderly": persons]))
    }
    try registry.take([count(5)], into: .demand)
    #expect(
      try changes(of: [count(7)], in: registry, table: .demand).map(\.fields) == [
        [RowChange.Field("elderly", before: "5", after: "7")]
      ])
    var village = Division(code: code, name: "一社区", level: .village)
    village.location = try Coordinate(longitude: 114, latitude: 33)
    #expect(
      try changes(of: [.division(village)], in: registry, table: .divisions).map(\.fields) == [
        [
          RowChange.Field("name", before: "一村", after: "一社区"),
          RowChange.Field("longitude", before: nil, after: "114.0"),
          RowChange.Field("latitude", before: nil, after: "33.0"),
        ]
      ])
    var kind = Kind.standard[0]
    kind.nameEn = "home"
    #expect(try changes(of: [.kind(kind)], in: registry, table: .kinds).map(\.kind) == [.changed])
    var service = Service.standard[0]
    service.nameEn = "home"
    #expect(
      try changes(of: [.service(service)], in: registry, table: .services).first?.fields.map(\.column) == [
        "name_en"
      ])
  }

  @Test func `a facility is found by the id that somebody else gave it`() throws {
    let registry = try Registry.inMemory()
    func row(_ externalId: String, _ name: String, id: String? = nil) -> RegistryRow {
      var facility = Facility(id: id, kind: "nursing-home", name: name)
      facility.externalId = externalId
      return .facility(facility)
    }
    #expect(try registry.take([row("T1", "甲"), row("T2", "甲")], into: .facilities).added == 2)
    #expect(try registry.take([row("T1", "甲"), row("T2", "甲")], into: .facilities).changed == 0)
    let renamed = try registry.take([row("T2", "乙")], into: .facilities)
    #expect(renamed.changed == 1)
    #expect(renamed.added == 0)
    var problems: [String] = []
    try registry.take([row("T1", "丙", id: "X")], into: .facilities, problems: &problems)
    #expect(problems.count == 1)
    #expect(problems.first?.hasPrefix("f.csv:2: external_id: 'T1' is that of facility ") == true)
    try registry.take([row("T3", "丁"), row("T3", "戊")], into: .facilities, problems: &problems)
    #expect(problems == ["f.csv:3: external_id: 'T3' is on line 2 already"])
  }

  @Test func `the pair that was given is kept, and goes when another one comes`() throws {
    let registry = try Registry.inMemory()
    var facility = Facility(id: "A", kind: "nursing-home", name: "院")
    facility.location = try Coordinate(longitude: 114, latitude: 33)
    facility.given = GivenPoint(x: 114.006, y: 32.998, crs: "gcj02")
    try registry.take([.facility(facility)], into: .facilities)
    #expect(try registry.rows(of: .facilities) == [.facility(facility)])
    // A file without coordinates leaves both alone.
    try registry.take(
      [.facility(Facility(id: "A", kind: "nursing-home", name: "院"))], into: .facilities,
      columns: ["id", "kind", "name"])
    #expect(try registry.rows(of: .facilities) == [.facility(facility)])
    facility.given = nil
    try registry.take([.facility(facility)], into: .facilities)
    #expect(try registry.rows(of: .facilities) == [.facility(facility)])
  }

  @Test func `profiles are kept under their names`() throws {
    let registry = try Registry.inMemory()
    let profile = ImportProfile(
      headings: ["机构名称": "name"], constants: ["level": "village"], words: ["kind": ["甲": "nursing-home"]],
      crs: "gcj02", sheets: ["表1"])
    try registry.save(profile, named: "泌阳", date: Date(timeIntervalSince1970: 0))
    #expect(try registry.profile(named: "泌阳") == profile)
    #expect(try registry.profile(named: "汝南") == nil)
    try registry.save(ImportProfile(), named: "泌阳", date: Date(timeIntervalSince1970: 0))
    #expect(try registry.profile(named: "泌阳") == ImportProfile())
    #expect(try registry.removeProfile(named: "泌阳"))
    #expect(try !registry.removeProfile(named: "泌阳"))
  }
}

struct LocationWitnessTests {
  /// 444 m by 373 m around 114° E 33° N, less than GCJ-02 moves a place there.
  private static func boundary() throws -> MultiPolygon {
    let corners = [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1), (-1, -1)]
    return MultiPolygon([
      MultiPolygon.Polygon(
        exterior: try corners.map { try Coordinate(longitude: 114 + $0 * 0.002, latitude: 33 + $1 * 0.002) })
    ])
  }

  @Test(arguments: [true, false], [(ChineseMapSystem.gcj02, false), (.gcj02, true), (.bd09, true)])
  func `a file in a system of a web map that nobody calls so is noticed, and taken as it is`(
    isSystemNamed: Bool, system: (map: ChineseMapSystem, hasBoundary: Bool)
  ) throws {
    let registry = try Registry.inMemory()
    let village = try Coordinate(longitude: 114, latitude: 33)
    var tree = smallTree
    guard case .division(var division) = tree[3] else { return }
    if system.hasBoundary {
      division.boundary = try Self.boundary()
    } else {
      division.location = village
    }
    tree[3] = .division(division)
    try registry.take(tree, into: .divisions)
    let pair = system.map.pair(of: village)
    let told = try Coordinate(longitude: pair.x, latitude: pair.y)
    var problems: [String] = []
    _ = try registry.importRows(
      ImportDescription(table: .facilities, author: .tester, date: Date(timeIntervalSince1970: 0)),
      report: { problems.append($0.description) }
    ) { importer in
      try importer.begin(
        file: "f.csv", columns: ["kind", "name", "division", "longitude", "latitude"],
        isSystemNamed: isSystemNamed)
      for number in 0..<20 {
        let facility = Facility(
          kind: "nursing-home", name: "院\(number)", division: division.code, location: told,
          history: StatusHistory(always: .operating))
        try importer.add(TableRow(row: .facility(facility), line: number + 2))
      }
    }
    let hints = problems.filter { $0.contains("would lie better") }
    #expect(hints.count == (isSystemNamed ? 0 : 1))
    let option = "--crs \(system.map.rawValue)"
    #expect(hints.allSatisfy { $0.contains("20 of 20 places") && $0.contains(option) })
    guard case .facility(let first)? = try registry.rows(of: .facilities).first else { return }
    #expect(first.location == told)
  }
}
