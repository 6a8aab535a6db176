import Fixtures
import Foundation
import HTTPTypes
import RegistryStore
import ServiceNetwork
import Testing

@testable import RegistryAPI

/// What became of a feature, and what the registry said at a time.
struct PastTests {
  private static let today = CalendarDate(iso8601: "2020-12-31") ?? .distantPast
  private let registry: Registry

  init() throws {
    registry = try Registry.inMemory()
    let tree: [(String, String)] = [
      ("4117", "市"), ("411726", "泌阳县"), ("411727", "汝南县"), ("411726100", "王店镇"), ("411727100", "王岗镇"),
      ("411726100201", "刘庄村"), ("411727100201", "金庄村"),
    ]
    try registry.take(
      try tree.map { code, name in
        let code = try DivisionCode(code)
        return .division(
          Division(
            code: code, name: name, level: code.impliedLevel ?? .village,
            location: try Coordinate(longitude: 113.5, latitude: 33)))
      }, into: .divisions, at: Self.minute(0))
  }

  /// A time on 2026-01-01.
  private static func minute(_ minute: Double) -> Date {
    Date(timeIntervalSince1970: 1_767_225_600 + 60 * minute)
  }

  private func home(_ change: (inout Facility) -> Void = { _ in }) throws -> RegistryRow {
    var home = Facility(
      id: "A", kind: "childrens-home", name: "甲家", division: try DivisionCode("411726100201"),
      location: try Coordinate(longitude: 113.5, latitude: 33), history: StatusHistory(always: .operating))
    change(&home)
    return .facility(home)
  }

