import CZlib
import Hummingbird

/// Compresses bytes as they come, through zlib; used by one task at a time.
///
/// Source: RFC 1952.
final class GzipStream {
  /// How hard to try, 1…9.
  ///
  /// A page of 1,000 facilities, 545 kB, takes 1.6 ms and becomes 57 kB at 1, 2.0 ms and 52 kB at
  /// 3, 4.5 ms and 44 kB at 6 (zlib 1.2.13, one core, November 2026): time is dearer than the rest.
  static let level: Int32 = 1
  private static let room = 1 << 16

  /// What zlib refused to do: it has no memory, or we used it wrongly.
  struct Failure: Error {
    let code: Int32
  }

  // zlib keeps the address of its state: it must not move.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

  init() throws {
    stream.initialize(to: z_stream())
    let gzip: Int32 = 16
    let code = deflateInit2_(
      stream, Self.level, Z_DEFLATED, MAX_WBITS + gzip, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard code == Z_OK else {
      stream.deallocate()
      throw Failure(code: code)
    }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// The next bytes of the compressed text; none where zlib waits for more.
  ///
  /// - Parameters:
  ///   - part: what comes next.
  ///   - isLast: whether nothing comes after it.
  func compress(_ part: ByteBuffer, isLast: Bool) throws -> ByteBuffer {
    var output = ByteBuffer()
    try part.withUnsafeReadableBytes { input in
      stream.pointee.avail_in = UInt32(input.count)
      stream.pointee.next_in = UnsafeMutablePointer(
        mutating: input.bindMemory(to: UInt8.self).baseAddress)
      var isFull = true
      while isFull {
        try output.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.room) { free in
          stream.pointee.avail_out = UInt32(free.count)
          stream.pointee.next_out = free.bindMemory(to: UInt8.self).baseAddress
          let code = deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
          // Z_BUF_ERROR: there was nothing to do.
          guard [Z_OK, Z_STREAM_END, Z_BUF_ERROR].contains(code) else { throw Failure(code: code) }
          isFull = stream.pointee.avail_out == 0
          return free.count - Int(stream.pointee.avail_out)
        }
      }
    }
    return output
  }
}

/// Compresses a body while it is written.
struct GzipBodyWriter: ResponseBodyWriter {
  private var parent: any ResponseBodyWriter
  private let stream: GzipStream

  init(_ parent: any ResponseBodyWriter) throws {
    self.parent = parent
    stream = try GzipStream()
  }

  mutating func write(_ buffer: ByteBuffer) async throws {
    let part = try stream.compress(buffer, isLast: false)
    if part.readableBytes > 0 { try await parent.write(part) }
  }

  consuming func finish(_ trailingHeaders: HTTPFields?) async throws {
    try await parent.write(try stream.compress(ByteBuffer(), isLast: true))
    try await parent.finish(trailingHeaders)
  }
}
