import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import RegistryStore
import ServiceLifecycle
import ServiceNetwork
import Testing

@testable import RegistryAPI

/// What a server does with those who ask for too much, over real HTTP.
struct LimitsTests {
  private static let quiet = LogMemory().logger

  /// A server with routes of its own.
  private func server(
    _ change: (inout ServerLimits) -> Void = { _ in }, extra: [Route] = [],
    routes: (RegistryServer, Router<RegistryContext>) -> Void = { _, _ in }
  ) throws -> (server: RegistryServer, application: any ApplicationProtocol) {
    var limits = ServerLimits()
    // What a test does not ask for must not happen in it.
    (limits.requestTime, limits.idleTime) = (.seconds(3600), .seconds(3600))
    change(&limits)
    let server = RegistryServer(registry: try .inMemory(), today: { .distantPast }, limits: limits)
    let router = server.router(extra)
    routes(server, router)
    return (server, server.application(router, host: "127.0.0.1", port: 0, logger: Self.quiet))
  }

  private func problem(_ text: String) throws -> [String: Any] {
    let body = try #require(text.split(separator: "\r\n\r\n", maxSplits: 1).last)
    return try #require(JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])
  }

  // MARK: - Time

  @Test func `what takes too long is cancelled, and is a 503 that says when to try again`() async throws {
    let cancelled = Signal()
    let (server, application) = try server {
      $0.requestTime = .milliseconds(20)
    } routes: { _, router in
      router.get("slow") { _, _ -> Response in
        await #expect(throws: CancellationError.self) { try await Task.sleep(for: .seconds(3600)) }
        cancelled.give()
        throw CancellationError()
      }
    }
    try await application.test(.live) { client in
      let answer = try await client.executeRequest(uri: "/slow", method: .get, headers: [:], body: nil)
      #expect(answer.status == .serviceUnavailable)
      #expect(answer.headers[.retryAfter] == "30")
      #expect(answer.headers[.contentType] == "application/problem+json")
    }
    await cancelled.wait()
    #expect(server.operations.metrics.figures.refusals == [.time: 1])
  }

  @Test func `work that ended in spite of the deadline is answered`() async throws {
    let (_, application) = try server {
      $0.requestTime = .milliseconds(20)
    } routes: { _, router in
      router.post("write") { _, _ -> Response in
        try? await Task.sleep(for: .seconds(3600))
        return Response(status: .created)
      }
    }
    try await application.test(.live) { client in
      let answer = try await client.executeRequest(uri: "/write", method: .post, headers: [:], body: nil)
      #expect(answer.status == .created)
    }
  }

