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

extension Wording {
  /// Both sentences, with what follows behind them.
  public static func + (first: Wording, rest: Wording) -> Wording {
    Wording(first.en + rest.en, zh: first.zh + rest.zh)
  }

  /// What is said of a word that is none of all that there are.
  public static func noneOf(_ word: String, _ known: [String]) -> Wording {
    Wording(
      "'\(word)' is none of \(known.joined(separator: ", "))",
      zh: "“\(word)”无效，应为以下之一：\(known.joined(separator: "、"))")
  }

  /// What follows where a word is none of those that are known: which may be meant, else what is said of those.
  public static func hint(
    _ word: String, among known: some Sequence<String>, else other: Wording
  ) -> Wording {
    hint(word.closest(among: known), else: other)
  }

  /// What follows where a word is not known: the one that may be meant, if there is one.
  public static func hint(_ closest: String?, else other: Wording) -> Wording {
    closest.map { Wording("; did you mean '\($0)'?", zh: "，是否为“\($0)”？") } ?? other
  }
}

/// An error that says in both languages what is wrong, and what would be right.
public protocol WordedError: Error, CustomStringConvertible {
  /// What is wrong, as a sentence without its full stop.
  var wording: Wording { get }
}

extension WordedError {
  /// The same in English.
  public var description: String { wording.en }
}

extension Wording: CustomStringConvertible {
  /// The English sentence.
  public var description: String { en }
}
