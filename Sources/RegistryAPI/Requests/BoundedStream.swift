import Dispatch
import Synchronization

/// Hands pieces from a thread that makes them to a task that sends them, and lets the thread wait while the task is behind:
/// so that what is under way is never more than a few pieces.
final class BoundedStream<Piece: Sendable>: Sendable {
  /// The pieces, in order; an error where the thread failed.
  let pieces: AsyncThrowingStream<Piece, any Error>
  private let continuation: AsyncThrowingStream<Piece, any Error>.Continuation
  private let room = DispatchSemaphore(value: 0)

  /// - Parameter capacity: how many pieces may wait to be taken.
  init(capacity: Int) {
    (pieces, continuation) = AsyncThrowingStream.makeStream()
    for _ in 0..<capacity { room.signal() }
    // Nobody takes any more: a thread that waits must go on, and find that out.
    continuation.onTermination = { [room] _ in room.signal() }
  }

  /// Hands a piece over, once there is room; on a thread that may wait.
  ///
  /// - Throws: `CancellationError` where nobody takes any more.
  func send(_ piece: Piece) throws {
    room.wait()
    if case .terminated = continuation.yield(piece) {
      room.signal()
      throw CancellationError()
    }
  }

  /// Says that a piece was taken and sent.
  func hasSent() { room.signal() }

  /// Ends the pieces.
  func finish(throwing error: (any Error)? = nil) { continuation.finish(throwing: error) }
}
