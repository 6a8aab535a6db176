import Fixtures
import Foundation
import HTTPTypes
import RegistryStore
import ServiceNetwork
import Testing

@testable import RegistryAPI

struct ChangesTests {
  private static let today = CalendarDate(iso8601: "2020-12-31") ?? .distantPast
  private let registry: Registry

  init() throws {
    registry = try Registry.inMemory()
  }

  private func home(_ id: String, _ change: (inout Facility) -> Void = { _ in }) -> RegistryRow {
    var facility = Facility(
      id: id, kind: "nursing-home", name: "院\(id)", history: StatusHistory(always: .operating))
    change(&facility)
    return .facility(facility)
  }

  @Test func `mirrors stay equal through a thousand random writes, whoever keeps them`() async throws {
    let registry = registry
    let administrator = try LiveServer.token(.administrator, of: registry)
    try await LiveServer.run(registry, today: Self.today) { server in
      var random = SeededGenerator(seed: 7)
      var writer = try RandomWriter(registry, seed: 11)
      var mirrors = [
        Mirror([:]), Mirror(administrator), Mirror([:], collection: "nursing-home"),
        Mirror([:], collection: "demand"),
      ]
      for _ in 0..<1000 {
        try writer.write()
        for index in mirrors.indices where Int.random(in: 0..<12, using: &random) == 0 {
          // Not always to the end.
          for _ in 0..<Int.random(in: 1...3, using: &random) {
            guard try await mirrors[index].read(Int.random(in: 1...40, using: &random), from: server) else {
              break
            }
          }
        }
      }
      for index in mirrors.indices {
        while try await mirrors[index].read(Int.random(in: 1...40, using: &random), from: server) {}
      }
      // Nothing of what a writer can do was left out.
      let sorts = [
        "add", "bulk", "change", "close", "correct", "count", "edition", "merge", "post", "undo",
      ]
      #expect(
        writer.done.keys.sorted() == sorts && writer.done.values.allSatisfy { $0 > 5 }, "\(writer.done)")
      let types = FeatureType.all(in: try registry.catalogue())
      let general = types.filter {
        ["counties", "townships", "villages", "facilities", "posts", "demand"].contains($0.id)
      }
      for (mirror, headers) in zip(mirrors, [[:], administrator] as [HTTPFields]) {
        let items = try await Mirror.items(of: general, headers, from: server)
        #expect(items.count > 300 && mirror.pages > 50)
        #expect(Mirror.difference(mirror.items, items) == [])
      }
      for (mirror, collection) in zip(mirrors[2...], ["nursing-home", "demand"]) {
        let items = try await Mirror.items(of: types.filter { $0.id == collection }, [:], from: server)
        #expect(items.count > 10 && Mirror.difference(mirror.items, items) == [])
      }
      // The one of the public never had a person's name.
      #expect(
        !mirrors[0].items.contains { $0.feature.contains("\"person\"") || $0.feature.contains("\"phone\"") })
      #expect(mirrors[1].items.contains { $0.feature.contains("\"person\"") })
    }
  }

  @Test func `a line of many records is told page by page, while others write`() async throws {
    let registry = registry
    try registry.take((1...250).map { home("H\($0)") }, into: .facilities)
    try await LiveServer.run(registry, today: Self.today) { server in
      // Once from the beginning, and once from before the line.
      var address: String? = "/changes?limit=7&collection=facilities"
      var ids: [String] = []
      while let next = address {
        let page = try await server.get(next)
        ids += page.objects("changes").compactMap { $0["id"] as? String }
        address = page.link("next")
        if ids.count == 70 {
          try registry.take([self.home("H3") { $0.capacity = 9 }, self.home("new")], into: .facilities)
        }
      }
      #expect(
        ids == (1...250).map { "H\($0)" } + ["new", "H3"]
          || ids == (1...250).map { "H\($0)" } + ["new", "H3", "new"])
      let start = try await server.get("/changes?since=now&limit=7")
      #expect(start.objects("changes").isEmpty && start.json["hasMore"] as? Bool == false)
      try registry.take((251...300).map { self.home("H\($0)") }, into: .facilities)
      var cursor = try #require(start.json["cursor"] as? String)
      ids = []
      var hasMore = true
      while hasMore {
        let page = try await server.get("/changes?limit=7&since=\(cursor)")
        ids += page.objects("changes").compactMap { $0["id"] as? String }
        cursor = try #require(page.json["cursor"] as? String)
        hasMore = try #require(page.json["hasMore"] as? Bool)
      }
      #expect(ids == (251...300).map { "H\($0)" })
    }
  }

  @Test func `what was merged, taken back or closed says so`() async throws {
    let registry = registry
    try registry.take(["A", "B", "C"].map { home($0) }, into: .facilities)
    try await LiveServer.run(registry, today: Self.today) { server in
      let start = try #require(try await server.get("/changes?since=now").json["cursor"] as? String)
      _ = try registry.merge(keep: "A", drop: "B", author: .tester, date: Date())
      try registry.take(
        [
          self.home("C") {
            $0.history = (try? StatusHistory(text: "operating; closed 2020-01-01")) ?? $0.history
          }
        ],
        into: .facilities)
      let changes = try await server.get("/changes?since=\(start)").objects("changes")
      let told = changes.map { change -> String in
        let properties = (change["feature"] as? [String: Any])?["properties"] as? [String: Any]
        return [change["id"], change["change"], change["mergedInto"], properties?["status"]]
          .compactMap { $0 as? String }.joined(separator: " ")
      }
      #expect(
        told == ["B merged A", "C put closed"] || told == ["A put operating", "B merged A", "C put closed"])
      let act = try #require(changes.last?["act"] as? [String: Any])
      #expect(act["what"] as? String == "import facilities" && act["by"] == nil)
      let merging = try #require(try registry.acts(limit: 9).first { $0.what.hasPrefix("merge") })
      let next = try #require(try await server.get("/changes?since=now").json["cursor"] as? String)
      _ = try registry.undo(merging.id, author: .tester, date: Date())
      let undone = try await server.get("/changes?since=\(next)").objects("changes")
      #expect(undone.contains { $0["id"] as? String == "B" && $0["change"] as? String == "put" })
    }
  }

  @Test func `who wrote is told to those who may write the same`() async throws {
    let registry = registry
    _ = try RandomWriter(registry, seed: 1)
    try registry.take(
      [home("A") { $0.division = DivisionCode(registered: "411726100201") }], into: .facilities)
    let readers: [(HTTPFields, String?)] = [
      ([:], nil), (try LiveServer.token(.volunteer, of: registry), nil),
      (try LiveServer.token(.countyEditor, in: "411726", of: registry), "clerk"),
      (try LiveServer.token(.countyEditor, in: "411727", of: registry), nil),
      (try LiveServer.token(.cityEditor, of: registry), "clerk"),
    ]
    try await LiveServer.run(registry, today: Self.today) { server in
      let start = try #require(try await server.get("/changes?since=now").json["cursor"] as? String)
      try registry.take(
        [self.home("A") { ($0.division, $0.phone) = (DivisionCode(registered: "411726100202"), "1") }],
        into: .facilities)
      for (headers, name) in readers {
        let change = try #require(
          try await server.get("/changes?since=\(start)", headers).objects("changes").first)
        #expect((change["act"] as? [String: Any])?["by"] as? String == name)
      }
    }
  }

  @Test func `a cursor is of one registry and one collection`() async throws {
    let registry = registry
    try registry.take([home("A")], into: .facilities)
    let copy = FileManager.default.temporaryDirectory.appending(path: "fuwang-\(UUID().uuidString).sqlite")
      .path
    defer { try? FileManager.default.removeItem(atPath: copy) }
    try registry.backup(to: copy)
    try await LiveServer.run(registry, today: Self.today) { server in
      let cursor = try #require(try await server.get("/changes").json["cursor"] as? String)
      try registry.take([self.home("B")], into: .facilities)
      let later = try #require(try await server.get("/changes").json["cursor"] as? String)
      let other = try await server.get("/changes?collection=posts&since=\(cursor)")
      #expect(other.status == 400 && other.json["parameter"] as? String == "since")
      try registry.restore(from: copy)
      for cursor in [cursor, later] {
        let gone = try await server.get("/changes?since=\(cursor)")
        #expect(gone.status == 410 && gone.json["parameter"] as? String == "since")
        #expect((gone.json["detail"] as? String)?.contains("begin anew") == true)
      }
      #expect(try await server.get("/changes").objects("changes").count == 1)
      for wrong in ["since=x", "since=bm9uZQ", "limit=0", "collection=unserved", "collection=x", "until=now"]
      {
        #expect(try await server.get("/changes?\(wrong)").status == 400, "\(wrong)")
      }
    }
  }
}
