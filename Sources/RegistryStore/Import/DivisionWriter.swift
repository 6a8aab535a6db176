internal import Foundation
internal import GRDB
internal import ServiceNetwork

/// Writes divisions; a parent may come after its children.
struct DivisionWriter: RowWriter {
  private let context: ImportContext
  private let addition: BulkAddition?
  private let index: DeferredSpatialIndex?
  private let rows: RowReader
  private let isEdition: Bool
  private var lookup: DivisionLookup
  private var boundaries: BoundaryWriter
  private var hasChangedLevel = false
  private var hasWaiting = false

  /// A division as the registry keeps it.
  private struct Fields: Equatable {
    var name: String
    var level: DivisionLevel
    var parent: Int64?
    var urbanRural: String?
    var source: String?
    var location: Coordinate?
    var locationOrigin = Division.LocationOrigin.given
    var given: GivenPoint?
  }

  /// - Parameter isEdition: whether what the rows say of the past was settled before.
  init(_ context: ImportContext, isEdition: Bool = false) throws {
    self.context = context
    self.isEdition = isEdition
    rows = RowReader(context.database)
    lookup = try DivisionLookup(context)
    boundaries = BoundaryWriter(context)
    addition = context.isBulk ? try BulkAddition(to: "division", context.database) : nil
    index = context.isBulk ? try DeferredSpatialIndex(of: "division", context.database) : nil
    try context.database.execute(
      sql: """
        CREATE TEMP TABLE IF NOT EXISTS waitingForParent (
          pk INTEGER PRIMARY KEY, parentCode TEXT NOT NULL, isOptional INTEGER NOT NULL
        ) STRICT;
        DELETE FROM waitingForParent;
        """)
  }

  mutating func write(_ row: RegistryRow) throws {
    guard case .division(let division) = row else { return }
    guard Self.isLevelRight(division, context), try isCodeOfToday(division) else { return }
    var boundary: BoundaryWriter.Boundary?
    if let area = division.boundary {
      guard let found = try boundaries.boundary(of: area, crs: division.boundaryCRS) else { return }
      boundary = found
    }
    let (pk, existing) = try fetch(division.code) ?? (nil, nil)
    var fields = Fields(name: division.name, level: division.level)
    try locate(&fields, as: division, boundary: boundary, existing: existing)
    fields.urbanRural = context.has("urban_rural") ? division.urbanRural : existing?.urbanRural
    fields.source = context.has("source") ? division.source : existing?.source
    fields.parent = existing?.parent

    let parentCode = division.parent ?? (isParentKept(existing) ? nil : division.code.impliedParent)
    let parent = try parentCode.flatMap { try lookup.find($0) }
    if let parent {
      guard parent.level < division.level else {
        context.refuse(
          "parent",
          Wording(
            "\(parentCode?.description ?? "") is a \(parent.level.rawValue), which has no \(division.level.rawValue) below it",
            zh: "\(parentCode?.description ?? "")的级别是\(parent.level.rawValue)，下面不能有\(division.level.rawValue)"
          ))
        return
      }
      fields.parent = parent.pk
    } else if parentCode != nil || !isParentKept(existing) {
      fields.parent = nil
    }
    if let pk, let place = try context.place(ofImported: pk) {
      // A list of villages may tell their county again and again.
      let isOther = try boundary.map { try boundaries.isChange($0, of: pk) } ?? false
      guard fields != existing || isOther else { return }
      context.refuse(
        "code",
        Wording(
          "\(division.code) is otherwise on \(place.en)", zh: "\(division.code)在\(place.zh)的内容与此不同"))
      return
    }
    let (rows, hasBoundaries) = (rows, context.has("boundary"))
    let written = try context.changing(pk, fetch: { try rows.division($0, withBoundary: hasBoundaries) }) {
      let written = try save(fields, code: division.code, pk: pk, existing: existing)
      if let boundary, try boundaries.isChange(boundary, of: pk) {
        try boundaries.save(boundary, of: written, source: division.source)
        if existing != nil, fields == existing { context.summary.changed += 1 }
      }
      return written
    }
    try context.remember(written)
    if let parentCode, parent == nil {
      // A county may stand without its city, and above a city the tree has nothing.
      let isOptional = division.level == .city || division.parent == nil && division.level == .county
      try wait(written, for: parentCode, isOptional: isOptional)
    }
  }

