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

// TODO: gone when every message has its Chinese sentence.
extension Wording: ExpressibleByStringInterpolation {
  public init(stringLiteral value: String) { self.init(value, zh: value) }
}

extension Wording: CustomStringConvertible {
  /// The English sentence.
  public var description: String { en }
}
