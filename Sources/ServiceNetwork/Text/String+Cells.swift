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
  /// Near is one change in a word of up to four characters, two in a longer one; a change is a
  /// character more, less or another, or two neighbours exchanged.
  public func closest(among words: some Sequence<String>) -> String? {
    let ranked = words.map { (word: $0, distance: editDistance(to: $0)) }
    guard let best = ranked.min(by: { ($0.distance, $0.word) < ($1.distance, $1.word) }) else { return nil }
    return best.distance <= (count <= 4 ? 1 : 2) ? best.word : nil
  }

  /// The optimal string alignment distance, without regard to case.
  private func editDistance(to other: String) -> Int {
    let (source, target) = (Array(lowercased()), Array(other.lowercased()))
    guard !source.isEmpty, !target.isEmpty else { return max(source.count, target.count) }
    var beforeLast = [Int](repeating: 0, count: target.count + 1)
    var last = Array(0...target.count)
    for row in 1...source.count {
      var current = [row]
      for column in 1...target.count {
        let isSame = source[row - 1] == target[column - 1]
        var cost = Swift.min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (isSame ? 0 : 1))
        if row > 1, column > 1, source[row - 1] == target[column - 2], source[row - 2] == target[column - 1] {
          cost = Swift.min(cost, beforeLast[column - 2] + 1)
        }
        current.append(cost)
      }
      (beforeLast, last) = (last, current)
    }
    return last[target.count]
  }
}
