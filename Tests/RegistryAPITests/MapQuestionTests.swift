import Crypto
import Fixtures
import Foundation
import HTTPTypes
import RegistryStore
import ServiceNetwork
import Testing

@testable import RegistryAPI

/// What a map asks: one more here, who lies in a circle or polygon, outlines, the report of an area.
struct MapQuestionTests {
  private func total(_ client: ReadingClient, _ query: String) async throws -> [String: Int] {
    let answer = try await client.ask("/coverage?service=childrens-home&\(query)")
    #expect(answer.status == 200, "\(query): \(answer.text)")
    let total = try #require(answer.json["total"] as? [String: Any])
    return total.compactMapValues { $0 as? Int }
  }

  @Test func `one more that is supposed counts as the scenario that opens it`() async throws {
    let server = try ReadingServer()
    let editor = try LiveServer.token(.cityEditor, of: server.registry)
    let opening = ScenarioFacility(
      kind: "childrens-home", location: try Coordinate(longitude: 113.85, latitude: 33.02))
    let scenario = try Scenario(name: "s", steps: [.open(opening)])
    _ = try await server.registry.write(.add(scenario), author: .tester, date: ReadingServer.written)
    try await server.run { client in
      let before = try await total(client, "rule=within%203km")
      // The last village's own place, where no home is near.
      let after = try await total(client, "rule=within%203km&open=113.85,33.02")
      #expect(after["served"] == before["served"].map { $0 + 1 })
      let scenario = try await client.ask(
        "/coverage?service=childrens-home&rule=within%203km&scenario=s", editor)
      #expect((scenario.json["total"] as? [String: Any])?["served"] as? Int == after["served"])
      let told = try await client.ask("/coverage?service=childrens-home&open=113.85,33.02")
      #expect(told.json["open"] as? [String] == ["113.85,33.02"] && told.json["scenario"] == nil)
      // Behind a scenario's own steps, and in the list of the unserved.
      let both = try await client.ask(
        "/coverage?service=childrens-home&rule=within%203km&scenario=s&open=113,33.02", editor)
      #expect((both.json["total"] as? [String: Any])?["served"] as? Int == after["served"].map { $0 + 1 })
      let unserved = try await client.ask(
        "/collections/unserved/items?service=childrens-home&rule=within%203km&open=113.85,33.02&open=113,33.02"
      )
      #expect(unserved.ids.count == (before["unserved"] ?? 0) + (before["withoutLocation"] ?? 0) - 2)
      // Of all services those change that have buildings; posts alone stand nowhere.
      #expect(try await client.ask("/coverage?open=113.85,33.02").status == 200)
      #expect(try await client.ask("/coverage?service=child-welfare&open=113.85,33.02").status == 400)
      // In a village of its own, where the rule asks for that.
      let own = try await total(client, "rule=own-village")
      let ownAfter = try await total(client, "rule=own-village&open=113.85,33.02,411726100239")
      #expect(ownAfter["served"] == own["served"].map { $0 + 1 })
    }
  }

