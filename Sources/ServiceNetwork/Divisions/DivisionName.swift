/// What a division's name says beside the word for what it is.
public struct DivisionName: Hashable, Sendable {
  /// What the word behind a name tells.
  public enum Form: Sendable {
    /// 村, 村民委员会.
    case villagersCommittee
    /// 社区, 居民委员会.
    case community
    /// 镇.
    case town
    /// 乡.
    case ruralTownship
    /// 街道, 办事处.
    case subdistrict
    /// Another word, as 县 or 区.
    case other(String)
    /// No word.
    case bare
  }

  /// The name without the word: 王店 of 王店镇.
  public let stem: String
  /// What the word tells.
  public let form: Form

  /// Takes a name as a list writes it.
  public init(_ name: String) {
    let name = name.halfWidth.trimmingWhitespace()
    for (suffix, form) in Self.suffixes where name.hasSuffix(suffix) && name.count > suffix.count {
      (stem, self.form) = (String(name.dropLast(suffix.count)), form)
      return
    }
    (stem, form) = (name, .bare)
  }

  /// The names that differ from a stem by a word for what a division is.
  public static func spellings(of stem: String) -> [String] {
    [stem] + suffixes.map { stem + $0.word }
  }

  /// The words for what a division is.
  static var words: [String] { suffixes.map(\.word) }

  /// Whether two names differ in the word for what the divisions are, at most.
  public static func isAlike(_ first: String, _ second: String) -> Bool {
    first == second || DivisionName(first).stem == DivisionName(second).stem
  }

  /// The words, a longer one before those that it ends in, in simplified and traditional characters; two of them are
  /// slips that real lists have.
  private static let suffixes: [(word: String, form: Form)] = [
    ("社区居民委员会", .community), ("社区居委会", .community), ("村民委员会", .villagersCommittee),
    ("居民委员会", .community), ("村民员会", .villagersCommittee), ("村民委会", .villagersCommittee),
    ("村委会", .villagersCommittee), ("居委会", .community), ("街道办事处", .subdistrict), ("办事处", .subdistrict),
    ("社区", .community), ("行政村", .villagersCommittee), ("街道", .subdistrict), ("地区", .other("地区")),
    ("县", .other("县")), ("区", .other("区")), ("市", .other("市")), ("镇", .town), ("乡", .ruralTownship),
    ("村", .villagersCommittee), ("里", .other("里")), ("縣", .other("县")), ("區", .other("区")), ("鎮", .town),
    ("鄉", .ruralTownship),
  ]
}

extension DivisionName.Form: Hashable {}
