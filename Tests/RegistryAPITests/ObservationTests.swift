import Fixtures
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import RegistryStore
import ServiceNetwork
import Testing

@testable import RegistryAPI

/// What a server says of itself and of its requests: ids, the access log, `/ready` and `/metrics`.
struct ObservationTests {
  private let registry: Registry
  private let log = LogMemory()
  private let application: any ApplicationProtocol

  init() throws {
    registry = try .inMemory()
    let server = RegistryServer(registry: registry, today: { .distantPast }, accessLog: log.logger)
    let router = server.router()
    router.get("stream") { _, _ in
      Response(
        status: .ok,
        body: ResponseBody { writer in
          for _ in 0..<3 { try await writer.write(ByteBuffer(string: "12345")) }
          try await writer.finish(nil)
        })
    }
    application = server.application(router, host: "127.0.0.1", port: 0, logger: log.logger)
  }

  /// A token of a role, as a header has it.
  private func token(_ role: Role, _ name: String) throws -> (text: String, header: HTTPFields) {
    let token = BearerToken.random()
    try registry.add(
      AccessToken(name: name, role: role, division: nil, createdAt: Date(), expiresAt: nil, revokedAt: nil),
      digest: token.digest)
    return (token.text, [.authorization: "Bearer \(token.text)"])
  }

  private struct Answer {
    var status: Int
    var headers: HTTPFields
    var text: String
  }

  private func ask(
    _ path: String, method: HTTPRequest.Method = .get, headers: HTTPFields = [:], body: String? = nil
  ) async throws -> Answer {
    try await application.test(.live) { client in
      let response = try await client.executeRequest(
        uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
      return Answer(
        status: response.status.code, headers: response.headers, text: String(buffer: response.body))
    }
  }

  /// The lines of the access log.
  private var lines: [String] { log.lines.filter { $0.hasSuffix(" request") } }

  // MARK: - The access log

  @Test func `a line tells what was asked, by what role, and how it went`() async throws {
    let (_, header) = try token(.volunteer, "张三的手机")
    _ = try await ask("/collections/villages/items?limit=2&bbox=113,32,115,34&sortby=-code", headers: header)
    let line = try #require(lines.first)
    for part in [
      "method=GET", "path=/collections/villages/items", "query=limit=2&bbox=113,32,115,34&sortby=-code",
      "role=volunteer", "status=200", "milliseconds=", "request=",
    ] {
      #expect(line.contains(part), "\(line)")
    }
    _ = try await ask("/stream")
    #expect(lines.last?.contains("bytes=15 ") == true)
    _ = try await ask("/health", method: .head)
    #expect(lines.last?.contains("bytes=0 ") == true)
  }

  @Test func `neither tokens nor what may tell of a person come into the log`() async throws {
    let (text, header) = try token(.cityEditor, "王五")
    let secrets = [text, "13800005678", "%E7%8E%8B", "王", "示某某"]
    let person = "%E7%8E%8B%E4%BA%94"
    for path in [
      "/collections/posts/items?person=\(person)&phone=13800005678", "/collections/posts/items?q=\(person)",
      "/collections/posts/items?\(text)", "/collections/posts/items?13800005678=1", "/\(text)", "/\(person)",
      "/collections/posts/items/13800005678", "/collections/\(person)/items", "/coverage?service=\(person)",
      "/coverage?access_token=\(text)", "/nearest?near=114.0212345,33.0112345", "/api#\(text)",
    ] {
      _ = try await ask(path, headers: header)
      _ = try await ask(path, headers: [.authorization: "Basic \(text)"])
    }
    #expect(lines.count == 24)
    for line in log.lines {
      for secret in secrets + ["114.0212345"] { #expect(!line.contains(secret), "\(line)") }
    }
  }

  @Test func `a request keeps the id that it has, or gets one`() async throws {
    let id = try #require(HTTPField.Name("X-Request-Id"))
    let own = try await ask("/health", headers: [id: "proxy-1.a_2"])
    #expect(own.headers[id] == "proxy-1.a_2")
    #expect(lines.last?.contains("request=proxy-1.a_2 ") == true)
    for wrong in ["", "a b", "status=200", String(repeating: "a", count: 65), "é"] {
      let given = try #require(try await ask("/nowhere", headers: [id: wrong]).headers[id])
      #expect(given != wrong)
      #expect(ObservationMiddleware.isValid(given))
    }
  }

  // MARK: - Readiness and figures

  @Test func `the server is ready where its registry can be read`() async throws {
    let answer = try await ask("/ready")
    #expect(answer.status == 200)
    #expect(answer.text == #"{"status":"ready"}"#)
  }

  @Test func `the figures are for this machine and for administrators`() async throws {
    let proxied: HTTPFields = [try #require(HTTPField.Name("X-Forwarded-For")): "203.0.113.7"]
    let local = try await ask("/metrics")
    #expect(local.status == 200)
    #expect(local.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
    let other = try await ask("/metrics", headers: proxied)
    #expect(other.status == 401)
    #expect(other.headers[.wwwAuthenticate] == "Bearer")
    let (_, editor) = try token(.cityEditor, "editor")
    #expect(try await ask("/metrics", headers: HTTPFields(Array(proxied) + Array(editor))).status == 403)
    let (_, administrator) = try token(.administrator, "administrator")
    #expect(
      try await ask("/metrics", headers: HTTPFields(Array(proxied) + Array(administrator))).status == 200)
  }

  @Test func `the figures count what was answered, as Prometheus reads them`() async throws {
    for path in ["/health", "/health", "/collections/none/items", "/nowhere", "/elsewhere"] {
      _ = try await ask(path)
    }
    _ = try await ask("/health", method: .trace)
    let text = try await ask("/metrics").text
    let lines = text.split(separator: "\n").map(String.init)
    for line in [
      #"http_requests_total{route="/health",method="GET",status="2xx"} 2"#,
      #"http_requests_total{route="/collections/{collectionId}/items",method="GET",status="4xx"} 1"#,
      #"http_requests_total{route="none",method="GET",status="4xx"} 2"#,
      #"http_requests_total{route="/health",method="other",status="4xx"} 1"#,
      #"http_request_duration_seconds_bucket{route="/health",le="+Inf"} 3"#,
      #"http_request_duration_seconds_count{route="/health"} 3"#, "http_requests_in_flight 1",
      "fuwang_connections_open 1", #"fuwang_refused_total{reason="time"} 0"#,
      "fuwang_registry_last_change 0", "fuwang_build_info{version=\"\(RegistryServer.version)\"} 1",
    ] {
      #expect(lines.contains(line), "\(line)\n\(text)")
    }
    let sample = /[a-z_]+(\{([a-z]+="[^"]*",?)+\})? -?[0-9.e+-]+/
    let comment = /# (HELP|TYPE) [a-z_]+ .+/
    for line in lines { #expect(line.wholeMatch(of: sample) != nil || line.wholeMatch(of: comment) != nil) }
    #expect(text.hasSuffix("\n"))
  }
}
