internal import Foundation
internal import ServiceNetwork

extension CoverageMap {
  /// The drawing as a file of its own: XML, UTF-8.
  package var file: [UInt8] {
    Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8) + drawing + Array("\n".utf8)
  }

  /// The drawing as an element `svg`, which may stand in a document.
  var drawing: [UInt8] {
    var svg = SVGWriter()
    let top = 44 + 20 * Double(caption.lines.count)
    let height = top + projection.height + 46
    svg.drawing(width: Self.width, height: height, title: caption.title) { svg in
      svg.label(caption.title, x: 10, y: 30, size: 22, isBold: true)
      for (index, line) in caption.lines.enumerated() {
        svg.label(line, x: 10, y: 54 + 20 * Double(index), size: 14)
      }
      svg.element("g", ["transform": "translate(10 \(SVGWriter.number(top)))"]) { svg in
        frame(to: &svg)
        for outline in outlines { write(outline, to: &svg) }
        write(served: villages.filter(\.isServed), to: &svg)
        for village in villages where !village.isServed { write(village, to: &svg) }
        facilitiesMark(to: &svg)
        labels(to: &svg)
      }
      let legend = "translate(\(SVGWriter.number(Self.frameWidth + 26)) \(SVGWriter.number(top)))"
      svg.element("g", ["transform": legend]) { svg in self.legend(to: &svg) }
      svg.label(projectionPhrase, x: 10, y: height - 26, size: 11, fill: "#555")
      svg.label(caption.provenance, x: 10, y: height - 10, size: 11, fill: "#555")
    }
    return svg.bytes
  }

  /// The width of the whole drawing, units.
  private static let width = 1000.0

  // MARK: - Marks

  /// The circle's radius for some persons, units: its area is proportional to them.
  ///
  /// The greatest circle has a radius of 15, and all together are not more than a fifth of the map.
  func radius(forPersons persons: Int) -> Double {
    (Double(persons) * unitsPerPerson / .pi).squareRoot()
  }

  /// The area of the drawing that stands for a person, square units.
  private var unitsPerPerson: Double {
    let counts = villages.lazy.filter { !$0.isServed }.map { $0.persons ?? 0 }
    guard let most = counts.max(), most > 0 else { return 0 }
    let all = counts.reduce(0, +)
    return min(.pi * 15 * 15 / Double(most), 0.2 * Self.frameWidth * projection.height / Double(all))
  }

  /// The most persons of a village that is not served.
  var mostPersons: Int { villages.lazy.filter { !$0.isServed }.compactMap(\.persons).max() ?? 0 }

  private func frame(to svg: inout SVGWriter) {
    svg.element(
      "rect",
      [
        "width": SVGWriter.number(Self.frameWidth), "height": SVGWriter.number(projection.height),
        "fill": "#fcfcfa", "stroke": "#999",
      ])
  }

  private func write(_ outline: DivisionOutline, to svg: inout SVGWriter) {
    let rings = outline.area.polygons.flatMap { [$0.exterior] + $0.interiors }
    guard !rings.isEmpty else { return }
    svg.element(
      "path",
      [
        "d": rings.map(path).joined(), "fill": "none", "stroke": outline.isSketch ? "#999" : "#555",
        "stroke-width": outline.isSketch ? "1" : "1.3", "stroke-linejoin": "round",
        "stroke-dasharray": outline.isSketch ? "6 4" : nil,
      ])
  }

  /// A ring as a closed path, without points that nobody would see.
  private func path(_ ring: [Coordinate]) -> String {
    var text = ""
    var last: (x: Double, y: Double)?
    for place in ring.dropLast() {
      let point = projection.point(place)
      if let last, hypot(point.x - last.x, point.y - last.y) < 0.4 { continue }
      text += "\(last == nil ? "M" : "L")\(SVGWriter.number(point.x)) \(SVGWriter.number(point.y))"
      last = point
    }
    return text.isEmpty ? "" : text + "Z"
  }

  /// Dots, as lines of no length with round ends: thousands of them in few bytes.
  private func write(served villages: [Village], to svg: inout SVGWriter) {
    guard !villages.isEmpty else { return }
    let dots = villages.map { village in
      let point = projection.point(village.location)
      return "M\(SVGWriter.number(point.x)) \(SVGWriter.number(point.y))h0"
    }
    svg.element(
      "path",
      [
        "d": dots.joined(), "stroke": Self.servedColour, "stroke-width": "3.2", "stroke-linecap": "round",
        "fill": "none",
      ])
  }

  static let servedColour = "#b5b5b5"

  private func write(_ village: Village, to svg: inout SVGWriter) {
    let point = projection.point(village.location)
    let colour = classes.colour(of: village.cost)
    if let persons = village.persons, persons > 0 {
      svg.element(
        "circle",
        [
          "cx": SVGWriter.number(point.x), "cy": SVGWriter.number(point.y),
          "r": SVGWriter.number(radius(forPersons: persons)), "fill": colour, "fill-opacity": "0.85",
          "stroke": "#333", "stroke-width": "0.4",
        ]
      ) { $0.element("title", [:], words(village)) }
    } else {
      let (x, y) = (SVGWriter.number(point.x - 2), SVGWriter.number(point.y - 2))
      svg.element("path", ["d": "M\(x) \(y)l4 4m0 -4l-4 4", "stroke": "#333", "stroke-width": "0.9"]) {
        $0.element("title", [:], words(village))
      }
    }
  }

  /// What is told of a village where a pointer rests on it.
  private func words(_ village: Village) -> String {
    let persons =
      village.persons.map { language("\($0) persons", zh: "\($0)人") } ?? language("not counted", zh: "人数未统计")
    let unit = isTime ? language("min", zh: "分钟") : language("m", zh: "米")
    let cost = village.cost.map { ", \($0.toDecimetre) \(unit)" } ?? ""
    return "\(village.name) \(village.code): \(persons)\(cost)"
  }

  /// Triangles, all in one path.
  private func facilitiesMark(to svg: inout SVGWriter) {
    guard !facilities.isEmpty else { return }
    let triangles = facilities.map { facility in
      let point = projection.point(facility.location)
      return "M\(SVGWriter.number(point.x)) \(SVGWriter.number(point.y - 3.4))\(Self.triangle)"
    }
    svg.element("path", Self.facilityAttributes(triangles.joined()))
  }

  static let triangle = "l3 5.2h-6Z"

  static func facilityAttributes(_ path: String) -> KeyValuePairs<StaticString, String?> {
    ["d": path, "fill": "#c2185b", "stroke": "#fff", "stroke-width": "0.5"]
  }

  // MARK: - Words

  private func labels(to svg: inout SVGWriter) {
    let size = outlines.count > 24 ? 11.0 : 14.0
    var taken: [LabelBox] = []
    for outline in outlines {
      let point = projection.point(outline.middle)
      let width = drawnWidth(of: outline.name, size: size)
      let x = min(max(point.x, width / 2 + 4), Self.frameWidth - width / 2 - 4)
      // Where a label would lie on another one, it moves up or down by lines, at the most three.
      let candidates = [0.0, -1, 1, -2, 2, -3, 3].map {
        LabelBox(x: x, y: point.y + $0 * size * 1.15, width: width, height: size * 1.1)
      }
      let box = candidates.first { box in !taken.contains { $0.meets(box) } } ?? candidates[0]
      taken.append(box)
      svg.label(
        outline.name, x: box.x, y: box.y + size * 0.35, size: size, isBold: true, isCentred: true, halo: 3)
    }
  }

  private var projectionPhrase: String {
    func degrees(_ value: Double) -> String { String(format: "%.3f", value) }
    let (longitude, latitude) = (degrees(projection.middle.longitude), degrees(projection.middle.latitude))
    return language(
      "Local equirectangular projection around \(longitude)° E, \(latitude)° N (WGS 84); the scale holds at that latitude.",
      zh: "以东经\(longitude)°、北纬\(latitude)°为中心的局部等距圆柱投影（WGS 84）；比例尺以该纬度为准。")
  }
}

/// The room that a label takes, around its middle.
private struct LabelBox {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  func meets(_ other: LabelBox) -> Bool {
    abs(x - other.x) * 2 < width + other.width && abs(y - other.y) * 2 < height + other.height
  }
}