  @Test(arguments: [HTTPRequest.Method.get, .post])
  func `the work for a client that goes away is cancelled, where it was for nobody else`(
    method: HTTPRequest.Method
  ) async throws {
    let (started, cancelled) = (Signal(), Signal())
    let slow = Route(
      method: method, path: "/slow", summary: Wording("", zh: ""), isForWhoAsks: method == .post
    ) { _, _ in
      started.give()
      try? await Task.sleep(for: .seconds(3600))
      cancelled.give()
      throw CancellationError()
    }
    let (_, application) = try server(extra: [slow])
    try await application.test(.live) { client in
      let raw = try await RawClient(port: try #require(client.port))
      try await raw.send("\(method) /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
      await started.wait()
      try await raw.close()
      await cancelled.wait()
    }
  }

  @Test func `a body that does not come is a 408`() async throws {
    let (server, application) = try server {
      $0.requestTime = .milliseconds(20)
    } routes: { _, router in
      router.post("body") { request, context -> Response in
        var request = request
        _ = try await request.collectBody(upTo: context.maxUploadSize)
        return Response(status: .ok)
      }
    }
    try await application.test(.live) { client in
      let raw = try await RawClient(port: try #require(client.port))
      try await raw.send("POST /body HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc")
      let answer = await raw.rest()
      #expect(answer.hasPrefix("HTTP/1.1 408 "))
      #expect(try problem(answer)["status"] as? Int == 408)
    }
    #expect(server.operations.metrics.figures.refusals[.slowWriter] == 1)
  }

  // MARK: - Analyses

  @Test func `analyses beyond the bound are refused, and everything else goes on`() async throws {
    let (started, end) = (Signal(), Signal())
    let (server, application) = try server {
      ($0.analyses, $0.waitingAnalyses) = (1, 0)
    } routes: { server, router in
      let slow = Route(path: "/slow", summary: Wording("", zh: ""), isAnalysis: { _ in true }) { _, _ in
        started.give()
        await end.wait()
        return Response(status: .ok)
      }
      router.get("slow", use: server.operations.handler(of: slow))
    }
    try await application.test(.live) { client in
      let raw = try await RawClient(port: try #require(client.port))
      try await raw.send("GET /slow HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
      await started.wait()
      for path in ["/coverage", "/nearest?near=114,33", "/collections/unserved/items"] {
        let refused = try await client.executeRequest(uri: path, method: .get, headers: [:], body: nil)
        #expect(refused.status == .serviceUnavailable)
        #expect(refused.headers[.retryAfter] == "5")
      }
      for path in ["/health", "/collections/villages/items"] {
        let answer = try await client.executeRequest(uri: path, method: .get, headers: [:], body: nil)
        #expect(answer.status == .ok)
      }
      end.give()
      #expect(await raw.rest().hasPrefix("HTTP/1.1 200 "))
      let answer = try await client.executeRequest(uri: "/coverage", method: .get, headers: [:], body: nil)
      #expect(answer.status == .ok)
    }
    #expect(server.operations.metrics.figures.refusals == [.analyses: 3])
  }

  // MARK: - Sizes

  @Test(arguments: [
    (
      "GET /?\(String(repeating: "a", count: 8192)) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
      414
    ),
    ("GET / HTTP/1.1\r\nHost: localhost\r\nX-Large: \(String(repeating: "a", count: 40_000))\r\n\r\n", 431),
    ("GET / HTTP/1.1\r\n\(String(repeating: "X-Many: a\r\n", count: 200))\r\n", 431),
    ("POST /body HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000\r\n\r\n", 413),
    (
      "POST /body HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
        + String(repeating: "64\r\n\(String(repeating: "a", count: 100))\r\n", count: 20), 413
    ), ("this is no HTTP\r\n\r\n", 400),
  ])
  func `what is too large is refused with a problem, and the connection closes`(
    text: String, status: Int
  ) async throws {
    let (_, application) = try server {
      $0.bodyBytes = 1000
    } routes: { _, router in
      router.post("body") { request, context -> Response in
        var request = request
        _ = try await request.collectBody(upTo: context.maxUploadSize)
        return Response(status: .ok)
      }
    }
    try await application.test(.live) { client in
      let raw = try await RawClient(port: try #require(client.port))
      try await raw.send(text)
      let answer = await raw.rest()
      #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
      #expect(answer.lowercased().contains("\r\ncontent-type: application/problem+json\r\n"))
      #expect(try problem(answer)["status"] as? Int == status)
    }
  }

  // MARK: - Slow clients

  @Test func `a header that does not come to its end is not waited for`() async throws {
    let (_, application) = try server { $0.idleTime = .milliseconds(40) }
    try await application.test(.live) { client in
      let raw = try await RawClient(port: try #require(client.port))
      // It may be over already.
      try? await raw.send("GET / HTTP/1.1\r\nHost: local")
      #expect(await raw.rest().isEmpty)
    }
  }

  @Test func `an answer that is not taken is not kept`() async throws {
    let (server, application) = try server {
      $0.idleTime = .seconds(4)
    } routes: { _, router in
      // More than the system takes for a client by itself.
      let body = ByteBuffer(repeating: UInt8(ascii: "a"), count: 64 << 20)
      router.get("large") { _, _ in Response(status: .ok, body: ResponseBody(byteBuffer: body)) }
    }
    try await application.test(.live) { client in
      let raw = try await RawClient(port: try #require(client.port), reads: false)
      try await raw.send("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n")
      try await wait { server.operations.metrics.figures.refusals[.slowReader] != nil }
      // The system may have told already that it is over.
      try? await raw.read()
      #expect(await raw.rest().utf8.count < 64 << 20)
    }
  }

  @Test func `what is streamed to a client that goes away comes to an end`() async throws {
    let (server, application) = try server(routes: { _, router in
      router.get("endless") { _, _ in
        Response(
          status: .ok,
          body: ResponseBody { writer in
            while true { try await writer.write(ByteBuffer(repeating: 0, count: 1 << 16)) }
          })
      }
    })
    try await application.test(.live) { client in
      let raw = try await RawClient(port: try #require(client.port), reads: false)
      try await raw.send("GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n")
      try await wait { server.operations.metrics.figures.inFlight > 0 }
      try await raw.close()
      try await wait { server.operations.metrics.figures.inFlight == 0 }
    }
    #expect(server.operations.metrics.figures.bytes > 0)
  }

  @Test func `the connection that is idle for longest makes room for another`() async throws {
    let (server, application) = try server { $0.connections = 3 }
    try await application.test(.live) { client in
      let port = try #require(client.port)
      // The client that the test has already is one of the three, and has asked for something last.
      let first = try await RawClient(port: port)
      try await wait { server.operations.connections.count == 2 }
      let second = try await RawClient(port: port)
      try await wait { server.operations.connections.count == 3 }
      _ = try await client.executeRequest(uri: "/health", method: .get, headers: [:], body: nil)
      let third = try await RawClient(port: port)
      try await third.send("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
      #expect(await third.rest().hasPrefix("HTTP/1.1 200 "))
      #expect(await first.rest().isEmpty)
      try await second.send("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
      #expect(await second.rest().hasPrefix("HTTP/1.1 200 "))
    }
  }

  // MARK: - The end

  @Test func `answers under way are finished when the server ends, large ones to the last byte`() async throws
  {
    let (started, end, port) = (Signal(), Signal(), AsyncStream<Int>.makeStream())
    let size = 64 << 20
    let (server, _) = try server()
    let router = server.router()
    router.get("large") { _, _ -> Response in
      started.give()
      await end.wait()
      try await wait { Task.isShuttingDownGracefully }
      let body = ByteBuffer(repeating: UInt8(ascii: "a"), count: size)
      return Response(status: .ok, body: ResponseBody(byteBuffer: body))
    }
    let application = server.application(router, host: "127.0.0.1", port: 0, logger: Self.quiet) {
      port.continuation.yield($0.localAddress?.port ?? 0)
    }
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(services: [application], logger: Self.quiet))
    let running = Task { try await group.run() }
    var ports = port.stream.makeAsyncIterator()
    let raw = try await RawClient(port: try #require(await ports.next()), reads: false)
    try await raw.send("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n")
    await started.wait()
    await group.triggerGracefulShutdown()
    end.give()
    try await raw.read()
    let answer = await raw.rest()
    #expect(answer.hasPrefix("HTTP/1.1 200 "))
    #expect(answer.split(separator: "\r\n\r\n").last?.utf8.count == size)
    try await running.value
  }
}
