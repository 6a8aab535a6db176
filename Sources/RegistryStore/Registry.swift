internal import Foundation
internal import GRDB

/// A registry: one SpatiaLite file, and the calls that read and write it.
///
/// A value of this type may be used from any task; SQLite serialises writers, readers see the last commit.
public struct Registry: Sendable {
  /// How a process is going to use a registry.
  public enum Access: Sendable {
    /// One thing after another, as a command does. Opening writes nothing.
    case sequential
    /// Many reads at once, and writes one after another, as a server has them. Opening writes a little.
    case concurrent
    /// Many reads at once and no write.
    case concurrentReads
  }

  /// The path of the file; `:memory:` for one that is nowhere else.
  public let path: String

  /// Whether it can be read and not written.
  public var isReadOnly: Bool { database.configuration.readonly }

  let database: any DatabaseWriter
  let busyTimeout: Double
  let roadMemory: RoadMemory
  let snapshotKeeper: SnapshotKeeper

  // MARK: - Opening and making

  /// Opens a registry.
  ///
  /// - Parameters:
  ///   - busyTimeout: for how many seconds to wait for another process that is writing.
  /// - Throws: ``RegistryError`` for a file that is missing, something else or newer; the file is then
  ///   untouched.
  public init(opening path: String, access: Access = .sequential, busyTimeout: Double = 10) throws {
    try RegistryFile.check(path)
    let database = try RegistryError.translating(path: path, waitedSeconds: busyTimeout) {
      let database = try Self.database(at: path, access: access, busyTimeout: busyTimeout)
      if try database.read(RegistryMigrations.isBehind) {
        let writer = try DatabaseQueue(
          path: path, configuration: Self.configuration(busyTimeout: busyTimeout))
        try RegistryMigrations.migrate(writer)
      }
      return database
    }
    self.init(path: path, database: database, busyTimeout: busyTimeout)
  }

  /// Makes an empty registry with the standard kinds, services and demand groups.
  ///
  /// The file appears under its name when it is whole, and not before.
  ///
  /// - Throws: ``RegistryError/alreadyExists(path:)``, ``RegistryError/cannotCreate(path:)``
  public static func create(at path: String) throws {
    let files = FileManager.default
    guard !files.fileExists(atPath: path) else { throw RegistryError.alreadyExists(path: path) }
    let draft = "\(path).\(UUID().uuidString.prefix(8)).new"
    defer {
      for suffix in ["", "-wal", "-shm", "-journal"] { try? files.removeItem(atPath: draft + suffix) }
    }
    do {
      let queue = try DatabaseQueue(path: draft, configuration: configuration(busyTimeout: 0))
      try fill(queue)
      try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
      try queue.close()
      try files.moveItem(atPath: draft, toPath: path)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
      throw RegistryError.cannotCreate(path: path)
    } catch let error as DatabaseError {
      throw RegistryError(error, path: path, waitedSeconds: 0) ?? error
    } catch is CocoaError {
      throw RegistryError.cannotCreate(path: path)
    }
  }

  /// Makes an empty registry in memory, as tests use it.
  public static func inMemory() throws -> Registry {
    let queue = try DatabaseQueue(configuration: configuration(busyTimeout: 0))
    try fill(queue)
    return Registry(path: ":memory:", database: queue, busyTimeout: 0)
  }

  /// A copy in memory, as the last commit has it.
  static func inMemory(copying registry: Registry) throws -> Registry {
    let queue = try DatabaseQueue(configuration: configuration(busyTimeout: 0))
    try RegistryError.translating(path: registry.path, waitedSeconds: registry.busyTimeout) {
      try registry.database.backup(to: queue)
    }
    return Registry(path: ":memory:", database: queue, busyTimeout: 0)
  }

  /// Whether the registry can be read.
  public func check() async throws {
    _ = try await readInTask { try Int.fetchOne($0, sql: "SELECT count(*) FROM kind") }
  }

  /// Reads one commit.
  ///
  /// - Throws: ``RegistryError`` for what a caller can act on.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try RegistryError.translating(path: path, waitedSeconds: busyTimeout) { try database.read(body) }
  }

  /// Writes in one transaction.
  ///
  /// - Throws: ``RegistryError`` for what a caller can act on; nothing is changed then.
  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try RegistryError.translating(path: path, waitedSeconds: busyTimeout) {
      try database.writeWithoutTransaction { database in
        var value: Value?
        try database.inTransaction(.immediate) {
          value = try body(database)
          return .commit
        }
        guard let value else {
          preconditionFailure("the transaction ended without an error and without a value")
        }
        return value
      }
    }
  }

  /// Reads one commit from a task, which may be cancelled.
  func readInTask<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value {
    try await RegistryError.translating(path: path, waitedSeconds: busyTimeout) {
      try await database.read(body)
    }
  }

  // MARK: - Private

  private init(path: String, database: any DatabaseWriter, busyTimeout: Double) {
    self.path = path
    self.database = database
    self.busyTimeout = busyTimeout
    roadMemory = RoadMemory()
    snapshotKeeper = SnapshotKeeper(roads: roadMemory)
  }

  private static func database(
    at path: String, access: Access, busyTimeout: Double
  ) throws -> any DatabaseWriter {
    var configuration = configuration(busyTimeout: busyTimeout)
    let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
    let files = FileManager.default
    if !files.isWritableFile(atPath: folder), !files.fileExists(atPath: path + "-wal") {
      // SQLite reads a WAL file only where it may write beside it, or is told that nobody else will.
      configuration.readonly = true
      let address = URL(filePath: path).absoluteString + "?immutable=1"
      return try DatabaseQueue(path: address, configuration: configuration)
    }
    switch access {
    case .sequential: return try DatabaseQueue(path: path, configuration: configuration)
    case .concurrent:
      let pool = try DatabasePool(path: path, configuration: configuration)
      // What was answered as written is there after a power cut, too; GRDB's pools do not wait for the disk.
      try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      return pool
    case .concurrentReads:
      // A pool that may write would begin by writing.
      configuration.readonly = true
      return try DatabasePool(path: path, configuration: configuration)
    }
  }

  private static func configuration(busyTimeout: Double) -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(busyTimeout)
    configuration.prepareDatabase { try SpatiaLite.start(on: $0, busyTimeout: busyTimeout) }
    return configuration
  }

  /// Makes an empty database a registry.
  private static func fill(_ database: any DatabaseWriter) throws {
    try database.writeWithoutTransaction { database in
      // SpatiaLite makes this one transaction of its own.
      try SpatiaLite.check("InitSpatialMetaData(1)", in: database)
      try database.execute(sql: "PRAGMA application_id = \(RegistryFile.applicationID)")
    }
    try RegistryMigrations.migrate(database)
    try database.write { database in
      try StandardCatalogue.insert(into: database)
      // What every registry begins with is nobody's act.
      try database.execute(sql: "DELETE FROM journal")
    }
  }
}
