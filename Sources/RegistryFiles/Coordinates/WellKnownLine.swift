internal import ServiceNetwork

/// Reads `LINESTRING`, and a `MULTILINESTRING` of one line, of well-known text; a third or fourth number is passed over.
///
/// Source: OGC 06-103r4, 7.2.
struct WellKnownLine {
  /// The points, at least two.
  private(set) var points: [Coordinate] = []

  /// - Parameters:
  ///   - text: as a GIS writes it.
  ///   - place: the place of a pair.
  /// - Throws: ``PointError`` for a text that is no line, and what `place` throws.
  init(_ text: String, place: (Double, Double) throws(PointError) -> Coordinate) throws(PointError) {
    let word = text.prefix { $0.isLetter }
    guard ["LINESTRING", "MULTILINESTRING"].contains(word) else {
      throw PointError(Wording("a road is a line, and no \(word)", zh: "道路应为线（LINESTRING），不是\(word)"))
    }
    guard let open = text.lastIndex(of: "("), let close = text[open...].firstIndex(of: ")") else {
      throw Self.malformed
    }
    let lists = text[..<open].count { $0 == "(" }
    guard lists == (word == "LINESTRING" ? 0 : 1), !text[..<open].contains(")") else {
      throw PointError(
        Wording("the road is of several lines; make a row of each", zh: "一条道路由多段线组成，请拆成多行"))
    }
    for pair in text[text.index(after: open)..<close].split(separator: ",") {
      let numbers = pair.split(separator: " ").map { Double($0) }
      guard numbers.count >= 2, let x = numbers[0], let y = numbers[1], x.isFinite, y.isFinite else {
        throw Self.malformed
      }
      points.append(try place(x, y))
    }
    guard points.count >= 2 else { throw Self.malformed }
  }

  private static var malformed: PointError {
    PointError(
      Wording(
        "the line is no list of at least two pairs of numbers, or is cut off", zh: "线形不是由两对以上的数字组成，或不完整"))
  }
}
