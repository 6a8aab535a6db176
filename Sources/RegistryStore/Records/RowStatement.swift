internal import CSpatiaLite
internal import GRDB

/// A statement that is run for each of many rows, or reads many of them.
///
/// GRDB finds a statement by its text, and makes arrays of what it is given and of what it reads: with some seven
/// statements a row, that took a third of the time of an import. Here the statement is kept, and values go straight to it,
/// and from it.
struct RowStatement {
  private let statement: Statement

  /// Prepares a statement; it must be gone before the connection is.
  init(_ database: Database, _ sql: String) throws {
    statement = try database.makeStatement(sql: sql)
  }

  /// Runs a statement that answers nothing.
  func execute(_ values: [(any StatementBinding)?]) throws {
    try run(values) { _ in false }
  }

  /// The first row of the answer; `nil` where there is none.
  func first<Value>(
    _ values: [(any StatementBinding)?], read: (Columns) throws -> Value
  ) throws -> Value? {
    var first: Value?
    try run(values) { columns in
      first = try read(columns)
      return false
    }
    return first
  }

  /// All rows of the answer.
  func all<Value>(_ values: [(any StatementBinding)?], read: (Columns) throws -> Value) throws -> [Value] {
    var all: [Value] = []
    try run(values) { columns in
      all.append(try read(columns))
      return true
    }
    return all
  }

  /// Shows all rows of the answer.
  func forEach(_ values: [(any StatementBinding)?], _ body: (Columns) throws -> Void) throws {
    try run(values) { columns in
      try body(columns)
      return true
    }
  }

  /// The row at which a statement stands.
  struct Columns {
    fileprivate let statement: SQLiteStatement

    /// A column's value, which is there.
    subscript<Value: StatementColumnConvertible>(index: Int) -> Value {
      guard let value: Value = optional(index) else {
        preconditionFailure("the schema has a value of this type in every row")
      }
      return value
    }

    /// Whether a column has no value.
    func isNull(_ index: Int) -> Bool { sqlite3_column_type(statement, Int32(index)) == SQLITE_NULL }

    /// Shows a column's bytes; none where it has no value.
    func withBytes<Value>(_ index: Int, _ body: (UnsafeRawBufferPointer) -> Value?) -> Value? {
      guard let bytes = sqlite3_column_blob(statement, Int32(index)) else { return nil }
      let count = Int(sqlite3_column_bytes(statement, Int32(index)))
      return body(UnsafeRawBufferPointer(start: bytes, count: count))
    }

    /// Shows a column's text as bytes; none where it has no value.
    func withText<Value>(_ index: Int, _ body: (UnsafeRawBufferPointer) -> Value?) -> Value? {
      guard let text = sqlite3_column_text(statement, Int32(index)) else { return nil }
      let count = Int(sqlite3_column_bytes(statement, Int32(index)))
      return body(UnsafeRawBufferPointer(start: text, count: count))
    }

    /// A column's value, or none.
    func optional<Value: StatementColumnConvertible>(_ index: Int) -> Value? {
      guard !isNull(index) else { return nil }
      return Value(sqliteStatement: statement, index: Int32(index))
    }
  }

  // MARK: - Private

  /// Runs the statement with some values, as long as somebody wants one row more.
  private func run(_ values: [(any StatementBinding)?], _ wantsMore: (Columns) throws -> Bool) throws {
    let pointer = statement.sqliteStatement
    defer { sqlite3_reset(pointer) }
    for (index, value) in values.enumerated() {
      let place = Int32(index + 1)
      let code = value?.bind(to: pointer, at: place) ?? sqlite3_bind_null(pointer, place)
      precondition(code == SQLITE_OK, "the statement has a place for each value")
    }
    while true {
      switch sqlite3_step(pointer) {
      case SQLITE_ROW: guard try wantsMore(Columns(statement: pointer)) else { return }
      case SQLITE_DONE: return
      // Only a reader whose task was cancelled is interrupted.
      case SQLITE_INTERRUPT: throw CancellationError()
      case let code: throw error(code)
      }
    }
  }

  private func error(_ code: Int32) -> DatabaseError {
    let message = String(cString: sqlite3_errmsg(sqlite3_db_handle(statement.sqliteStatement)))
    return DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: statement.sql)
  }
}
