import Foundation
import RegistryFiles
import ServiceNetwork

/// A page that shows what an answer says: all its members, and its links as links.
///
/// It is made from the JSON that a program gets, so that both say the same, and loads nothing but a style sheet.
struct Page {
  static let securityPolicy =
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

  /// What the answer says.
  let content: OrderedJSON
  /// The language of its words.
  let language: DocumentLanguage
  /// What it is called where it has no title.
  let title: String
  /// The path that was asked for.
  let path: String
  /// The parameters that were given.
  let query: [(name: String, value: String)]
  /// The parameters that the path knows beside `f` and `lang`.
  let parameters: [ParameterDescription]
  /// The same answer for programs: forms, and the addresses that give it in them.
  let otherForms: [(name: String, address: String)]
  /// The same page in other languages.
  let otherLanguages: [(language: DocumentLanguage, address: String)]
  /// The type of its features, for the headings of their table.
  let type: FeatureType?

  /// - Parameter server: the address of the server, without a slash at its end.
  init(
    content: OrderedJSON, language: DocumentLanguage, title: String, server: String, path: String,
    query: [(name: String, value: String)], parameters: [ParameterDescription],
    otherForms: [(name: String, address: String)],
    otherLanguages: [(language: DocumentLanguage, address: String)], type: FeatureType?
  ) {
    self.language = language
    self.title = title
    self.path = path
    self.query = query
    self.parameters = parameters
    self.otherForms = otherForms
    self.otherLanguages = otherLanguages
    self.type = type
    let chosen = query.filter { $0.name == ParameterDescription.language.name }
    self.content =
      chosen.isEmpty
      ? content
      : content.replacing("href") { address in
        address.hasPrefix(server) ? Self.address(address, with: chosen) : address
      }
  }

