import Fixtures
import Foundation
import HTTPTypes
import RegistryFiles
import RegistryStore
import ServiceNetwork
import Testing

@testable import RegistryAPI

/// The page at `/` and its files, as they are sent; what it does is tried in a browser by `Scripts/test-clients`.
struct WebTests {
  private static let browser: HTTPFields = [.accept: "text/html,*/*;q=0.8"]

  @Test func `a browser is given the map, and a program what can be asked`() async throws {
    try await ReadingServer().run { client in
      for (address, headers) in [("/", Self.browser), ("/?f=html", [:]), ("/?lang=en", Self.browser)] {
        let page = try await client.ask(address, headers)
        #expect(page.status == 200 && page.type == "text/html", "\(address)")
        #expect(page.text.contains(#"<script src="/web/main.js" type="module"></script>"#))
        let policy = try #require(page.headers[.contentSecurityPolicy])
        #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"))
        #expect(page.headers[.vary]?.contains("Accept") == true)
      }
      #expect(try await client.ask("/", [.accept: "application/json"]).links.count > 5)
      #expect(try await client.ask("/?lang=fr").status == 400)
    }
  }

  @Test func `nothing in the page comes from elsewhere, and all that it names is there`() async throws {
    let files = WebFiles()
    try await ReadingServer().run { client in
      var texts = [try await client.ask("/", Self.browser).text]
      for path in files.paths {
        let file = try await client.ask(path)
        #expect(file.status == 200, "\(path)")
        // Leaflet tells where it is from, and asks nothing there.
        if !path.hasPrefix("/web/leaflet/") { texts.append(file.text) }
        let tag = try #require(file.headers[.eTag])
        #expect(try await client.ask(path, [.ifNoneMatch: tag]).status == 304)
      }
      #expect(texts.count > 12)
      for text in texts {
        for match in text.matches(of: /(?:src|href|from) ?=?"([^"]+)"/) where match.1.hasPrefix("/web/") {
          let isThere = files.paths.contains(String(match.1))
          #expect(isThere || match.1.hasPrefix("/web/leaflet/"), "\(match.1)")
        }
        #expect(!text.replacing("http://www.w3.org/2000/svg", with: "").contains(/https?:\/\//))
        #expect(!text.contains("innerHTML"))
      }
      #expect(try await client.ask("/web/none.js").status == 404)
      #expect(try await client.ask("/web/..%2FWebFiles.swift").status == 404)
    }
  }

  @Test func `all that the page loads at once is told at once`() async throws {
    try await ReadingServer().run { client in
      let page = try await client.ask("/", Self.browser).text
      let told = page.matches(of: /rel="modulepreload" href="\/web\/([^"]+)"/).map { String($0.1) }
      var needed: Set = ["main.js"]
      var rest = ["main.js"]
      while let name = rest.popLast() {
        let text = try await client.ask("/web/\(name)").text
        for match in text.matches(of: /from "\.\/([^"]+)";/) where needed.insert(String(match.1)).inserted {
          rest.append(String(match.1))
        }
      }
      #expect(Set(told) == needed && told.count == needed.count)
    }
  }

  @Test func `where Leaflet is missing, its files alone are`() {
    let files = WebFiles(leaflet: URL(filePath: "/nowhere"))
    #expect(files.paths.contains("/web/main.js") && !files.paths.contains { $0.contains("leaflet") })
  }

  @Test func `the worker may answer for all addresses, knows the page's files, and asks nobody else`()
    async throws
  {
    let files = WebFiles()
    try await ReadingServer().run { client in
      let worker = try await client.ask("/web/worker.js")
      #expect(worker.type == "text/javascript")
      #expect(worker.headers[try #require(HTTPField.Name("Service-Worker-Allowed"))] == "/")
      #expect(worker.headers[.contentSecurityPolicy] == "default-src 'none'; connect-src 'self'")
      let list = try #require(
        worker.text.firstMatch(of: /^const FILES = (\[.*\]);\nconst RELEASE = "[0-9a-f]{32}";\n/))
      let names = try JSONDecoder().decode([String].self, from: Data(list.1.utf8))
      #expect(names == ["/"] + files.paths.filter { $0 != "/web/worker.js" })
      #expect(names.contains("/web/main.js") && !names.contains("/web/index.html"))
      #expect(try await client.ask("/web/main.js").headers[.contentSecurityPolicy] == nil)
    }
  }

  @Test func `the manifest is one, and its icons are there`() async throws {
    try await ReadingServer().run { client in
      let manifest = try await client.ask("/web/manifest.webmanifest")
      #expect(manifest.status == 200 && manifest.type == "application/manifest+json")
      #expect(manifest.json["name"] as? String == "福网 Fuwang")
      #expect(
        manifest.json["start_url"] as? String == "/" && manifest.json["display"] as? String == "standalone")
      let icons = try #require(manifest.json["icons"] as? [[String: String]])
      for icon in icons {
        let answer = try await client.ask(try #require(icon["src"]))
        #expect(answer.status == 200 && answer.type == icon["type"])
      }
      #expect(!icons.isEmpty)
    }
  }

  @Test func `a page may ask for tiles where the setting names them, and nowhere else`() async throws {
    let server = try ReadingServer()
    let registry = server.registry
    @Sendable func policy(_ page: ReadingClient.Answer) -> [String] {
      (page.headers[.contentSecurityPolicy] ?? "").split(separator: ";").map {
        $0.trimmingCharacters(in: .whitespaces)
      }
    }
    try await server.run { client in
      let plain = try await client.ask("/", Self.browser)
      #expect(policy(plain).contains("img-src 'self' data:") && policy(plain).contains("worker-src 'self'"))
      #expect(!plain.headers[.contentSecurityPolicy]!.contains("http"))
      let none = try await client.ask("/basemap")
      #expect(none.text == #"{"layers":[],"attribution":null,"approval":null,"roads":false}"#)
      // When
      try registry.set(
        [
          (.tiles, "https://tiles.example.org/{z}/{x}/{y}.png"),
          (.tilesAttribution, ReadingServer.wickedName),
          (.tilesApproval, "审图号：GS(2024)0000号"),
        ], author: .tester, date: Date())
      // Then
      let tag = try #require(plain.headers[.eTag])
      let tiled = try await client.ask("/", [.accept: "text/html", .ifNoneMatch: tag])
      #expect(tiled.status == 200)
      #expect(policy(tiled).contains("img-src 'self' data: https://tiles.example.org"))
      #expect(
        policy(tiled).filter { !$0.hasPrefix("img-src") } == policy(plain).filter { !$0.hasPrefix("img-src") }
      )
      #expect(
        try await client.ask("/", [.accept: "text/html", .ifNoneMatch: tiled.headers[.eTag]!]).status == 304)
      let map = try await client.ask("/basemap")
      let layers = try #require(map.json["layers"] as? [[String: Any]])
      #expect(layers.map { $0["template"] as? String } == ["https://tiles.example.org/{z}/{x}/{y}.png"])
      #expect(map.json["attribution"] as? String == ReadingServer.wickedName)
      #expect(map.json["approval"] as? String == "审图号：GS(2024)0000号")
      #expect(try await client.ask("/basemap", [.ifNoneMatch: map.headers[.eTag]!]).status == 304)
      try registry.set([(.tiles, "tianditu"), (.tilesKey, "0a")], author: .tester, date: Date())
      let hosts = (0...7).map { "https://t\($0).tianditu.gov.cn" }.joined(separator: " ")
      #expect(policy(try await client.ask("/", Self.browser)).contains("img-src 'self' data: \(hosts)"))
    }
  }

  @Test func `roads are lines of a box, the main ones first`() async throws {
    let server = try ReadingServer()
    let registry = server.registry
    try await server.run { client in
      #expect(try await client.ask("/roads").json["numberMatched"] as? Int == 0)
      let before = try #require(try await client.ask("/coverage?service=childrens-home").headers[.eTag])
      func road(_ roadClass: String, _ longitude: Double) throws -> RegistryRow {
        .road(
          Road(
            ends: Road.Ends(from: roadClass, to: "\(longitude)"),
            line: [
              try Coordinate(longitude: longitude, latitude: 32.6),
              try Coordinate(longitude: 113.4, latitude: 32.7),
            ], roadClass: roadClass, name: ReadingServer.wickedName))
      }
      try ReadingServer.take(
        [try road("residential", 113.1), try road("primary", 113.212_345_67)], into: .roads,
        of: registry)
      #expect(try await client.ask("/basemap").json["roads"] as? Bool == true)
      // The journal has no lines of roads, and yet answers by road are others now.
      #expect(try await client.ask("/coverage?service=childrens-home", [.ifNoneMatch: before]).status == 200)
      let all = try await client.ask("/roads?bbox=113,32.5,113.5,33")
      #expect(all.type == "application/geo+json" && all.json["numberMatched"] as? Int == 2)
      let lines = all.features.compactMap {
        ($0["geometry"] as? [String: Any])?["coordinates"] as? [[Double]]
      }
      #expect(lines == [[[113.21235, 32.6], [113.4, 32.7]], [[113.1, 32.6], [113.4, 32.7]]])
      let one = try await client.ask("/roads?bbox=113,32.5,113.5,33&limit=1")
      #expect(one.features.count == 1 && one.json["numberMatched"] as? Int == 2)
      #expect(try await client.ask("/roads?bbox=1,2,3,4").features.isEmpty)
      #expect(try await client.ask("/roads?bbox=113,33").status == 400)
      let page = try await client.ask("/roads", Self.browser)
      #expect(page.status == 200 && !page.text.contains("<script"))
    }
  }
}
