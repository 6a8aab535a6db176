import Foundation
import Hummingbird
import RegistryStore
import ServiceNetwork

/// What an answer is read from: the registry of now, or as it was recorded at a time; and what is remembered of it.
struct ServedState: Sendable {
  let registry: Registry
  let types: TypeMemory
  let counts = CountMemory()
  /// When it was recorded; `nil` for now.
  var recordedAt: Date?

  init(_ registry: Registry, types: TypeMemory = TypeMemory()) {
    self.registry = registry
    self.types = types
  }
}

/// The past states of a registry that were asked for last, in memory.
///
/// Each takes as much memory as the registry's file: two are kept, and a third may be there while requests end that read one
/// which gave way. One is made at a time, since that keeps a core busy for as long as a copy of the file takes, and about as
/// long as what was written since then took. One that its client no longer waits for is made all the same, for the next.
actor RecordedStates {
  /// How many states are kept.
  private static let limit = 2

  private struct Key: Hashable {
    var incarnation: String
    var change: Int
  }

  /// The registry of now, which is also told who saw what of the past.
  let now: ServedState
  /// The states, the one that was asked for last first.
  private var kept: [(key: Key, state: ServedState)] = []
  private var making: Task<Void, any Error>?

  init(now: ServedState) {
    self.now = now
  }

  /// A handler that answers from the registry of now or, where a request asks for that, as it was recorded.
  ///
  /// The answer's time is in the header `Memento-Datetime` (RFC 7089).
  nonisolated func handler(
    _ answer: @escaping @Sendable (ServedState, Request, RegistryContext) async throws -> Response
  ) -> Route.Handler {
    { request, context in
      if try QueryParameters.pairs(of: request).contains(where: { $0.name == "scenario" }) {
        try context.requireScenarios()
      }
      guard let time = try Self.time(of: request) else { return try await answer(self.now, request, context) }
      var state = try await self.state(at: time)
      state.recordedAt = time
      var response = try await answer(state, request, context)
      response.headers[.mementoDatetime] = time.httpText
      return response
    }
  }

  /// The registry as it was recorded at a time.
  func state(at time: Date) async throws -> ServedState {
    let key = try await now.registry.reading { reader in
      Key(incarnation: try reader.incarnation(), change: try reader.lastChange(recordedAt: time))
    }
    while true {
      if let found = kept.firstIndex(where: { $0.key == key }) {
        kept.insert(kept.remove(at: found), at: 0)
        return kept[0].state
      }
      if let making {
        // Whoever waits for it hears what is wrong.
        _ = await making.result
        try Task.checkCancellation()
        continue
      }
      let task = Task {
        defer { making = nil }
        keep(ServedState(try await Self.make(key.change, of: now.registry)), key)
      }
      making = task
      try await task.value
    }
  }

  // MARK: - Private

  private func keep(_ state: ServedState, _ key: Key) {
    kept.insert((key, state), at: 0)
    if kept.count > Self.limit { kept.removeLast() }
  }

  /// Makes a state on a thread that nobody else waits for.
  private static func make(_ change: Int, of registry: Registry) async throws -> Registry {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global(qos: .utility).async {
        continuation.resume(with: Result { try registry.asRecorded(through: change) })
      }
    }
  }

  /// The last moment that a request asks for; `nil` where it asks for today.
  private static func time(of request: Request) throws -> Date? {
    guard let text = try QueryParameters.pairs(of: request).first(where: { $0.name == "recordedAt" })?.value
    else { return nil }
    func wrong(_ en: String, zh: String) -> Problem {
      Problem(.badRequest, en, zh: zh, parameter: "recordedAt")
    }
    // A plus sign that nobody encoded, as in +08:00, is a space in an address; a time has none else.
    guard let time = RecordedTime(text.replacing(" ", with: "+"), in: .current) else {
      throw wrong(
        "'\(text)' is no time, as 2020-12-31T18:00:00+08:00, and no day, as 2020-12-31",
        zh: "“\(text)”既不是时间（如 2020-12-31T18:00:00+08:00），也不是日期（如 2020-12-31）")
    }
    let now = Date()
    guard time.first <= now else { throw wrong("'\(text)' is yet to come", zh: "“\(text)”尚未到来") }
    // What is going to be recorded today is not known.
    return min(time.last, now)
  }
}

extension ParameterDescription {
  /// What ``RecordedStates`` reads.
  static let recordedAt = ParameterDescription(
    name: "recordedAt",
    summary: Wording(
      "The registry as it was recorded at a time, 2020-12-31T18:00:00+08:00, or by the end of a day on the server's clock, 2020-12-31 (default: now)",
      zh: "登记库在某一时刻（如 2020-12-31T18:00:00+08:00）或某日终了（如 2020-12-31，按服务器时钟）的记录（默认现在）"),
    schema: .text)
}
