internal import GRDB

extension Registry {
  /// The last commit, which stays readable as it is while others write.
  ///
  /// It costs a connection of its own, and keeps the write-ahead log from being cleared until it is let go of. Of a
  /// registry that one connection alone can use, as one in memory, it is a copy.
  ///
  /// - Throws: ``RegistryError`` for what a caller can act on.
  public func lastCommit() throws -> RegistryCommit {
    let reader = try RegistryError.translating(path: path, waitedSeconds: busyTimeout) {
      () -> any DatabaseReader in
      if let pool = database as? DatabasePool { return try pool.makeSnapshot() }
      // A file that nobody may write to stays as it is.
      if database.configuration.readonly {
        return try DatabaseQueue(path: database.path, configuration: database.configuration)
      }
      return try Registry.inMemory(copying: self).database
    }
    return RegistryCommit(reader: reader, path: path, busyTimeout: busyTimeout)
  }
}

/// One commit of a registry, on a connection of its own: it may be read for long and in several goes.
public final class RegistryCommit: Sendable {
  private let reader: any DatabaseReader
  private let path: String
  private let busyTimeout: Double

  init(reader: any DatabaseReader, path: String, busyTimeout: Double) {
    self.reader = reader
    self.path = path
    self.busyTimeout = busyTimeout
  }

  /// Reads, on a thread of its own, which `body` may keep waiting.
  ///
  /// - Throws: ``RegistryError`` for what a caller can act on; what `body` throws; `CancellationError`.
  public func reading<Value: Sendable>(
    _ body: @escaping @Sendable (RegistryReader) throws -> Value
  ) async throws -> Value {
    try await RegistryError.translating(path: path, waitedSeconds: busyTimeout) {
      try await reader.read { try body(RegistryReader(database: $0)) }
    }
  }
}