  mutating func finish() throws {
    try index?.finish()
    if hasWaiting { try resolveWaiting() }
    if hasChangedLevel { try checkLevels() }
    try addition?.finish()
    boundaries.conclude()
    // It looks at all divisions, which is too much for one.
    if context.isBulk { try LocationSurvey.warnOfOutliers(context) }
  }

  /// Whether the zeros of a code allow the level that the row tells; if not, the row is refused.
  static func isLevelRight(_ division: Division, _ context: ImportContext) -> Bool {
    guard let implied = division.code.impliedLevel, implied != division.level else { return true }
    context.refuse(
      "level",
      Wording(
        "the zeros of \(division.code) make it a \(implied.rawValue), not a \(division.level.rawValue); "
          + "has a spreadsheet damaged it?",
        zh: "\(division.code)末尾的零表示级别\(implied.rawValue)，不是\(division.level.rawValue)；代码是否被电子表格损坏？"))
    return false
  }

  // MARK: - Private

  /// Whether a row is none of a list that an edition has replaced; if it is, it is refused, since it would bring
  /// back what is no more.
  private func isCodeOfToday(_ division: Division) throws -> Bool {
    guard !isEdition, let former = try lookup.former(division.code, named: division.name) else { return true }
    context.refuse(
      "code",
      Wording(
        "\(division.code) was \(division.name) until \(former.until), \(former.fate.en); the list is of before that",
        zh: "\(division.code)在\(former.until)之前是\(division.name)，\(former.fate.zh)；该名录早于此日期"))
    return false
  }

  /// Gives a division the point that the row tells, else the one that it has, else one inside its boundary.
  ///
  /// A row that tells a boundary and no point leaves a point that somebody gave.
  private mutating func locate(
    _ fields: inout Fields, as division: Division, boundary: BoundaryWriter.Boundary?, existing: Fields?
  ) throws {
    if context.has("longitude"), division.location != nil || boundary == nil {
      (fields.location, fields.given) = (division.location, division.given)
      fields.locationOrigin = division.locationOrigin
    } else if let existing {
      (fields.location, fields.given) = (existing.location, existing.given)
      fields.locationOrigin = existing.locationOrigin
    }
    guard let boundary, division.location == nil,
      fields.location == nil || fields.locationOrigin == .boundary
    else { return }
    fields.location = try boundaries.pointInside(boundary, isNew: fields.location == nil)
    fields.locationOrigin = .boundary
  }

  /// Whether a file that has no column for parents leaves an opaque code's parent alone.
  private func isParentKept(_ existing: Fields?) -> Bool {
    existing != nil && !context.has("parent")
  }

  private func fetch(_ code: DivisionCode) throws -> (Int64, Fields)? {
    let statement = try context.database.cachedStatement(
      sql: """
        SELECT pk, name, level, parent, urbanRural, source, location, locationOrigin, givenX, givenY, givenCRS
        FROM division
        WHERE code = ? AND endedOn IS NULL
        """)
    guard let row = try Row.fetchOne(statement, arguments: [code.description]) else { return nil }
    return (
      row[0],
      Fields(
        name: row[1], level: try row.level(2), parent: row[3], urbanRural: row[4], source: row[5],
        location: try row.coordinate(6),
        locationOrigin: Division.LocationOrigin(rawValue: row[7]) ?? .given, given: row.givenPoint(8))
    )
  }

