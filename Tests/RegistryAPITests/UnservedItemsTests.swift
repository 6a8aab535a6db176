import Foundation
import HTTPTypes
import RegistryFiles
import RegistryStore
import ServiceNetwork
import Testing

@testable import RegistryAPI

/// The unserved as a collection like others, and what features say of places.
struct UnservedItemsTests {
  private static let items = "/collections/unserved/items?service=childrens-home&within=4km"

  private static func place(_ feature: [String: Any]) -> [Double]? {
    (feature["geometry"] as? [String: Any])?["coordinates"] as? [Double]
  }

  @Test(arguments: [
    (113.1, 32.55, 113.6, 32.9), (113.34, 32.5, 113.34, 33.1), (100, 20, 101, 21),
    (113.16999999999999, 32.499999999999986, 113.52000000000001, 32.76000000000001),
  ])
  func `a box has the villages within, and those without a place`(
    west: Double, south: Double, east: Double, north: Double
  ) async throws {
    try await ReadingServer().run { client in
      let all = try await client.ask(Self.items)
      #expect(all.ids.count == all.json["numberMatched"] as? Int && all.ids.count > 15)
      let expected = all.features.filter { feature in
        guard let place = Self.place(feature) else { return true }
        return (west...east).contains(place[0]) && (south...north).contains(place[1])
      }.compactMap { $0["id"] as? String }
      let systems = "http://www.opengis.net/def/crs/"
      for box in [
        "bbox=\(west),\(south),\(east),\(north)",
        "bbox=\(south),\(west),\(north),\(east)&bbox-crs=\(systems)EPSG/0/4490",
        "bbox=\(west),\(south),\(east),\(north)&bbox-crs=\(systems)OGC/1.3/CRS84&crs=\(systems)OGC/1.3/CRS84",
      ] {
        let answer = try await client.ask("\(Self.items)&\(box)")
        #expect(answer.ids == expected)
        #expect(answer.json["numberMatched"] as? Int == expected.count)
        #expect(answer.json["numberWithoutGeometry"] as? Int == 1)
        let placed = try await client.ask("\(Self.items)&\(box)&hasGeometry=true")
        #expect(placed.ids == expected.filter { $0 != "411726100217" })
      }
    }
  }

  @Test func `pages, forms, systems and properties are those of every collection`() async throws {
    try await ReadingServer().run { client in
      let all = try await client.ask(Self.items)
      var ids: [String] = []
      var address: String? = Self.items + "&limit=4&f=geojson"
      while let next = address, ids.count <= all.ids.count {
        let page = try await client.ask(next)
        ids += page.ids
        #expect(page.links.allSatisfy { $0["href"]?.hasPrefix("http://") == true })
        address = page.link("next")
        let back = page.link("prev")
        #expect((back == nil) == (ids.count == page.ids.count))
      }
      #expect(ids == all.ids)
      let table = try await client.ask(Self.items + "&f=csv&properties=code,reason")
      #expect(table.text.hasPrefix("code,reason,x,y\n"))
      #expect(table.text.split(separator: "\n").dropFirst().map { String($0.prefix(12)) } == all.ids)
      let turned = try await client.ask(Self.items + "&crs=http://www.opengis.net/def/crs/EPSG/0/4326")
      #expect(turned.headers[.contentCrs] == "<http://www.opengis.net/def/crs/EPSG/0/4326>")
      #expect(turned.features.map { Self.place($0)?.reversed() } == all.features.map(Self.place))
      let plane = try await client.ask(
        Self.items
          + "&bbox=12500000,3800000,12640000,3860000&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/3857&hasGeometry=true"
      )
      // 12640000 is 113.547° E, 3860000 is 32.732° N.
      #expect(
        plane.ids
          == all.features.filter { feature in
            Self.place(feature).map { $0[0] < 113.547 && $0[1] < 32.732 } ?? false
          }.compactMap { $0["id"] as? String })
      #expect(!plane.ids.isEmpty)
      let download = try await client.ask(Self.items.replacing("items", with: "download"))
      #expect(download.ids == all.ids && download.json["complete"] as? Bool == true)
    }
  }

  @Test func `one village is the feature that the list has, and the command's figures`() async throws {
    let server = try ReadingServer()
    try await server.run { client in
      let all = try await client.ask(Self.items)
      let first = try #require(all.features.first { $0["id"] as? String == "411726100221" })
      let one = try await client.ask(Self.items.replacing("items?", with: "items/411726100221?"))
      #expect(one.status == 200)
      for member in ["id", "geometry", "properties", "type"] {
        #expect(NSArray(array: [first[member] as Any]).isEqual(to: [one.json[member] as Any]))
      }
      #expect(one.link("collection") != nil)
      #expect(try await client.ask(Self.items.replacing("items?", with: "items/411726100216?")).status == 404)
      var parameters = QuestionParameters()
      (parameters.services, parameters.within) = (["childrens-home"], "4km")
      let chosen = parameters
      let snapshot = try await server.registry.snapshot { try chosen.scope(in: $0) }
      let question = try #require(
        try parameters.questions(in: snapshot.catalogue, today: ReadingServer.today).first)
      var bytes: [UInt8] = []
      try ReportWriter(.geojson) { bytes += $0 }.write(
        UnservedReport(try CoverageAnalysis(question, in: snapshot)))
      let report = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] ?? [:]
      #expect(NSArray(array: all.features).isEqual(to: report["features"] as? [Any] ?? []))
    }
  }

  @Test(arguments: [
    "bbox=1,2,3", "crs=EPSG:4326", "properties=nmae", "datetime=2018", "hasGeometry=yes", "offset=-1",
    "cursor=x",
  ])
  func `what cannot be asked is refused`(query: String) async throws {
    try await ReadingServer().run { client in
      let answer = try await client.ask("\(Self.items)&\(query)")
      #expect(answer.status == 400)
      #expect(answer.json["parameter"] as? String == query.split(separator: "=").first.map(String.init))
    }
  }

  @Test func `a box says how many of its features have no place`() async throws {
    try await ReadingServer().run { client in
      let items = "/collections/facilities/items?limit=100"
      let box = try await client.ask("\(items)&bbox=113,32,113.25,33")
      #expect(box.ids == ["H0", "H1", "H2", "H5"])
      #expect(box.json["numberWithoutGeometry"] as? Int == 1)
      let placed = try await client.ask("\(items)&bbox=113,32,113.25,33&hasGeometry=true")
      #expect(placed.ids == ["H0", "H1", "H2"] && placed.json["numberWithoutGeometry"] as? Int == 0)
      #expect(try await client.ask("\(items)&hasGeometry=false").ids == ["H5"])
      #expect(try await client.ask(items).json["numberWithoutGeometry"] == nil)
      let queryables =
        try await client.ask("/collections/facilities/queryables").json["properties"] as? [String: Any]
      #expect((queryables?["hasGeometry"] as? [String: Any])?["type"] as? String == "boolean")
      let extent = try await client.ask("/collections/facilities").json["extent"] as? [String: Any]
      let intervals = (extent?["temporal"] as? [String: Any])?["interval"] as? [[Any]]
      #expect(intervals?.first?.first as? String == "2018-01-01T00:00:00Z")
      #expect(intervals?.first?.last is NSNull)
    }
  }
}
