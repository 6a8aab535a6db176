public import Foundation
internal import GRDB
public import ServiceNetwork

/// What an import is, as the registry remembers it.
public struct ImportDescription: Sendable {
  /// Where rows come from.
  public enum Origin: String, Sendable {
    /// A user's file.
    case file
    /// The sample that the program ships.
    case sample
  }

  /// The table that the rows belong to.
  public var table: RegistryTable
  /// Where they come from.
  public var origin: Origin
  /// Who takes them.
  public var author: Author
  /// When it happened.
  public var date: Date
  /// Whether everything is done but the commit.
  public var isDryRun: Bool
  /// The edition that rows of ``RegistryTable/divisions`` are of; `nil` where they are corrections of what stands.
  public var edition: EditionImport?
  /// When lines of ``RegistryTable/roads`` meet that name no junctions.
  public var junctions = RoadJunctions.Rules()

  /// A description from its parts.
  public init(
    table: RegistryTable, origin: Origin = .file, author: Author, date: Date, isDryRun: Bool = false,
    edition: EditionImport? = nil
  ) {
    self.author = author
    self.edition = edition
    self.table = table
    self.origin = origin
    self.date = date
    self.isDryRun = isDryRun
  }
}

extension ImportDescription {
  /// The act that the import is.
  fileprivate var draft: ActDraft {
    let what =
      edition.map { "edition \($0.edition.system.rawValue) \($0.edition.asOf)" } ?? "import \(table.rawValue)"
    return ActDraft(author: author, what: what, date: date)
  }
}

/// A new list of divisions, to be compared with those that stand.
public struct EditionImport: Sendable {
  /// Whose list, and of when.
  public var edition: Edition
  /// What a person decided about divisions that the lists do not settle.
  public var decisions: [EditionDecision]
  /// Whether the registry takes what was found; if not, it is only told.
  public var isAccepted: Bool

  /// An edition from its parts.
  public init(edition: Edition, decisions: [EditionDecision] = [], isAccepted: Bool) {
    self.edition = edition
    self.decisions = decisions
    self.isAccepted = isAccepted
  }
}

/// What became of an import.
public struct ImportSummary: Equatable, Sendable {
  /// Rows that were read, refused ones among them.
  public internal(set) var rows = 0
  /// Rows that the registry did not have.
  public internal(set) var added = 0
  /// Rows that the registry had otherwise.
  public internal(set) var changed = 0
  /// Errors; with a single one, nothing is changed.
  public internal(set) var errors = 0
  /// Warnings.
  public internal(set) var warnings = 0
  /// Whether the registry was changed.
  public internal(set) var isCommitted = false
  /// What an edition of divisions changes; `nil` for any other import, and for an edition with errors.
  public internal(set) var comparison: EditionComparison?

  /// A summary of nothing.
  public init() {}
}

extension Registry {
  /// How many KiB of pages an import keeps in memory: with SQLite's own 2 MiB it would write most pages of
  /// the indexes many times.
  private static let importCacheSize = 131_072

  /// Takes rows into a table: all of them, or with a single error none.
  ///
  /// - Parameters:
  ///   - report: is told each problem as it is found.
  ///   - observe: is told each change; where nobody asks, what was there need not be read.
  ///   - body: hands the rows over, file by file.
  /// - Throws: ``RegistryError/busy(path:waitedSeconds:)`` while another process writes; what `body` throws.
  ///   Nothing is changed then.
  /// - Complexity: O(rows log rows) time; memory does not grow with the rows, but for roads that name no junctions.
  public func importRows(
    _ description: ImportDescription, report: @escaping (RowProblem) -> Void,
    observe: ((RowChange) -> Void)? = nil, _ body: (RegistryImporter) throws -> Void
  ) throws -> ImportSummary {
    try perform(description.draft, cacheSize: Self.importCacheSize, isKept: \.isCommitted) { database in
      let importer = try RegistryImporter(description, database: database, report: report, observe: observe)
      try body(importer)
      return try importer.finish()
    }
  }

  /// Whether the registry holds nothing but its catalogue and what the sample brought.
  public func holdsOnlySample() throws -> Bool {
    try read { database in
      try Int.fetchOne(database, sql: "SELECT count(*) FROM import WHERE origin <> 'sample'") == 0
    }
  }
}