  @Test func `only villages in a circle or polygon are looked at`() async throws {
    try await ReadingServer().run { client in
      // Villages stand 0.17° and 0.13° apart.
      #expect(try await total(client, "circle=113,32.5,1km")["villages"] == 1)
      #expect(try await total(client, "circle=113,32.5,0m")["villages"] == 1)
      #expect(
        try await total(client, "polygon=112.9,32.4%20113.2,32.4%20113.2,32.55%20112.9,32.55")["villages"]
          == 2)
      #expect(try await total(client, "circle=100,30,10km")["villages"] == 0)
      // The seventh has no place, and lies in no part of the map.
      #expect(try await total(client, "circle=113,32.5,900km")["villages"] == 29)
      let answer = try await client.ask("/coverage?service=childrens-home&circle=113,32.5,1km")
      #expect(answer.json["circle"] as? String == "113,32.5,1km")
      #expect((answer.json["areas"] as? [Any])?.count == 1)
    }
  }

  @Test(arguments: [
    ("open=113", "open"), ("open=113,95", "open"), ("open=113,33,x", "open"), ("circle=113,33", "circle"),
    ("circle=113,33,3min", "circle"), ("polygon=113,33", "polygon"),
    ("circle=113,33,3km&polygon=1,1%202,2%203,1", "circle"),
  ])
  func `what is no place, circle or polygon is named`(query: String, parameter: String) async throws {
    try await ReadingServer().run { client in
      for path in ["/coverage", "/collections/unserved/items"] {
        let answer = try await client.ask("\(path)?service=childrens-home&\(query)")
        #expect(answer.status == 400 && answer.json["parameter"] as? String == parameter, "\(answer.text)")
      }
      let many = Array(repeating: "open=113,33", count: 51).joined(separator: "&")
      #expect(try await client.ask("/coverage?\(many)").status == 400)
    }
  }

  @Test func `outlines are boundaries, else hulls that are called sketches`() async throws {
    let server = try ReadingServer()
    let ring = try [(112.0, 32.0), (114, 32), (114, 34), (112, 34), (112, 32)].map {
      try Coordinate(longitude: $0.0, latitude: $0.1)
    }
    try await server.run { client in
      let answer = try await client.ask("/outlines")
      #expect(answer.type == "application/geo+json" && answer.ids == ["411726000000"])
      let feature = try #require((answer.json["features"] as? [[String: Any]])?.first)
      #expect((feature["properties"] as? [String: Any])?["sketch"] as? Bool == true)
      let polygon = (feature["geometry"] as? [String: Any])?["coordinates"] as? [[[[Double]]]]
      let corners: Set<[Double]> = [[113, 32.5], [113.85, 32.5], [113.85, 33.02], [113, 33.02]]
      #expect(Set(polygon?.first?.first ?? []) == corners)
      #expect(try await client.ask("/outlines?area=411726").ids == ["411726100000"])
      #expect(try await client.ask("/outlines?area=999999").status == 400)
    }
    var county = Division(code: try DivisionCode("411726"), name: "泌阳县", level: .county)
    county.boundary = MultiPolygon([MultiPolygon.Polygon(exterior: ring)])
    try ReadingServer.take([.division(county)], into: .divisions, of: server.registry)
    try await server.run { client in
      let feature = try #require(
        (try await client.ask("/outlines").json["features"] as? [[String: Any]])?.first)
      #expect((feature["properties"] as? [String: Any])?["sketch"] as? Bool == false)
      let polygon = (feature["geometry"] as? [String: Any])?["coordinates"] as? [[[[Double]]]]
      #expect(polygon?.first?.first?.count == 5 && polygon?.first?.first?.contains([112, 34]) == true)
    }
  }

  @Test func `a boundary loses the points that lie within the tolerance, and no others`() async throws {
    let server = try ReadingServer()
    // Beside the southern side: 0.0005 degrees are some 55 m, 0.005 are some 555 m.
    let ring = try [
      (112.0, 32.0), (112.5, 31.9995), (113, 32), (113.5, 31.995), (114, 32), (114, 34), (112, 34), (112, 32),
    ].map { try Coordinate(longitude: $0.0, latitude: $0.1) }
    var county = Division(code: try DivisionCode("411726"), name: "泌阳县", level: .county)
    county.boundary = MultiPolygon([MultiPolygon.Polygon(exterior: ring)])
    try ReadingServer.take([.division(county)], into: .divisions, of: server.registry)
    try await server.run { client in
      func points(_ query: String) async throws -> Int? {
        let feature = (try await client.ask("/outlines\(query)").json["features"] as? [[String: Any]])?.first
        let area = (feature?["geometry"] as? [String: Any])?["coordinates"] as? [[[[Double]]]]
        return area?.first?.first?.count
      }
      #expect(try await points("") == 8)
      #expect(try await points("?tolerance=10m") == 8)
      #expect(try await points("?tolerance=100m") == 7)
      #expect(try await points("?tolerance=1km") == 5)
      let wrong = try await client.ask("/outlines?tolerance=2km")
      #expect(wrong.status == 400 && wrong.text.contains("no distance from 1m to 1000m"))
    }
  }

  @Test func `a report is one page that loads nothing, and tells money to those who bear a token`()
    async throws
  {
    let server = try ReadingServer()
    let editor = try LiveServer.token(.cityEditor, of: server.registry)
    let fund = FundAllocation(
      id: "F1", year: 2018, level: .provincial, source: "welfare-lottery", purpose: "nursing-home",
      amount: Money(yuan: 100_000))
    try ReadingServer.take([.fund(fund)], into: .funds, of: server.registry)
    try await server.run { client in
      let page = try await client.ask("/report?area=411726&asOf=2020-12-31&lang=en")
      #expect(page.status == 200 && page.type == "text/html")
      #expect(
        page.headers[.contentDisposition]?.contains("%E6%B3%8C%E9%98%B3%E5%8E%BF-2020-12-31.html") == true)
      #expect(page.text.contains("Welfare services in 泌阳县: report as of 2020-12-31"))
      let total = try await total(client, "area=411726&asOf=2020-12-31")
      #expect(page.text.contains("Of 30 villages \(total["served"] ?? -1) are served"))
      #expect(!page.text.contains("<script") && !page.text.contains(" style=") && !page.text.contains("src="))
      // The browser lets the style sheet apply where its digest is the one told.
      let style = try #require(page.text.firstMatch(of: /<style>(?<text>[^<]*)<\/style>/)?.output.text)
      let digest = Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString()
      let policy = try #require(page.headers[.contentSecurityPolicy])
      #expect(policy.contains("style-src 'sha256-\(digest)'") && !policy.contains("unsafe"))
      let heading = "泌阳县福利服务网络报告（截至2020-12-31）"
      #expect(try await client.ask("/report?area=411726&asOf=2020-12-31").text.contains(heading))
      let english = try await client.ask("/report?area=411726&asOf=2020-12-31", [.acceptLanguage: "en-GB"])
      #expect(!english.text.contains(heading) && english.text.contains("Welfare services in 泌阳县"))
      let short = try await client.ask("/report?service=childrens-home&limit=3&lang=en")
      #expect(
        short.text.contains("The first 3, most persons first.") && !short.text.contains("nursing homes</h2>"))
      let whole = try await client.ask("/report?lang=en")
      #expect(whole.status == 200 && !whole.text.contains("Works and money"))
      #expect(try await client.ask("/report?lang=en", editor).text.contains("Works and money"))
      #expect(try await client.ask("/report?area=999999").status == 400)
      #expect(try await client.ask("/report?asOf=x").status == 400)
      #expect(try await client.ask("/report", [.accept: "application/json"]).status == 406)
    }
  }
}
