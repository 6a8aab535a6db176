import HTTPTypes
import Hummingbird
import Logging
import RegistryFiles
import RegistryStore
import ServiceLifecycle
import ServiceNetwork

/// `/ready` and `/metrics`.
struct OperationsController {
  let registry: Registry
  let operations: Operations

  var routes: [Route] {
    [
      Route(
        path: "/ready",
        summary: Wording("Whether requests can be answered as they should", zh: "是否能正常应答"), handler: ready),
      Route(
        path: "/metrics",
        summary: Wording("Figures of the running server, for Prometheus", zh: "服务器运行指标，供 Prometheus 采集"),
        forms: [.text(as: MetricsText.mediaType)], failures: Route.forbidden, handler: metrics),
    ]
  }

  @Sendable private func ready(_ request: Request, _ context: RegistryContext) async throws -> Response {
    _ = try QueryParameters(request, known: [])
    guard !Task.isShuttingDownGracefully else {
      throw Problem(.serviceUnavailable, "the server is about to end", zh: "服务器即将停止", retryAfter: 5)
    }
    do {
      try await registry.checkReadiness()
    } catch {
      context.logger.error("not ready: \(String(reflecting: error))")
      throw Problem(.serviceUnavailable, Self.reason(error), retryAfter: 5)
    }
    return .json { $0.member("status", "ready") }
  }

  /// What is wrong, without the file's name.
  private static func reason(_ error: any Error) -> Wording {
    switch error {
    case RegistryError.newerVersion:
      Wording("the registry is of another version than the program", zh: "登记库与程序版本不同")
    case RegistryError.inaccessible:
      Wording("the registry's file or folder cannot be read or written", zh: "登记库的文件或目录无法读写")
    default: Wording("the registry cannot be read", zh: "登记库无法读取")
    }
  }

  @Sendable private func metrics(_ request: Request, _ context: RegistryContext) async throws -> Response {
    _ = try QueryParameters(request, known: [])
    try checkAccess(request, context)
    let change = try await registry.reading { try $0.lastChange() }
    return Response(
      status: .ok,
      headers: [.contentType: "\(MetricsText.mediaType); charset=utf-8", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text(lastChange: change))))
  }

  /// An administrator may, and who asks on this machine and not by way of a proxy.
  private func checkAccess(_ request: Request, _ context: RegistryContext) throws {
    if context.caller.role == .administrator { return }
    let proxied: [HTTPField.Name] = [.forwarded, .forwardedFor, .forwardedProto, .realIP, .via]
    if context.isFromLoopback, !proxied.contains(where: { request.headers[$0] != nil }) { return }
    if context.caller.role == .public {
      throw Problem(
        .unauthorized, "the figures are for an administrator, or for this machine", zh: "运行指标仅供管理员或本机查看",
        challenge: "Bearer")
    }
    throw Problem(.forbidden, "the figures are for an administrator", zh: "运行指标仅供管理员查看")
  }

  private func text(lastChange: Int) -> String {
    let figures = operations.metrics.figures
    var text = MetricsText()
    text.add(
      "http_requests_total", .counter, "Answered requests, by route, method and class of status.",
      figures.answers.sorted { ($0.key.route, $0.key.method) < ($1.key.route, $1.key.method) }.map {
        label, count in
        (
          [("route", label.route), ("method", label.method), ("status", "\(label.statusClass)xx")],
          Double(count)
        )
      })
    text.add(
      "http_request_duration_seconds", "How long requests took until their answer was ready, or streamed.",
      by: "route", figures.durations.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    text.add(
      "http_response_body_bytes_total", .counter, "Bytes of the bodies of answers.", Double(figures.bytes))
    text.add("http_requests_in_flight", .gauge, "Requests under way.", Double(figures.inFlight))
    text.add(
      "fuwang_refused_total", .counter, "Requests and connections that were turned away, by reason.",
      ServerMetrics.Refusal.allCases.map { ([("reason", $0.rawValue)], Double(figures.refusals[$0] ?? 0)) })
    let analyses = operations.analyses.counts
    text.add("fuwang_analyses_running", .gauge, "Analyses that run.", Double(analyses.running))
    text.add(
      "fuwang_analyses_waiting", .gauge, "Analyses that wait for their turn.", Double(analyses.waiting))
    text.add("fuwang_connections_open", .gauge, "Open connections.", Double(operations.connections.count))
    text.add(
      "fuwang_registry_last_change", .gauge, "The number of the registry's last change.", Double(lastChange))
    text.add(
      "fuwang_build_info", .gauge, "The version of the program.",
      [([("version", RegistryServer.version)], 1)])
    if let process = ProcessFigures() {
      text.add(
        "process_resident_memory_bytes", .gauge, "Memory in use.", Double(process.residentBytes))
      text.add(
        "process_cpu_seconds_total", .counter, "Time of all processors.", process.processorSeconds)
      text.add("process_open_fds", .gauge, "Open files and connections.", Double(process.openFiles))
    }
    return text.text
  }
}

extension HTTPField.Name {
  /// Who asked a proxy (RFC 7239, and what stood there before it).
  fileprivate static let forwarded = named("Forwarded")
  fileprivate static let forwardedFor = named("X-Forwarded-For")
  fileprivate static let realIP = named("X-Real-IP")
}
