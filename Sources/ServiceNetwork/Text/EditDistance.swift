/// How far two words are from each other in single changes.
///
/// A change is a character more, less or another, or two neighbours exchanged: the optimal string alignment distance.
enum EditDistance {
  /// The fewest changes that make one word the other.
  ///
  /// - Complexity: O(*mn*) in the characters of both.
  static func between(_ source: [Character], _ target: [Character]) -> Int {
    guard !source.isEmpty, !target.isEmpty else { return max(source.count, target.count) }
    var beforeLast = [Int](repeating: 0, count: target.count + 1)
    var last = Array(0...target.count)
    for row in 1...source.count {
      var current = [row]
      for column in 1...target.count {
        let isSame = source[row - 1] == target[column - 1]
        var cost = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (isSame ? 0 : 1))
        if row > 1, column > 1, source[row - 1] == target[column - 2], source[row - 2] == target[column - 1] {
          cost = min(cost, beforeLast[column - 2] + 1)
        }
        current.append(cost)
      }
      (beforeLast, last) = (last, current)
    }
    return last[target.count]
  }

  /// 1 for the same word, 0 for one without a character in its place.
  static func likeness(_ one: [Character], _ other: [Character]) -> Double {
    if one == other { return 1 }
    return 1 - Double(between(one, other)) / Double(max(one.count, other.count))
  }
}
