import Foundation
import HTTPTypes
import RegistryFiles
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

  @Test func `where Leaflet is missing, its files alone are`() {
    let files = WebFiles(leaflet: URL(filePath: "/nowhere"))
    #expect(files.paths.contains("/web/main.js") && !files.paths.contains { $0.contains("leaflet") })
  }
}
