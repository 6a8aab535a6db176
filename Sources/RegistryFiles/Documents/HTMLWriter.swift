/// Writes HTML; texts and values of attributes are escaped, so that nothing that is told becomes markup.
///
/// Names of elements and attributes are part of the program. An address becomes a link only where following it does no
/// more than get something.
package struct HTMLWriter {
  /// What was written and not taken, UTF-8.
  package private(set) var bytes: [UInt8] = Array("<!DOCTYPE html>\n".utf8)

  /// A writer of a document that begins.
  package init() {}

  /// Hands over what was written, and goes on with nothing.
  package mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  /// An element with what is in it.
  package mutating func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:],
    _ content: (inout HTMLWriter) throws -> Void
  ) rethrows {
    open(name, attributes)
    try content(&self)
    bytes += Array("</\(name)>".utf8)
  }

  /// An element with a text in it.
  package mutating func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?>, _ text: String
  ) {
    element(name, attributes) { $0.text(text) }
  }

  /// An element without attributes with a text in it.
  package mutating func element(_ name: StaticString, _ text: String) { element(name, [:], text) }

  /// An element that has nothing in it and no end; an attribute without a value is left out.
  package mutating func open(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:]) {
    bytes += Array("<\(name)".utf8)
    for case (let key, let value?) in attributes {
      bytes += Array(" \(key)=\"".utf8)
      text(value)
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: ">"))
  }

  /// A text.
  package mutating func text(_ text: String) {
    for byte in text.utf8 {
      if let reference = Unicode.Scalar(byte).markupReference {
        bytes += Array("\(reference)".utf8)
      } else {
        bytes.append(byte)
      }
    }
  }

  /// A drawing, as ``CoverageMap/drawing`` and ``BarChart/drawing`` give it, whose texts are escaped already.
  mutating func drawing(_ svg: [UInt8]) { bytes += svg }

  /// A link; only the text where the address is none of the web, as `javascript:` ones.
  ///
  /// - Parameter language: that of the text and of what it leads to, where it is another than the page's.
  package mutating func link(
    to address: String, rel: String? = nil, type: String? = nil, language: DocumentLanguage? = nil,
    _ text: String
  ) {
    let isOwn = address.hasPrefix("/") && !address.hasPrefix("//")
    guard isOwn || address.hasPrefix("https://") || address.hasPrefix("http://") else {
      return self.text(text)
    }
    element(
      "a", ["href": address, "rel": rel, "type": type, "hreflang": language?.tag, "lang": language?.tag], text
    )
  }
}
