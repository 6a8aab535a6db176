/// Something that happens once, and can be waited for.
struct Signal: Sendable {
  private let stream: AsyncStream<Void>
  private let source: AsyncStream<Void>.Continuation

  init() {
    (stream, source) = AsyncStream<Void>.makeStream()
  }

  func give() { source.finish() }
  func wait() async { for await _ in stream {} }
}

/// Waits for what others are about to do.
func wait(until condition: () -> Bool) async throws {
  while !condition() { try await Task.sleep(for: .milliseconds(2)) }
}
