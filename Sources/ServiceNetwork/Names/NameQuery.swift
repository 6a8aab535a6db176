/// What somebody typed to find a name: its characters, its pinyin, or some of both.
///
/// Neither case, nor white space, apostrophes and tones count, in the query and in names; letters are the same at full
/// width; ü is typed as v, u or ü. Each character of a name, one after another without a gap, may be put as itself, as one
/// of its readings, or as such a reading's first letter, zh, ch or sh; the last one also as the beginning of a reading.
public struct NameQuery: Sendable {
  /// The greatest number of characters that may be typed.
  public static let greatestLength = 60

  /// What one syllable may stand for, by position in the query.
  struct Step {
    /// Where the whole syllable stands.
    var whole: UInt64 = 0
    /// How many letters that is.
    var length: UInt64 = 0
    /// Where its first letter stands.
    var initial: UInt64 = 0
    /// Where its zh, ch or sh stands.
    var initialPair: UInt64 = 0
    /// Where the query ends before the syllable does.
    var begun: UInt64 = 0
  }

  /// What was typed.
  public let text: String
  let table: PinyinTable
  /// The same as it is compared.
  let letters: [UInt32]
  /// By syllable of the table.
  let steps: [Step]
  /// By list of the table's: where some syllable of it may stand.
  let touched: [UInt64]
  /// Where each letter stands.
  private let written: [UInt32: UInt64]
  /// A bit for the last six bits of each letter: most characters of names are none of them, and are told so by it.
  private let traces: UInt64

  /// A query.
  ///
  /// - Throws: ``NameQueryError`` for a text that has nothing to look for, or too much.
  /// - Complexity: O(*st*) for s syllables of the table and a text of t characters.
  public init(_ text: String, in table: PinyinTable) throws(NameQueryError) {
    let length = text.unicodeScalars.count
    guard length <= Self.greatestLength else { throw .tooLong(length) }
    let letters = FoldedName.letters(of: text)
    guard !letters.isEmpty else { throw .empty }
    self.text = text
    self.letters = letters
    self.table = table
    let steps = table.syllables.map { Step($0, in: letters) }
    self.steps = steps
    touched = table.lists.map { list in
      list.reduce(0) { touched, syllable in
        let step = steps[Int(syllable)]
        return touched | step.whole | step.initial | step.begun
      }
    }
    var written: [UInt32: UInt64] = [:]
    for (position, letter) in letters.enumerated() { written[letter, default: 0] |= 1 << position }
    self.written = written
    traces = letters.reduce(0) { $0 | Self.trace(of: $1) }
  }

  private static func trace(of letter: UInt32) -> UInt64 { 1 << UInt64(letter & 63) }

  /// Where a letter stands.
  func positions(of letter: UInt32) -> UInt64 {
    traces & Self.trace(of: letter) == 0 ? 0 : written[letter] ?? 0
  }

  /// How well a name matches; `nil` where it does not.
  ///
  /// - Complexity: O(*nr*) for a name of n characters of r readings each, however they combine and however long the query is.
  public func match(_ name: String) -> NameMatch? {
    var matcher = NameMatcher(self)
    return matcher.match(name)
  }
}

extension NameQuery.Step {
  /// Finds a syllable in a query.
  fileprivate init(_ syllable: [UInt8], in letters: [UInt32]) {
    length = UInt64(syllable.count)
    let hasPair = syllable.count > 1 && syllable[1] == UInt8(ascii: "h")
    for start in letters.indices {
      var common = 0
      while common < syllable.count, start + common < letters.count,
        Self.isTyped(syllable[common], as: letters[start + common])
      {
        common += 1
      }
      let place: UInt64 = 1 << start
      if common >= 1 { initial |= place }
      if common >= 2, hasPair { initialPair |= place }
      if common == syllable.count {
        whole |= place
      } else if common > 0, start + common == letters.count {
        begun |= place
      }
    }
  }

  private static func isTyped(_ letter: UInt8, as typed: UInt32) -> Bool {
    typed == UInt32(letter) || (letter == UInt8(ascii: "v") && typed == UInt32(UInt8(ascii: "u")))
  }
}

/// Why a text finds no name.
public enum NameQueryError: WordedError, Equatable {
  /// There is nothing in it but white space and apostrophes.
  case empty
  /// It has more than ``NameQuery/greatestLength`` characters.
  case tooLong(Int)

  /// What is wrong and what would be right.
  public var wording: Wording {
    switch self {
    case .empty:
      Wording(
        "say what to look for: a name or its pinyin, as 刘店, liudian or ld", zh: "请填写要查找的名称或拼音，如 刘店、liudian、ld"
      )
    case .tooLong(let length):
      Wording(
        "\(length) characters are too many; \(NameQuery.greatestLength) are the most",
        zh: "共\(length)个字符，最多\(NameQuery.greatestLength)个")
    }
  }
}
