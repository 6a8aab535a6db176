import Fixtures
import Foundation
#if canImport(FoundationXML)
  import FoundationXML
#endif
import ServiceNetwork
import Testing

@testable import RegistryFiles

struct CoverageMapTests {
  private let caption = CoverageMap.Caption(
    title: "<script>alert(1)</script> & \"title\"", lines: ["a < b"], provenance: "state")

  private func villages() throws -> [CoverageMap.Village] {
    var random = SeededGenerator(seed: 7)
    return try (0..<60).map { index in
      CoverageMap.Village(
        code: "4117261\(10000 + index)", name: index == 0 ? "<script>&\u{1}村" : "村\(index)",
        location: try Coordinate(
          .random(in: 113.5...114.5, using: &random), .random(in: 32.5...33.5, using: &random)),
        isServed: index % 3 == 1, persons: index % 10 == 9 ? nil : index * 4,
        cost: index % 7 == 6 ? nil : Double(3000 + index * 150))
    }
  }

  private func map(
    _ villages: [CoverageMap.Village], _ outlines: [DivisionOutline] = [],
    _ language: DocumentLanguage = .zh
  ) throws -> CoverageMap {
    let facilities = try (0..<9).map { index in
      CoverageMap.Facility(id: "F\(index)", location: try Coordinate(113.6 + Double(index) / 10, 33))
    }
    return try #require(
      CoverageMap(
        villages: villages, facilities: facilities, outlines: outlines, caption: caption, language: language))
  }

  private func outlines() throws -> [DivisionOutline] {
    let hull = convexHull(of: try villages().map(\.location))
    return try ["411726": true, "411727": false].map { code, isSketch in
      DivisionOutline(
        code: DivisionCode(registered: code + "000000"), name: "<b>\(code)",
        area: MultiPolygon([MultiPolygon.Polygon(exterior: hull)]),
        isSketch: isSketch, middle: try Coordinate(114, 33))
    }
  }

  @Test(arguments: DocumentLanguage.allCases)
  func `a map is well-formed, and what names say is text`(language: DocumentLanguage) throws {
    let drawing = try Drawing(try map(villages(), outlines(), language).file)
    #expect(drawing.texts.contains("<script>alert(1)</script> & \"title\""))
    #expect(drawing.texts.contains { $0.hasPrefix("<script>&\u{FFFD}村") })
    #expect(drawing.texts.contains("<b>411726"))
    #expect(drawing.texts.contains("示意 sketch"))
    #expect(
      Set(drawing.elements.map(\.name)) == ["svg", "title", "rect", "text", "g", "path", "circle"])
    #expect(drawing.elements.allSatisfy { $0.attributes["id"] == nil && $0.attributes["href"] == nil })
  }

  @Test func `the same marks in another order make the same bytes`() throws {
    var random = SeededGenerator(seed: 3)
    let file = try map(villages(), outlines()).file
    for _ in 0..<5 {
      #expect(
        try map(villages().shuffled(using: &random), outlines().shuffled(using: &random)).file == file)
    }
  }

  @Test func `areas of circles are proportional to persons`() throws {
    let villages = try villages()
    let drawing = try Drawing(try map(villages).file)
    var factors: [Double] = []
    for circle in drawing.elements where circle.name == "circle" && circle.attributes["fill-opacity"] != nil {
      let radius = try #require(circle.attributes["r"].flatMap(Double.init))
      let words = try #require(circle.title)
      let village = try #require(villages.first { words.contains(" \($0.code):") })
      factors.append(radius * radius / Double(try #require(village.persons)))
    }
    let shown = villages.count { !$0.isServed && ($0.persons ?? 0) > 0 }
    #expect(factors.count == shown)
    let (least, most) = (try #require(factors.min()), try #require(factors.max()))
    // Radii are written to three decimals.
    #expect(most / least < 1.002)
  }

  @Test(arguments: [0.0, 33, -47, 68])
  func `a scale bar is as long as its words say at the middle latitude`(latitude: Double) throws {
    let extent = try #require(
      BoundingBox(west: 113, south: latitude - 0.8, east: 115, north: latitude + 0.8))
    let projection = MapProjection(extent, width: 760, heights: 440...900, margin: 24)
    let bar = ScaleBar(projection, atMost: 180)
    #expect(bar.units <= 180 && bar.units > 70)
    func ground(_ first: Coordinate, _ second: Coordinate) -> Double {
      let (one, other) = (projection.point(first), projection.point(second))
      let units = hypot(one.x - other.x, one.y - other.y)
      return Geodesic.distance(from: first, to: second).value * bar.units / units
    }
    let eastward = try ground(Coordinate(113.9, latitude), Coordinate(114.1, latitude))
    let northward = try ground(Coordinate(114, latitude - 0.1), Coordinate(114, latitude + 0.1))
    #expect(abs(eastward / bar.meters - 1) < 1e-5)
    #expect(abs(northward / bar.meters - 1) < 1e-5)
  }

  @Test func `everything lies within the frame, east to the right and north above`() throws {
    let extent = try #require(BoundingBox(west: 113, south: 32, east: 115, north: 33))
    let projection = MapProjection(extent, width: 760, heights: 440...900, margin: 24)
    let (low, high) = (
      projection.point(try Coordinate(113, 32)), projection.point(try Coordinate(115, 33))
    )
    #expect(low.x >= 23.999 && high.x <= 736.001 && low.x < high.x && high.y < low.y && high.y >= 23.999)
  }

  @Test func `a hull holds its corners alone, and nothing where places lie on a line`() throws {
    let square = try [
      Coordinate(1, 1), Coordinate(0, 0), Coordinate(2, 0), Coordinate(2, 2), Coordinate(0, 2),
      Coordinate(1, 0),
    ]
    #expect(
      try convexHull(of: square) == [
        Coordinate(0, 0), Coordinate(2, 0), Coordinate(2, 2), Coordinate(0, 2), Coordinate(0, 0),
      ])
    #expect(convexHull(of: try [Coordinate(0, 0), Coordinate(1, 1), Coordinate(2, 2)]).isEmpty)
    #expect(convexHull(of: []).isEmpty)
  }

  @Test func `one village is a map, and none is not`() throws {
    let one = try villages().prefix(1)
    #expect(try !map(Array(one)).file.isEmpty)
    #expect(
      CoverageMap(villages: [], facilities: [], outlines: [], caption: caption, language: .zh) == nil)
  }

  @Test func `a bar is as long as its share`() throws {
    let drawing = try Drawing(
      BarChart(
        title: "<x>",
        [
          BarChart.Bar(name: "甲", share: 0.25, note: "1"), BarChart.Bar(name: "乙", share: 1, note: "2"),
          BarChart.Bar(name: "丙", share: nil, note: "3"),
        ]
      ).drawing)
    let bars = drawing.elements.filter { $0.name == "rect" && $0.attributes["x"] != nil }
    #expect(bars.map { $0.attributes["width"] } == ["125", "500", "0"])
    #expect(drawing.texts.contains("25.0%  1") && drawing.texts.contains("–  3"))
  }
}

/// A drawing as an XML parser reads it; one that is not well-formed is none.
private struct Drawing {
  struct Element {
    var name: String
    var attributes: [String: String]
    /// What its `title` says.
    var title: String?
  }

  let elements: [Element]
  let texts: [String]

  init(_ bytes: [UInt8]) throws {
    let reader = Reader()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = reader
    guard parser.parse() else { throw NotWellFormed(reason: "\(parser.parserError as Any)") }
    elements = reader.elements
    texts = reader.texts
  }

  struct NotWellFormed: Error { var reason: String }

  private final class Reader: NSObject, XMLParserDelegate {
    var elements: [Element] = []
    var texts: [String] = []
    private var text = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      elements.append(Element(name: name, attributes: attributes))
      text = ""
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
      if !text.isEmpty { texts.append(text) }
      // A title stands right behind the beginning of what it is of.
      if name == "title", elements.count > 1 { elements[elements.count - 2].title = text }
      text = ""
    }
  }
}
