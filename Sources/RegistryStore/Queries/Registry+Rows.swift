internal import GRDB
public import ServiceNetwork

extension Registry {
  /// Hands over every row of a table, in an order that does not depend on how they came in: by code, id or
  /// name; kinds and services as they were added.
  ///
  /// - Complexity: O(rows log rows) time; one row at a time in memory.
  public func forEachRow(of table: RegistryTable, _ body: (RegistryRow) throws -> Void) throws {
    try read { database in
      switch table {
      case .kinds: for row in try KindRecord.fetchAll(database) { try body(.kind(row.kind)) }
      case .services: for service in try ServiceRecord.fetchAll(database) { try body(.service(service)) }
      case .divisions: try RowReader(database).divisions { try body(.division($0)) }
      case .demand: try RowReader(database).demand { try body(.demand($0)) }
      case .facilities: try RowReader(database).facilities { try body(.facility($0)) }
      case .posts: try RowReader(database).posts { try body(.post($0)) }
      }
    }
  }
}

private struct RowReader {
  private let database: Database

  init(_ database: Database) {
    self.database = database
  }

  func divisions(_ body: (Division) throws -> Void) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT division.code, division.name, division.level, parent.code, division.location,
          division.urbanRural, division.source
        FROM division
        LEFT JOIN division AS parent ON parent.pk = division.parent
        WHERE division.endedOn IS NULL
        ORDER BY division.code
        """)
    while let row = try rows.next() {
      let code = DivisionCode(registered: row[0])
      let parent = (row[3] as String?).map(DivisionCode.init(registered:))
      try body(
        Division(
          code: code, name: row[1], level: try row.level(2),
          parent: parent == code.impliedParent ? nil : parent,
          location: try row.coordinate(4), urbanRural: row[5], source: row[6]))
    }
  }

  func demand(_ body: (DemandCount) throws -> Void) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT division.code, demand.asOf, demandGroup.name, demand.persons, demand.source
        FROM demand
        JOIN demandGroup ON demandGroup.pk = demand.demandGroup
        JOIN division ON division.pk = demand.division
        ORDER BY division.code, demand.asOf, demand.source, demandGroup.pk
        """)
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

  func facilities(_ body: (Facility) throws -> Void) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT facility.id, kind.name, facility.name, division.code, facility.location, facility.capacity,
          facility.occupied, facility.grade, facility.designatedOn, facility.address, facility.phone,
          facility.operator, facility.uscc, facility.source, facility.pk
        FROM facility
        JOIN kind ON kind.pk = facility.kind
        LEFT JOIN division ON division.pk = facility.division
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
      try body(facility)
    }
  }

  func posts(_ body: (Post) throws -> Void) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT post.id, kind.name, division.code, post.person, post.phone, post.appointedOn, post.endedOn,
          post.source
        FROM post
        JOIN kind ON kind.pk = post.role
        JOIN division ON division.pk = post.division
        ORDER BY post.id
        """)
    while let row = try rows.next() {
      try body(
        Post(
          id: row[0], role: row[1], division: DivisionCode(registered: row[2]), term: try row.term(5, 6),
          person: row[3], phone: row[4], source: row[7]))
    }
  }
}
