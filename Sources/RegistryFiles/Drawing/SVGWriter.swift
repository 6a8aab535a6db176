/// Writes SVG 1.1; texts and values of attributes are escaped, so that nothing that is told becomes markup.
///
/// Names of elements and attributes are part of the program. Characters that XML has no place for become U+FFFD. No id is
/// written, so that several drawings may stand in one document.
package struct SVGWriter {
  /// What was written so far, UTF-8.
  package private(set) var bytes: [UInt8] = []

  /// A writer that has written nothing.
  package init() {}

  /// An element with what is in it.
  package mutating func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:],
    _ content: (inout SVGWriter) -> Void
  ) {
    begin(name, attributes)
    bytes.append(UInt8(ascii: ">"))
    content(&self)
    bytes += Array("</\(name)>".utf8)
  }

  /// An element with a text in it.
  package mutating func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?>, _ text: String
  ) {
    element(name, attributes) { $0.text(text) }
  }

  /// An element that has nothing in it; an attribute without a value is left out.
  package mutating func element(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?>) {
    begin(name, attributes)
    bytes += Array("/>".utf8)
  }

  /// A text.
  package mutating func text(_ text: String) {
    for scalar in text.unicodeScalars {
      if let reference = scalar.markupReference {
        bytes += Array("\(reference)".utf8)
        continue
      }
      switch scalar {
      case "\t", "\n", "\r": bytes.append(UInt8(ascii: " "))
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": bytes += Array("\u{FFFD}".utf8)
      default: bytes += Array(String(scalar).utf8)
      }
    }
  }

  /// A number to three decimals, without those that are zeros.
  ///
  /// - Precondition: its magnitude is below 1e12.
  static func number(_ value: Double) -> String {
    let thousandths = Int((value * 1000).rounded())
    let (whole, rest) = thousandths.magnitude.quotientAndRemainder(dividingBy: 1000)
    var text = (thousandths < 0 ? "-" : "") + String(whole)
    if rest > 0 {
      text += "." + String(String(1000 + rest).dropFirst())
      while text.hasSuffix("0") { text.removeLast() }
    }
    return text
  }

  // MARK: - Private

  private mutating func begin(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?>) {
    bytes += Array("<\(name)".utf8)
    for case (let key, let value?) in attributes {
      bytes += Array(" \(key)=\"".utf8)
      text(value)
      bytes.append(UInt8(ascii: "\""))
    }
  }
}

extension SVGWriter {
  /// A text in the drawing's font.
  ///
  /// - Parameters:
  ///   - x: where it begins, or its middle.
  ///   - y: its base line.
  ///   - isCentred: whether `x` is its middle.
  ///   - halo: how wide a white line around its letters is; `nil` for none.
  mutating func label(
    _ text: String, x: Double, y: Double, size: Double, isBold: Bool = false, isCentred: Bool = false,
    halo: Double? = nil, fill: String = "#222"
  ) {
    element(
      "text",
      [
        "x": Self.number(x), "y": Self.number(y), "font-size": Self.number(size),
        "font-weight": isBold ? "bold" : nil, "text-anchor": isCentred ? "middle" : nil, "fill": fill,
        "stroke": halo.map { _ in "#fff" }, "stroke-width": halo.map(Self.number),
        "stroke-linejoin": halo.map { _ in "round" }, "paint-order": halo.map { _ in "stroke" },
      ], text)
  }

  /// A drawing of some size: as wide as what it stands in, and without an address outside.
  package mutating func drawing(
    width: Double, height: Double, title: String, _ content: (inout SVGWriter) -> Void
  ) {
    element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": "0 0 \(Self.number(width)) \(Self.number(height))",
        "width": Self.number(width), "height": Self.number(height), "role": "img",
        "font-family":
          "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif",
      ]
    ) { svg in
      svg.element("title", [:], title)
      svg.element(
        "rect",
        ["width": Self.number(width), "height": Self.number(height), "fill": "#fff"])
      content(&svg)
    }
  }
}

/// How wide a text is about, in the unit of the font's size.
func drawnWidth(of text: String, size: Double) -> Double {
  text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 1 : 0.56) } * size
}
