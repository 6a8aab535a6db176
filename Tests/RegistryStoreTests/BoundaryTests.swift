import Foundation
import GRDB
import ServiceNetwork
import Testing

@testable import RegistryStore

struct BoundaryTests {
  private static let today = CalendarDate(iso8601: "2020-12-31") ?? .distantPast

  private func polygon(_ rings: [[(Double, Double)]]) throws -> MultiPolygon.Polygon {
    let rings = try rings.map { try $0.map { try Coordinate(longitude: $0, latitude: $1) } }
    return MultiPolygon.Polygon(exterior: rings[0], interiors: Array(rings.dropFirst()))
  }

  /// A box of degrees, counterclockwise from its south-west corner.
  private func box(_ west: Double, _ south: Double, _ east: Double, _ north: Double) throws -> MultiPolygon {
    MultiPolygon([
      try polygon([[(west, south), (east, south), (east, north), (west, north), (west, south)]])
    ])
  }

  private func division(
    _ code: String, _ name: String, _ boundary: MultiPolygon? = nil, at place: (Double, Double)? = nil
  ) throws -> RegistryRow {
    let code = DivisionCode(registered: code + String(repeating: "0", count: 12 - code.count))
    var division = Division(code: code, name: name, level: code.impliedLevel ?? .village)
    division.boundary = boundary
    division.location = try place.map { try Coordinate(longitude: $0.0, latitude: $0.1) }
    return .division(division)
  }

  private static let columns: Set<String> = ["code", "name", "level", "longitude", "latitude", "boundary"]

  @discardableResult
  private func take(_ rows: [RegistryRow], into registry: Registry) throws -> (ImportSummary, [String]) {
    var problems: [String] = []
    let summary = try registry.take(rows, into: .divisions, columns: Self.columns, problems: &problems)
    return (summary, problems)
  }

  private func stored(_ code: String, in registry: Registry) throws -> Division? {
    var found: Division?
    try registry.forEachRow(of: .divisions, withBoundaries: true) { row in
      if case .division(let division) = row, division.code.description.hasPrefix(code) {
        found = found ?? division
      }
    }
    return found
  }

  private func findings(_ rule: QualityRule, in registry: Registry, area: String? = nil) throws -> [String] {
    var found: [String] = []
    try registry.check(
      CheckScope(rules: [rule], area: area.map(DivisionCode.init(registered:)), today: Self.today)
    ) { found.append("\($0.subject.id): \($0.message.en)") }
    return found
  }

  // MARK: - Taking boundaries

