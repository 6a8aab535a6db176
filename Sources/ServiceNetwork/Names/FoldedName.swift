internal import Foundation

/// Names as they are compared: without case, width, white space, apostrophes, and marks on letters but for ü, which is v.
enum FoldedName {
  /// The letters of a text, code points.
  static func letters(of text: String) -> [UInt32] {
    var letters: [UInt32] = []
    for scalar in text.unicodeScalars { append(scalar, to: &letters) { $0 } }
    return letters
  }

  /// Adds what there is to compare of a scalar: one letter, or none.
  ///
  /// - Parameter letter: makes a letter of a code point.
  @inline(__always)
  static func append<Letter>(
    _ scalar: Unicode.Scalar, to letters: inout [Letter], _ letter: (UInt32) -> Letter
  ) {
    // Most are Chinese characters.
    if (0x3400...0x9FFF).contains(scalar.value) {
      letters.append(letter(scalar.value))
    } else if let folded = folded(scalar) {
      letters.append(letter(folded))
    }
  }

  private static func folded(_ scalar: Unicode.Scalar) -> UInt32? {
    switch scalar {
    case "A"..."Z": return scalar.value + 0x20
    case "'", "‘", "’": return nil
    case "!"..."~": return scalar.value
    // Signs at full width (Unicode, Halfwidth and Fullwidth Forms).
    case "\u{FF01}"..."\u{FF5E}":
      return Unicode.Scalar(scalar.value - 0xFEE0).flatMap(folded)
    // ü with each tone and without, small and capital.
    case "\u{DC}", "\u{FC}", "\u{1D5}"..."\u{1DC}": return UInt32(UInt8(ascii: "v"))
    // Marks of tones and the like, which stand behind their letter.
    case "\u{300}"..."\u{36F}": return nil
    // Letters with marks, and characters that are there twice for the sake of other standards.
    case "\u{C0}"..."\u{24F}", "\u{1E00}"..."\u{1EFF}", "\u{F900}"..."\u{FAFF}", "\u{2F800}"..."\u{2FA1F}":
      let plain = String(scalar).decomposedStringWithCanonicalMapping.lowercased()
      return plain.unicodeScalars.first?.value
    default:
      return scalar.properties.isWhitespace
        ? nil : scalar.properties.lowercaseMapping.unicodeScalars.first?.value
    }
  }
}
