import Fixtures
import Foundation
import Hummingbird
import HummingbirdTesting
import RegistryStore
import ServiceNetwork
import Testing

@testable import RegistryAPI

/// `/accessibility` and `/capacity` on a registry in memory: two villages, and a home with room for a part of them.
struct AccessibilityTests {
  private let application: any ApplicationProtocol

  init() throws {
    let registry = try Registry.inMemory()
    let tree: [(String, String, DivisionLevel, Double?)] = [
      ("4117", "市", .city, nil), ("411726", "县", .county, nil), ("411726100", "镇", .township, nil),
      ("411726100201", "一村", .village, 33), ("411726100202", "二村", .village, 33.1),
    ]
    try registry.take(
      try tree.map { code, name, level, latitude in
        .division(
          Division(
            code: try DivisionCode(code), name: name, level: level,
            location: try latitude.map { try Coordinate(longitude: 114, latitude: $0) }))
      }, into: .divisions)
    var facility = Facility(
      id: "A", kind: "childrens-home", name: "示例院", location: try Coordinate(longitude: 114, latitude: 33))
    facility.capacity = 30
    facility.occupied = 20
    try registry.take([.facility(facility)], into: .facilities)
    let day = try #require(CalendarDate(iso8601: "2020-12-31"))
    try registry.take(
      try ["411726100201", "411726100202"].map { code in
        .demand(
          DemandCount(
            division: try DivisionCode(code), asOf: day, persons: ["left-behind-children": 50]))
      }, into: .demand)
    application = Application(
      router: RegistryServer(registry: registry, today: { .distantFuture }).router(),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)))
  }

  private func ask(_ path: String) async throws -> (status: Int, json: [String: Any]) {
    try await application.test(.router) { client in
      let response = try await client.executeRequest(uri: path, method: .get, headers: [:], body: nil)
      let json = try? JSONSerialization.jsonObject(with: Data(String(buffer: response.body).utf8))
      return (response.status.code, json as? [String: Any] ?? [:])
    }
  }

  @Test func `places are shared out, and what was shared is checked`() async throws {
    let answer = try await ask(
      "/accessibility?service=childrens-home&within=5km&model=2sfca&threshold=100&limit=1")
    #expect(answer.status == 200)
    let villages = try #require(answer.json["villages"] as? [[String: Any]])
    #expect(villages.count == 1 && villages[0]["name"] as? String == "二村")
    #expect(villages[0]["placesPerThousand"] as? Double == 0)
    let total = try #require(answer.json["total"] as? [String: Any])
    #expect(total["placesPerThousand"] as? Double == 300 && total["gini"] as? Double == 0.5)
    #expect(total["demandBelow"] as? Int == 50)
    let conservation = try #require(answer.json["conservation"] as? [String: Double])
    #expect(conservation == ["demandTimesScore": 30, "capacityInReach": 30])
  }

  @Test func `who finds a place is told, and where places are missing`() async throws {
    let answer = try await ask("/capacity?service=childrens-home&within=5km&capacity=free&by=township")
    #expect(answer.status == 200)
    let total = try #require(answer.json["total"] as? [String: Any])
    #expect(total["demandServed"] as? Int == 10 && total["demandTurnedAway"] as? Int == 40)
    #expect(total["demandOutOfReach"] as? Int == 50 && total["villagesTwice"] as? Int == 0)
    let shortages = try #require(answer.json["shortages"] as? [[String: Any]])
    #expect(shortages.count == 1 && shortages[0]["missing"] as? Int == 40)
  }

  @Test(arguments: [
    ("/accessibility?model=4sfca", "model"), ("/accessibility?decay=gausian", "decay"),
    ("/accessibility?within=-5km", "within"),
    ("/accessibility?service=childrens-home&within=5min&measure=walk", "measure"),
    ("/accessibility?rule=own-village", "within"), ("/accessibility?service=day-care-centre", "capacity"),
    ("/accessibility?threshold=much", "threshold"), ("/capacity?capacity=beds", "capacity"),
    ("/capacity?decay=step", "decay"),
  ])
  func `what cannot be answered names the parameter`(path: String, parameter: String) async throws {
    let answer = try await ask(path)
    #expect(answer.status == 400 && answer.json["parameter"] as? String == parameter)
  }
}
