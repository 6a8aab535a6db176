import Hummingbird
import ServiceNetwork

/// A form in which an address answers: its name in the parameter `f`, and its media type.
struct Form: Hashable, Sendable {
  let name: String
  let mediaType: String
  /// A more general media type that is understood in `Accept`, too.
  let generalType: String?

  private init(_ name: String, _ mediaType: String, generalType: String? = nil) {
    self.name = name
    self.mediaType = mediaType
    self.generalType = generalType
  }

  static let json = Form("json", "application/json")
  static let html = Form("html", "text/html; charset=utf-8")
  static let geojson = Form("geojson", "application/geo+json")
  static let csv = Form("csv", "text/csv; charset=utf-8; header=present")
  static let jsonseq = Form("jsonseq", "application/geo+json-seq")

  /// Plain text of a narrower media type.
  static func text(as mediaType: String) -> Form { Form("text", mediaType) }

  /// JSON of a narrower media type.
  static func json(as mediaType: String) -> Form { Form("json", mediaType, generalType: json.mediaType) }

  /// The forms of what is one JSON object; the first is the one of who does not choose.
  static let object = [json, html]
  /// The forms of features.
  static let features = [geojson, json, html, csv, jsonseq]
  /// The forms of features in which they are kept as files.
  static let files = [geojson, csv, jsonseq]

  /// The media type without its parameters, as links have it.
  var bareType: String { String(mediaType.prefix { $0 != ";" }) }

  /// The parameter `f` of an address that answers in some forms.
  static func parameter(_ forms: [Form]) -> ParameterDescription {
    ParameterDescription(
      name: "f", summary: Wording("The form, instead of the header Accept", zh: "返回格式，代替请求头 Accept"),
      schema: .words(forms.map(\.name), standard: forms.first?.name))
  }
}

extension Request {
  /// The form in which an answer is wanted: what `f` says, else what `Accept` likes best, of several alike the first.
  ///
  /// - Throws: ``Problem``: 400 for a form that is none of the address's, 406 where none is accepted.
  func form(among forms: [Form]) throws -> Form {
    if let name = try QueryParameters.pairs(of: self).first(where: { $0.name == "f" })?.value {
      guard let form = forms.first(where: { $0.name == name }) else {
        throw Problem(.badRequest, .noneOf(name, forms.map(\.name)), parameter: "f")
      }
      return form
    }
    guard let header = headers[.accept] else { return forms[0] }
    let accepted = AcceptedTypes(header)
    guard let form = accepted.best(of: forms) else {
      let all = forms.map(\.mediaType)
      throw Problem(
        .notAcceptable, "this can be had as \(all.joined(separator: ", "))",
        zh: "可提供的格式：\(all.joined(separator: "、"))")
    }
    return form
  }
}

/// The media types of an `Accept` header.
///
/// Source: RFC 9110, 12.5.1.
struct AcceptedTypes {
  private let ranges: WeightedList

  init(_ header: String) {
    ranges = WeightedList(header)
  }

  /// The form that is wanted most, of several alike the first; `nil` where none is wanted.
  func best(of forms: [Form]) -> Form? {
    let rated = forms.map { (form: $0, quality: quality(of: $0)) }
    guard let greatest = rated.map(\.quality).max(), greatest > 0 else { return nil }
    return rated.first { $0.quality == greatest }?.form
  }

  private func quality(of form: Form) -> Double {
    let family = form.bareType.prefix { $0 != "/" } + "/*"
    for range in [form.bareType, form.generalType, String(family), "*/*"] {
      if let range, let found = ranges.quality(of: range) { return found }
    }
    return 0
  }
}

/// A list of words in a header, each with how much it is wanted.
///
/// Source: RFC 9110, 12.4.2.
struct WeightedList {
  /// The words in the order of the header.
  let items: [(word: String, quality: Double)]

  init(_ header: String) {
    items = header.split(separator: ",").compactMap { part in
      let words = part.split(separator: ";").map { String($0).trimmingWhitespace().lowercased() }
      guard let word = words.first else { return nil }
      let quality = words.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
      return (word, quality)
    }
  }

  /// How much a word is wanted, 0…1; `nil` where nothing is said of it.
  func quality(of word: String) -> Double? { items.first { $0.word == word }?.quality }
}
