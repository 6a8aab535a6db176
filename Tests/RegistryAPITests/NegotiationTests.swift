import Foundation
import HTTPTypes
import Hummingbird
import RegistryStore
import ServiceNetwork
import Synchronization
import Testing

@testable import RegistryAPI

/// Forms, codings, validators and HEAD.
struct NegotiationTests {
  private static let items = "/collections/facilities/items"
  private static let gzip: HTTPFields = [.acceptEncoding: "gzip"]

  // MARK: - Forms

  @Test(arguments: [
    (items, "*/*", "application/geo+json"), (items, "application/json", "application/json"),
    (items, "text/csv", "text/csv"), (items, "text/*", "text/html"),
    (items, "text/html;q=0.4, application/geo+json-seq;q=0.5", "application/geo+json-seq"),
    (items, "text/html;q=0, */*;q=0.1", "application/geo+json"), (items, "image/png", nil),
    (items, "*/*;q=0", nil), (items + "/H1", "text/html", "text/html"),
    ("/collections/facilities/schema", "application/json", "application/schema+json"),
    (
      "/collections/facilities/schema", "application/schema+json;q=0.2, text/html;q=0.1",
      "application/schema+json"
    ),
    ("/api", "application/json", "application/vnd.oai.openapi+json"),
    ("/api", "application/vnd.oai.openapi+json;version=3.0", "application/vnd.oai.openapi+json"),
    ("/collections", "application/geo+json", nil), ("/", "TEXT/HTML", "text/html"),
    ("/collections/facilities/download", "text/csv", "text/csv"),
    ("/collections/facilities/download", "text/html", nil),
    ("/coverage", "application/*", "application/json"),
  ])
  func `what is accepted decides`(path: String, accept: String, type: String?) async throws {
    try await ReadingServer().run { client in
      let answer = try await client.ask(path, [.accept: accept])
      #expect(answer.status == (type == nil ? 406 : 200))
      #expect(answer.type == type ?? "application/problem+json")
      #expect(answer.status == 406 || answer.headers[.vary]?.contains("Accept") == true)
    }
  }

  @Test func `f counts more than Accept, and is one of those that there are`() async throws {
    try await ReadingServer().run { client in
      #expect(try await client.ask("\(Self.items)?f=csv", [.accept: "text/html"]).type == "text/csv")
      #expect(try await client.ask("\(Self.items)?%66=html").type == "text/html")
      for path in ["/", "/conformance", "/api", "/collections", "/coverage", "/health", Self.items] {
        let answer = try await client.ask("\(path)?f=shp")
        #expect(answer.status == 400)
        #expect(answer.json["parameter"] as? String == "f")
      }
      #expect(try await client.ask("/collections?f=csv").status == 400)
    }
  }

  @Test func `what has no place for numbers and links has them in headers`() async throws {
    try await ReadingServer().run { client in
      let page = try await client.ask("\(Self.items)?f=csv&limit=5")
      #expect(page.headers[.numberMatched] == "12" && page.headers[.numberReturned] == "5")
      let link = try #require(page.headers[.link])
      let next = try #require(try /<([^>]+)>; rel="next"; type="text\/csv"/.firstMatch(in: link)?.output.1)
      let rest = try await client.ask(String(next))
      #expect(rest.text.split(separator: "\n").dropFirst().first?.hasPrefix("H5,") == true)
    }
  }

  // MARK: - Codings

  @Test(
    arguments: [
      (nil, false, true), ("", false, true), ("gzip", true, true), ("GZIP;q=0.5, br", true, true),
      ("gzip;q=0", false, true), ("*", true, true), ("*;q=0", false, false),
      ("identity;q=0, gzip", true, false),
      ("gzip;q=0.5, identity;q=0.8", false, true), ("gzip, *;q=0", true, false), ("br, deflate", false, true),
      ("identity, *;q=0", false, true),
    ] as [(String?, Bool, Bool)])
  func `codings are taken as their weights say`(header: String?, gzip: Bool, identity: Bool) {
    let codings = AcceptedCodings(header)
    #expect(codings.gzip == gzip && codings.identity == identity)
  }

