import Hummingbird
public import Logging
public import RegistryStore
public import ServiceNetwork

/// The HTTP face of a registry.
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
    let router = Router(context: RegistryContext.self)
    let types = TypeMemory()
    let negotiation = Negotiation(registry: registry, types: types, today: today)
    let described =
      LandingController(registry: registry).routes
      + AnalysisController(registry: registry, today: today).routes
      + CollectionsController(registry: registry, types: types, today: today).routes
      + FeaturesController(registry: registry, types: types, today: today).routes
      + DownloadController(registry: registry, types: types, today: today).routes
      + SchemaController(registry: registry, types: types).routes
      + WritingController(registry: registry, types: types, today: today).routes
      + ProposalsController(registry: registry, today: today).routes
    let routes = described + DocumentController(registry: registry, types: types, described: described).routes
    router.add(middleware: HeadMiddleware())
    router.add(middleware: CompressionMiddleware())
    router.add(middleware: CORSMiddleware())
    router.add(middleware: ProblemMiddleware())
    router.add(middleware: AuthenticationMiddleware(registry: registry))
    router.add(routes) { route in
      guard route.method == .get else { return route.handler }
      // HEAD is answered as GET, and loses its body on the way out.
      return { request, context in try await negotiation.answer(route, request, context) }
    }
    for method in [HTTPRequest.Method.get, .head] {
      router.on(RouterPath(StyleSheet.path), method: method, use: StyleSheet.answer)
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
