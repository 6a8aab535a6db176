import ArgumentParser
import RegistryAPI

/// What `fuwang serve` takes upon itself at most.
struct LimitOptions: ParsableArguments {
  private static let standard = ServerLimits()

  @Option(
    help: ArgumentHelp(
      "How many analyses run at once: one for each processor.", valueName: "number"))
  var maxAnalyses = Self.standard.analyses

  @Option(
    help: ArgumentHelp(
      "How many more analyses wait; the next one is answered 503 with Retry-After.", valueName: "number"))
  var maxWaiting = Self.standard.waitingAnalyses

  @Option(
    help: ArgumentHelp(
      "How long a request may take before its work is cancelled and it is answered 503.",
      valueName: "seconds"))
  var timeout = 30

  @Option(
    help: ArgumentHelp(
      "How long a client may send nothing that it owes, or take nothing of an answer.", valueName: "seconds"))
  var idleTimeout = 30

  @Option(
    help: ArgumentHelp("How long answers under way may take when the server ends.", valueName: "seconds"))
  var stopTimeout = 20

  @Option(
    help: ArgumentHelp(
      "How many connections are open at once; one more closes the one that is idle for longest.",
      valueName: "number"))
  var maxConnections = Self.standard.connections

  @Option(help: ArgumentHelp("The largest body of a request, KiB.", valueName: "number"))
  var maxBody = Self.standard.bodyBytes >> 10

  func validate() throws {
    let bounds: [(String, Int, ClosedRange<Int>)] = [
      ("max-analyses", maxAnalyses, 1...1000), ("max-waiting", maxWaiting, 0...100_000),
      ("timeout", timeout, 1...86_400), ("idle-timeout", idleTimeout, 1...86_400),
      ("stop-timeout", stopTimeout, 0...86_400), ("max-connections", maxConnections, 1...1_000_000),
      ("max-body", maxBody, 1...1 << 20),
    ]
    for (name, value, range) in bounds where !range.contains(value) {
      throw ValidationError("--\(name): from \(range.lowerBound) to \(range.upperBound)")
    }
  }

  /// The limits that the options say.
  var limits: ServerLimits {
    var limits = ServerLimits()
    limits.analyses = maxAnalyses
    limits.waitingAnalyses = maxWaiting
    limits.requestTime = .seconds(timeout)
    limits.idleTime = .seconds(idleTimeout)
    limits.stopTime = .seconds(stopTimeout)
    limits.connections = maxConnections
    limits.bodyBytes = maxBody << 10
    return limits
  }
}
