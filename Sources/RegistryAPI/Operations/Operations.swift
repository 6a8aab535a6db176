import HTTPTypes
import Logging

/// What the requests of a server share beside the registry: its bounds, and what is counted and logged of them.
struct Operations: Sendable {
  let limits: ServerLimits
  /// Where a line for each request goes; `nil` for nowhere.
  let accessLog: Logger?
  let metrics = ServerMetrics()
  let connections: Connections
  let analyses: AnalysisGate

  init(limits: ServerLimits, accessLog: Logger?) {
    self.limits = limits
    self.accessLog = accessLog
    connections = Connections(limit: limits.connections)
    analyses = AnalysisGate(running: limits.analyses, waiting: limits.waitingAnalyses)
  }

  /// A route's handler, which waits for its turn where the request is for an analysis.
  func handler(of route: Route) -> Route.Handler {
    { request, context in
      guard route.isAnalysis(context) else { return try await route.handler(request, context) }
      do {
        return try await analyses.run { try await route.handler(request, context) }
      } catch is AnalysisGate.Full {
        metrics.refuse(.analyses)
        throw Problem(
          .serviceUnavailable, "as many analyses as there may be are running and waiting; try again",
          zh: "正在运行和等待的分析已达上限，请稍后重试",
          retryAfter: 5)
      }
    }
  }
}
