import ArgumentParser
import Logging
import RegistryAPI
import RegistryStore

/// The command `fuwang serve`.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Answer over HTTP.",
    discussion: "It reads and never writes. Ctrl-C ends it after the answers that are under way.")

  @Option(help: "The address to listen on.")
  var host = "127.0.0.1"

  @Option(help: "The port to listen on; 0 for any that is free.")
  var port = 8080

  @OptionGroup var registry: RegistryOption

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port: from 0 to 65535") }
  }

  func run() async throws {
    LoggingSystem.bootstrap(StreamLogHandler.standardError)
    let server = RegistryServer(registry: try registry.open(.concurrent), today: { .today })
    do {
      try await server.run(host: host, port: port, logger: Logger(label: "fuwang"))
    } catch {
      throw Failure(.unavailable, "\(host):\(port) cannot be served, \(error); --port chooses another port")
    }
  }
}
