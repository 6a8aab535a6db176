public import Hummingbird
public import Logging
public import RegistryStore
public import ServiceNetwork

/// The HTTP face of a registry: it reads, and never writes.
public struct RegistryServer: Sendable {
  private let registry: Registry
  private let today: @Sendable () -> CalendarDate

  /// A server for a registry.
  ///
  /// - Parameters:
  ///   - registry: opened for concurrent reads.
  ///   - today: the day that is meant where a request gives none.
  public init(registry: Registry, today: @escaping @Sendable () -> CalendarDate) {
    self.registry = registry
    self.today = today
  }

  /// The routes and what surrounds them.
  public func router() -> Router<BasicRequestContext> {
    let router = Router(context: BasicRequestContext.self, options: [.autoGenerateHeadEndpoints])
    let analyses = AnalysisController(registry: registry, today: today)
    let routes =
      LandingController(registry: registry).routes + analyses.routes
      + UnservedController(registry: registry, today: today).routes
    router.add(middleware: ProblemMiddleware())
    router.add(middleware: MethodMiddleware(paths: Set(routes.map(\.path))))
    for route in routes {
      router.get(RouterPath(route.path)) { request, _ in try await route.handler(request) }
    }
    return router
  }

  /// Answers until the process is asked to end; answers under way are finished first.
  ///
  /// - Throws: where the address cannot be listened on.
  public func run(host: String, port: Int, logger: Logger) async throws {
    let application = Application(
      router: router(),
      configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: "fuwang"),
      logger: logger)
    try await application.runService()
  }
}

/// A path and what answers a GET of it.
struct Route: Sendable {
  let path: String
  let handler: @Sendable (Request) async throws -> Response
}
