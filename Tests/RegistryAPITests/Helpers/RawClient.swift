import NIOCore
import NIOPosix

/// A client that sends what no client should, and takes answers as they come.
final class RawClient: Sendable {
  private let channel: any Channel
  private let received: AsyncStream<ByteBuffer>

  /// Connects to this machine.
  ///
  /// - Parameter reads: whether it takes what is sent, from the beginning on.
  init(port: Int, reads: Bool = true) async throws {
    let (stream, source) = AsyncStream<ByteBuffer>.makeStream()
    received = stream
    channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelOption(.autoRead, value: reads)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Receiver(source))
        }
      }
      .connect(host: "localhost", port: port).get()
  }

  func send(_ text: String) async throws { try await channel.writeAndFlush(ByteBuffer(string: text)) }

  /// Begins to take what is sent.
  func read() async throws { try await channel.setOption(.autoRead, value: true).get() }

  /// Goes away.
  func close() async throws { try await channel.close() }

  /// All that is sent until the server closes the connection.
  func rest() async -> String {
    var all = ByteBuffer()
    for await var part in received { all.writeBuffer(&part) }
    return String(buffer: all)
  }

  private final class Receiver: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let source: AsyncStream<ByteBuffer>.Continuation

    init(_ source: AsyncStream<ByteBuffer>.Continuation) {
      self.source = source
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { source.yield(unwrapInboundIn(data)) }
    func channelInactive(context: ChannelHandlerContext) { source.finish() }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }
}
