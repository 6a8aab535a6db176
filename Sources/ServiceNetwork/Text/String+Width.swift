extension String {
  /// The text with full-width letters, digits and signs as the ordinary ones: `（５０）` becomes `(50)`.
  ///
  /// U+FF01…U+FF5E become U+0021…U+007E, and the ideographic space an ordinary one (Unicode, Halfwidth and
  /// Fullwidth Forms).
  public var halfWidth: String {
    guard utf8.contains(where: { $0 == 0xEF || $0 == 0xE3 }) else { return self }
    var folded = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5E: folded.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      case 0x3000: folded.append(" ")
      default: folded.append(scalar)
      }
    }
    return String(folded)
  }

  /// Whether the text has a Chinese character, of the blocks in common use.
  public var hasHan: Bool {
    unicodeScalars.contains {
      (0x4E00...0x9FFF).contains($0.value) || (0x3400...0x4DBF).contains($0.value)
        || (0x20000...0x3FFFF).contains($0.value)
    }
  }
}
