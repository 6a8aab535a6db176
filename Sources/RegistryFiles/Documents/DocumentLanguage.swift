package import ServiceNetwork

/// The language of a drawing, a document or an answer.
package enum DocumentLanguage: String, CaseIterable, Sendable {
  /// Chinese.
  case zh
  /// English.
  case en

  /// The language as HTML and HTTP name it (RFC 5646).
  package var tag: String { self == .zh ? "zh-CN" : "en" }

  /// The sentence in this language.
  package func callAsFunction(_ wording: Wording) -> String {
    self == .zh ? wording.zh : wording.en
  }

  /// One of two texts.
  package func callAsFunction(_ en: String, zh: String) -> String {
    self == .zh ? zh : en
  }
}
