import Fixtures
import Foundation
#if canImport(FoundationXML)
  import FoundationXML
#endif
import ServiceNetwork
import Testing

@testable import RegistryFiles

/// A map of coverage as a drawing.
struct CoverageMapTests {
  private func map(
    _ villages: [CoverageMap.Village], language: DocumentLanguage = .zh
  ) throws -> CoverageMap {
    try #require(
      CoverageMap(
        villages: villages, facilities: [], outlines: [],
        caption: CoverageMap.Caption(title: "图 <b>&</b>", lines: ["一行"], provenance: "state 0"),
        language: language))
  }

  private func villages() throws -> [CoverageMap.Village] {
    var random = SeededGenerator(seed: 5)
    return try (0..<60).map { index in
      CoverageMap.Village(
        code: "4117261002\(index)", name: "村\(index)<script>alert(1)</script>",
        location: try Coordinate(
          longitude: .random(in: 113...114.5, using: &random),
          latitude: .random(in: 32.4...33.4, using: &random)),
        isServed: index % 3 == 0, persons: index * 10, cost: Double(index) * 200)
    }
  }

  @Test(arguments: DocumentLanguage.allCases)
  func `it is well-formed, and names in it are texts`(language: DocumentLanguage) throws {
    let reader = SVGReader()
    let parser = XMLParser(data: Data(try map(villages(), language: language).file))
    parser.delegate = reader
    #expect(parser.parse(), "\(parser.parserError.map(String.init(describing:)) ?? "")")
    #expect(!reader.elements.contains("script") && !reader.elements.contains("b"))
    #expect(reader.text.contains("图 <b>&</b>"))
    #expect(reader.elements.count { $0 == "circle" } >= 40)
    #expect(!reader.attributes.contains { $0.hasPrefix("http") && !$0.hasPrefix("http://www.w3.org/") })
  }

  @Test func `the order of its marks changes nothing`() throws {
    let villages = try villages()
    let drawing = try map(villages).file
    #expect(try map(villages.reversed()).file == drawing)
    var random = SeededGenerator(seed: 9)
    #expect(try map(villages.shuffled(using: &random)).file == drawing)
  }

  @Test func `a circle's area goes with the persons`() throws {
    let map = try map(villages())
    let one = map.radius(forPersons: 100)
    #expect(abs(map.radius(forPersons: 400) - 2 * one) < 1e-9)
    #expect(one > 0 && map.radius(forPersons: 590) <= 15)
  }

  @Test func `a scale bar is as long as the geodesic says, at the middle latitude`() throws {
    let projection = try map(villages()).projection
    let (longitude, latitude) = projection.middle
    let (west, east) = (
      try Coordinate(longitude: longitude - 0.05, latitude: latitude),
      try Coordinate(longitude: longitude + 0.05, latitude: latitude)
    )
    let (from, to) = (projection.point(west), projection.point(east))
    let meters = Geodesic.distance(from: west, to: east).value
    #expect(abs((to.x - from.x) / projection.unitsPerMeter - meters) < meters * 1e-5)
    let north = try Coordinate(longitude: longitude, latitude: latitude + 0.05)
    let south = try Coordinate(longitude: longitude, latitude: latitude - 0.05)
    let rise = projection.point(south).y - projection.point(north).y
    let upward = Geodesic.distance(from: south, to: north).value
    #expect(abs(rise / projection.unitsPerMeter - upward) < upward * 1e-4)
  }

  @Test func `where no village has a place, there is no map`() {
    #expect(
      CoverageMap(
        villages: [], facilities: [], outlines: [],
        caption: CoverageMap.Caption(title: "", lines: [], provenance: ""), language: .en) == nil)
  }
}

/// What an SVG says, as an XML parser finds it.
private final class SVGReader: NSObject, XMLParserDelegate {
  var elements: [String] = []
  var attributes: [String] = []
  var text = ""

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes values: [String: String]
  ) {
    elements.append(name)
    attributes += values.values
  }

  func parser(_ parser: XMLParser, foundCharacters characters: String) { text += characters }
}
