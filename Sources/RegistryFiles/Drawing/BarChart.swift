/// Horizontal bars of shares, one below the other in the order in which they are given.
package struct BarChart: Sendable {
  /// A bar.
  package struct Bar: Sendable {
    /// What it is of.
    package var name: String
    /// How long it is, 0...1; `nil` where there is no share.
    package var share: Double?
    /// What stands behind it, beside the share.
    package var note: String

    /// A bar from its parts.
    package init(name: String, share: Double?, note: String) {
      self.name = name
      self.share = share
      self.note = note
    }
  }

  private let title: String
  private let bars: [Bar]

  /// A chart of some bars.
  package init(title: String, _ bars: [Bar]) {
    self.title = title
    self.bars = bars
  }

  /// The drawing as an element `svg`, 1,000 units wide: 500 units are a share of 1.
  package var drawing: [UInt8] {
    var svg = SVGWriter()
    let height = Double(bars.count) * Self.step + 52
    svg.drawing(width: 1000, height: height, title: title) { svg in
      svg.label(title, x: 0, y: 16, size: 15, isBold: true)
      scale(to: &svg, from: 28, until: height - 18)
      for (index, bar) in bars.enumerated() { write(bar, at: 32 + Double(index) * Self.step, to: &svg) }
    }
    return svg.bytes
  }

  private static let step = 21.0
  private static let left = 250.0
  private static let whole = 500.0

  private func scale(to svg: inout SVGWriter, from top: Double, until bottom: Double) {
    for percent in stride(from: 0, through: 100, by: 25) {
      let x = Self.left + Self.whole * Double(percent) / 100
      svg.element(
        "path",
        [
          "d": "M\(SVGWriter.number(x)) \(SVGWriter.number(top))V\(SVGWriter.number(bottom))",
          "stroke": "#ccc",
        ])
      svg.label("\(percent)%", x: x, y: bottom + 14, size: 11, isCentred: true, fill: "#555")
    }
  }

  private func write(_ bar: Bar, at y: Double, to svg: inout SVGWriter) {
    svg.label(shortened(bar.name), x: 0, y: y + 12, size: 13)
    let length = Self.whole * min(max(bar.share ?? 0, 0), 1)
    svg.element(
      "rect",
      [
        "x": SVGWriter.number(Self.left), "y": SVGWriter.number(y), "width": SVGWriter.number(length),
        "height": "15", "fill": "#21918c",
      ])
    svg.label("\(bar.share.percent)  \(bar.note)", x: Self.left + Self.whole + 12, y: y + 12, size: 12)
  }

  /// A name that fits beside its bar.
  private func shortened(_ name: String) -> String {
    var name = name
    guard drawnWidth(of: name, size: 13) > Self.left - 10 else { return name }
    while drawnWidth(of: name, size: 13) > Self.left - 24 { name.removeLast() }
    return name + "…"
  }
}