  private func post(_ person: String, _ phone: String?) throws -> RegistryRow {
    let begin = try #require(CalendarDate(iso8601: "2018-05-01"))
    return .post(
      Post(
        id: "P", role: "child-welfare-director", division: try DivisionCode("411726100201"),
        term: try #require(Term(appointedOn: begin)), person: person, phone: phone))
  }

  /// The changes of an answer as lines: what, by whom, and the fields.
  private static func lines(_ answer: LiveServer.Answer) -> [String] {
    answer.objects("changes").map { change in
      let fields = (change["fields"] as? [[String: Any]] ?? []).map { field in
        let values = ["before", "after"].map { field[$0] as? String ?? "–" }
        return " \(field["property"] as? String ?? "") \(values[0]) → \(values[1])"
      }
      let act = change["act"] as? [String: Any]
      return "\(change["change"] as? String ?? "") \(act?["by"] as? String ?? "–"):"
        + fields.joined(separator: ";")
    }
  }

  @Test func `the history of a post shows of persons what the post itself shows`() async throws {
    let registry = registry
    try registry.take([try post("王小明", "13800005678")], into: .posts)
    try registry.take([try post("王小明", "13900005678")], into: .posts)
    let whole = ["changed clerk: phone 13800005678 → 13900005678", "added clerk:"]
    let readers: [(HTTPFields, [String])] = [
      ([:], ["added –:"]),
      (
        try LiveServer.token(.volunteer, of: registry),
        ["changed –: phone 138****5678 → 139****5678", "added –:"]
      ),
      (try LiveServer.token(.countyEditor, in: "411726", of: registry), whole),
      (
        try LiveServer.token(.countyEditor, in: "411727", of: registry),
        ["changed –: phone 138****5678 → 139****5678", "added –:"]
      ),
      (try LiveServer.token(.administrator, of: registry), whole),
    ]
    try await LiveServer.run(registry, today: Self.today) { server in
      for (headers, lines) in readers {
        let answer = try await server.get("/collections/posts/items/P/history", headers)
        #expect(answer.status == 200 && Self.lines(answer) == lines)
      }
    }
  }

  @Test func `the history of a facility is paged, and a former id is the one that stays`() async throws {
    let registry = registry
    try registry.take([try home(), try home { $0.id = "B" }], into: .facilities)
    for capacity in 1...5 { try registry.take([try home { $0.capacity = capacity }], into: .facilities) }
    try registry.take([try home { ($0.capacity, $0.phone) = (5, "1") }], into: .facilities)
    _ = try registry.merge(keep: "A", drop: "B", author: .tester, date: Date())
    try await LiveServer.run(registry, today: Self.today) { server in
      var address: String? = "/collections/childrens-home/items/B/history?limit=2"
      var lines: [String] = []
      while let next = address {
        let page = try await server.get(next)
        #expect(page.json["id"] as? String == "A")
        #expect(page.objects("changes").count <= 2)
        lines += Self.lines(page)
        address = page.link("next")
      }
      // That the telephone changed is nothing for the public.
      #expect(
        lines == [
          "changed –: capacity 4 → 5", "changed –: capacity 3 → 4", "changed –: capacity 2 → 3",
          "changed –: capacity 1 → 2", "changed –: capacity – → 1", "added –:",
        ])
      for unknown in ["childrens-home/items/X", "nursing-home/items/A", "x/items/A", "unserved/items/A"] {
        #expect(try await server.get("/collections/\(unknown)/history").status == 404, "\(unknown)")
      }
      #expect(try await server.get("/collections/facilities/items/A/history?before=x").status == 400)
    }
  }

  @Test func `the history of a division has its counts in it`() async throws {
    let registry = registry
    let code = try DivisionCode("411726100201")
    func count(_ persons: Int, _ day: String, source: String? = nil) throws {
      var count = DemandCount(
        division: code, asOf: try #require(CalendarDate(iso8601: day)), persons: ["elderly": persons])
      count.source = source
      try registry.take([.demand(count)], into: .demand, columns: ["code", "as_of", "elderly", "source"])
    }
    try count(10, "2019-12-31")
    try count(12, "2019-12-31", source: "普查")
    try registry.take([.division(Division(code: code, name: "新刘庄村", level: .village))], into: .divisions)
    try count(9, "2020-12-31")
    try await LiveServer.run(registry, today: Self.today) { server in
      let answer = try await server.get("/collections/villages/items/\(code)/history")
      #expect(
        Self.lines(answer) == [
          "added –: elderly – → 9",
          "changed –: name 刘庄村 → 新刘庄村; longitude 113.5 → –; latitude 33.0 → –",
          "changed –: elderly 10 → 12; source – → 普查", "added –: elderly – → 10", "added –:",
        ])
      #expect(
        answer.objects("changes").map { $0["table"] as? String }
          == ["demand", "divisions", "demand", "demand", "divisions"])
      #expect(answer.objects("changes")[2]["asOf"] as? String == "2019-12-31")
      #expect(try await server.get("/collections/counties/items/\(code)/history").status == 404)
    }
  }

