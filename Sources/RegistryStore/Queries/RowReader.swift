internal import GRDB
internal import ServiceNetwork

/// Reads rows of a registry as an export writes them: all of a table in its order, or the one of a key.
struct RowReader {
  let database: Database

  init(_ database: Database) {
    self.database = database
  }

  func divisions(
    pk: Int64? = nil, withBoundaries: Bool = false, _ body: (Division) throws -> Void
  ) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT division.code, division.name, division.level, parent.code, division.location,
          division.urbanRural, division.source, division.locationOrigin, division.givenX, division.givenY,
          division.givenCRS, boundary.outline, nullif(boundary.givenCRS, 'EPSG:4326')
        FROM division
        LEFT JOIN division AS parent ON parent.pk = division.parent
        LEFT JOIN boundary ON boundary.division = division.pk AND \(withBoundaries ? "TRUE" : "FALSE")
        WHERE division.endedOn IS NULL \(Self.condition("division", pk))
        ORDER BY division.code
        """)
    while let row = try rows.next() {
      let code = DivisionCode(registered: row[0])
      let parent = (row[3] as String?).map(DivisionCode.init(registered:))
      var division = Division(
        code: code, name: row[1], level: try row.level(2),
        parent: parent == code.impliedParent ? nil : parent,
        location: try row.coordinate(4), urbanRural: row[5], source: row[6])
      division.locationOrigin = Division.LocationOrigin(rawValue: row[7]) ?? .given
      division.given = row.givenPoint(8)
      division.boundary = try row.withUnsafeData(atIndex: 11) { $0.flatMap(OutlineBlob.decode) }
      division.boundaryCRS = row[12]
      try body(division)
    }
  }

  func demand(of key: CountKey? = nil, _ body: (DemandCount) throws -> Void) throws {
    let condition = key == nil ? "TRUE" : "demand.division = ? AND demand.asOf = ?"
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT division.code, demand.asOf, demandGroup.name, demand.persons, demand.source
        FROM demand
        JOIN demandGroup ON demandGroup.pk = demand.demandGroup
        JOIN division ON division.pk = demand.division
        WHERE \(condition)
        ORDER BY division.code, demand.asOf, demand.source, demandGroup.pk
        """, arguments: key.map { [$0.division, $0.day.description] } ?? [])
    var count: DemandCount?
    while let row = try rows.next() {
      let next = DemandCount(
        division: DivisionCode(registered: row[0]), asOf: try row.date(1), persons: [row[2]: row[3]],
        source: row[4])
      if var current = count, current.division == next.division, current.asOf == next.asOf,
        current.source == next.source
      {
        current.persons.merge(next.persons) { $1 }
        count = current
      } else {
        if let count { try body(count) }
        count = next
      }
    }
    if let count { try body(count) }
  }

  func facilities(pk: Int64? = nil, _ body: (Facility) throws -> Void) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT facility.id, kind.name, facility.name, division.code, facility.location, facility.capacity,
          facility.occupied, facility.grade, facility.designatedOn, facility.address, facility.phone,
          facility.operator, facility.uscc, facility.source, facility.pk, facility.externalId, facility.givenX,
          facility.givenY, facility.givenCRS, facility.inCare
        FROM facility
        JOIN kind ON kind.pk = facility.kind
        LEFT JOIN division ON division.pk = facility.division
        WHERE TRUE \(Self.condition("facility", pk))
        ORDER BY facility.id
        """)
    while let row = try rows.next() {
      var facility = Facility(
        id: row[0], kind: row[1], name: row[2],
        division: (row[3] as String?).map(DivisionCode.init(registered:)), location: try row.coordinate(4),
        history: try StatusHistoryRecord.fetch(of: row[14], database))
      facility.capacity = row[5]
      facility.occupied = row[6]
      facility.grade = row[7]
      facility.designatedOn = try row.optionalDate(8)
      facility.address = row[9]
      facility.phone = row[10]
      facility.operator = row[11]
      facility.uscc = row[12]
      facility.source = row[13]
      facility.externalId = row[15]
      facility.given = row.givenPoint(16)
      facility.inCare = row[19]
      try body(facility)
    }
  }

  func posts(pk: Int64? = nil, _ body: (Post) throws -> Void) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT post.id, kind.name, division.code, post.person, post.phone, post.appointedOn, post.endedOn,
          post.source
        FROM post
        JOIN kind ON kind.pk = post.role
        JOIN division ON division.pk = post.division
        WHERE TRUE \(Self.condition("post", pk))
        ORDER BY post.id
        """)
    while let row = try rows.next() {
      try body(
        Post(
          id: row[0], role: row[1], division: DivisionCode(registered: row[2]), term: try row.term(5, 6),
          person: row[3], phone: row[4], source: row[7]))
    }
  }

  func roads(_ body: (Road) throws -> Void) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT origin.id, destination.id, line, length, roadClass, speed, forward, backward, name, source
        FROM road
        JOIN roadNode AS origin ON origin.pk = road.fromNode
        JOIN roadNode AS destination ON destination.pk = road.toNode
        ORDER BY road.pk
        """)
    while let row = try rows.next() {
      try body(
        Road(
          ends: Road.Ends(from: row[0], to: row[1]), line: try row.line(2),
          length: (row[3] as Double?).map { Meters($0) }, roadClass: row[4], speed: row[5],
          forward: TravelModes(rawValue: row[6]), backward: TravelModes(rawValue: row[7]), name: row[8],
          source: row[9]))
    }
  }

  /// The facility of a key.
  func facility(_ pk: Int64) throws -> RegistryRow? {
    var found: RegistryRow?
    try facilities(pk: pk) { found = .facility($0) }
    return found
  }

  /// The post of a key.
  func post(_ pk: Int64) throws -> RegistryRow? {
    var found: RegistryRow?
    try posts(pk: pk) { found = .post($0) }
    return found
  }

  /// The counts of a key, with all their sources; `nil` where there is none.
  func demand(_ key: CountKey) throws -> RegistryRow? {
    var found: DemandCount?
    try demand(of: key) { count in
      let sources = [found?.source, count.source].compactMap { $0 }
      let persons = (found?.persons ?? [:]).merging(count.persons) { $1 }
      found = count
      found?.persons = persons
      found?.source = sources.isEmpty ? nil : sources.joined(separator: "; ")
    }
    return found.map(RegistryRow.demand)
  }

  /// The standing division of a key.
  func division(_ pk: Int64, withBoundary: Bool) throws -> RegistryRow? {
    var found: RegistryRow?
    try divisions(pk: pk, withBoundaries: withBoundary) { found = .division($0) }
    return found
  }

  private static func condition(_ table: String, _ pk: Int64?) -> String {
    pk.map { "AND \(table).pk = \($0)" } ?? ""
  }
}
