internal import Foundation
internal import ServiceNetwork

/// Reads `POLYGON` and `MULTIPOLYGON` of well-known text, whose points have two numbers each.
///
/// Source: OGC 06-103r4, 7.2.
struct WellKnownArea {
  /// The areas.
  private(set) var polygons: [MultiPolygon.Polygon] = []

  /// - Parameters:
  ///   - text: as a GIS writes it.
  ///   - place: the place of a pair.
  /// - Throws: ``PointError`` for a text that is no area, and what `place` throws.
  /// - Complexity: O(n) in the bytes of the text.
  init(_ text: String, place: (Double, Double) throws(PointError) -> Coordinate) throws(PointError) {
    let word = text.prefix { $0.isLetter }
    let ringDepth: Int
    switch word {
    case "POLYGON": ringDepth = 2
    case "MULTIPOLYGON": ringDepth = 3
    default:
      throw PointError(
        Wording("a boundary is an area, and no \(word)", zh: "边界应为面（POLYGON、MULTIPOLYGON），不是\(word)"))
    }
    var scanner = TextScanner(text.dropFirst(word.count))
    var rings: [[Coordinate]] = []
    var depth = 0
    while let byte = scanner.next() {
      switch byte {
      case UInt8(ascii: "(") where depth == ringDepth - 1:
        rings.append(try Self.ring(&scanner, place: place))
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        guard depth == ringDepth - 2, let exterior = rings.first else { continue }
        polygons.append(MultiPolygon.Polygon(exterior: exterior, interiors: Array(rings.dropFirst())))
        rings = []
      case UInt8(ascii: ","): continue
      default: throw Self.malformed
      }
    }
    guard depth == 0, !polygons.isEmpty else { throw Self.malformed }
  }

  // MARK: - Private

  private static var malformed: PointError {
    PointError(
      Wording(
        "the boundary is no list of rings of pairs of numbers, or is cut off", zh: "边界不是由成对的数字组成，或不完整"))
  }

  /// Reads a ring after its opening bracket, its closing one included.
  private static func ring(
    _ scanner: inout TextScanner, place: (Double, Double) throws(PointError) -> Coordinate
  ) throws(PointError) -> [Coordinate] {
    var ring: [Coordinate] = []
    var byte: UInt8?
    repeat {
      guard let x = scanner.number(), let y = scanner.number() else { throw malformed }
      ring.append(try place(x, y))
      byte = scanner.next()
    } while byte == UInt8(ascii: ",")
    guard byte == UInt8(ascii: ")") else { throw malformed }
    guard ring.count >= 4, ring.first == ring.last else {
      throw PointError(
        Wording(
          "a ring of the boundary has fewer than four points, or does not end where it begins",
          zh: "边界的环少于四个点，或首尾不相接"))
    }
    return ring
  }
}

/// Walks through the bytes of a text of brackets, commas and numbers.
private struct TextScanner {
  private let bytes: [CChar]
  private var position = 0

  init(_ text: Substring) {
    bytes = text.utf8.map { CChar(bitPattern: $0) } + [0]
  }

  /// The next byte that is no space; `nil` at the end.
  mutating func next() -> UInt8? {
    while bytes[position] == CChar(bitPattern: UInt8(ascii: " ")) { position += 1 }
    guard bytes[position] != 0 else { return nil }
    defer { position += 1 }
    return UInt8(bitPattern: bytes[position])
  }

  /// The number that begins here, after spaces; `nil` where there is none.
  mutating func number() -> Double? {
    bytes.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress?.advanced(by: position) else { return nil }
      var end: UnsafeMutablePointer<CChar>?
      let number = strtod(start, &end)
      guard let end, UnsafePointer(end) > start, number.isFinite else { return nil }
      position += UnsafePointer(end) - start
      return number
    }
  }
}
