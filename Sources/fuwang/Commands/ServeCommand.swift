import ArgumentParser
import Logging
import RegistryAPI
import RegistryStore

/// The command `fuwang serve`.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Answer over HTTP.",
    discussion: """
      Anybody reads what is public; editors read and write with a token ('fuwang token create'). Ctrl-C or SIGTERM ends \
      it after the answers that are under way. Every request is a line on standard error, keys and values, without \
      tokens and personal data. /ready says whether it can answer, /metrics has figures for Prometheus: for this \
      machine, and for administrators.
      """)

  @Option(help: "The address to listen on.")
  var host = "127.0.0.1"

  @Option(help: "The port to listen on; 0 for any that is free.")
  var port = 8080

  @Flag(help: "Write nothing, whoever asks.")
  var readOnly = false

  @Flag(inversion: .prefixedNo, help: "Write a line for each request.")
  var accessLog = true

  @OptionGroup(title: "Limits") var limits: LimitOptions

  @OptionGroup var registry: RegistryOption

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port: from 0 to 65535") }
  }

  /// Whether nobody but this machine can reach the address.
  private var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }

  func run() async throws {
    LoggingSystem.bootstrap(StreamLogHandler.standardError)
    let logger = Logger(label: "fuwang")
    if !isLoopback {
      logger.warning(
        "\(host) can be reached from other machines, and speaks no TLS: tokens would travel in clear text; put a proxy in front that does"
      )
    }
    let server = RegistryServer(
      registry: try registry.open(readOnly ? .concurrentReads : .concurrent), today: { .today },
      limits: limits.limits,
      accessLog: accessLog ? Logger(label: "fuwang.access") : nil)
    do {
      try await server.run(host: host, port: port, logger: logger)
    } catch {
      throw Failure(.unavailable, "\(host):\(port) cannot be served, \(error); --port chooses another port")
    }
  }
}