  /// The page, UTF-8.
  var bytes: [UInt8] {
    var html = HTMLWriter()
    html.element("html", ["lang": language.tag]) { html in
      html.element("head") { html in
        html.open("meta", ["charset": "utf-8"])
        html.open("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        html.element("title", "\(heading) – \(language(LandingController.title))")
        html.open("link", ["rel": "stylesheet", "href": StyleSheet.path])
        for link in links where ["alternate", "next", "service-desc"].contains(link.relation) {
          html.open("link", ["rel": link.relation, "type": link.type, "href": link.address])
        }
      }
      html.element("body") { html in
        trail(to: &html)
        html.element("main") { html in
          html.element("h1", heading)
          body(to: &html)
        }
      }
    }
    return html.bytes
  }

  // MARK: - Parts

  /// What the page is called.
  private var heading: String {
    if let title = content["title"]?.string { return title }
    if content["type"]?.string == "Feature" {
      return content["properties"]?["name"]?.string ?? content["id"]?.scalar ?? title
    }
    return type.map { language($0.title) } ?? title
  }

  private var links: [PageLink] { content["links"]?.elements.compactMap(PageLink.init) ?? [] }

  /// The way down from the landing page.
  private func trail(to html: inout HTMLWriter) {
    html.element("nav", ["aria-label": language("Breadcrumb", zh: "当前位置")]) { html in
      html.link(to: own("/"), language(LandingController.title))
      var address = ""
      for part in path.split(separator: "/") {
        address += "/" + part
        html.text(" / ")
        html.link(to: own(address), part.removingURLPercentEncoding() ?? String(part))
      }
      html.element("span", ["class": "forms"]) { html in
        for form in otherForms {
          html.link(to: form.address, rel: "alternate", form.name)
          html.text(" ")
        }
        for other in otherLanguages {
          html.link(to: other.address, rel: "alternate", language: other.language, other.language.name)
        }
      }
    }
  }

  private func body(to html: inout HTMLWriter) {
    if let description = content["description"]?.string { html.element("p", description) }
    if content["openapi"] != nil {
      document(to: &html)
    } else {
      if content["type"]?.string == "FeatureCollection" {
        turning(to: &html)
        members(except: ["title", "description", "type", "features", "links"], to: &html)
        features(to: &html)
        turning(to: &html)
      } else if case .object = content {
        members(except: ["title", "description", "links"], to: &html)
      } else {
        html.value(content)
      }
      asking(to: &html)
    }
    if !links.isEmpty {
      html.element("h2", language("Links", zh: "链接"))
      html.links(links)
    }
  }

  private func members(except left: Set<String>, to html: inout HTMLWriter) {
    html.members(content.members.filter { !left.contains($0.name) })
  }

  /// The ways to the pages before and after.
  private func turning(to html: inout HTMLWriter) {
    let turns = links.filter { ["prev", "next"].contains($0.relation) }
    guard !turns.isEmpty else { return }
    html.element("p") { html in
      for link in turns {
        html.link(
          to: link.address, rel: link.relation, type: link.type,
          link.relation == "next"
            ? language("Next page", zh: "下一页") : language("Previous page", zh: "上一页"))
        html.text(" ")
      }
    }
  }

  /// The features as a table, each with a link to itself.
  private func features(to html: inout HTMLWriter) {
    let features = content["features"]?.elements ?? []
    guard let first = features.first else { return html.element("p", language("No features", zh: "没有要素")) }
    let names = first["properties"]?.members.map(\.name) ?? []
    html.element("div", ["class": "wide"]) { html in
      html.element("table") { html in
        html.element("tr") { html in
          html.element("th", "id")
          for name in names {
            html.element("th") { html in
              html.text(name)
              if let title = type?.property(named: name)?.title {
                html.open("br")
                html.element("span", language(title))
              }
            }
          }
          html.element("th", "geometry")
        }
        for feature in features { row(of: feature, names, to: &html) }
      }
    }
  }

  private func row(of feature: OrderedJSON, _ names: [String], to html: inout HTMLWriter) {
    let id = feature["id"]?.scalar ?? ""
    html.element("tr") { html in
      html.element("td") { $0.link(to: own(path + "/" + id.encodedForPath), id) }
      for name in names {
        html.element("td") { html in feature["properties"]?[name].map { html.value($0) } }
      }
      html.element("td") { html in feature["geometry"]?["coordinates"].map { html.value($0) } }
    }
  }
}

extension Page {
  /// An address of this server that keeps the language that was asked for by `lang`.
  func own(_ address: String) -> String { Self.address(address, with: chosenLanguage) }

  /// The parameter `lang`, where it was given.
  var chosenLanguage: [(name: String, value: String)] {
    query.filter { $0.name == ParameterDescription.language.name }
  }

  private static func address(_ address: String, with language: [(name: String, value: String)]) -> String {
    guard let language = language.first, !address.contains(/[?&]lang=/) else { return address }
    return address + (address.contains("?") ? "&" : "?") + "\(language.name)=\(language.value)"
  }
}

extension DocumentLanguage {
  /// What the language calls itself.
  fileprivate var name: String { self("English", zh: "中文") }
}

/// A link of OGC API.
struct PageLink {
  let relation: String
  let address: String
  let type: String?
  let title: String?

  init?(_ value: OrderedJSON) {
    guard let address = value["href"]?.string, let relation = value["rel"]?.string else { return nil }
    self.address = address
    self.relation = relation
    type = value["type"]?.string
    title = value["title"]?.string
  }

  /// What a reader sees of it.
  var text: String { title ?? relation }
}

extension String {
  /// The text as one part of a path has it.
  ///
  /// Source: RFC 3986, 2.3.
  var encodedForPath: String {
    let unreserved = CharacterSet(charactersIn: "-._~").union(.init(charactersIn: "a"..."z"))
      .union(.init(charactersIn: "A"..."Z")).union(.init(charactersIn: "0"..."9"))
    return addingPercentEncoding(withAllowedCharacters: unreserved) ?? self
  }
}
