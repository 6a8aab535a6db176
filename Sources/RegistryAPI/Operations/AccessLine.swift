import Hummingbird
import Logging
import ServiceNetwork

/// What the access log tells of a request: nothing by which anybody is known, and no token.
///
/// Of an address only that is told which can be nothing else than a part of a question: a path that led somewhere, the
/// names of parameters, and the values of those that are words of the API, dates, numbers and codes.
struct AccessLine {
  /// The parameters whose values say nothing of a person.
  private static let harmless: Set<String> = [
    "f", "limit", "offset", "crs", "bbox", "bbox-crs", "datetime", "asOf", "recordedAt", "since", "by",
    "service",
    "rule", "within", "measure", "area", "demand", "village", "division", "kind", "status", "level", "role",
    "sortby", "properties",
  ]

  var id: String
  var request: Request
  /// The template of the path; `nil` where there is none for it.
  var route: String?
  var role: Role
  var status: Int
  var bytes: Int
  var seconds: Double

  /// The line's keys and values, none of which has a space.
  var metadata: Logger.Metadata {
    [
      "request": .string(id), "method": .string(Self.word(request.method.rawValue)), "path": .string(path),
      "query": .string(query), "role": .string(role.rawValue), "status": .stringConvertible(status),
      "bytes": .stringConvertible(bytes),
      "milliseconds": .stringConvertible((seconds * 10_000).rounded() / 10),
    ]
  }

  /// The path where it led somewhere; what did not may be anything that somebody pasted.
  private var path: String {
    guard let route else { return "-" }
    return (200..<400).contains(status) ? request.uri.path : route
  }

  private var query: String {
    guard let query = request.uri.query, !query.isEmpty else { return "-" }
    return query.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = Self.word(String(parts[0]))
      guard parts.count > 1 else { return name }
      let isTold = Self.harmless.contains(name) && Self.isPlain(parts[1])
      return "\(name)=\(isTold ? String(parts[1]) : "*")"
    }.joined(separator: "&")
  }

  /// Letters and hyphens, as names of parameters and methods have them; a star for anything else.
  private static func word(_ text: String) -> String {
    let isWord = text.utf8.count <= 24 && text.allSatisfy { $0.isASCII && ($0.isLetter || $0 == "-") }
    return isWord ? text : "*"
  }

  /// Whether a value has nothing but the signs of words, numbers, dates and codes.
  private static func isPlain(_ value: Substring) -> Bool {
    value.utf8.count <= 100
      && value.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ".,:/+-_".contains($0)) }
  }
}
