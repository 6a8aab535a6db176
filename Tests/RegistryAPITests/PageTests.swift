import Foundation
import HTTPTypes
import RegistryFiles
import Testing

@testable import RegistryAPI

/// OGC API – Features, Part 1, 8.2: every answer is a page, too.
struct PageTests {
  private static let browser: HTTPFields = [
    .accept: "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
  ]

  @Test func `every answer is a page with all its links, and runs nothing`() async throws {
    try await ReadingServer().run { client in
      let api = try await client.ask("/api").json
      let paths = try #require(api["paths"] as? [String: [String: Any]])
      var pages = 0
      // Proposals are for editors, scenarios, money and plans for those who bear a token, and detours need roads.
      // The report is for print, and has a style sheet and a test of its own.
      let others = ["/proposals", "/scenarios", "/funds", "/plans", "/detours", "/report"]
      // What is at the root is the map, which runs scripts of its own.
      for (path, item) in paths where path != "/" && !others.contains(where: path.hasPrefix) {
        let get = try #require(item["get"] as? [String: Any])
        let success = (get["responses"] as? [String: Any])?["200"] as? [String: Any]
        let types = try #require(success?["content"] as? [String: Any])
        guard types.keys.contains(where: { $0.hasPrefix("text/html") }) else {
          #expect(path.hasSuffix("/download") || path == "/metrics")
          continue
        }
        var address = path
        if let end = path.firstRange(of: "/{featureId}")?.lowerBound {
          let ids = try await client.ask(path[..<end] + "?limit=1").ids
          guard let id = ids.first else { continue }
          address = path.replacing("{featureId}", with: id)
        }
        if path == "/find" { address += "?q=wd" }
        if path == "/nearest" { address += "?near=113,32.6" }
        if path == "/area" { address += "?point=113,32.6&within=5km" }
        let page = try await client.ask(address, Self.browser)
        #expect(page.status == 200)
        #expect(page.type == "text/html", "\(address)")
        #expect(page.text.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
        #expect(page.text.contains(#"<meta name="viewport" content="width=device-width, initial-scale=1">"#))
        #expect(!page.text.contains("<script") && !page.text.contains("style="))
        let policy = try #require(page.headers[.contentSecurityPolicy])
        #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"))
        for link in try await client.ask(address, [.accept: "application/json"]).links
        where link["rel"] != "alternate" {
          let address = try #require(link["href"]).replacing("&", with: "&amp;")
          #expect(page.text.contains(#"<a href="\#(address)""#))
        }
        pages += 1
      }
      #expect(pages > 60)
      #expect(try await client.ask("/style.css").type == "text/css")
    }
  }

  @Test func `names are texts, whatever they are`() async throws {
    let shown = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;家&#39;"
    try await ReadingServer().run { client in
      for address in ["items", "items/H3", "items?name=%3Cscript%3E"] {
        let page = try await client.ask("/collections/facilities/\(address)", Self.browser)
        #expect(page.status == 200)
        #expect(!page.text.contains("<script"))
        #expect(page.text.contains(address.hasSuffix("E") ? "name=&lt;script&gt;" : shown))
      }
    }
  }

  @Test func `items are a table with a way on, and words that can be taken back`() async throws {
    try await ReadingServer().run { client in
      let page = try await client.ask("/collections/villages/items?limit=9&county=411726000000", Self.browser)
      #expect(page.text.contains("<h1>Villages</h1>"))
      #expect(page.text.contains(#"<a href="/collections/villages/items/411726100210">"#))
      #expect(page.text.contains(">Next page</a>"))
      #expect(page.text.contains(#"<a href="/collections/villages/items?limit=9">remove</a>"#))
      #expect(page.text.contains(#"<input name="bbox" required="">"#))
      #expect(page.headers[HTTPField.Name.numberMatched] == nil)
      let item = try await client.ask("/collections/villages/items/411726100210", Self.browser)
      #expect(item.text.contains("<h1>村0</h1>") && item.text.contains("<dd>113, 32.5</dd>"))
      let api = try await client.ask("/api?f=html")
      #expect(api.text.contains("GET /collections/facilities/items"))
      #expect(api.text.contains("of number, minItems 4, maxItems 6"))
    }
  }

  @Test func `an address of no website is no link`() {
    var html = HTMLWriter()
    for address in ["javascript:alert(1)", "//example.org/", "data:text/html,x", " https://example.org"] {
      html.link(to: address, "x")
    }
    #expect(html.bytes == Array("<!DOCTYPE html>\nxxxx".utf8))
  }

  @Test func `JSON is read in its order`() throws {
    let text = #"{"b":[1,-2.5e3,true,null,"\"\\\u0009x"],"a":{},"c":[]}"#
    #expect(
      try OrderedJSON(Array(text.utf8))
        == .object([
          .init(
            name: "b",
            value: .array([.number("1"), .number("-2.5e3"), .truth(true), .null, .text("\"\\\tx")])),
          .init(name: "a", value: .object([])), .init(name: "c", value: .array([])),
        ]))
    for wrong in ["", "{", #"{"a"}"#, "[1,]", "tru", "1 2", #""\u00"#] {
      #expect(throws: OrderedJSON.Malformed.self) { try OrderedJSON(Array(wrong.utf8)) }
    }
  }
}
