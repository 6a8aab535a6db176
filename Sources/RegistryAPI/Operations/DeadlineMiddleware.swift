import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Cancels the work for a request that takes too long, or whose client has gone away.
///
/// Analyses and reads notice that they are cancelled, and the answer is given when they have ended: nothing goes on
/// in the background. What ended all the same is answered, since a write may have been committed.
struct DeadlineMiddleware: RouterMiddleware {
  typealias Context = RegistryContext

  private enum Interruption {
    case tookTooLong
    case clientLeft
  }

  private enum Event {
    case answer(Response)
    case interruption(Interruption?)
  }

  let operations: Operations
  /// The paths of what is computed for who asks, whatever the method.
  let pathsForWhoAsks: Set<String>

  func handle(
    _ request: Request, context: RegistryContext,
    next: (Request, RegistryContext) async throws -> Response
  ) async throws -> Response {
    let (interruptions, source) = AsyncStream<Interruption>.makeStream()
    let timer = context.channel.eventLoop.scheduleTask(in: TimeAmount(operations.limits.requestTime)) {
      source.yield(.tookTooLong)
    }
    let connection = operations.connections[context.channel]
    // What writes goes on when the client does not wait for it.
    if [.get, .head].contains(request.method) || pathsForWhoAsks.contains(request.uri.path) {
      connection?.whenGone { source.yield(.clientLeft) }
    }
    defer {
      timer.cancel()
      connection?.forget()
      source.finish()
    }
    return try await withoutActuallyEscaping(next) { next in
      // One child calls it, once, and has ended before this returns.
      nonisolated(unsafe) let next = next
      return try await withThrowingTaskGroup(of: Event.self) { group in
        group.addTask { .answer(try await next(request, context)) }
        group.addTask {
          for await interruption in interruptions { return .interruption(interruption) }
          return .interruption(nil)
        }
        var interruption: Interruption?
        do {
          while let event = try await group.next() {
            switch event {
            case .answer(let response):
              group.cancelAll()
              return response
            case .interruption(let reason):
              interruption = reason
              if reason != nil { group.cancelAll() }
            }
          }
        } catch {
          guard let interruption else { throw error }
          throw problem(interruption, connection)
        }
        throw CancellationError()
      }
    }
  }

  private func problem(_ interruption: Interruption, _ connection: Connection?) -> Problem {
    switch interruption {
    case .clientLeft:
      operations.metrics.refuse(.clientLeft)
      return Problem(.clientClosedRequest, "the client went away", zh: "客户端已断开")
    case .tookTooLong where connection?.isReading == true:
      operations.metrics.refuse(.slowWriter)
      return Problem(
        .requestTimeout, "the rest of the request did not come in \(seconds) seconds",
        zh: "请求未能在\(seconds)秒内收全")
    case .tookTooLong:
      operations.metrics.refuse(.time)
      return Problem(
        .serviceUnavailable, "it would take longer than \(seconds) seconds; ask for less, or try again later",
        zh: "处理时间将超过\(seconds)秒，请缩小查询范围，或稍后重试",
        retryAfter: 30)
    }
  }

  private var seconds: String { (operations.limits.requestTime / .seconds(1)).formatted() }
}

extension HTTPResponse.Status {
  /// What nginx says where nobody is there to hear it; it stands in the log alone.
  static let clientClosedRequest = HTTPResponse.Status(code: 499, reasonPhrase: "Client Closed Request")
}
