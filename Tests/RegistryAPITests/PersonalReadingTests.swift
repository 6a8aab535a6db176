import Foundation
import HTTPTypes
import RegistryStore
import ServiceNetwork
import Testing

@testable import RegistryAPI

/// Nobody sees a person's name without its being written down.
struct PersonalReadingTests {
  private static let today = CalendarDate(iso8601: "2020-12-31") ?? .distantPast
  private static let item = "/collections/posts/items/P1"

  /// Two counties, a village in each, a post with a name in each, and one without in the first.
  private static func fill(_ registry: Registry) throws {
    let codes = ["4117", "411726", "411727", "411726100", "411727100", "411726100201", "411727100201"]
    try registry.take(
      try codes.map { text in
        let code = try DivisionCode(text)
        return .division(Division(code: code, name: "区\(text)", level: code.impliedLevel ?? .village))
      }, into: .divisions)
    let term = try #require(Term(appointedOn: CalendarDate(iso8601: "2018-05-01") ?? .distantPast))
    let posts = [("P1", "411726100201", "示某某"), ("P2", "411727100201", "例某"), ("P3", "411726100201", nil)]
    try registry.take(
      try posts.map { id, division, person in
        .post(
          Post(
            id: id, role: "child-welfare-director", division: try DivisionCode(division), term: term,
            person: person))
      }, into: .posts)
  }

  @Test func `every way by which a name is told is written down, and no other`() async throws {
    let registry = try Registry.inMemory()
    try Self.fill(registry)
    let county = try LiveServer.token(.countyEditor, in: "411726", of: registry)
    let volunteer = try LiveServer.token(.volunteer, of: registry)
    try await LiveServer.run(registry, today: Self.today) { server in
      for path in ["/collections/posts/items", Self.item, "\(Self.item)/history", "/changes"] {
        #expect(try await server.get(path).status == 200)
        #expect(try await server.get(path, volunteer).status == 200)
      }
      for path in [
        "/collections/posts/items?properties=role", "/collections/posts/items/P2",
        "/collections/facilities/items",
      ] {
        #expect(try await server.get(path, county).status == 200)
      }
      #expect(try registry.personalReads(limit: 10).isEmpty)

      let now = Date().formatted(.iso8601)
      let paths = [
        "/collections/posts/items", Self.item, "\(Self.item)?f=html", "\(Self.item)?recordedAt=\(now)",
        "/changes",
        "/collections/posts/download",
      ]
      for path in paths {
        let answer = try await server.get(path, county)
        #expect(answer.status == 200 && answer.text.contains("示某某") && !answer.text.contains("例某"), "\(path)")
      }
      let reads = try registry.personalReads(limit: 10).reversed()
      #expect(reads.map(\.onlyId) == [nil, "P1", "P1", "P1", nil, nil])
      // Of a file it is known only how many posts it has.
      #expect(reads.map(\.count) == [1, 1, 1, 1, 1, 3])
      #expect(
        reads.allSatisfy { $0.reader == "countyEditor 411726" && $0.table == .posts && !$0.request.isEmpty })
    }
  }

  @Test func `the past tells a name, and is written down, too`() async throws {
    let registry = try Registry.inMemory()
    try Self.fill(registry)
    let term = try #require(Term(appointedOn: CalendarDate(iso8601: "2018-05-01") ?? .distantPast))
    try registry.take(
      [
        .post(
          Post(
            id: "P1", role: "child-welfare-director", division: try DivisionCode("411726100201"), term: term,
            person: "示他"))
      ], into: .posts)
    let editor = try LiveServer.token(.cityEditor, of: registry)
    try await LiveServer.run(registry, today: Self.today) { server in
      let history = try await server.get("\(Self.item)/history", editor)
      #expect(history.text.contains("示某某"))
    }
    #expect(try registry.personalReads(limit: 10).map(\.onlyId) == ["P1"])
  }

  @Test func `where nothing can be written, no name is told`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "r.sqlite").path(percentEncoded: false)
    try Registry.create(at: path)
    let writer = try Registry(opening: path)
    try Self.fill(writer)
    let editor = try LiveServer.token(.cityEditor, of: writer)
    let reader = try Registry(opening: path, access: .concurrentReads)
    try await LiveServer.run(reader, today: Self.today) { server in
      let refused = try await server.get(Self.item, editor)
      #expect(refused.status == 503 && !refused.text.contains("示某某"))
      #expect(try await server.get("\(Self.item)?properties=role", editor).status == 200)
      #expect(try await server.get(Self.item).status == 200)
    }
  }
}
