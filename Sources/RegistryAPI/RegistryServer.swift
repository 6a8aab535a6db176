import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
public import RegistryStore
import ServiceLifecycle
public import ServiceNetwork
import UnixSignals

/// The HTTP face of a registry.
public struct RegistryServer: Sendable {
  /// The version of the program.
  public static let version = Release.version

  private let registry: Registry
  private let today: @Sendable () -> CalendarDate
  /// What the requests share.
  let operations: Operations

  /// A server for a registry.
  ///
  /// - Parameters:
  ///   - registry: opened for concurrent reads.
  ///   - today: the day that is meant where a request gives none.
  ///   - limits: what it takes upon itself at most.
  ///   - accessLog: where a line for each request goes, without tokens and personal data; `nil` for nowhere.
  public init(
    registry: Registry, today: @escaping @Sendable () -> CalendarDate, limits: ServerLimits = ServerLimits(),
    accessLog: Logger? = nil
  ) {
    self.registry = registry
    self.today = today
    operations = Operations(limits: limits, accessLog: accessLog)
  }

  /// The routes and what surrounds them.
  ///
  /// - Parameter more: routes that no document tells of.
  func router(_ more: [Route] = []) -> Router<RegistryContext> {
    let router = Router(context: RegistryContext.self)
    let types = TypeMemory()
    let files = WebFiles.installed
    let negotiation = Negotiation(registry: registry, types: types, today: today)
    let recorded = RecordedStates(now: ServedState(registry, types: types))
    let described =
      LandingController(registry: registry, files: files).routes
      + AnalysisController(recorded: recorded, today: today).routes
      + FindController(recorded: recorded).routes
      + AreaController(recorded: recorded, today: today).routes
      + OutlineController(recorded: recorded).routes
      + ReportController(recorded: recorded, today: today).routes
      + PlanController(recorded: recorded, today: today).routes
      + UpgradePlanController(registry: registry, today: today).routes
      + AccessibilityController(recorded: recorded, today: today).routes
      + ScenariosController(registry: registry, recorded: recorded, today: today).routes
      + CollectionsController(registry: registry, types: types, today: today).routes
      + FeaturesController(recorded: recorded, today: today).routes
      + DownloadController(recorded: recorded, today: today).routes
      + ChangesController(registry: registry, types: types, today: today).routes
      + HistoryController(registry: registry, types: types, today: today).routes
      + SchemaController(registry: registry, types: types).routes
      + WritingController(registry: registry, types: types, today: today).routes
      + ProposalsController(registry: registry, today: today).routes
      + BaseMapController(registry: registry).routes
      + OperationsController(registry: registry, operations: operations).routes
    let routes =
      described + DocumentController(registry: registry, types: types, described: described).routes + more
    router.add(middleware: ObservationMiddleware(operations: operations))
    router.add(middleware: HeadMiddleware())
    router.add(middleware: CompressionMiddleware())
    router.add(middleware: CORSMiddleware())
    router.add(middleware: ProblemMiddleware())
    router.add(middleware: SizeMiddleware(limits: operations.limits))
    router.add(
      middleware: DeadlineMiddleware(
        operations: operations, pathsForWhoAsks: Set(routes.filter(\.isForWhoAsks).map(\.path))))
    router.add(middleware: AuthenticationMiddleware(registry: registry))
    router.add(routes) { route in
      guard route.method == .get else { return route.handler }
      var gated = route
      gated.handler = operations.handler(of: route)
      // HEAD is answered as GET, and loses its body on the way out.
      return { [gated] request, context in try await negotiation.answer(gated, request, context) }
    }
    for method in [HTTPRequest.Method.get, .head] {
      router.on(RouterPath(StyleSheet.path), method: method, use: StyleSheet.answer)
      for path in files.paths { router.on(RouterPath(path), method: method, use: files.answer) }
    }
    return router
  }

  /// Answers until the process is asked to end, by SIGTERM or SIGINT; answers under way are finished first, as long as
  /// the limits let them.
  ///
  /// - Throws: where the address cannot be listened on.
  public func run(host: String, port: Int, logger: Logger) async throws {
    var configuration = ServiceGroupConfiguration(
      services: [application(router(), host: host, port: port, logger: logger)],
      gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration = operations.limits.stopTime
    try await ServiceGroup(configuration: configuration).run()
  }

  /// What listens, and hands requests to the routes.
  func application(
    _ router: Router<RegistryContext>, host: String, port: Int, logger: Logger,
    onRunning: @escaping @Sendable (any Channel) async -> Void = { _ in }
  ) -> some ApplicationProtocol {
    let decoder = HTTP1Channel.Configuration.DecoderConfiguration(
      maxHeaderFieldSize: ServerLimits.headerBytes, maxHeaderListSize: ServerLimits.headerBytes,
      maxHeaderFieldCount: ServerLimits.headerFields)
    return Application(
      router: router,
      server: .http1(
        configuration: HTTP1Channel.Configuration(
          additionalChannelHandlers: [ConnectionHandler(operations)], httpDecoderConfiguration: decoder)),
      configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: "fuwang"),
      onServerRunning: onRunning, logger: logger)
  }
}
