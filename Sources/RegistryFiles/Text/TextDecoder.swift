internal import Foundation

/// Turns a text file's bytes into UTF-8, piece by piece.
///
/// A byte that means nothing becomes a ``faultMark``, which no UTF-8 has: who reads on finds it in the very cell.
final class TextDecoder {
  /// What stands for bytes that mean nothing.
  static let faultMark: UInt8 = 0xFF

  private let converter: iconv_t
  private let unitSize: Int
  /// The beginning of a character that the next piece ends.
  private var pending: [UInt8] = []

  /// - Returns: `nil` where the system does not know the encoding.
  init?(_ encoding: TextEncoding) {
    guard let converter = iconv_open("UTF-8", encoding.name), converter != iconv_t(bitPattern: -1) else {
      return nil
    }
    self.converter = converter
    unitSize = encoding.unitSize
  }

  deinit {
    iconv_close(converter)
  }

  /// The UTF-8 of the next bytes.
  func decode(_ bytes: some Collection<UInt8>) -> [UInt8] {
    var input = pending + bytes
    var output: [UInt8] = []
    output.reserveCapacity(input.count * 3 / 2 + 16)
    let consumed = input.withUnsafeMutableBytes { convert($0, into: &output) }
    pending = Array(input[consumed...])
    return output
  }

  /// What is left when all bytes were given: a character that was cut.
  func finish() -> [UInt8] {
    defer { pending = [] }
    return pending.isEmpty ? [] : [Self.faultMark]
  }

  /// Converts up to a character that is not whole; returns how many bytes that took.
  private func convert(_ input: UnsafeMutableRawBufferPointer, into output: inout [UInt8]) -> Int {
    guard let base = input.baseAddress?.assumingMemoryBound(to: CChar.self) else { return 0 }
    var source: UnsafeMutablePointer<CChar>? = base
    var left = input.count
    while left > 0 {
      let outcome = step(&source, &left, into: &output)
      if outcome == E2BIG || outcome == 0 { continue }
      if outcome == EINVAL { break }
      output.append(Self.faultMark)
      let skipped = min(unitSize, left)
      source? += skipped
      left -= skipped
    }
    return input.count - left
  }

  /// Converts as much as one piece of output holds; returns what stopped it, 0 for nothing.
  private func step(
    _ source: inout UnsafeMutablePointer<CChar>?, _ left: inout Int, into output: inout [UInt8]
  ) -> Int32 {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1 << 16) { piece in
      var target = piece.baseAddress
      var room = piece.count
      let result = iconv(converter, &source, &left, &target, &room)
      let outcome = result == -1 ? errno : 0
      piece.prefix(piece.count - room).withMemoryRebound(to: UInt8.self) { output.append(contentsOf: $0) }
      return outcome
    }
  }
}
