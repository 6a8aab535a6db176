import Dispatch
import Synchronization

/// Lets so many analyses run at once, and so many more wait for their turn, first come, first served.
///
/// They run on threads of their own: on those that all requests share, a few of them would keep everybody waiting.
final class AnalysisGate: Sendable {
  /// As many run and wait as may.
  struct Full: Error {}

  private struct Waiting {
    var number: Int
    var turn: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var running = 0
    var waiting: [Waiting] = []
    var last = 0
  }

  private let runningLimit: Int
  private let waitingLimit: Int
  private let state = Mutex(State())
  private let threads = AnalysisThreads()

  init(running: Int, waiting: Int) {
    runningLimit = running
    waitingLimit = waiting
  }

  /// How many run and wait now.
  var counts: (running: Int, waiting: Int) { state.withLock { ($0.running, $0.waiting.count) } }

  /// Runs an analysis when it is its turn.
  ///
  /// - Throws: ``Full``; `CancellationError` for one that is cancelled while it waits.
  func run<Value: Sendable>(_ analysis: @Sendable () async throws -> Value) async throws -> Value {
    try await enter()
    defer { leave() }
    return try await withTaskExecutorPreference(threads) { try await analysis() }
  }

  // MARK: - Private

  private func enter() async throws {
    let number = state.withLock { state in
      state.last += 1
      return state.last
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { turn in
        let outcome: Result<Void, any Error>? = state.withLock { state in
          if Task.isCancelled { return .failure(CancellationError()) }
          if state.running < runningLimit {
            state.running += 1
            return .success(())
          }
          if state.waiting.count >= waitingLimit { return .failure(Full()) }
          state.waiting.append(Waiting(number: number, turn: turn))
          return nil
        }
        if let outcome { turn.resume(with: outcome) }
      }
    } onCancel: {
      let turn = state.withLock { state in
        state.waiting.firstIndex { $0.number == number }.map { state.waiting.remove(at: $0).turn }
      }
      turn?.resume(throwing: CancellationError())
    }
  }

  private func leave() {
    let next = state.withLock { state -> Waiting? in
      // The place goes over to the one that waits for longest.
      if !state.waiting.isEmpty { return state.waiting.removeFirst() }
      state.running -= 1
      return nil
    }
    next?.turn.resume()
  }
}

/// As many threads as analyses run; the system shares the processors out among them and the others.
private final class AnalysisThreads: TaskExecutor {
  private let queue = DispatchQueue(label: "analyses", attributes: .concurrent)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
