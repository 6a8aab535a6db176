import Fixtures
import Foundation
import RegistryStore
import ServiceNetwork
import Testing

struct RegistryCommitTests {
  @Test(arguments: [true, false])
  func `a commit stays as it is while others write`(isFile: Bool) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "fuwang-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "r.sqlite").path(percentEncoded: false)
    if isFile { try Registry.create(at: path) }
    let writer = try isFile ? Registry(opening: path) : Registry.inMemory()
    let reader = isFile ? try Registry(opening: path, access: .concurrent) : writer
    try add(["A", "B"], to: writer)

    let commit = try reader.lastCommit()
    try add(["C"], to: writer)

    #expect(try await Self.ids(in: commit) == ["A", "B"])
    #expect(try await Self.ids(in: commit) == ["A", "B"])
    #expect(try await Self.ids(in: try reader.lastCommit()) == ["A", "B", "C"])
  }

  @Test func `the time of the last change is its act's`() async throws {
    let registry = try Registry.inMemory()
    let none = try await registry.reading { try $0.lastChangeAndTime() }
    #expect(none.state.change == 0 && none.date == nil)
    try add(["A"], to: registry)
    let change = try await registry.reading { try $0.lastChangeAndTime() }
    #expect(change.state.change > 0 && change.date == Self.date)
  }

  private static let date = Date(timeIntervalSince1970: 1_600_000_000)

  private func add(_ ids: [String], to registry: Registry) throws {
    let summary = try registry.importRows(
      ImportDescription(table: .facilities, author: .tester, date: Self.date), report: { _ in }
    ) { importer in
      try importer.begin(file: "f", columns: ["id", "kind", "name"])
      for (index, id) in ids.enumerated() {
        try importer.add(
          TableRow(row: .facility(Facility(id: id, kind: "nursing-home", name: id)), line: index + 2))
      }
    }
    try #require(summary.isCommitted)
  }

  private static func ids(in commit: RegistryCommit) async throws -> [String] {
    try await commit.reading { reader in
      let type = try #require(FeatureType.all(in: try reader.catalogue()).first { $0.id == "facilities" })
      var ids: [String] = []
      try reader.forEachFeature(FeatureQuery(type, today: .distantFuture)) { ids.append($0.id) }
      return ids
    }
  }
}
