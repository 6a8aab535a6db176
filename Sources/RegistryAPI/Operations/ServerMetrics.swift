import Synchronization

/// Counts what a server does.
final class ServerMetrics: Sendable {
  /// Why a request or a connection was turned away.
  enum Refusal: String, CaseIterable {
    /// As many analyses as may run and wait did.
    case analyses
    /// The work took too long.
    case time
    /// The client went away.
    case clientLeft = "client-left"
    /// All connections were in use.
    case connections
    /// The header was too large.
    case header
    /// It was no request.
    case malformed
    /// The rest of a request did not come.
    case slowWriter = "slow-writer"
    /// An answer was not taken.
    case slowReader = "slow-reader"
  }

  /// What answers are counted by.
  struct Label: Hashable {
    var route: String
    var method: String
    /// The first digit of the status.
    var statusClass: Int
  }

  /// How long requests took.
  struct Histogram {
    /// The upper bounds of the buckets, seconds.
    static let bounds: [Double] = [
      0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
    ]

    /// How many lie in each bucket, those beyond the last bound at the end.
    var counts = [Int](repeating: 0, count: bounds.count + 1)
    var sum = 0.0

    mutating func add(_ seconds: Double) {
      counts[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count] += 1
      sum += seconds
    }
  }

  /// All counts at a time.
  struct Figures {
    var answers: [Label: Int] = [:]
    var durations: [String: Histogram] = [:]
    var inFlight = 0
    var bytes = 0
    var refusals: [Refusal: Int] = [:]
  }

  private let state = Mutex(Figures())

  /// The counts now.
  var figures: Figures { state.withLock { $0 } }

  /// A request came.
  func begin() { state.withLock { $0.inFlight += 1 } }

  /// A request was answered.
  func end(_ label: Label, seconds: Double, bytes: Int) {
    state.withLock { figures in
      figures.inFlight -= 1
      figures.answers[label, default: 0] += 1
      figures.durations[label.route, default: Histogram()].add(seconds)
      figures.bytes += bytes
    }
  }

  /// Somebody was turned away.
  func refuse(_ reason: Refusal) { state.withLock { $0.refusals[reason, default: 0] += 1 } }
}
