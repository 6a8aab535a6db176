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
