import Fixtures
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import RegistryStore
import ServiceNetwork
import Testing

@testable import RegistryAPI

/// `/targets`, `/scorecard` and `/funds`, over real HTTP.
struct PlanTests {
  private let registry: Registry
  private let application: any ApplicationProtocol

  init() throws {
    registry = try Registry.inMemory()
    let tree = [
      ("4117", "市"), ("411702", "甲县"), ("411726", "乙县"), ("411726100", "镇"), ("411726100201", "一村"),
    ]
    try registry.take(
      try tree.map { code, name in
        let code = try DivisionCode(code)
        return .division(Division(code: code, name: name, level: code.impliedLevel ?? .village))
      }, into: .divisions)
    let (county, day) = (try DivisionCode("411726"), try #require(CalendarDate(iso8601: "2018-05-01")))
    try registry.take(
      [
        .facility(
          Facility(
            id: "N1", kind: "nursing-home", name: "院", division: county,
            history: try StatusHistory(status: nil, openedOn: day, closedOn: nil)))
      ], into: .facilities)
    try registry.take(
      [
        .indicator(
          Indicator(
            name: "built", nameZh: "建成", nameEn: "Built", measure: .opened(kind: "nursing-home", grade: nil)))
      ],
      into: .indicators)
    try registry.take(
      [
        .target(
          Target(
            indicator: "built", division: try DivisionCode("4117"), year: 2018,
            bound: try #require(TargetBound(">= 2")), unitInCharge: "减灾救灾科", split: .each))
      ], into: .targets)
    try registry.take(
      [
        .fund(
          FundAllocation(
            year: 2018, level: .city, source: "fiscal", purpose: "nursing-home", amount: Money(fen: 12_345)))
      ], into: .funds)
    let server = RegistryServer(
      registry: registry, today: { CalendarDate(iso8601: "2018-12-31") ?? .distantPast })
    application = Application(
      router: server.router(),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)))
  }

  private func ask(
    _ path: String, _ headers: HTTPFields = [:]
  ) async throws -> (status: Int, text: String, json: [String: Any]) {
    try await application.test(.live) { client in
      let response = try await client.executeRequest(uri: path, method: .get, headers: headers, body: nil)
      let text = String(buffer: response.body)
      let json = try? JSONSerialization.jsonObject(with: Data(text.utf8))
      return (response.status.code, text, json as? [String: Any] ?? [:])
    }
  }

  @Test func `targets are as the command line tells them`() async throws {
    let answer = try await ask("/targets")
    #expect(answer.status == 200)
    #expect(
      answer.text.contains(
        #""targets":[{"indicator":"built","name":"建成","nameEn":"Built","division":"411700000000","divisionName":"市","year":2018,"bound":">= 2","value":1,"unit":null,"state":"behind","missing":1,"unitInCharge":"减灾救灾科","sharedFrom":null}]"#
      ), "\(answer.text)")
    let shares = try await ask("/targets?by=county&asOf=2019-01-01&list=true")
    let targets = try #require(shares.json["targets"] as? [[String: Any]])
    #expect(targets.map { $0["state"] as? String } == ["missed", "missed", "missed"])
    #expect(targets.map { $0["value"] as? Int } == [1, 0, 1])
    #expect(targets.map { $0["sharedFrom"] as? String } == [nil, "411700000000", "411700000000"])
    let none = try await ask("/targets?year=2019")
    #expect((none.json["targets"] as? [Any])?.isEmpty == true)
    for (path, parameter) in [
      ("/targets?asOf=never", "asOf"), ("/targets?year=x", "year"), ("/targets?area=9999", "area"),
      ("/targets?by=moon", "by"), ("/scorecard?weight=targets", "weight"),
      ("/scorecard?normalisation=z", "normalisation"),
    ] {
      let wrong = try await ask(path)
      #expect(wrong.status == 400, "\(path)")
      #expect(wrong.json["parameter"] as? String == parameter, "\(wrong.text)")
    }
  }

  @Test func `counties are scored side by side`() async throws {
    let answer = try await ask("/scorecard?weight=targets=2&weight=data-quality=0")
    #expect(answer.status == 200, "\(answer.text)")
    let lines = try #require(answer.json["divisions"] as? [[String: Any]])
    #expect(lines.count == 2)
    let scores = try #require(lines[0]["scores"] as? [[String: Any]])
    let targets = try #require(scores.first { $0["metric"] as? String == "targets" })
    #expect(targets["weight"] as? Int == 2)
    #expect(targets["whole"] as? Int == 1)
  }

  @Test func `money is shown to those who bear a token`() async throws {
    #expect(try await ask("/funds").status == 401)
    let answer = try await ask("/funds?year=2018", try LiveServer.token(.cityEditor, of: registry))
    #expect(answer.status == 200)
    #expect(answer.text.contains(#""allocated":"123.45""#), "\(answer.text)")
  }

  @Test func `a plan is computed for a token, and accepted by an editor of the city`() async throws {
    try registry.take(
      [
        .condition(
          Condition(facility: "N1", category: .safety, state: .deficient, estimatedCost: Money(yuan: 100)))
      ], into: .conditions)
    func plan(_ query: String, _ headers: HTTPFields, _ body: String) async throws -> (Int, String) {
      try await application.test(.live) { client in
        var headers = headers
        headers[.contentType] = "application/json"
        let response = try await client.executeRequest(
          uri: "/plans/upgrades?\(query)", method: .post, headers: headers, body: ByteBuffer(string: body))
        return (response.status.code, String(buffer: response.body))
      }
    }
    let (county, city) = (
      try LiveServer.token(.countyEditor, in: "411726", of: registry),
      try LiveServer.token(.cityEditor, of: registry)
    )
    let years = "from=2019&to=2020"
    #expect(try await plan(years, [:], "{}").0 == 401)
    let answer = try await plan(
      years, county, #"{"budgets": [{"year": 2020, "source": "city fiscal", "amount": "100"}]}"#)
    #expect(answer.0 == 200, "\(answer.1)")
    #expect(answer.1.contains(#""status":"optimal""#))
    #expect(
      answer.1.contains(
        #""facility":"N1","name":"院","county":"411726000000","categories":["safety"],"cost":"100.00","source":"city fiscal""#
      ), "\(answer.1)")
    // Nothing is written by asking, nor by who may not.
    #expect(try await plan(years + "&accept=true", county, "{}").0 == 403)
    var upgrades = 0
    try registry.forEachRow(of: .upgrades) { _ in upgrades += 1 }
    #expect(upgrades == 0)
    #expect(try await plan(years + "&accept=true", city, "{}").0 == 200)
    try registry.forEachRow(of: .upgrades) { _ in upgrades += 1 }
    #expect(upgrades == 1)
    for (query, body, status) in [
      ("from=2019", "{}", 400), ("from=2019&to=x", "{}", 400), (years, "[", 400),
      (years, #"{"allby": 2019}"#, 422),
      (years, #"{"allBy": 2030}"#, 422), (years + "&gap=2", "{}", 400), (years + "&seconds=0", "{}", 400),
    ] {
      let wrong = try await plan(query, city, body)
      #expect(wrong.0 == status, "\(query) \(body) \(wrong.1)")
    }
  }
}
