import HTTPTypes
import Hummingbird
import RegistryFiles
import ServiceNetwork

extension Request {
  /// The language of an answer: the one that was asked for, else English.
  var language: DocumentLanguage { askedLanguage ?? .en }

  /// The language that is asked for: what `lang` says, else what `Accept-Language` likes best; `nil` where neither does.
  ///
  /// A `lang` that is neither counts for nothing here, and is refused with the other parameters.
  var askedLanguage: DocumentLanguage? {
    let pairs = (try? QueryParameters.pairs(of: self)) ?? []
    let named = pairs.first { $0.name == ParameterDescription.language.name }
    return named.flatMap { DocumentLanguage(rawValue: $0.value) }
      ?? headers[.acceptLanguage].flatMap { AcceptedLanguages($0).best }
  }
}

extension ParameterDescription {
  /// The language of texts, which every address knows.
  static let language = ParameterDescription(
    name: "lang",
    summary: Wording(
      "The language of texts, instead of the header Accept-Language", zh: "文字所用的语言，代替请求头 Accept-Language"),
    schema: .words(DocumentLanguage.allCases.map(\.rawValue)))
}

/// The languages of an `Accept-Language` header.
///
/// A region or a script is passed over: `zh-TW` is Chinese, and `en-GB` English.
///
/// Source: RFC 9110, 12.5.4; RFC 4647, 3.4.
struct AcceptedLanguages {
  private let ranges: WeightedList

  init(_ header: String) {
    ranges = WeightedList(header)
  }

  /// The one that is wanted most, of two alike the one that is named first; `nil` where neither is wanted.
  var best: DocumentLanguage? {
    let named = ranges.items.compactMap { DocumentLanguage(range: $0.word) }
    var best: (language: DocumentLanguage, quality: Double)?
    for (range, quality) in ranges.items {
      // A star stands for all that are not named; of those English comes first.
      let meant =
        range == "*"
        ? [DocumentLanguage.en, .zh].first { !named.contains($0) } : DocumentLanguage(range: range)
      if let meant, quality > best?.quality ?? 0 { best = (meant, quality) }
    }
    return best?.language
  }
}

extension DocumentLanguage {
  /// The language of a range as `zh-Hans-CN`; `nil` for another's.
  fileprivate init?(range: String) {
    self.init(rawValue: String(range.prefix { $0 != "-" }))
  }
}
