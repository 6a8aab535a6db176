import RegistryFiles

/// How values of JSON are shown, whatever they are.
extension HTMLWriter {
  /// A value: a text that is an address as a link, an object as a list of its members, an array as a table or list.
  mutating func value(_ value: OrderedJSON) {
    switch value {
    case .text(let text) where text.hasPrefix("http://") || text.hasPrefix("https://"):
      link(to: text, text)
    case .array(let elements): array(elements)
    case .object(let members): self.members(members)
    case .null, .truth, .number, .text: text(value.scalar ?? "")
    }
  }

  /// Members with their values.
  mutating func members(_ members: [OrderedJSON.Member]) {
    guard !members.isEmpty else { return }
    element("dl") { html in
      for member in members {
        html.element("dt", member.name)
        html.element("dd") { html in
          let links = member.name == "links" ? member.value.elements.compactMap(PageLink.init) : []
          if links.isEmpty { html.value(member.value) } else { html.links(links) }
        }
      }
    }
  }

  /// Links with what they lead to.
  mutating func links(_ links: [PageLink]) {
    element("ul") { html in
      for link in links {
        html.element("li") { html in
          html.link(to: link.address, rel: link.relation, type: link.type, link.text)
          html.text(
            " "
              + [link.title == nil ? nil : link.relation, link.type].compactMap(\.self).joined(
                separator: ", "))
        }
      }
    }
  }

  private mutating func array(_ elements: [OrderedJSON]) {
    if elements.allSatisfy({ !$0.members.isEmpty }), !elements.isEmpty {
      let isFlat = elements.allSatisfy { $0.members.allSatisfy { $0.value.scalar != nil } }
      return isFlat ? table(elements) : sections(elements)
    }
    if elements.allSatisfy({ if case .number = $0 { true } else { false } }) {
      return text(elements.compactMap(\.scalar).joined(separator: ", "))
    }
    element("ul") { html in
      for value in elements { html.element("li") { $0.value(value) } }
    }
  }

  /// Objects with scalar members alone, a row each.
  private mutating func table(_ rows: [OrderedJSON]) {
    var names: [String] = []
    for row in rows {
      for member in row.members where !names.contains(member.name) { names.append(member.name) }
    }
    element("div", ["class": "wide"]) { html in
      html.element("table") { html in
        html.element("tr") { html in for name in names { html.element("th", name) } }
        for row in rows {
          html.element("tr") { html in
            for name in names { html.element("td") { html in row[name].map { html.value($0) } } }
          }
        }
      }
    }
  }

  /// Objects with more in them, a section each under what it is called.
  private mutating func sections(_ objects: [OrderedJSON]) {
    for object in objects {
      element("section") { html in
        let name = ["title", "name", "id"].compactMap { object[$0]?.string }.first
        if let name { html.element("h2", name) }
        html.members(object.members)
      }
    }
  }
}
