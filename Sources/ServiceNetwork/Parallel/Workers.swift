import Dispatch
internal import Foundation
internal import Synchronization

/// How many threads share a long loop.
///
/// What comes out does not depend on their number: each part of a loop writes its own results and reads nobody else's.
public struct Workers: Hashable, Sendable {
  /// How many there are, at least 1.
  public let count: Int

  /// So many threads, and one where that is less.
  public init(_ count: Int) {
    self.count = max(1, count)
  }

  /// The calling thread alone.
  public static let one = Workers(1)

  /// One for each processor of the machine.
  public static let all = Workers(ProcessInfo.processInfo.activeProcessorCount)

  /// How many turns of a loop one takes at a time: long enough to be worth a thread, short enough to end with its task.
  static let partLength = 1024

  /// Runs a loop in parts, in no order and several at once.
  ///
  /// The calling thread takes part. A loop of one part runs on it alone.
  ///
  /// - Parameter length: how many turns make a part, the last one being shorter.
  /// - Throws: ``CoverageError/cancelled`` where the calling task is; some parts then were not run.
  func forEachPart(
    of count: Int, length: Int = Workers.partLength, _ body: @Sendable (Range<Int>) -> Void
  ) throws(CoverageError) {
    let parts = (count + length - 1) / length
    let queue = PartQueue(parts: parts)
    // A thread that belongs to no task never finds itself cancelled: the calling one looks for all.
    @Sendable func work() {
      while let part = queue.next() {
        if Task.isCancelled { queue.close() }
        let start = part * length
        body(start..<min(start + length, count))
      }
    }
    if Task.isCancelled { throw .cancelled }
    let threads = min(self.count, parts)
    if threads > 1 {
      DispatchQueue.concurrentPerform(iterations: threads) { _ in work() }
    } else {
      work()
    }
    if Task.isCancelled { throw .cancelled }
  }

  /// An array whose parts several threads fill.
  ///
  /// - Parameter fill: writes the elements of a range, each of them, and touches no others.
  /// - Throws: ``CoverageError/cancelled`` where the calling task is.
  func array<Element: BitwiseCopyable & Sendable>(
    of count: Int, _ fill: @Sendable (Range<Int>, UnsafeMutablePointer<Element>) -> Void
  ) throws(CoverageError) -> [Element] {
    var failure: CoverageError?
    let array = [Element](unsafeUninitializedCapacity: count) { buffer, initializedCount in
      guard let start = buffer.baseAddress else { return }
      // No two parts write the same element, and nobody reads one before all are done.
      nonisolated(unsafe) let elements = start
      do throws(CoverageError) {
        try forEachPart(of: count) { fill($0, elements) }
        initializedCount = count
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return array
  }

  /// Runs two pieces of work, at once where there are two threads.
  func both<First: Sendable, Second: Sendable>(
    _ first: @Sendable () -> First, and second: @Sendable () -> Second
  ) -> (First, Second) {
    let one = Mutex<First?>(nil)
    let other = Mutex<Second?>(nil)
    forEach(of: 2) { index in
      if index == 0 {
        let value = first()
        one.withLock { $0 = value }
      } else {
        let value = second()
        other.withLock { $0 = value }
      }
    }
    guard let first = one.withLock({ $0 }), let second = other.withLock({ $0 }) else {
      preconditionFailure("each piece is run once")
    }
    return (first, second)
  }

  /// Runs a few pieces of work, each once and several at a time.
  func forEach(of count: Int, _ body: @Sendable (Int) -> Void) {
    guard self.count > 1, count > 1 else { return (0..<count).forEach(body) }
    DispatchQueue.concurrentPerform(iterations: count, execute: body)
  }
}

/// The parts of a loop that nobody took yet.
private final class PartQueue: Sendable {
  private let parts: Int
  private let taken = Atomic(0)

  init(parts: Int) {
    self.parts = parts
  }

  func next() -> Int? {
    let part = taken.add(1, ordering: .relaxed).oldValue
    return part < parts ? part : nil
  }

  /// Hands no more parts out.
  func close() { taken.store(parts, ordering: .relaxed) }
}
