import Hummingbird
import ServiceNetwork

/// The parameters of an address: decoded, known, and none twice.
///
/// Hummingbird's own reading decodes neither `+` nor names, and lets unknown ones pass.
struct QueryParameters {
  private var values: [String: [String]] = [:]

  /// Reads the query of a request.
  ///
  /// - Parameters:
  ///   - known: the parameters that are understood, beside `lang`, which ``ProblemMiddleware`` reads, and `f`, which
  ///     ``Negotiation`` reads.
  /// - Throws: ``Problem`` (400) for a name that is unknown or repeated, a value that is none of the words that
  ///   its description has, or an encoding that is none.
  init(_ request: Request, known descriptions: [ParameterDescription]) throws {
    let descriptions = descriptions + [.language]
    for (name, value) in try Self.pairs(of: request) where name != "f" {
      guard let description = descriptions.first(where: { $0.name == name }) else {
        let known = descriptions.map(\.name) + ["f"]
        throw Problem(
          .badRequest,
          Wording("this address knows no parameter '\(name)'", zh: "此地址没有参数“\(name)”")
            + .hint(
              name, among: known,
              else: Wording(
                "; it knows \(known.joined(separator: ", "))", zh: "，可用的参数：\(known.joined(separator: "、"))")),
          parameter: name)
      }
      guard values[name] == nil || description.isRepeatable else {
        throw Problem(.badRequest, "the parameter is there twice", zh: "参数出现了两次", parameter: name)
      }
      if let choices = description.schema.choices, !choices.contains(value) {
        throw Problem(.badRequest, .noneOf(value, choices), parameter: name)
      }
      values[name, default: []].append(value)
    }
  }

  /// The value of a parameter; `nil` where it is not there.
  subscript(name: String) -> String? { values[name]?.first }

  /// All values of a parameter.
  func all(_ name: String) -> [String] { values[name] ?? [] }

  /// The word of an enumeration, of a parameter whose description lists those; `nil` where it is not there.
  func word<Word: RawRepresentable<String>>(_ name: String) -> Word? {
    self[name].map { text in
      guard let word = Word(rawValue: text) else { preconditionFailure("the description lists the words") }
      return word
    }
  }

  /// A whole number within bounds; one that is greater, however great, counts as the greatest.
  ///
  /// Source: OGC API – Features – Part 1, 17-069r4, /req/core/fc-limit-response-1.
  func number(_ name: String, in bounds: ClosedRange<Int>, default standard: Int) throws -> Int {
    guard let text = self[name] else { return standard }
    let number = Int(text) ?? .max
    guard text.isASCIIDigits, number >= bounds.lowerBound else {
      throw Problem(
        .badRequest, "'\(text)' is no whole number of at least \(bounds.lowerBound)",
        zh: "“\(text)”不是不小于\(bounds.lowerBound)的整数", parameter: name)
    }
    return min(number, bounds.upperBound)
  }

  /// Whether something is so; `nil` where the parameter is not there.
  func truth(_ name: String) throws -> Bool? {
    switch self[name] {
    case nil: return nil
    case "true": return true
    case "false": return false
    case let text?:
      throw Problem(
        .badRequest, "'\(text)' is neither true nor false", zh: "“\(text)”应为 true 或 false", parameter: name)
    }
  }

  /// The parameters as they stand in an address, decoded and unchecked.
  ///
  /// - Throws: ``Problem`` (400)
  static func pairs(of request: Request) throws -> [(name: String, value: String)] {
    try (request.uri.query ?? "").split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (try decode(parts[0]), parts.count > 1 ? try decode(parts[1]) : "")
    }
  }

  private static func decode(_ text: Substring) throws -> String {
    guard let decoded = text.replacing("+", with: "%20").removingURLPercentEncoding() else {
      throw Problem(.badRequest, "'\(text)' is not percent-encoded UTF-8", zh: "“\(text)”不是百分号编码的UTF-8")
    }
    return decoded
  }
}

extension StringProtocol {
  /// The text whose bytes are percent-encoded here; `nil` where that is no UTF-8.
  func removingURLPercentEncoding() -> String? {
    var bytes: [UInt8] = []
    var rest = utf8.makeIterator()
    func digit(_ byte: UInt8?) -> UInt8? {
      byte.flatMap { Character(UnicodeScalar($0)).hexDigitValue }.map(UInt8.init)
    }
    while let byte = rest.next() {
      if byte == UInt8(ascii: "%") {
        guard let high = digit(rest.next()), let low = digit(rest.next()) else { return nil }
        bytes.append(high << 4 | low)
      } else {
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
