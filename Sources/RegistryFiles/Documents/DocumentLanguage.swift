package import ServiceNetwork

/// The language of a drawing or a document.
package enum DocumentLanguage: String, CaseIterable, Sendable {
  /// Chinese.
  case zh
  /// English.
  case en

  /// The sentence in this language.
  package func callAsFunction(_ wording: Wording) -> String {
    self == .zh ? wording.zh : wording.en
  }

  /// One of two texts.
  package func callAsFunction(_ en: String, zh: String) -> String {
    self == .zh ? zh : en
  }
}
