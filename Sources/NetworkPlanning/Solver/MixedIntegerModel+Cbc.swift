internal import Dispatch
internal import Foundation
internal import Synchronization

extension MixedIntegerModel {
  /// Finds the best values by branch and cut.
  ///
  /// COIN-OR CBC does it, through its C interface. Its driver reads its settings by way of variables of the whole process,
  /// so that one search runs at a time; others wait, not beyond their deadline. It runs in a thread of its own: whoever
  /// asks gets an answer at once where nobody waits for it any more, and soon after the deadline in any case, while the
  /// search comes to its end by itself.
  ///
  /// Source: J. Forrest, R. Lougee-Heimer, "CBC user guide", INFORMS Tutorials in Operations Research (2005), 257–277.
  ///
  /// - Parameters:
  ///   - start: values that meet all rows, to begin with; those of whole-number variables matter.
  ///   - limits: when to stop.
  func solved(from start: [Double]? = nil, within limits: SolverLimits) -> MixedIntegerAnswer {
    let reduced = ReducedModel(self)
    guard let model = reduced.model else {
      return MixedIntegerAnswer(status: .infeasible, values: nil, bound: -.infinity)
    }
    var answer = model.searched(from: start.map(reduced.kept(of:)), within: limits)
    answer.values = answer.values.map(reduced.values(from:))
    answer.bound += reduced.settledSum
    return answer
  }

  private func searched(from start: [Double]?, within limits: SolverLimits) -> MixedIntegerAnswer {
    guard variableCount > 0 else { return MixedIntegerAnswer(status: .optimal, values: [], bound: 0) }
    guard Turn.wait(within: limits) else { return .nothing }
    let run = SearchRun()
    let thread = Thread {
      var inner = limits
      inner.isCancelled = { run.isAbandoned }
      let search = CbcSearch(self, within: inner)
      if let start { search.begin(with: start) }
      run.end(with: search.run())
      Turn.pass()
    }
    thread.stackSize = 16 << 20
    thread.start()
    return run.answer(within: limits)
  }
}

extension MixedIntegerAnswer {
  /// The answer of a search that found nothing in its time.
  static var nothing: MixedIntegerAnswer {
    MixedIntegerAnswer(status: .stopped, values: nil, bound: .infinity)
  }
}

/// A search in a thread, and who waits for it.
private final class SearchRun: Sendable {
  private let found = Mutex(MixedIntegerAnswer?.none)
  private let hasEnded = DispatchSemaphore(value: 0)
  private let abandoned = Atomic(false)

  /// Whether nobody waits any more.
  var isAbandoned: Bool { abandoned.load(ordering: .relaxed) }

  /// Tells who waits.
  func end(with answer: MixedIntegerAnswer) {
    found.withLock { $0 = answer }
    hasEnded.signal()
  }

  /// Waits for the answer.
  func answer(within limits: SolverLimits) -> MixedIntegerAnswer {
    // A search ends a little after its deadline by itself, and then has something to tell.
    let latest = limits.deadline + .seconds(2)
    while hasEnded.wait(timeout: .now() + .milliseconds(20)) == .timedOut {
      guard limits.isCancelled() || .now > latest else { continue }
      abandoned.store(true, ordering: .relaxed)
      return .nothing
    }
    return found.withLock { $0 } ?? .nothing
  }
}

/// Whose turn it is to use CBC in this process.
private enum Turn {
  private static let isTaken = Atomic(false)

  /// Waits for the turn.
  ///
  /// - Returns: whether it came before the time was over.
  static func wait(within limits: SolverLimits) -> Bool {
    while !isTaken.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged {
      if limits.isOver { return false }
      Thread.sleep(forTimeInterval: 0.002)
    }
    return true
  }

  static func pass() { isTaken.store(false, ordering: .releasing) }
}
