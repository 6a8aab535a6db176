import Hummingbird
import RegistryFiles

extension JSONWriter {
  /// A link of OGC API.
  mutating func link(_ relation: String, _ address: String, _ mediaType: String, title: String? = nil) {
    object { json in
      json.member("rel", relation)
      json.member("type", mediaType)
      json.member("href", address)
      if let title { json.member("title", title) }
    }
  }

  /// The links of what has one address to itself, in the first of its forms, and to its others.
  mutating func ownLinks(_ path: String, _ forms: [Form], of request: Request) {
    link("self", request.serverAddress + path, forms[0].mediaType)
    for form in forms.dropFirst() {
      link("alternate", "\(request.serverAddress)\(path)?f=\(form.name)", form.bareType, title: form.name)
    }
  }

  /// The links of an answer to a question: to itself as it is, and to its other forms.
  mutating func ownLinks(of request: Request, _ form: Form, _ forms: [Form]) {
    link("self", request.serverAddress + request.uri.string, form.mediaType)
    for other in forms where other != form {
      link(
        "alternate", request.serverAddress + request.replacing(["f": other.name]), other.mediaType,
        title: other.name)
    }
  }
}

extension Request {
  /// The path and query with other values of some parameters; `nil` leaves one out.
  func replacing(_ values: KeyValuePairs<String, String?>) -> String {
    let names = Set(values.map(\.key))
    let others = (uri.query ?? "").split(separator: "&").filter { pair in
      !names.contains(pair.prefix { $0 != "=" }.removingURLPercentEncoding() ?? "")
    }
    let all = others.map(String.init) + values.compactMap { name, value in value.map { "\(name)=\($0)" } }
    return uri.path + (all.isEmpty ? "" : "?" + all.joined(separator: "&"))
  }
}
