internal import ServiceNetwork

/// Reads `LINESTRING` and `MULTILINESTRING` of well-known text; a third or fourth number is passed over.
///
/// Source: OGC 06-103r4, 7.2.
struct WellKnownLine {
  /// The lines, at least one, each of at least two points.
  private(set) var lines: [[Coordinate]] = []

  /// - Parameters:
  ///   - text: as a GIS writes it.
  ///   - place: the place of a pair.
  /// - Throws: ``PointError`` for a text that is no line, and what `place` throws.
  init(_ text: String, place: (Double, Double) throws(PointError) -> Coordinate) throws(PointError) {
    let word = text.prefix { $0.isLetter }
    guard ["LINESTRING", "MULTILINESTRING"].contains(word) else {
      throw PointError(Wording("a road is a line, and no \(word)", zh: "道路应为线（LINESTRING），不是\(word)"))
    }
    let lists = word == "LINESTRING" ? [try Self.list(text[...])] : try Self.lists(text)
    for list in lists {
      var points: [Coordinate] = []
      for pair in list.split(separator: ",") {
        let numbers = pair.split(separator: " ").map { Double($0) }
        guard numbers.count >= 2, let x = numbers[0], let y = numbers[1], x.isFinite, y.isFinite else {
          throw Self.malformed
        }
        points.append(try place(x, y))
      }
      guard points.count >= 2 else { throw Self.malformed }
      lines.append(points)
    }
  }

  /// What stands between a pair of brackets, and nothing but blanks behind.
  private static func list(_ text: Substring) throws(PointError) -> Substring {
    guard let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"), open < close,
      text[text.index(after: close)...].allSatisfy(\.isWhitespace)
    else { throw malformed }
    let list = text[text.index(after: open)..<close]
    guard !list.contains(where: { $0 == "(" || $0 == ")" }) else { throw malformed }
    return list
  }

  /// The lists of a list, each between its own brackets.
  private static func lists(_ text: String) throws(PointError) -> [Substring] {
    guard let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"), open < close else {
      throw malformed
    }
    var lists: [Substring] = []
    var rest = text[text.index(after: open)..<close].drop(while: \.isWhitespace)
    while let end = rest.firstIndex(of: ")") {
      lists.append(try list(rest[...end]))
      rest = rest[rest.index(after: end)...].drop { $0.isWhitespace || $0 == "," }
    }
    guard rest.isEmpty, !lists.isEmpty else { throw malformed }
    return lists
  }

  private static var malformed: PointError {
    PointError(
      Wording(
        "the line is no list of at least two pairs of numbers, or is cut off", zh: "线形不是由两对以上的数字组成，或不完整"))
  }
}
