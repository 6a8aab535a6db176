import Hummingbird
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
  func router() -> Router<RegistryContext> {
    let router = Router(context: RegistryContext.self, options: [.autoGenerateHeadEndpoints])
    let types = TypeMemory()
    let recorded = RecordedStates(registry: registry)
    let described =
      LandingController(registry: registry).routes
      + AnalysisController(registry: registry, recorded: recorded, today: today).routes
      + CollectionsController(registry: registry, types: types, today: today).routes
      + FeaturesController(registry: registry, types: types, recorded: recorded, today: today).routes
      + ChangesController(registry: registry, types: types, today: today).routes
      + HistoryController(registry: registry, types: types, today: today).routes
      + SchemaController(registry: registry, types: types).routes
    let routes = described + DocumentController(registry: registry, types: types, described: described).routes
    router.add(middleware: CORSMiddleware())
    router.add(middleware: ProblemMiddleware())
    router.add(middleware: AuthenticationMiddleware(registry: registry))
    for route in routes {
      router.get(RouterPath(route.path), use: route.handler)
      router.on(RouterPath(route.path), method: .options) { _, _ in
        Response(status: .ok, headers: [.allow: Route.methods])
      }
      // Hummingbird would answer 404.
      for method in Route.otherMethods {
        router.on(RouterPath(route.path), method: method) { request, _ -> Response in
          throw Problem(.methodNotAllowed, "\(request.method) is not possible here", allow: Route.methods)
        }
      }
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
