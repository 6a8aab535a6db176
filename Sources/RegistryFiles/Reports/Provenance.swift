internal import Crypto
public import ServiceNetwork

/// By what an answer can be repeated, or told from another one: the data that it was computed from, and by what release.
public struct Provenance: Equatable, Sendable {
  /// A hash of all that the answer depends on: SHA-256 of its input, the first 128 bits, as hexadecimal digits.
  ///
  /// The same for the same question on the same data, in whichever file they are and whichever way they came there.
  public let state: String
  /// The release that computed it.
  public let version = Release.version

  /// The provenance of an answer, or of some that are given together.
  ///
  /// - Complexity: O(villages + facilities).
  public init(of answers: [any TraceableAnswer]) {
    let hash = InputHash()
    var input = AnswerInput { hash.update($0) }
    for answer in answers { answer.writeInput(to: &input) }
    input.finish()
    state = hash.digits
  }

  /// The provenance of one answer.
  public init(of answer: any TraceableAnswer) { self.init(of: [answer]) }

  /// The same in one line, for people.
  public var line: String { "state \(state), fuwang \(version)" }
}

/// A hash under way, which its input shares.
private final class InputHash {
  private static let bytes = 16

  private var hash = SHA256()

  func update(_ bytes: UnsafeRawBufferPointer) { hash.update(bufferPointer: bytes) }

  var digits: String {
    hash.finalize().prefix(Self.bytes).hexadecimalDigits
  }
}

extension JSONWriter {
  /// Members that state what an answer was measured by and computed from.
  public mutating func provenance(_ provenance: Provenance, measure: Measure) {
    member("measure", measure.description)
    member("unit", measure.unit.rawValue)
    member("registryState", provenance.state)
    member("version", provenance.version)
  }
}
