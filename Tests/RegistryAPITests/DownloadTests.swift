import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Synchronization
import Testing

@testable import RegistryAPI

struct DownloadTests {
  @Test(arguments: [
    "", "kind=childrens-home", "bbox=113,32,113.55,33", "sortby=-capacity", "hasGeometry=false", "q=none",
  ])
  func `a download is all pages`(filter: String) async throws {
    try await ReadingServer().run { client in
      let page = try await client.ask("/collections/facilities/items?limit=100&\(filter)")
      let download = try await client.ask("/collections/facilities/download?\(filter)")
      #expect(download.type == "application/geo+json")
      #expect(download.ids == page.ids)
      #expect(download.json["complete"] as? Bool == true)
      #expect(download.json["numberReturned"] as? Int == page.ids.count)
      #expect(download.headers[.numberMatched] == String(page.ids.count))
      #expect(download.headers[.contentDisposition]?.contains("facilities.geojson") == true)
      for form in ["csv", "jsonseq"] {
        let whole = try await client.ask("/collections/facilities/download?f=\(form)&\(filter)")
        #expect(
          whole.body == (try await client.ask("/collections/facilities/items?f=\(form)&\(filter)")).body)
      }
    }
  }

  @Test func `every collection links to its downloads, in its words`() async throws {
    try await ReadingServer().run { client in
      let list = try await client.ask("/collections").json["collections"] as? [[String: Any]] ?? []
      #expect(list.count > 6)
      for collection in list {
        let links = try #require(collection["links"] as? [[String: Any]]).filter {
          $0["rel"] as? String == "enclosure"
        }
        #expect(links.count == 3)
        for link in links {
          let answer = try await client.ask(try #require(link["href"] as? String))
          #expect(answer.status == 200)
          #expect(answer.headers[.contentType] == link["type"] as? String)
        }
      }
      for wrong in ["limit=1", "cursor=x", "nmae=x"] {
        #expect(try await client.ask("/collections/facilities/download?\(wrong)").status == 400)
      }
      #expect(try await client.ask("/collections/nothing/download").status == 404)
      // Slots and commits are let go of: there are many more answers than slots.
      for _ in 0..<20 {
        #expect(try await client.ask("/collections/facilities/download").status == 200)
      }
    }
  }

  @Test func `a download that fails midway does not end well`() async throws {
    struct Failure: Error {}
    let router = Router()
    router.get("/file") { request, _ in
      FeatureFile(collection: "x", form: .csv, matched: 2, request: request).response("") { sink in
        try sink(Array("id\n1\n".utf8))
        throw Failure()
      }
    }
    _ = try await Application(
      router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0))
    ).test(.live) { client in
      await #expect(throws: (any Error).self) {
        try await client.execute(uri: "/file", method: .get) { _ in }
      }
    }
  }

  @Test func `a thread that makes pieces is never far ahead of who takes them`() async throws {
    let stream = BoundedStream<Int>(capacity: 3)
    let made = Mutex(0)
    async let work: Void = FeatureFile.onThread {
      for number in 1...500 {
        try stream.send(number)
        made.withLock { $0 = number }
      }
      stream.finish()
    }
    var taken = 0
    for try await number in stream.pieces {
      taken += 1
      #expect(number == taken)
      #expect(made.withLock(\.self) <= taken + 3)
      stream.hasSent()
    }
    try await work
    #expect(taken == 500)
  }

  @Test func `a thread that makes pieces ends when nobody takes them`() async throws {
    let stream = BoundedStream<Int>(capacity: 1)
    let work = Task { try await FeatureFile.onThread { while true { try stream.send(1) } } }
    for try await _ in stream.pieces { break }
    stream.finish()
    await #expect(throws: CancellationError.self) { try await work.value }
  }
}
