import Foundation
import HTTPTypes
import Testing

@testable import RegistryAPI

/// `/find`, over real HTTP.
struct FindTests {
  private func find(
    _ query: String, _ check: @escaping @Sendable (ReadingClient.Answer) throws -> Void
  ) async throws {
    try await ReadingServer().run { client in try check(try await client.ask("/find?\(query)")) }
  }

  private static func places(_ answer: ReadingClient.Answer) -> [[String: Any]] {
    answer.json["places"] as? [[String: Any]] ?? []
  }

  @Test func `places are found by name and by pinyin`() async throws {
    // 王店镇, and 泌阳县 by both of its readings.
    try await ReadingServer().run { client in
      for text in ["王店", "wangdian", "wd", "wangd", "w dian", "王d", "WD"] {
        let typed = try #require(text.addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed))
        let answer = try await client.ask("/find?q=\(typed)")
        #expect(answer.status == 200)
        #expect(Self.places(answer).map { $0["name"] as? String } == ["王店镇"], "\(text)")
      }
      for text in ["biyang", "miyang", "by"] {
        let answer = try await client.ask("/find?q=\(text)")
        #expect(Self.places(answer).first?["name"] as? String == "泌阳县", "\(text)")
      }
    }
  }

  @Test func `an answer has all members, and null where there is nothing`() async throws {
    try await find("q=cun7") { answer in
      #expect(
        answer.text == """
          {"q":"cun7","area":null,"type":null,"numberMatched":1,"numberReturned":1,"places":[{"type":"village",\
          "id":"411726100217","name":"村7","pinyin":"cun 7","kind":null,"township":"王店镇","county":"泌阳县",\
          "longitude":null,"latitude":null}]}

          """)
    }
    try await find("q=%E5%AE%B64&type=facility") { answer in
      let place = try #require(Self.places(answer).first)
      #expect(place["kind"] as? String == "childrens-home" && place["id"] as? String == "H4")
      #expect(place["longitude"] as? Double == 113.4 && place["county"] as? String == "泌阳县")
    }
  }

  @Test func `a limit, an area and a type leave others out`() async throws {
    try await find("q=cun") { answer in
      #expect(Self.places(answer).count == 20 && answer.json["numberMatched"] as? Int == 30)
      #expect(answer.json["numberReturned"] as? Int == 20)
    }
    try await find("q=cun&limit=3") { answer in
      #expect(Self.places(answer).map { $0["name"] as? String } == ["村0", "村1", "村2"])
    }
    // A greater limit is taken for the greatest.
    try await find("q=cun&limit=1000") { #expect(Self.places($0).count == 30) }
    try await find("q=j&type=village") { #expect($0.json["numberMatched"] as? Int == 0) }
    try await find("q=cun&area=411726100203") {
      #expect($0.status == 400 && $0.text.contains("411726100203"))
    }
    try await find("q=cun&area=411726100213") {
      #expect(Self.places($0).map { $0["name"] as? String } == ["村3"])
    }
  }

  @Test(arguments: [
    ("", "say what to look for"), ("q=", "say what to look for"), ("q=%20'", "say what to look for"),
    ("q=" + String(repeating: "a", count: 61), "61 characters are too many"),
    ("q=a&limit=0", "no whole number"), ("q=a&type=home", "none of city, county"), ("q=a&q=b", "twice"),
  ])
  func `what cannot be taken is told`(query: String, detail: String) async throws {
    try await find(query) { answer in
      #expect(answer.status == 400 && answer.type == "application/problem+json")
      #expect((answer.json["detail"] as? String)?.contains(detail) == true, "\(answer.text)")
      let parameter = query.contains("limit") ? "limit" : query.contains("type") ? "type" : "q"
      #expect(answer.json["parameter"] as? String == parameter)
    }
  }

  @Test func `the document says what may be typed`() async throws {
    try await ReadingServer().run { client in
      let paths = try await client.ask("/api").json["paths"] as? [String: [String: [String: Any]]]
      let parameters = paths?["/find"]?["get"]?["parameters"] as? [[String: Any]] ?? []
      let text = try #require(parameters.first { $0["name"] as? String == "q" })
      #expect(text["required"] as? Bool == true)
      let schema = try #require(text["schema"] as? [String: Any])
      #expect(schema["minLength"] as? Int == 1 && schema["maxLength"] as? Int == 60)
    }
  }

  @Test func `a page shows the places`() async throws {
    try await ReadingServer().run { client in
      let page = try await client.ask("/find?q=wd", [.accept: "text/html"])
      #expect(page.type == "text/html" && page.text.contains("wang dian zhen"))
    }
  }
}
