/// A sentence in both languages of the project, without its full stop.
public struct Wording: Hashable, Sendable {
  /// In English.
  public var en: String
  /// In Chinese.
  public var zh: String

  /// A sentence in both languages.
  public init(_ en: String, zh: String) {
    self.en = en
    self.zh = zh
  }
}

extension Wording: CustomStringConvertible {
  /// The English sentence.
  public var description: String { en }
}
