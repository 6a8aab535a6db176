import Fixtures
import Foundation
import Hummingbird
import HummingbirdTesting
import RegistryStore
import ServiceNetwork
import Testing

@testable import RegistryAPI

/// Over real HTTP, on a registry in memory with one county, two villages and a children's home.
struct RegistryServerTests {
  private let application: any ApplicationProtocol

  init() throws {
    let registry = try Registry.inMemory()
    func take(_ rows: [RegistryRow], into table: RegistryTable) throws {
      let summary = try registry.importRows(
        ImportDescription(table: table, author: .tester, date: Date()), report: { _ in }
      ) {
        importer in
        let groups = DemandGroup.standard.map(\.column)
        try importer.begin(file: "f", columns: Set(table.columns.map(\.name) + groups))
        for (index, row) in rows.enumerated() { try importer.add(TableRow(row: row, line: index + 2)) }
      }
      try #require(summary.isCommitted)
    }
    let tree: [(String, String, DivisionLevel, Double?)] = [
      ("4117", "市", .city, nil), ("411726", "县", .county, nil), ("411726100", "镇", .township, nil),
      ("411726100201", "一村", .village, 33), ("411726100202", "二村", .village, 33.1),
      ("411726100203", "三村", .village, 33.2),
    ]
    try take(
      try tree.map { code, name, level, latitude in
        .division(
          Division(
            code: try DivisionCode(code), name: name, level: level,
            location: try latitude.map { try Coordinate(longitude: 114, latitude: $0) }))
      }, into: .divisions)
    try take(
      [
        .facility(
          Facility(
            id: "A", kind: "childrens-home", name: "示例院", division: try DivisionCode("411726100201"),
            location: try Coordinate(longitude: 114, latitude: 33)))
      ], into: .facilities)
    let server = RegistryServer(registry: registry, today: { .distantFuture })
    application = Application(
      router: server.router(),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)))
  }

  private struct Answer {
    var status: Int
    var type: String?
    var headers: HTTPFields
    var text: String

    var json: [String: Any] {
      (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any] ?? [:]
    }
  }

  private func ask(
    _ path: String, method: HTTPRequest.Method = .get, headers: HTTPFields = [:]
  ) async throws -> Answer {
    // Links are whole addresses; the client is connected already.
    let path = path.replacing(/^http:\/\/[^\/]+/, with: "")
    return try await application.test(.live) { client in
      let response = try await client.executeRequest(uri: path, method: method, headers: headers, body: nil)
      return Answer(
        status: response.status.code, type: response.headers[.contentType], headers: response.headers,
        text: String(buffer: response.body))
    }
  }

  @Test func `health says that the registry answers`() async throws {
    let answer = try await ask("/health")
    #expect(answer.status == 200)
    #expect(answer.text == #"{"status":"ok"}"#)
  }

  @Test func `a browser gets a page, a program gets links`() async throws {
    let page = try await ask("/", headers: [.accept: "text/html,application/xhtml+xml"])
    #expect(page.type == "text/html; charset=utf-8")
    #expect(page.text.contains("<h1>福网"))
    #expect(page.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
    let links = try await ask("/", headers: [.accept: "application/json"])
    #expect(links.type == "application/json")
    for link in try #require(links.json["links"] as? [[String: Any]]) {
      let type = try #require(link["type"] as? String)
      let answer = try await ask(try #require(link["href"] as? String), headers: [.accept: type])
      #expect(answer.status == 200)
      #expect(answer.type?.hasPrefix(type) == true)
    }
  }

  @Test func `coverage has the figures and the question`() async throws {
    let answer = try await ask("/coverage?service=childrens-home&within=3km&asOf=2020-12-31&by=township")
    #expect(answer.status == 200)
    #expect(answer.type == "application/json")
    let total = try #require(answer.json["total"] as? [String: Any])
    #expect(total["served"] as? Int == 1)
    #expect(total["unserved"] as? Int == 2)
    #expect(total["share"] as? Double == 0.3333)
    #expect(answer.json["rule"] as? String == "within 3000 m straight")
    #expect(answer.json["asOf"] as? String == "2020-12-31")
  }

  @Test func `an area is a feature, its ring counterclockwise, its figures as JSON`() async throws {
    let answer = try await ask("/area?facility=A&within=5km&demand=left-behind-children")
    #expect(answer.status == 200 && answer.type == "application/geo+json")
    let features = try #require(answer.json["features"] as? [[String: Any]])
    let properties = try #require(features.first?["properties"] as? [String: Any])
    #expect(features.count == 1 && features[0]["id"] as? String == "A")
    #expect(properties["villages"] as? Int == 1 && properties["rule"] as? String == "within 5000 m straight")
    let size = try #require(properties["squareMetres"] as? Double)
    #expect(abs(size / (25e6 * Double.pi) - 1) < 0.01)
    let geometry = try #require(features[0]["geometry"] as? [String: Any])
    let ring = try #require((geometry["coordinates"] as? [[[[Double]]]])?.first?.first)
    let turn = zip(ring, ring.dropFirst()).reduce(0) {
      $0 + ($1.0[0] - 114) * ($1.1[1] - 33) - ($1.1[0] - 114) * ($1.0[1] - 33)
    }
    #expect(turn > 0 && ring.first == ring.last)
    let figures = try await ask("/area?point=114,33&point=114,33.1&within=12km&f=json")
    let areas = try #require(figures.json["areas"] as? [[String: Any]])
    #expect(areas.map { $0["villages"] as? Int } == [2, 3])
    let wrong = try await ask("/area?facility=B&within=5km")
    #expect(wrong.status == 400 && wrong.json["parameter"] as? String == "facility")
    #expect(try await ask("/area?facility=A&within=5km+by+costs").status == 400)
    #expect(try await ask("/coverage?within=5km&measure=costs").json["parameter"] as? String == "measure")
    #expect(try await ask("/area?facility=A&within=30min&measure=drive").status == 400)
  }

  @Test func `spaces may come as plus, names may be encoded, services repeat`() async throws {
    let one = try await ask("/coverage?service=childrens-home&rule=own-village+or+within+3km")
    #expect(one.json["rule"] as? String == "own-village or within 3000 m straight")
    let encoded = try await ask("/coverage?%73ervice=childrens-home")
    #expect(encoded.json["service"] as? String == "childrens-home")
    let two = try await ask("/coverage?service=childrens-home&service=nursing-home")
    #expect(two.text.hasPrefix("["))
  }

  @Test func `the unserved are features in pages that link`() async throws {
    let all = try await ask("/collections/unserved/items?service=childrens-home")
    #expect(all.type == "application/geo+json")
    #expect(all.json["numberMatched"] as? Int == 2)
    let first = try await ask("/collections/unserved/items?service=childrens-home&limit=1")
    #expect(first.json["numberReturned"] as? Int == 1)
    let links = try #require(first.json["links"] as? [[String: Any]])
    let next = try #require(links.first { $0["rel"] as? String == "next" }?["href"] as? String)
    #expect(next.hasSuffix("/collections/unserved/items?service=childrens-home&limit=1&offset=1"))
    #expect(next.hasPrefix("http://"))
    let second = try await ask(next)
    func ids(_ answer: Answer) -> [String] {
      (answer.json["features"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
    }
    #expect(ids(first) + ids(second) == ids(all))
    #expect(ids(all) == ["411726100202", "411726100203"])
    let withoutParameters = try await ask("/collections/unserved/items")
    #expect(withoutParameters.json["service"] as? String == "nursing-home")
  }

  @Test func `the villages near the bound, on both sides`() async throws {
    let near = try await ask("/edge?service=childrens-home&within=11km&edge=100m")
    let villages = try #require(near.json["villages"] as? [[String: Any]])
    #expect(near.json["edge"] as? Double == 100)
    #expect(villages.map { $0["code"] as? String } == ["411726100202"])
    #expect(villages.first?["served"] as? Bool == false)
    let none = try await ask("/edge?service=childrens-home&within=11km")
    #expect((none.json["villages"] as? [Any])?.isEmpty == true)
  }

  @Test func `the nearest by place and by village`() async throws {
    let near = try await ask("/nearest?near=114,33.01&service=childrens-home&limit=1")
    let facilities = try #require(near.json["facilities"] as? [[String: Any]])
    #expect(facilities.first?["distance"] as? Double == 1109)
    let village = try await ask("/nearest?village=411726100202")
    #expect(village.json["near"] as? [Double] == [114, 33.1])
  }

  @Test(arguments: [
    (
      "/coverage?servce=x", 400, "servce", "this address knows no parameter 'servce'; did you mean 'service'?"
    ),
    ("/coverage?service=nope", 400, "service", nil), ("/coverage?asOf=2018-02-30", 400, "asOf", nil),
    ("/coverage?within=3", 400, "within", nil), ("/coverage?by=village", 400, "by", nil),
    ("/coverage?area=999999", 400, "area", nil), ("/coverage?measure=road", 400, "measure", nil),
    ("/coverage?asOf=2020-01-01&asOf=2020-01-01", 400, "asOf", "the parameter is there twice"),
    ("/coverage?service=%ff", 400, nil, nil), ("/nearest", 400, "near", nil),
    ("/nearest?near=33,114.2", 400, "near", nil),
    ("/nearest?near=114,33&limit=0", 400, "limit", nil), ("/nearest?village=411726", 400, "village", nil),
    ("/collections/unserved/items?limit=x", 400, "limit", nil),
    ("/edge?edge=2min", 400, "edge", nil), ("/edge?rule=own-village", 400, "edge", nil),
    ("/detours", 400, "measure", nil), ("/detours?measure=walk", 400, "measure", nil),
    ("/nowhere", 404, nil, "there is nothing at this address"),
    ("/collections?f=shp", 400, "f", "'shp' is none of json, html"),
  ])
  func `a request that cannot be answered gets a problem that names the parameter`(
    path: String, status: Int, parameter: String?, detail: String?
  ) async throws {
    let answer = try await ask(path)
    #expect(answer.status == status)
    #expect(answer.type == "application/problem+json")
    #expect(answer.json["status"] as? Int == status)
    #expect(answer.json["parameter"] as? String == parameter)
    if let detail { #expect(answer.json["detail"] as? String == detail) }
  }

  @Test(arguments: [HTTPRequest.Method.post, .trace])
  func `another method is refused with those that are allowed`(method: HTTPRequest.Method) async throws {
    let answer = try await ask("/coverage", method: method)
    #expect(answer.status == 405)
    #expect(answer.headers[.allow] == "GET, HEAD, OPTIONS")
  }
}