  private mutating func save(
    _ fields: Fields, code: DivisionCode, pk: Int64?, existing: Fields?
  ) throws -> Int64 {
    let arguments: StatementArguments = [
      fields.name, fields.level.rawValue, fields.parent, fields.urbanRural, fields.source,
      fields.location.map(PointBlob.encode), fields.locationOrigin.rawValue, fields.given?.x, fields.given?.y,
      fields.given?.crs,
    ]
    guard let pk, let existing else {
      try context.database.cachedStatement(
        sql: """
          INSERT INTO division
            (name, level, parent, urbanRural, source, location, locationOrigin, givenX, givenY, givenCRS, code)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """
      ).execute(arguments: arguments + [code.description])
      context.summary.added += 1
      return context.database.lastInsertedRowID
    }
    if fields != existing {
      try context.database.cachedStatement(
        sql: """
          UPDATE division
          SET name = ?, level = ?, parent = ?, urbanRural = ?, source = ?, location = ?,
            locationOrigin = ?, givenX = ?, givenY = ?, givenCRS = ?
          WHERE pk = ?
          """
      ).execute(arguments: arguments + [pk])
      if fields.level != existing.level {
        hasChangedLevel = true
        lookup.forget()
      }
      context.summary.changed += 1
    }
    return pk
  }

  private mutating func wait(_ pk: Int64, for parent: DivisionCode, isOptional: Bool) throws {
    hasWaiting = true
    try context.database.cachedStatement(
      sql: "INSERT INTO temp.waitingForParent (pk, parentCode, isOptional) VALUES (?, ?, ?)"
    ).execute(arguments: [pk, parent.description, isOptional])
  }

  /// Gives those their parents who came before them, and refuses those whose parent never came.
  private func resolveWaiting() throws {
    let rows = try Row.fetchCursor(
      context.database,
      sql: """
        SELECT child.pk, child.level, waiting.parentCode, waiting.isOptional, parent.pk, parent.level,
          row.file, row.line
        FROM temp.waitingForParent AS waiting
        JOIN division AS child ON child.pk = waiting.pk
        JOIN temp.importedRow AS row ON row.pk = waiting.pk
        LEFT JOIN division AS parent ON parent.code = waiting.parentCode AND parent.endedOn IS NULL
        ORDER BY row.file, row.line
        """)
    let update = try context.database.cachedStatement(sql: "UPDATE division SET parent = ? WHERE pk = ?")
    while let row = try rows.next() {
      let place = (file: row[6] as Int, line: row[7] as Int)
      let code: String = row[2]
      let level = try row.level(1)
      guard let parent: Int64 = row[4] else {
        if row[3] as Bool { continue }
        context.refuse(
          file: place.file, line: place.line, "parent",
          Wording(
            "division \(code), which it belongs to, is neither in the file nor in the registry",
            zh: "上级区划\(code)既不在文件中，也不在登记库中"))
        continue
      }
      let parentLevel = try row.level(5)
      guard parentLevel < level else {
        context.refuse(
          file: place.file, line: place.line, "parent",
          Wording(
            "\(code) is a \(parentLevel.rawValue), which has no \(level.rawValue) below it",
            zh: "\(code)的级别是\(parentLevel.rawValue)，下面不能有\(level.rawValue)"))
        continue
      }
      try update.execute(arguments: [parent, row[0] as Int64])
    }
  }

  /// Refuses a change of level that leaves children at or above their parent.
  private func checkLevels() throws {
    let rows = try Row.fetchAll(
      context.database,
      sql: """
        SELECT child.code, child.level, parent.code, parent.level
        FROM division AS child
        JOIN division AS parent ON parent.pk = child.parent
        WHERE child.endedOn IS NULL
        ORDER BY child.code
        """)
    for row in rows where try row.level(1) <= row.level(3) {
      context.add(
        RowProblem(
          file: context.file, line: nil, column: "level",
          message: Wording(
            "\(row[0] as String) would lie in \(row[2] as String), which is no wider than it",
            zh: "\(row[0] as String)将属于\(row[2] as String)，而后者级别不高于它")))
    }
  }
}