  @Test func `what is compressed is the same, and has a tag of its own`() async throws {
    try await ReadingServer().run { client in
      for path in [
        "/collections/villages/items?f=csv", "/api", "/collections/facilities/download?f=jsonseq",
        "/collections",
      ] {
        let plain = try await client.ask(path)
        let packed = try await client.ask(path, Self.gzip)
        #expect(
          plain.headers[.contentEncoding] == nil && packed.headers[.contentEncoding] == "gzip", "\(path)")
        #expect(packed.body.count < plain.body.count / 2)
        #expect(try packed.body.gunzipped() == plain.body)
        #expect(packed.headers[.vary]?.contains("Accept-Encoding") == true)
        #expect(plain.headers[.vary]?.contains("Accept-Encoding") == true)
      }
      // A page of a feature has a strong tag, and is long enough.
      let path = "/collections/facilities/items/H1?f=html"
      let plain = try await client.ask(path)
      let tag = try #require(plain.headers[.eTag])
      let packed = try await client.ask(path, Self.gzip)
      #expect(packed.headers[.eTag] == tag.dropLast() + "-gzip\"")
      #expect(try packed.body.gunzipped() == plain.body)
      var again = Self.gzip
      again[.ifNoneMatch] = packed.headers[.eTag]
      let known = try await client.ask(path, again)
      #expect(known.status == 304 && known.headers[.eTag] == packed.headers[.eTag] && known.body.isEmpty)
      // Who does not take gzip does not have what it would get.
      #expect(try await client.ask(path, [.ifNoneMatch: packed.headers[.eTag] ?? ""]).status == 200)
      let small = try await client.ask("/health", Self.gzip)
      #expect(
        small.headers[.contentEncoding] == nil && small.headers[.vary]?.contains("Accept-Encoding") == true)
      let insisted = try await client.ask("/health", [.acceptEncoding: "gzip, identity;q=0"])
      #expect(try insisted.body.gunzipped() == small.body)
    }
  }

  // MARK: - Validators

  @Test func `what did not change is not sent again`() async throws {
    let server = try ReadingServer()
    let paths = [
      Self.items, "\(Self.items)/H1", "/collections", "/collections/facilities",
      "/collections/facilities/schema",
      "/api", "/coverage", "/collections/unserved/items?service=childrens-home",
      "/collections/facilities/download", "/collections?f=html", "\(Self.items)/H1?f=html",
    ]
    let written = "Tue, 05 Jan 2021 08:00:00 GMT"
    try await server.run { client in
      for path in paths {
        let first = try await client.ask(path)
        #expect(first.headers[.lastModified] == written, "\(path)")
        let tag = try #require(first.headers[.eTag])
        for headers: HTTPFields in [
          [.ifNoneMatch: tag], [.ifNoneMatch: "\"x\", \(tag)"], [.ifNoneMatch: "*"],
          [.ifModifiedSince: written], [.ifModifiedSince: "Tue, 05 Jan 2021 09:00:00 GMT"],
          [.ifNoneMatch: tag, .ifModifiedSince: "Tue, 05 Jan 2021 07:00:00 GMT"],
        ] {
          let again = try await client.ask(path, headers)
          #expect(again.status == 304 && again.body.isEmpty, "\(path) \(headers)")
          #expect(again.headers[.eTag] == tag && again.headers[.vary] == first.headers[.vary])
        }
        for headers: HTTPFields in [
          [.ifModifiedSince: "Tue, 05 Jan 2021 07:59:59 GMT"], [.ifModifiedSince: "yesterday"],
          // The tag counts, and the time is passed over.
          [.ifNoneMatch: "\"x\"", .ifModifiedSince: written],
        ] {
          #expect(try await client.ask(path, headers).status == 200, "\(path) \(headers)")
        }
      }
    }
    let tags = try await tags(of: paths, server)
    let renamed = Facility(
      id: "H1", kind: "childrens-home", name: "新家", history: StatusHistory(always: .operating))
    try ReadingServer.take([.facility(renamed)], into: .facilities, of: server.registry, at: Date())
    let later = try await self.tags(of: paths, server)
    for (before, after) in zip(tags, later) { #expect(before != after) }
    try await server.run { client in
      let again = try await client.ask(Self.items, [.ifModifiedSince: written])
      #expect(again.status == 200)
    }
  }

  private func tags(of paths: [String], _ server: ReadingServer) async throws -> [String] {
    let tags = Mutex<[String]>([])
    try await server.run { client in
      for path in paths {
        let tag = try #require(try await client.ask(path).headers[.eTag])
        tags.withLock { $0.append(tag) }
      }
    }
    return tags.withLock(\.self)
  }

  @Test func `a time is told when its second is over, and a day's beginning is a change`() throws {
    let today = try #require(CalendarDate(iso8601: "2020-12-31"))
    let midnight = Date(timeIntervalSince1970: 86_400 * Double(today.daysSince1970))
    let dayBegins = midnight - TimeInterval(TimeZone.current.secondsFromGMT(for: midnight))
    func time(_ changed: Date?, now: Date) -> Date? {
      Validators.time(
        of: LastChange(state: RegistryState(incarnation: "", change: 1), date: changed), today: today,
        now: now)
    }
    let noon = dayBegins + 43_200
    #expect(time(noon + 0.3, now: noon + 0.9) == nil)
    #expect(time(noon + 0.3, now: noon + 1) == noon)
    #expect(time(dayBegins - 9999, now: noon) == dayBegins)
    #expect(time(nil, now: noon) == nil)
  }

  // MARK: - HEAD

  @Test func `HEAD is GET without the body`() async throws {
    let paths = [
      "/", "/collections", Self.items, "\(Self.items)?f=html", "\(Self.items)/H1", "/api", "/coverage",
      "/style.css", "\(Self.items)?limit=0", "/collections/facilities/download",
    ]
    let server = try ReadingServer()
    for path in paths {
      for headers in [[:], Self.gzip] {
        try await server.run { client in
          let get = try await client.ask(path, headers)
          let head = try await client.ask(path, method: .head, headers)
          #expect(head.status == get.status && head.body.isEmpty, "\(path)")
          for name: HTTPField.Name in [
            .contentType, .contentEncoding, .eTag, .lastModified, .vary, .numberMatched, .contentCrs, .link,
          ] {
            #expect(head.headers[name] == get.headers[name], "\(path) \(name)")
          }
          // A second later a `timeStamp` has other digits, as many as before; packed they may need a byte more.
          let lengths = [head, get].map { $0.headers[.contentLength] }
          #expect((lengths[0] == nil) == (lengths[1] == nil), "\(path)")
          if headers.isEmpty { #expect(lengths[0] == lengths[1], "\(path)") }
        }
      }
    }
  }
}
