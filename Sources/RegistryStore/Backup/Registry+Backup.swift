internal import Foundation
internal import GRDB

extension Registry {
  /// Writes a copy of the registry as of one commit, while others read and write, and checks it.
  ///
  /// The file appears under its name when it is whole and was found right, and not before.
  ///
  /// - Parameter target: where to.
  /// - Throws: ``RegistryError``; ``RegistryError/alreadyExists(path:)`` where there is a file.
  /// - Complexity: O(size of the file).
  public func backup(to target: String) throws {
    let files = FileManager.default
    guard !files.fileExists(atPath: target) else { throw RegistryError.alreadyExists(path: target) }
    let draft = "\(target).\(UUID().uuidString.prefix(8)).new"
    defer {
      for suffix in ["", "-wal", "-shm", "-journal"] { try? files.removeItem(atPath: draft + suffix) }
    }
    do {
      let copy = try DatabaseQueue(path: draft)
      try RegistryError.translating(path: path, waitedSeconds: busyTimeout) { try database.backup(to: copy) }
      // A copy is one file, and nothing stands beside it.
      try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
      try copy.close()
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
      throw RegistryError.cannotCreate(path: target)
    }
    try Self.verify(draft, called: target)
    do {
      try files.moveItem(atPath: draft, toPath: target)
    } catch {
      throw RegistryError.cannotCreate(path: target)
    }
  }

  /// Checks a file before it is trusted: that it is a registry, that no page of it is damaged, and that its rows fit
  /// together.
  ///
  /// - Throws: ``RegistryError``
  /// - Complexity: O(size of the file).
  public static func verify(_ path: String) throws { try verify(path, called: path) }

  /// Makes this registry what a copy has, in one transaction: others see all of it or nothing.
  ///
  /// Cursors of its changes are of no use any more.
  ///
  /// - Parameter source: the copy; it is checked first.
  /// - Throws: ``RegistryError``; the registry is then as it was.
  public func restore(from source: String) throws {
    try Self.verify(source)
    var configuration = Configuration()
    configuration.readonly = true
    let copy = try DatabaseQueue(path: source, configuration: configuration)
    try RegistryError.translating(path: path, waitedSeconds: busyTimeout) {
      try copy.backup(to: database)
    }
    try copy.close()
    try RegistryMigrations.migrate(database)
    // The numbers of later changes are given once more: who followed the changes has to begin anew.
    try write { database in
      try database.execute(sql: "UPDATE incarnation SET id = lower(hex(randomblob(16)))")
    }
  }

  private static func verify(_ path: String, called name: String) throws {
    do {
      try RegistryFile.check(path)
    } catch RegistryError.notARegistry {
      throw RegistryError.notARegistry(path: name)
    } catch RegistryError.notFound {
      throw RegistryError.notFound(path: name)
    }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.prepareDatabase { try SpatiaLite.start(on: $0, busyTimeout: 0) }
    try RegistryError.translating(path: name, waitedSeconds: 0) {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      defer { try? queue.close() }
      try queue.read { database in
        guard try String.fetchOne(database, sql: "PRAGMA integrity_check(1)") == "ok",
          try Row.fetchOne(database, sql: "PRAGMA foreign_key_check") == nil
        else { throw RegistryError.damaged(path: name) }
      }
    }
  }
}