  @Test func `what was recorded at a time is what a copy of then says`() async throws {
    let registry = registry
    try registry.take([try home(), try home { $0.id = "B" }], into: .facilities, at: Self.minute(1))
    try registry.take([try post("王小明", "13800005678")], into: .posts, at: Self.minute(2))
    let path = FileManager.default.temporaryDirectory.appending(path: "fuwang-\(UUID().uuidString).sqlite")
      .path
    defer {
      for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }
    try registry.backup(to: path)
    let copy = try Registry(opening: path)
    try registry.take(
      [try home { ($0.name, $0.location) = ("新家", nil) }], into: .facilities, at: Self.minute(3))
    _ = try registry.merge(keep: "A", drop: "B", author: .tester, date: Self.minute(4))
    try registry.take([try post("李四", nil)], into: .posts, at: Self.minute(5))
    try registry.take(
      [.kind(Kind(name: "school", nameZh: "学校", nameEn: "school", isPost: false))], into: .kinds,
      at: Self.minute(6))
    let addresses = [
      "/collections/facilities/items?", "/collections/childrens-home/items?f=csv&",
      "/collections/villages/items?",
      "/collections/facilities/items/B?", "/collections/posts/items?",
      "/collections/unserved/items?service=childrens-home&",
      "/coverage?", "/nearest?near=113.5,33&service=childrens-home&",
      "/find?q=xinjia&",
    ]
    let editor = try LiveServer.token(.cityEditor, of: registry)
    var then: [String] = []
    for address in addresses { then.append(try await Self.text(address, of: copy)) }
    let expected = then
    try await LiveServer.run(registry, today: Self.today) { server in
      for (address, text) in zip(addresses, expected) {
        let answer = try await server.get(address + "recordedAt=2026-01-01T08:02:30%2B08:00")
        #expect(answer.status == 200 && Self.comparable(answer.text) == text, "\(address)")
        #expect(answer.headers[.mementoDatetime] == "Thu, 01 Jan 2026 00:02:30 GMT")
        let now = try await server.get(String(address.dropLast()))
        // Of posts nothing changed that the public sees. The unserved are none before and after, of other facilities.
        let isChanged = !["villages", "posts"].contains { address.contains("/\($0)/") }
        #expect((now.status == 404 || Self.comparable(now.text) != text) == isChanged, "\(address)")
        #expect(now.headers[.mementoDatetime] == nil)
      }
      // A name may be encoded, too.
      let encoded = try await server.get("/coverage?%72ecordedAt=2026-01-01T00:02:30Z")
      #expect(encoded.headers[.mementoDatetime] != nil)
      // Another time, and a plus sign as people write it.
      let before = try await server.get("/collections/facilities/items?recordedAt=2026-01-01T08:00:30+08:00")
      #expect(before.json["numberMatched"] as? Int == 0)
      #expect(before.json["recordedAt"] as? String == "2026-01-01T00:00:30Z")
      // The past has its own collections.
      let time = "recordedAt=2026-01-01T00:05:30Z"
      #expect(try await server.get("/collections/school/items?\(time)").status == 404)
      #expect(try await server.get("/collections/school/items").status == 200)
      #expect(try await server.get("/collections/posts/items/P?\(time)").text.contains("李四") == false)
      #expect(try await server.get("/collections/posts/items/P?\(time)", editor).text.contains("李四"))
    }
  }

  @Test func `a day is meant to its end, and what is yet to come was not recorded`() async throws {
    let registry = registry
    try await LiveServer.run(registry, today: Self.today) { server in
      let day = try await server.get("/collections/villages/items?recordedAt=2026-01-02")
      #expect(day.json["numberMatched"] as? Int == 2)
      let before = try await server.get("/collections/villages/items?recordedAt=2025-12-30")
      #expect(before.json["numberMatched"] as? Int == 0)
      for wrong in ["9999-01-01", "9999-01-01T00:00:00Z", "yesterday", "2026-02-30", ""] {
        let answer = try await server.get("/collections/villages/items?recordedAt=\(wrong)")
        #expect(answer.status == 400 && answer.json["parameter"] as? String == "recordedAt", "\(wrong)")
      }
      #expect(try await server.get("/changes?recordedAt=2026-01-02").status == 400)
      // A page of the past is known by its tag until something of then is another.
      let tag = try #require(day.headers[.eTag])
      let again = try await server.get(
        "/collections/villages/items?recordedAt=2026-01-02", [.ifNoneMatch: tag])
      #expect(again.status == 304)
      #expect(try await server.get("/collections/villages/items", [.ifNoneMatch: tag]).status == 200)
      #expect(
        try await server.get("/collections/villages/items?recordedAt=2026-01-03", [.ifNoneMatch: tag]).status
          == 200)
    }
  }

  private static func text(_ address: String, of registry: Registry) async throws -> String {
    let found = Found()
    try await LiveServer.run(registry, today: today) { server in
      await found.set(comparable(try await server.get(String(address.dropLast())).text))
    }
    return await found.text
  }

  private actor Found {
    var text = ""
    func set(_ text: String) { self.text = text }
  }

  /// An answer without what tells when and where it was asked for.
  private static func comparable(_ text: String) -> String {
    guard var json = (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any] else {
      return text
    }
    for member in ["timeStamp", "recordedAt", "links"] { json[member] = nil }
    let data = try? JSONSerialization.data(withJSONObject: json, options: [.sortedKeys])
    return data.map { String(decoding: $0, as: UTF8.self) } ?? text
  }
}
