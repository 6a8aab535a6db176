import Foundation
internal import GRDB

extension Registry {
  /// Whether what a server promises can be kept: the registry can be read, is of this program's version, and can be
  /// written where it was opened for that.
  ///
  /// It writes nothing and waits for no writer.
  ///
  /// - Throws: ``RegistryError``
  public func checkReadiness() async throws {
    let version = try await readInTask { database in
      _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM kind")
      return try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    }
    guard version == RegistryMigrations.version else {
      throw RegistryError.newerVersion(path: path, found: version, known: RegistryMigrations.version)
    }
    guard path != ":memory:" else { return }
    let files = FileManager.default
    guard files.fileExists(atPath: path) else { throw RegistryError.notFound(path: path) }
    guard !database.configuration.readonly else { return }
    // SQLite keeps files of its own beside it while it writes.
    let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
    for name in [path, folder] where !files.isWritableFile(atPath: name) {
      throw RegistryError.inaccessible(path: name, reason: "it, or its folder, may only be read")
    }
  }
}
