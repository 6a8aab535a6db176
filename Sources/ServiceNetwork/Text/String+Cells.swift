extension String {
  /// The text without white space at its ends, the ideographic space among it.
  public func trimmingWhitespace() -> String {
    // Most cells begin and end with a letter or digit, and asking its bytes is quicker than its characters.
    let visible = UInt8(0x21)...UInt8(0x7E)
    if let first = utf8.first, let last = utf8.last, visible.contains(first), visible.contains(last) {
      return self
    }
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return first == startIndex && index(after: last) == endIndex ? self : String(self[first...last])
  }

  /// Whether the text has nothing but the digits 0…9, and at least one.
  public var isASCIIDigits: Bool {
    !isEmpty && utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// The one of some words that the text was most likely meant to be; `nil` where none is near.
  ///
  /// Near is one change in a word of up to four characters, two in a longer one, without regard to case; a change is
  /// a character more, less or another, or two neighbours exchanged.
  public func closest(among words: some Sequence<String>) -> String? {
    let characters = Array(lowercased())
    let ranked = words.map { word in
      (word: word, distance: EditDistance.between(characters, Array(word.lowercased())))
    }
    guard let best = ranked.min(by: { ($0.distance, $0.word) < ($1.distance, $1.word) }) else { return nil }
    return best.distance <= (count <= 4 ? 1 : 2) ? best.word : nil
  }
}
