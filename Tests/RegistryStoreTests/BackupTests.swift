import Fixtures
import Foundation
import GRDB
import ServiceNetwork
import Testing

@testable import RegistryStore

struct BackupTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "fuwang-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
  }

  private func path(_ name: String) -> String { folder.appending(path: name).path }

  private func registry(_ name: String = "r.sqlite") throws -> Registry {
    try Registry.create(at: path(name))
    let registry = try Registry(opening: path(name))
    try registry.take(smallTree, into: .divisions)
    return registry
  }

  @Test func `a copy is the registry of one commit, while another process writes`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let registry = try registry()
    let writer = try DatabaseQueue(path: path("r.sqlite"))
    try writer.writeWithoutTransaction { database in
      try database.execute(sql: "BEGIN IMMEDIATE; UPDATE writing SET bulkTable = 'x'")
      try registry.backup(to: path("b.sqlite"))
      try database.execute(sql: "ROLLBACK")
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("b.") } == [
        "b.sqlite"
      ])
    #expect(try Registry(opening: path("b.sqlite")).rows(of: .divisions) == registry.rows(of: .divisions))
    #expect(throws: RegistryError.alreadyExists(path: path("b.sqlite"))) {
      try registry.backup(to: path("b.sqlite"))
    }
    #expect(throws: RegistryError.self) { try registry.backup(to: path("no/b.sqlite")) }
  }

  @Test func `a registry is what its copy was, for those who have it open, too`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let registry = try registry()
    let reader = try Registry(opening: path("r.sqlite"), access: .concurrent)
    try registry.backup(to: path("b.sqlite"))
    let before = try registry.rows(of: .divisions)
    try registry.take([.kind(Kind(name: "new", nameZh: "新", nameEn: "new", isPost: false))], into: .kinds)
    #expect(try await reader.reading { try $0.catalogue().kinds }.contains { $0.name == "new" })
    try registry.restore(from: path("b.sqlite"))
    #expect(try registry.rows(of: .divisions) == before)
    #expect(try await !reader.reading { try $0.catalogue().kinds }.contains { $0.name == "new" })
    // It works on as before.
    try registry.take([.kind(Kind(name: "other", nameZh: "新", nameEn: "new", isPost: false))], into: .kinds)
    #expect(try await reader.reading { try $0.catalogue().kinds }.contains { $0.name == "other" })
  }

  @Test func `a copy that is damaged, or none, replaces nothing`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let registry = try registry()
    try registry.backup(to: path("b.sqlite"))
    var bytes = try Data(contentsOf: URL(filePath: path("b.sqlite")))
    // Some page in the middle.
    let middle = bytes.count / 2 / 4096 * 4096
    bytes.replaceSubrange(middle..<middle + 4096, with: Data(repeating: 0x5A, count: 4096))
    try bytes.write(to: URL(filePath: path("d.sqlite")))
    let rows = try registry.rows(of: .divisions)
    #expect(throws: RegistryError.damaged(path: path("d.sqlite"))) {
      try registry.restore(from: path("d.sqlite"))
    }
    try Data("x".utf8).write(to: URL(filePath: path("x")))
    #expect(throws: RegistryError.notARegistry(path: path("x"))) { try registry.restore(from: path("x")) }
    #expect(throws: RegistryError.notFound(path: path("y"))) { try registry.restore(from: path("y")) }
    #expect(try registry.rows(of: .divisions) == rows)
  }
}
