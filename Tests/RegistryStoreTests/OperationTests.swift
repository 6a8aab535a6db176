import Foundation
import GRDB
import ServiceNetwork
import Testing

@testable import RegistryStore

/// What a server that stays up asks of a registry.
struct OperationTests {
  private let folder: TemporaryFolder
  private let registry: Registry

  init() throws {
    folder = try TemporaryFolder()
    try Registry.create(at: folder.path("r.sqlite"))
    registry = try Registry(opening: folder.path("r.sqlite"), access: .concurrent)
  }

  @Test func `a read that would never end is interrupted when its task is cancelled`() async throws {
    let (begun, source) = AsyncStream<Void>.makeStream()
    let reading = Task { [registry] in
      try await registry.readInTask { database in
        database.add(
          function: DatabaseFunction("begun", argumentCount: 0) { _ in
            source.finish(); return 1
          })
        return try Int.fetchOne(
          database,
          sql: """
            WITH RECURSIVE number(n) AS (SELECT begun() UNION ALL SELECT n + 1 FROM number)
            SELECT count(*) FROM number
            """)
      }
    }
    for await _ in begun {}
    reading.cancel()
    await #expect(throws: CancellationError.self) { try await reading.value }
    // The connection is as good as before.
    for _ in 0..<10 { try await registry.checkReadiness() }
  }

  @Test func `a registry that is another's, or gone, is not ready`() async throws {
    try await registry.checkReadiness()
    let path = folder.path("r.sqlite")
    try await DatabaseQueue(path: path).write { try $0.execute(sql: "PRAGMA user_version = 99") }
    await #expect(
      throws: RegistryError.newerVersion(path: path, found: 99, known: RegistryMigrations.version)
    ) {
      try await registry.checkReadiness()
    }
    try await DatabaseQueue(path: path).write {
      try $0.execute(sql: "PRAGMA user_version = \(RegistryMigrations.version)")
    }
    try await registry.checkReadiness()
    try FileManager.default.removeItem(atPath: path)
    await #expect(throws: RegistryError.notFound(path: path)) { try await registry.checkReadiness() }
  }
}
