internal import GRDB
internal import ServiceNetwork

/// What the writers of an import share: where they are, and what they have found.
final class ImportContext {
  let database: Database
  /// Whether many rows are expected, so that it pays to put triggers to rest while they are written.
  let isBulk: Bool
  private let report: (RowProblem) -> Void
  private let observe: ((RowChange) -> Void)?
  private let findPlace: RowStatement
  private let insertPlace: RowStatement
  private var files: [File] = []
  var summary = ImportSummary()
  var line = 0

  /// A file as it says itself how it is to be read.
  private struct File {
    var name: String
    var columns: Set<String>
    var isSystemNamed: Bool
    var heading: (String) -> String
  }

  /// - Parameters:
  ///   - report: is told each problem.
  ///   - observe: is told each change; `nil` where nobody asks, which spares reading what was there.
  init(
    _ database: Database, isBulk: Bool = true, report: @escaping (RowProblem) -> Void,
    observe: ((RowChange) -> Void)? = nil
  ) throws {
    self.database = database
    self.isBulk = isBulk
    self.report = report
    self.observe = observe
    try database.execute(
      sql: """
        CREATE TEMP TABLE IF NOT EXISTS importedRow (
          pk INTEGER PRIMARY KEY, file INTEGER NOT NULL, line INTEGER NOT NULL
        ) STRICT;
        DELETE FROM importedRow;
        """)
    findPlace = try RowStatement(database, "SELECT file, line FROM temp.importedRow WHERE pk = ?")
    insertPlace = try RowStatement(
      database, "INSERT INTO temp.importedRow (pk, file, line) VALUES (?, ?, ?)")
  }

  /// The file that is being read, as it was named.
  var file: String { files.isEmpty ? "" : files[fileNumber].name }

  /// The number of the file that is being read, by which temporary tables know it.
  private(set) var fileNumber = -1

  /// Whether somebody named the system of the file's coordinates.
  var isSystemNamed: Bool { files[fileNumber].isSystemNamed }

  /// Begins a file.
  func begin(
    file: String, columns: Set<String>, isSystemNamed: Bool, heading: @escaping (String) -> String
  ) {
    files.append(File(name: file, columns: columns, isSystemNamed: isSystemNamed, heading: heading))
    fileNumber = files.count - 1
  }

  /// Goes back to a row that was read before.
  func resume(file number: Int, line: Int) {
    (fileNumber, self.line) = (number, line)
  }

  /// The columns that the file has.
  var columns: Set<String> { files[fileNumber].columns }

  /// Whether the file has a column; what it has not is left alone.
  func has(_ column: String) -> Bool { columns.contains(column) }

  // MARK: - Problems

  /// Refuses the row.
  func refuse(_ column: String?, _ message: Wording) {
    add(RowProblem(file: file, line: line, column: column.map(files[fileNumber].heading), message: message))
  }

  /// Takes the row with a remark.
  func warn(_ column: String?, _ message: Wording) {
    add(
      RowProblem(
        .warning, file: file, line: line, column: column.map(files[fileNumber].heading), message: message))
  }

  /// Refuses a row of any file, when all have been read.
  func refuse(file number: Int, line: Int, _ column: String, _ message: Wording) {
    add(RowProblem(file: files[number].name, line: line, column: column, message: message))
  }

  /// Remarks on a row of any file, when all have been read.
  func warn(file number: Int, line: Int?, _ column: String, _ message: Wording) {
    add(RowProblem(.warning, file: files[number].name, line: line, column: column, message: message))
  }

  func add(_ problem: RowProblem) {
    switch problem.severity {
    case .error: summary.errors += 1
    case .warning: summary.warnings += 1
    }
    report(problem)
  }

  // MARK: - Rows

  /// Where a row that has this key stands already in this import.
  func place(ofImported pk: Int64) throws -> Wording? {
    try findPlace.first([pk]) { place(file: $0[0], line: $0[1]) }
  }

  /// How a message names a place: by its line, and the file where that is another one.
  func place(file number: Int, line: Int) -> Wording {
    number == fileNumber
      ? Wording("line \(line)", zh: "第\(line)行")
      : Wording("\(files[number].name):\(line)", zh: "\(files[number].name)第\(line)行")
  }

  /// The key of the one row that was written.
  func onlyImported() throws -> Int64? {
    try Int64.fetchOne(database, sql: "SELECT pk FROM temp.importedRow")
  }

  /// Remembers the key of the row that is being written.
  func remember(_ pk: Int64) throws {
    try insertPlace.execute([pk, fileNumber, line])
  }

  // MARK: - Changes

  /// Does something to a row, and tells an observer what became of it.
  ///
  /// - Parameters:
  ///   - pk: the row's key; `nil` for one that is not there yet.
  ///   - fetch: reads the row of a key as an export would.
  func changing(
    _ pk: Int64?, fetch: (Int64) throws -> RegistryRow?, _ change: () throws -> Int64
  ) throws -> Int64 {
    guard isObserved else { return try change() }
    let before = try pk.flatMap(fetch)
    let written = try change()
    if let after = try fetch(written) { tell(from: before, to: after) }
    return written
  }

  /// Whether anybody wants to hear of changes.
  var isObserved: Bool { observe != nil }

  /// Tells an observer what became of a row.
  func tell(from before: RegistryRow?, to after: RegistryRow) {
    guard let observe, let change = RowChange(from: before, to: after, file: file, line: line) else { return }
    observe(change)
  }
}
