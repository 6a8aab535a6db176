import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import RegistryFiles

/// Watches over one connection: that its client keeps sending or taking something, that what is no request is
/// answered by a problem, and that an answer is out before the connection closes.
///
/// Hummingbird's own idle time would cut off an answer that is long under way to a slow client, it answers a header
/// that is too large by a 400 without a word, and reads any body to its end, whoever was refused.
final class ConnectionHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// How long the rest of a refused request is thrown away before the connection closes: a client that still
  /// sends must be able to read the refusal.
  private static let lingering: TimeAmount = .seconds(1)

  /// Whether the connection is asked to close as soon as all is out.
  private enum Closing {
    case no
    case whenOut(EventLoopPromise<Void>?)
  }

  private let operations: Operations
  private var connection: Connection?
  private var watch: RepeatedTask?

  /// The requests that were begun and not yet answered to the end.
  private var requests = 0
  private var isReading = false
  private var closesAfterAnswer = false
  /// Nothing is taken or written any more.
  private var isEnding = false

  /// The ends of answers that the system has not taken yet.
  private var endsUnderWay = 0
  private var closing = Closing.no

  private var written = 0
  private var taken = 0
  private var lastProgress = NIODeadline.now()

  init(_ operations: Operations) {
    self.operations = operations
  }

  // MARK: - Beginning and end

  func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { begin(context) }
  }

  func channelActive(context: ChannelHandlerContext) {
    begin(context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    leave(context)
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { leave(context) }

  private func begin(_ context: ChannelHandlerContext) {
    guard watch == nil else { return }
    lastProgress = .now()
    let idleTime = TimeAmount(operations.limits.idleTime)
    let period = TimeAmount.nanoseconds(max(idleTime.nanoseconds / 4, 1_000_000))
    let (loopBound, eventLoop) = (
      NIOLoopBound((self, context), eventLoop: context.eventLoop), context.eventLoop
    )
    watch = eventLoop.scheduleRepeatedTask(initialDelay: period, delay: period) { _ in
      let (handler, context) = loopBound.value
      handler.look(context, idleTime: idleTime)
    }
    connection = operations.connections.open(context.channel)
    if connection == nil {
      operations.metrics.refuse(.connections)
      let problem = Problem(
        .serviceUnavailable, "as many connections as there may be are in use; try again",
        zh: "连接数已达上限，请稍后重试", retryAfter: 5)
      refuse(context, problem)
    }
  }

  private func leave(_ context: ChannelHandlerContext) {
    watch?.cancel()
    watch = nil
    connection?.leave()
    if connection != nil { operations.connections.close(context.channel) }
    connection = nil
  }

  /// Looks whether anything came or went since the last look.
  private func look(_ context: ChannelHandlerContext, idleTime: TimeAmount) {
    let buffered = (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    if written - buffered > taken || (buffered == 0 && requests > 0 && !isReading) {
      // The client takes, or we are at work.
      taken = max(taken, written - buffered)
      lastProgress = .now()
    }
    guard NIODeadline.now() - lastProgress >= idleTime else { return }
    if buffered > 0 { operations.metrics.refuse(.slowReader) }
    if buffered == 0, requests > 0 { operations.metrics.refuse(.slowWriter) }
    context.close(promise: nil)
  }

  // MARK: - What comes in

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isEnding else { return }
    switch unwrapInboundIn(data) {
    case .head:
      requests += 1
      isReading = true
      connection?.begin()
    case .body: break
    case .end:
      isReading = false
      connection?.endReading()
    }
    lastProgress = .now()
    context.fireChannelRead(data)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    if isEnding { context.read() } else { context.fireChannelReadComplete() }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    // A client that has closed its side takes no answer any more, as far as anybody can tell.
    if event as? ChannelEvent == .inputClosed { connection?.leave() }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let error = error as? HTTPParserError, requests == 0, !isEnding else {
      context.fireErrorCaught(error)
      return
    }
    if error == .invalidEOFState {
      // It closed in the middle.
      context.close(promise: nil)
    } else if error == .headerOverflow {
      operations.metrics.refuse(.header)
      let (size, fields) = (ServerLimits.headerBytes >> 10, ServerLimits.headerFields)
      refuse(
        context,
        Problem(
          .requestHeaderFieldsTooLarge, "the header is larger than \(size) KiB and \(fields) fields",
          zh: "请求头超过\(size) KiB或\(fields)项"))
    } else {
      operations.metrics.refuse(.malformed)
      refuse(context, Problem(.badRequest, "this is no request of HTTP/1.1", zh: "不是HTTP/1.1请求"))
    }
  }

  // MARK: - What goes out

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard !isEnding else {
      promise?.fail(ChannelError.ioOnClosedChannel)
      return
    }
    switch unwrapOutboundIn(data) {
    case .head(var head):
      guard isReading, head.status.kind != .informational else { break }
      // Who was answered before all was read may send on for ever.
      closesAfterAnswer = true
      head.headerFields[.connection] = "close"
      context.write(wrapOutboundOut(.head(head)), promise: promise)
      return
    case .body(let buffer): written += buffer.readableBytes
    case .end:
      requests -= 1
      lastProgress = .now()
      writeEnd(context, data, promise)
      if closesAfterAnswer { end(context) }
      return
    }
    context.write(data, promise: promise)
  }

  private func writeEnd(_ context: ChannelHandlerContext, _ data: NIOAny, _ promise: EventLoopPromise<Void>?)
  {
    let promise = promise ?? context.eventLoop.makePromise()
    endsUnderWay += 1
    let loopBound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    promise.futureResult.whenComplete { _ in
      let (handler, context) = loopBound.value
      handler.endsUnderWay -= 1
      guard handler.endsUnderWay == 0 else { return }
      if handler.requests == 0 { handler.connection?.rest() }
      handler.closeIfAsked(context)
    }
    context.write(data, promise: promise)
  }

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    guard mode == .all, endsUnderWay > 0, !isEnding, case .no = closing else {
      context.close(mode: mode, promise: promise)
      return
    }
    closing = .whenOut(promise)
    context.flush()
    let loopBound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.eventLoop.scheduleTask(in: TimeAmount(operations.limits.stopTime)) {
      let (handler, context) = loopBound.value
      handler.closeIfAsked(context)
    }
  }

  private func closeIfAsked(_ context: ChannelHandlerContext) {
    guard case .whenOut(let promise) = closing else { return }
    closing = .no
    context.close(promise: promise)
  }

  /// Answers what was no request, in English: nobody said which language is wanted.
  private func refuse(_ context: ChannelHandlerContext, _ problem: Problem) {
    var headers = problem.headers(in: .en)
    let body = ByteBuffer(bytes: problem.body(instance: nil, in: .en))
    headers[.connection] = "close"
    headers[.contentLength] = String(body.readableBytes)
    let head = HTTPResponse(status: problem.status, headerFields: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(body)), promise: nil)
    context.write(wrapOutboundOut(.end(nil)), promise: nil)
    end(context)
  }

  /// Closes our side when all is out, and the whole connection a little later.
  private func end(_ context: ChannelHandlerContext) {
    isEnding = true
    context.flush()
    context.close(mode: .output, promise: nil)
    context.read()
    let channel = context.channel
    context.eventLoop.scheduleTask(in: Self.lingering) { channel.close(promise: nil) }
  }
}
