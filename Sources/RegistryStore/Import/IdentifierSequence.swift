internal import GRDB

/// Gives ids to rows that come without one: six digits or more and a check digit, never twice.
///
/// Digits can be said on the telephone and typed anywhere; the check digit finds every single wrong digit
/// and most exchanged neighbours.
///
/// Source: ISO/IEC 7064:2003, MOD 11,10.
struct IdentifierSequence {
  private let database: Database
  private let entity: String
  private let findId: RowStatement
  private var last: Int

  init(entity: String, _ database: Database) throws {
    self.database = database
    self.entity = entity
    findId = try RowStatement(
      database,
      """
      SELECT EXISTS (SELECT 1 FROM \(entity) WHERE id = ?1)
        OR EXISTS (SELECT 1 FROM facilityAlias WHERE scheme = 'id' AND alias = ?1 AND ?2 = 'facility')
      """)
    last =
      try Int.fetchOne(
        database, sql: "SELECT last FROM identifier WHERE entity = ?", arguments: [entity]) ?? 0
  }

  /// The next id that no row of the entity has or had.
  mutating func next() throws -> String {
    while true {
      last += 1
      let digits = String(last)
      let id = digits + String(Self.checkDigit(of: digits))
      let isTaken = try findId.first([id, entity]) { $0[0] as Bool }
      if isTaken == false { return id }
    }
  }

  /// What a row without an id means, of those that are like it.
  enum Match {
    /// A new one.
    case none
    /// This one.
    case one(pk: Int64, id: String)
    /// Any of several.
    case several([String])
  }

  /// Tells which of some rows a row without an id means: of several, the one that came without an id, too.
  func match(among rows: [(pk: Int64, id: String)]) -> Match {
    guard let first = rows.first else { return .none }
    let own = rows.count > 1 ? rows.filter { hasMade($0.id) } : [first]
    return own.count == 1 ? .one(pk: own[0].pk, id: own[0].id) : .several(rows.map(\.id))
  }

  /// Whether an id is one that the registry made, and no user's.
  private func hasMade(_ id: String) -> Bool {
    guard let number = Int(id.dropLast()), number <= last, number > 0 else { return false }
    return id == String(number) + String(Self.checkDigit(of: String(number)))
  }

  /// Remembers how far it came.
  func save() throws {
    try database.execute(
      sql: "UPDATE identifier SET last = ? WHERE entity = ? AND last <> ?", arguments: [last, entity, last])
  }

  /// The digit that makes a number valid under MOD 11,10.
  static func checkDigit(of digits: String) -> Int {
    var product = 10
    for digit in digits.compactMap(\.wholeNumberValue) {
      var sum = (product + digit) % 10
      if sum == 0 { sum = 10 }
      product = sum * 2 % 11
    }
    return (11 - product) % 10
  }
}
