import Logging
import Synchronization

/// Keeps what is logged, as it would stand on standard error.
final class LogMemory: Sendable {
  private let kept = Mutex<[String]>([])

  var lines: [String] { kept.withLock { $0 } }

  var logger: Logger { Logger(label: "test") { _ in Handler(memory: self) } }

  private struct Handler: LogHandler {
    let memory: LogMemory
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let all = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
      let line = all.map { "\($0.key)=\($0.value)" }.joined(separator: " ") + " " + event.message.description
      memory.kept.withLock { $0.append(line) }
    }
  }
}
