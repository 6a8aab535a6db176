/// How Chinese characters are read, as people type it: in pinyin without tones, ü as v.
///
/// A character has all its common readings, the first one that which names of places mostly have.
public struct PinyinTable: Sendable {
  /// The first and last code point that is looked up by its place; others, which are rare, are looked up by their number.
  private static let basic: ClosedRange<UInt32> = 0x3400...0x9FFF

  /// The syllables, each in the letters a…z.
  let syllables: [[UInt8]]
  /// The lists of readings that characters share which are read alike: positions in ``syllables``, none in list 0.
  let lists: [[UInt16]]
  private var listsOfBasic: [UInt16]
  private var listsOfOthers: [UInt32: UInt16] = [:]

  /// A table from a text: a line is a syllable, a space, the characters that have it as their first reading, and behind a
  /// `|` those that have it, too.
  ///
  /// Lines that begin with `#` are passed over.
  ///
  /// - Complexity: O(characters).
  public init(_ text: String) {
    var syllables: [[UInt8]] = []
    var readings: [Unicode.Scalar: [UInt16]] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ", maxSplits: 1)
      guard words.count == 2 else { continue }
      let syllable = UInt16(syllables.count)
      syllables.append(Array(words[0].utf8))
      var isFirst = true
      for scalar in words[1].unicodeScalars {
        if scalar == "|" {
          isFirst = false
        } else if isFirst {
          readings[scalar, default: []].insert(syllable, at: 0)
        } else {
          readings[scalar, default: []].append(syllable)
        }
      }
    }
    var lists: [[UInt16]] = [[]]
    var known: [[UInt16]: UInt16] = [:]
    listsOfBasic = [UInt16](repeating: 0, count: Self.basic.count)
    for (scalar, readings) in readings {
      let list = known[readings] ?? UInt16(lists.count)
      if known.updateValue(list, forKey: readings) == nil { lists.append(readings) }
      if Self.basic.contains(scalar.value) {
        listsOfBasic[Int(scalar.value - Self.basic.lowerBound)] = list
      } else {
        listsOfOthers[scalar.value] = list
      }
    }
    self.syllables = syllables
    self.lists = lists
  }

  /// The readings of a character, the first one first; none where the table does not have it.
  public func readings(of character: Unicode.Scalar) -> [String] {
    lists[Int(list(of: character.value))].map { String(decoding: syllables[Int($0)], as: UTF8.self) }
  }

  /// The list of a character's readings in ``lists``.
  func list(of scalar: UInt32) -> UInt16 {
    Self.basic.contains(scalar)
      ? listsOfBasic[Int(scalar - Self.basic.lowerBound)] : listsOfOthers[scalar] ?? 0
  }
}
