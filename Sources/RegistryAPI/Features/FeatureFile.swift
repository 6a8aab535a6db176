import Dispatch
import Foundation
import Hummingbird
import RegistryFiles
import RegistryStore
import Synchronization

/// A file of all features that a question has, sent while it is written.
struct FeatureFile: Sendable {
  typealias Sink = @Sendable ([UInt8]) throws -> Void

  let collection: String
  let form: Form
  /// How many features there are.
  let matched: Int
  let request: Request

  /// Writes it.
  ///
  /// - Parameter describe: writes further members of a GeoJSON collection.
  func write(
    _ features: some FeatureSource, _ encoder: FeatureEncoder, to sink: @escaping Sink,
    describing describe: (inout JSONWriter) -> Void = { _ in }
  ) throws {
    try FeatureListWriter(form: form, encoder: encoder, sink: sink).write(features) { json in
      json.member("timeStamp", Date().formatted(.iso8601))
      json.member("numberMatched", matched)
      describe(&json)
    } tail: { json, count in
      json.member("numberReturned", count)
      json.array("links") { json in
        json.ownLinks(of: request, form, Form.files)
        json.link(
          "collection", "\(request.serverAddress)/collections/\(collection)", Form.json.mediaType,
          title: collection)
      }
      // The last of all: who reads it has everything.
      json.member("complete", count == matched)
    }
  }

  /// The answer that sends it.
  ///
  /// - Parameter fill: writes it into a sink, on a thread that may be kept waiting.
  func response(
    _ system: String, filledBy fill: @escaping @Sendable (_ sink: @escaping Sink) async throws -> Void
  ) -> Response {
    let ending = form == .jsonseq ? "geojsonl" : form.name
    return Response(
      status: .ok,
      headers: [
        .contentType: form.mediaType, .contentCrs: "<\(system)>", .numberMatched: String(matched),
        .contentDisposition: "attachment; filename*=UTF-8''\(collection.encodedForPath).\(ending)",
      ],
      body: .pieces(writtenBy: fill))
  }

  /// Does something on a thread that may be kept waiting, as no task's may.
  static func onThread(_ body: @escaping @Sendable () throws -> Void) async throws {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(with: Result(catching: body)) }
    }
  }
}

extension ResponseBody {
  /// How many pieces, of 64 KiB about, may wait for a slow client.
  private static let piecesWaiting = 4

  /// A body that is sent while it is written; where that fails, the connection breaks.
  ///
  /// - Parameter fill: writes it into a sink, on a thread that may be kept waiting.
  static func pieces(
    writtenBy fill: @escaping @Sendable (_ sink: @escaping FeatureFile.Sink) async throws -> Void
  ) -> ResponseBody {
    ResponseBody { writer in
      let stream = BoundedStream<[UInt8]>(capacity: piecesWaiting)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          do {
            try await fill { try stream.send($0) }
            stream.finish()
          } catch {
            // The reader of the pieces is told, breaks off, and so does the connection.
            stream.finish(throwing: error)
          }
        }
        do {
          for try await piece in stream.pieces {
            try await writer.write(ByteBuffer(bytes: piece))
            stream.hasSent()
          }
        } catch {
          stream.finish()
          throw error
        }
        try Task.checkCancellation()
      }
      try await writer.finish(nil)
    }
  }
}

/// How many downloads are under way: each keeps a thread and a connection, and there are not many of those.
final class DownloadSlots: Sendable {
  /// The most at once.
  private static let limit = 8

  private let taken = Mutex(0)

  /// One of them, until it is let go of.
  final class Slot: Sendable {
    private let slots: DownloadSlots

    fileprivate init(_ slots: DownloadSlots) { self.slots = slots }

    deinit { slots.taken.withLock { $0 -= 1 } }
  }

  /// Takes one.
  ///
  /// - Throws: ``Problem`` (503) where all are taken.
  func take() throws -> Slot {
    let isFree = taken.withLock { taken in
      guard taken < Self.limit else { return false }
      taken += 1
      return true
    }
    guard isFree else {
      throw Problem(
        .serviceUnavailable, "\(Self.limit) downloads are under way; try again later",
        zh: "已有\(Self.limit)个下载正在进行，请稍后重试")
    }
    return Slot(self)
  }
}
