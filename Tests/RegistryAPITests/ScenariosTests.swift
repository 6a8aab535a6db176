import Fixtures
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import RegistryStore
import ServiceNetwork
import Testing

@testable import RegistryAPI

/// `/scenarios`, and the analyses under one, over real HTTP.
struct ScenariosTests {
  private let registry: Registry
  private let application: any ApplicationProtocol

  init() throws {
    registry = try Registry.inMemory()
    let tree: [(String, String, Double?)] = [
      ("4117", "市", nil), ("411726", "县", nil), ("411726100", "镇", nil), ("411726100201", "一村", 33),
      ("411726100202", "二村", 33.1),
    ]
    try registry.take(
      try tree.map { code, name, latitude in
        let code = try DivisionCode(code)
        return .division(
          Division(
            code: code, name: name, level: code.impliedLevel ?? .village,
            location: try latitude.map { try Coordinate(114, $0) }))
      }, into: .divisions)
    try registry.take(
      [
        .facility(
          Facility(
            id: "H1", kind: "childrens-home", name: "一家", division: try DivisionCode("411726100201"),
            location: try Coordinate(114, 33)))
      ], into: .facilities)
    let server = RegistryServer(
      registry: registry, today: { CalendarDate(iso8601: "2020-12-31") ?? .distantPast })
    application = Application(
      router: server.router(),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)))
  }

  private struct Answer {
    var status: Int
    var headers: HTTPFields
    var json: [String: Any]

    var total: [String: Any] { json["total"] as? [String: Any] ?? [:] }
    var detail: String { json["detail"] as? String ?? "" }
    var pointers: [String] {
      (json["errors"] as? [[String: Any]] ?? []).compactMap { $0["pointer"] as? String }
    }
  }

  private func ask(
    _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields = [:], body: String? = nil
  ) async throws -> Answer {
    var headers = headers
    if body != nil { headers[.contentType] = "application/json" }
    return try await application.test(.live) { [headers] client in
      let response = try await client.executeRequest(
        uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
      let json = try? JSONSerialization.jsonObject(with: Data(response.body.readableBytesView))
      return Answer(
        status: response.status.code, headers: response.headers, json: json as? [String: Any] ?? [:])
    }
  }

  private func editor() throws -> HTTPFields { try LiveServer.token(.cityEditor, of: registry) }

  private static let closing =
    #"{"name": "并 院", "note": "说明", "steps": [{"change": "close", "facility": "H1"}]}"#
  private static let path = "/scenarios/%E5%B9%B6%20%E9%99%A2"

  @Test func `a scenario is added, read, replaced under its tag and removed`() async throws {
    let editor = try editor()
    let added = try await ask(.post, "/scenarios", editor, body: Self.closing)
    #expect(added.status == 201)
    #expect(added.headers[.location]?.hasSuffix(Self.path) == true)
    let got = try await ask(.get, Self.path, editor)
    #expect(got.status == 200 && got.json["note"] as? String == "说明")
    let list = try await ask(.get, "/scenarios", editor)
    #expect((list.json["scenarios"] as? [[String: Any]])?.first?["steps"] as? Int == 1)
    #expect(try await ask(.post, "/scenarios", editor, body: Self.closing).status == 409)
    // What was read can be sent back; another's state is not overwritten.
    var known = editor
    known[.ifMatch] = got.headers[.eTag]
    let opening =
      #"{"steps": [{"change": "open", "kind": "childrens-home", "longitude": 114, "latitude": 33.1}]}"#
    let replaced = try await ask(.put, Self.path, known, body: opening)
    #expect(replaced.status == 200 && replaced.json["note"] is NSNull)
    #expect(try await ask(.put, Self.path, known, body: opening).status == 412)
    #expect(try await ask(.put, Self.path, editor, body: opening).status == 428)
    #expect(try await ask(.delete, Self.path, known).status == 412)
    known[.ifMatch] = replaced.headers[.eTag]
    #expect(try await ask(.delete, Self.path, known).status == 204)
    #expect(try await ask(.get, Self.path, editor).status == 404)
    #expect(try registry.acts(limit: 9).map(\.what).contains("remove the scenario 并 院"))
  }

  @Test func `analyses answer under a scenario and say so`() async throws {
    let editor = try editor()
    let body =
      #"{"name": "b", "steps": [{"change": "open", "kind": "childrens-home", "longitude": 114, "latitude": 33.1}, {"change": "close", "facility": "H1"}]}"#
    #expect(try await ask(.post, "/scenarios", editor, body: body).status == 201)
    let coverage = try await ask(.get, "/coverage?service=childrens-home&scenario=b", editor)
    #expect(coverage.json["scenario"] as? String == "b" && coverage.total["served"] as? Int == 1)
    let plain = try await ask(.get, "/coverage?service=childrens-home", editor)
    #expect(plain.json["scenario"] == nil && plain.total["served"] as? Int == 1)
    let nearest = try await ask(.get, "/nearest?near=114,33&service=childrens-home&scenario=b", editor)
    let points = nearest.json["facilities"] as? [[String: Any]]
    #expect(points?.map { $0["id"] as? String } == ["new-1"] && nearest.json["scenario"] as? String == "b")
    let unserved = try await ask(
      .get, "/collections/unserved/items?service=childrens-home&scenario=b", editor)
    let features = unserved.json["features"] as? [[String: Any]]
    #expect(features?.map { $0["id"] as? String } == ["411726100201"])
    #expect(unserved.json["scenario"] as? String == "b")
    let comparison = try await ask(.get, "/scenarios/b/comparison?service=childrens-home", editor)
    let villages = comparison.json["villages"] as? [[String: Any]]
    #expect(villages?.map { $0["change"] as? String } == ["lost", "gained"])
    #expect((comparison.json["after"] as? [String: Any])?["scenario"] as? String == "b")
    let same = try await ask(.get, "/scenarios/b/comparison?service=childrens-home&with=b&all=true", editor)
    #expect((same.json["villages"] as? [Any])?.isEmpty == true)
    // An answer under a scenario is another once the scenario is.
    var known = editor
    known[.ifNoneMatch] = coverage.headers[.eTag]
    known[.ifMatch] = "*"
    #expect(try await ask(.put, "/scenarios/b", known, body: #"{"steps": []}"#).status == 200)
    let anew = try await ask(.get, "/coverage?service=childrens-home&scenario=b", known)
    #expect(anew.status == 200)
  }

  @Test func `wrong requests are told what is wrong and where`() async throws {
    let editor = try editor()
    for (path, detail) in [
      ("/coverage?scenario=nix", "there is no scenario 'nix'"), ("/nearest?near=1,2&scenario=nix", "'nix'"),
      ("/collections/unserved/items?scenario=nix", "'nix'"),
    ] {
      let answer = try await ask(.get, path, editor)
      #expect(answer.status == 400 && answer.json["parameter"] as? String == "scenario")
      #expect(answer.detail.contains(detail))
    }
    #expect(try await ask(.get, "/scenarios/nix", editor).status == 404)
    #expect(try await ask(.get, "/scenarios/nix/comparison", editor).status == 404)
    let bodies: [(String, Int, [String])] = [
      ("{", 400, []), (#"{"name": "n"}"#, 400, []), (#"{"steps": []}"#, 422, ["/name"]),
      (#"{"name": "a/b", "steps": []}"#, 422, ["/name"]),
      (#"{"name": "n", "steps": [{"change": "close", "facility": "H2"}]}"#, 422, ["/steps/0/facility"]),
      (
        #"{"name": "n", "steps": [{"change": "demand", "asOf": "2020-01-01"}, {"change": "enlarge", "facility": "H1", "capacity": -1}]}"#,
        422, ["/steps/1/capacity"]
      ),
      (
        #"{"name": "n", "steps": [{"change": "open", "kind": "x", "division": "411726"}]}"#, 422,
        ["/steps/0/kind"]
      ),
    ]
    for (body, status, pointers) in bodies {
      let answer = try await ask(.post, "/scenarios", editor, body: body)
      #expect(answer.status == status && answer.pointers == pointers, "\(body): \(answer.json)")
    }
    #expect(try await registry.scenarios().isEmpty)
  }

  @Test func `what is only thought of is shown to those who bear a token`() async throws {
    #expect(try await ask(.post, "/scenarios", try editor(), body: Self.closing).status == 201)
    let volunteer = try LiveServer.token(.volunteer, of: registry)
    for path in [
      "/scenarios", Self.path, "\(Self.path)/comparison?service=childrens-home",
      "/coverage?scenario=%E5%B9%B6%20%E9%99%A2", "/nearest?near=114,33&scenario=%E5%B9%B6%20%E9%99%A2",
      "/collections/unserved/items?scenario=%E5%B9%B6%20%E9%99%A2",
      "/coverage?%73cenario=%E5%B9%B6%20%E9%99%A2", "/accessibility?scenario=none",
      "/area?point=114,33&within=5km&scenario=none",
    ] {
      let refused = try await ask(.get, path)
      #expect(refused.status == 401 && refused.json["steps"] == nil, "\(path)")
      #expect(try await ask(.get, path, volunteer).status == (path.hasSuffix("none") ? 400 : 200), "\(path)")
    }
  }

  @Test func `who may write everywhere writes scenarios, and nobody else`() async throws {
    #expect(try await ask(.post, "/scenarios", body: Self.closing).status == 401)
    for (role, code, status) in [
      (Role.volunteer, nil, 403), (.countyEditor, "411726", 403), (.administrator, nil, 201),
    ] as [(Role, String?, Int)] {
      let token = try LiveServer.token(role, in: code, of: registry)
      #expect(try await ask(.post, "/scenarios", token, body: Self.closing).status == status)
      let allowed = try await ask(.options, "/scenarios", token).headers[.allow] ?? ""
      #expect(allowed.contains("POST") == (status == 201))
    }
  }
}