  @Test func `SpatiaLite reads the areas that are written here, and the other way round`() throws {
    let registry = try Registry.inMemory()
    let area = MultiPolygon([
      try polygon([
        [(113, 32), (114, 32), (114, 33), (113, 33), (113, 32)],
        [(113.4, 32.4), (113.4, 32.6), (113.6, 32.6), (113.4, 32.4)],
      ]), try polygon([[(115, 32), (115.5, 32), (115, 32.5), (115, 32)]]),
    ])
    try registry.read { database in
      let theirs = try #require(
        try Data.fetchOne(
          database, sql: "SELECT GeomFromText(?, 4326)", arguments: [area.wellKnownText]))
      #expect(OutlineBlob.encode(area) == theirs)
      #expect(OutlineBlob.decode(theirs) == area)
      #expect(OutlineBlob.decode(theirs.dropLast(20)) == nil)
      #expect(OutlineBlob.decode(Data([0, 1, 2])) == nil)
    }
  }

  @Test func `a boundary is kept as it came, and the same again changes nothing`() throws {
    let registry = try Registry.inMemory()
    let area = try box(113, 32, 114, 33)
    let row = try division("411726", "泌阳县", area, at: (113.32, 32.72))
    let (first, problems) = try take([row], into: registry)
    #expect(first.added == 1 && problems.isEmpty)
    #expect(try stored("411726", in: registry)?.boundary == area)
    let (second, _) = try take([row], into: registry)
    #expect((second.added, second.changed) == (0, 0))
    // Another boundary is a change, and none leaves what is there.
    let (third, _) = try take(
      [try division("411726", "泌阳县", try box(113, 32, 114, 33.5), at: (113.32, 32.72))], into: registry)
    #expect(third.changed == 1)
    let (fourth, _) = try take([try division("411726", "泌阳县", at: (113.32, 32.72))], into: registry)
    #expect(fourth.changed == 0)
    #expect(try stored("411726", in: registry)?.boundary == (try box(113, 32, 114, 33.5)))
  }

  @Test func `a spike is taken off, and said`() throws {
    let registry = try Registry.inMemory()
    let spiked = MultiPolygon([
      try polygon([
        [(113, 32), (114, 32), (114, 33), (113, 33), (113, 32.5), (112, 32.5), (113, 32.5), (113, 32)]
      ])
    ])
    let row = try division("411726", "泌阳县", spiked, at: (113.32, 32.72))
    let (summary, problems) = try take([row], into: registry)
    #expect(summary.isCommitted)
    #expect(problems.count == 1)
    #expect(
      problems[0].hasPrefix("f.csv:2: warning: boundary: the boundary is not valid (ring self-intersection"))
    #expect(problems[0].hasSuffix("; it was mended"))
    let kept = try #require(try stored("411726", in: registry)?.boundary)
    #expect(kept.polygons.count == 1)
    #expect(kept.polygons[0].exterior.allSatisfy { $0.longitude >= 113 })
    #expect(
      try findings(.mendedBoundary, in: registry) == [
        "411726000000: its boundary was not valid, and was mended"
      ])
    #expect(try take([row], into: registry).0.changed == 0)
    // A valid one in its place is no mended one.
    try take([try division("411726", "泌阳县", try box(113, 32, 114, 33), at: (113.32, 32.72))], into: registry)
    #expect(try findings(.mendedBoundary, in: registry).isEmpty)
  }

  @Test func `an area of which nobody knows what is inside is refused, and nothing is changed`() throws {
    let registry = try Registry.inMemory()
    let bowTie = MultiPolygon([try polygon([[(113, 32), (114, 33), (114, 32), (113, 33), (113, 32)]])])
    let (summary, problems) = try take(
      [try division("411726", "泌阳县", bowTie), try division("411727", "汝南县")], into: registry)
    #expect(!summary.isCommitted)
    #expect(
      problems == [
        "f.csv:2: boundary: the boundary is not valid (self-intersection at 113.5, 32.5); mended, its area would be another one: mend it where it was drawn"
      ])
    #expect(try registry.rows(of: .divisions).isEmpty)
  }

  @Test func `a village without a point takes one inside its boundary, until somebody gives it one`() throws {
    let registry = try Registry.inMemory()
    try registry.take(smallTree, into: .divisions)
    let (_, problems) = try take(
      [try division("411726100201", "一村", try box(113, 32, 114, 33))], into: registry)
    #expect(
      problems == [
        "f.csv: warning: longitude: 1 divisions without coordinates took a point inside their boundary (location_origin boundary)"
      ])
    var village = try #require(try stored("411726100201", in: registry))
    #expect(try village.location == Coordinate(longitude: 113.5, latitude: 32.5))
    #expect(village.locationOrigin == .boundary)
    #expect(try findings(.villageWithoutLocation, in: registry).count == 1)
    // The point follows the boundary,
    try take([try division("411726100201", "一村", try box(113, 32, 114, 32.5))], into: registry)
    #expect(
      try stored("411726100201", in: registry)?.location
        == Coordinate(longitude: 113.5, latitude: 32.25))
    // and what somebody gave stays beside any boundary.
    try take([try division("411726100201", "一村", at: (113.1, 32.1))], into: registry)
    try take([try division("411726100201", "一村", try box(113, 32, 114, 33))], into: registry)
    village = try #require(try stored("411726100201", in: registry))
    #expect(try village.location == Coordinate(longitude: 113.1, latitude: 32.1))
    #expect(village.locationOrigin == .given)
  }

  @Test func `SpatiaLite is content with the boundaries and their index`() throws {
    let registry = try Registry.inMemory()
    try take([try division("411726", "泌阳县", try box(113, 32, 114, 33))], into: registry)
    try take([try division("411726", "泌阳县", try box(115, 32, 116, 33))], into: registry)
    let (answer, count) = try registry.write { database in
      (
        try Int.fetchOne(database, sql: "SELECT CheckSpatialIndex('boundary', 'outline')"),
        try Int.fetchOne(database, sql: "SELECT count(*) FROM idx_boundary_outline WHERE xmin > 114")
      )
    }
    #expect(answer == 1)
    #expect(count == 1)
  }

  // MARK: - Boundaries against each other

  /// A county of two townships, whose common border is as wide as is said.
  private func county(overlap: Double, parent: MultiPolygon? = nil) throws -> Registry {
    let registry = try Registry.inMemory()
    try take(
      [
        try division("411726", "泌阳县", parent, at: (114, 33)),
        try division("411726100", "王店镇", try box(114, 33, 114.1, 33.1), at: (114.05, 33.05)),
        try division("411726101", "羊册镇", try box(114.1 - overlap, 33, 114.2, 33.1), at: (114.15, 33.05)),
      ], into: registry)
    return registry
  }

  @Test func `ground that two have in common is told with its area`() throws {
    #expect(try findings(.boundaryOverlap, in: try county(overlap: 0)).isEmpty)
    let registry = try county(overlap: 0.001)
    // 1035861 m²: geodesic, by GeographicLib; at the 33rd parallel, a thousandth of a degree is 93 m.
    let expected = [
      "411726100000: it shares 1035861 m² (a sliver, some 92.6 m wide) with 411726101000, 羊册镇"
    ]
    #expect(try findings(.boundaryOverlap, in: registry) == expected)
    #expect(try findings(.boundaryOverlap, in: registry, area: "411726101000") == expected)
    #expect(try findings(.boundaryOverlap, in: registry, area: "411726100000") == expected)
  }

  @Test func `ground that belongs to no part is told, unless parts are missing`() throws {
    let whole = try box(114, 33, 114.2, 33.1)
    #expect(try findings(.boundaryGap, in: try county(overlap: 0, parent: whole)).isEmpty)
    let gap = ["411726000000: 1035861 m² (a sliver, some 92.6 m wide) between its parts belong to none"]
    #expect(
      try findings(.boundaryGap, in: try county(overlap: -0.001, parent: whole)).map { $0.prefix(40) }
        == gap.map { $0.prefix(40) })
    // Without a boundary of the whole, a gap that is open at its ends is none,
    #expect(try findings(.boundaryGap, in: try county(overlap: -0.001)).isEmpty)
    // and where the parts fill less than nine tenths, some have no boundary yet.
    #expect(
      try findings(.boundaryGap, in: try county(overlap: -0.001, parent: try box(114, 33, 114.4, 33.1)))
        .isEmpty)
    // A hole that the parts enclose is a gap in any case: 4143444 m² by GeographicLib.
    let registry = try Registry.inMemory()
    let ring = MultiPolygon([
      try polygon([
        [(114, 33), (114.1, 33), (114.1, 33.1), (114, 33.1), (114, 33)],
        [(114.04, 33.04), (114.04, 33.06), (114.06, 33.06), (114.06, 33.04), (114.04, 33.04)],
      ])
    ])
    try take(
      [
        try division("411726", "泌阳县", at: (114, 33)), try division("411726100", "王店镇", ring, at: (114, 33)),
        try division("411726101", "羊册镇", try box(114.1, 33, 114.2, 33.1), at: (114.15, 33)),
      ], into: registry)
    #expect(
      try findings(.boundaryGap, in: registry) == [
        "411726000000: 4143444 m² between its parts belong to none"
      ])
  }

  @Test func `a part outside the whole is told, by its boundary or its point`() throws {
    let registry = try county(overlap: 0, parent: try box(114, 33, 114.199, 33.1))
    try take([try division("411726100201", "一村", at: (114.3, 33.05))], into: registry)
    let found = try findings(.outsideParent, in: registry).map {
      $0.replacing(/[0-9]{2} m² .*m wide/, with: "…")
    }
    #expect(
      found == [
        "411726100201: its point lies 18680 m outside the boundary of 王店镇",
        "411726101000: 10358…) of it lie outside the boundary of 泌阳县",
      ])
  }

  // MARK: - Facilities

  @Test func `a facility is held against the boundary of its own division, and of no other`() throws {
    let registry = try county(overlap: 0)
    for (id, division, place) in [
      ("A", "411726100", 114.05), ("B", "411726100", 114.15), ("C", "411726101", 114.15),
      ("D", "411726101", 114.05),
    ] {
      let facility = Facility(
        id: id, kind: "childrens-home", name: id, division: DivisionCode(registered: division + "000"),
        location: try Coordinate(longitude: place, latitude: 33.05))
      try registry.take([.facility(facility)], into: .facilities)
    }
    #expect(
      try findings(.outsideDivision, in: registry) == [
        "B: it lies 4670 m outside the boundary of 王店镇", "D: it lies 4670 m outside the boundary of 羊册镇",
      ])
  }

  @Test func `a facility that names no division lies where the boundaries say`() throws {
    let registry = try Registry.inMemory()
    try registry.take(smallTree, into: .divisions)
    try take(
      [
        try division("411726", "县", try box(113, 32, 115, 34)),
        try division("411726100201", "一村", try box(114, 33, 114.1, 33.1)),
      ], into: registry)
    func home(_ id: String, at place: (Double, Double)) throws -> RegistryRow {
      .facility(
        Facility(
          id: id, kind: "happiness-home", name: id,
          location: try Coordinate(longitude: place.0, latitude: place.1),
          history: StatusHistory(always: .operating)))
    }
    try registry.take(
      [
        try home("in", at: (114.05, 33.05)), try home("on", at: (114.1, 33.05)),
        try home("county", at: (113.5, 33)), try home("out", at: (116, 33)),
      ], into: .facilities)
    let snapshot = try registry.snapshot { _ in SnapshotScope(kinds: nil, demandGroups: []) }
    let codes = snapshot.facilities.map { facility in
      let isSomewhere = facility.division >= 0
      return
        "\(facility.id) \(isSomewhere ? snapshot.divisions[Int(facility.division)].code.description : "–")"
    }
    #expect(codes.sorted() == ["county 411726000000", "in 411726100201", "on 411726100201", "out –"])
    // The village has a home of its own by that.
    var parameters = QuestionParameters()
    parameters.services = ["happiness-home"]
    let question = try #require(
      try parameters.questions(in: snapshot.catalogue, today: Self.today).first)
    let analysis = try CoverageAnalysis(question, in: snapshot)
    #expect(try UnservedReport(analysis).villages.map(\.code.description) == ["411726100202"])
    // A check of an area has those that lie in it.
    #expect(try findings(.missingCapacity, in: registry).isEmpty)
    try registry.take(
      [
        .facility(
          Facility(
            id: "home", kind: "nursing-home", name: "院",
            location: try Coordinate(longitude: 114.05, latitude: 33.05),
            history: StatusHistory(always: .operating)))
      ],
      into: .facilities)
    #expect(try findings(.missingCapacity, in: registry, area: "411726100201").count == 1)
    #expect(try findings(.missingCapacity, in: registry, area: "411726100202").isEmpty)
  }
}
