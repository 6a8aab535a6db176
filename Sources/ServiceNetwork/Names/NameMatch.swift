/// How well what somebody typed matches a name; a better match comes before a lesser one.
///
/// What is written as the name is comes first: the whole name, the name without the word for what it is (刘店 of 刘店村), its
/// beginning, a part of it. Then comes pinyin from the first character on: spelled out, by initials, mixed, and of each the
/// whole name before its beginning. Pinyin from a later character on is last.
public struct NameMatch: Hashable, Comparable, Sendable {
  /// How the name is put.
  public enum Form: UInt8, CaseIterable, Sendable {
    /// As it is written.
    case written
    /// In pinyin, every syllable whole: `liudian`.
    case spelled
    /// By the first letter of each syllable, or by zh, ch, sh: `ld`, `zmd` or `zhmd`.
    case initials
    /// By some of all that, the last syllable maybe no more than begun: `liud`, `刘d`, `liudi`.
    case mixed
  }

  /// How much of the name it is.
  public enum Extent: UInt8, CaseIterable, Sendable {
    /// All of it.
    case whole
    /// All but the word for what it is, as 村.
    case stem
    /// Its beginning.
    case beginning
    /// A part from a later character on.
    case within
  }

  /// How the name is put.
  public let form: Form
  /// How much of the name it is.
  public let extent: Extent

  /// A match from its parts.
  public init(_ form: Form, _ extent: Extent) {
    self.form = form
    self.extent = extent
  }

  /// 0 for the best match, greater for a lesser one.
  var rank: UInt8 {
    switch (form, extent) {
    case (.written, _): extent.rawValue
    case (_, .within): 12 + form.rawValue
    case (_, _): 1 + 3 * form.rawValue + extent.rawValue
    }
  }

  /// Whether the first match is the better one.
  public static func < (first: NameMatch, second: NameMatch) -> Bool { first.rank < second.rank }
}
