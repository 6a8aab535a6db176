import Foundation
import HTTPTypes
import ServiceNetwork
import Testing

/// A copy of what a registry serves, which knows nothing but what `/changes` tells it.
struct Mirror {
  /// A feature, as sorted JSON, and the collection that it is in.
  struct Entry: Equatable {
    var collection: String
    var feature: String
  }

  private let headers: HTTPFields
  private let collection: String?
  private var cursor: String?
  /// The features, by table and id.
  private(set) var entries: [String: Entry] = [:]
  /// How many pages were read.
  private(set) var pages = 0

  init(_ headers: HTTPFields, collection: String? = nil) {
    self.headers = headers
    self.collection = collection
  }

  /// Takes one page; whether more waits.
  mutating func read(_ limit: Int, from server: LiveServer) async throws -> Bool {
    var query = ["limit=\(limit)"]
    if let cursor { query.append("since=\(cursor)") }
    if let collection { query.append("collection=\(collection)") }
    let page = try await server.get("/changes?" + query.joined(separator: "&"), headers)
    try #require(page.status == 200, "\(page.text)")
    let changes = page.objects("changes")
    #expect(changes.count <= limit)
    for change in changes {
      let id = try #require(change["id"] as? String)
      let name = "\(try #require(change["table"] as? String)) \(id)"
      if change["change"] as? String == "put" {
        let feature = try #require(change["feature"] as? [String: Any])
        #expect(feature["id"] as? String == id)
        // A city is in no collection.
        guard let collection = change["collection"] as? String else { continue }
        entries[name] = Entry(collection: collection, feature: try Self.text(feature))
      } else {
        #expect(change["feature"] == nil)
        entries[name] = nil
      }
    }
    cursor = try #require(page.json["cursor"] as? String)
    pages += 1
    let hasMore = try #require(page.json["hasMore"] as? Bool)
    #expect((page.link("next") != nil) == hasMore)
    return hasMore
  }

  /// What a server serves in collections, without what is derived.
  static func items(
    of types: [FeatureType], _ headers: HTTPFields, from server: LiveServer
  ) async throws -> [Entry] {
    var entries: [Entry] = []
    for type in types {
      let derived = type.properties.filter(\.isDerived).map(\.name)
      let answer = try await server.get("/collections/\(type.id)/items?limit=10000", headers)
      for var feature in answer.objects("features") {
        var properties = try #require(feature["properties"] as? [String: Any])
        for name in derived { properties[name] = nil }
        feature["properties"] = properties
        entries.append(Entry(collection: type.id, feature: try text(feature)))
      }
    }
    return entries.sorted { ($0.collection, $0.feature) < ($1.collection, $1.feature) }
  }

  /// What the mirror has, in the same order.
  var items: [Entry] {
    entries.values.sorted { ($0.collection, $0.feature) < ($1.collection, $1.feature) }
  }

  /// The first of what one has and the other has not.
  static func difference(_ first: [Entry], _ second: [Entry]) -> [String] {
    let texts = [first, second].map { $0.map { "\($0.collection) \($0.feature)" } }
    return Set(texts[0]).symmetricDifference(texts[1]).sorted().prefix(4)
      + (first.count == second.count ? [] : ["\(first.count) and \(second.count)"])
  }

  private static func text(_ feature: [String: Any]) throws -> String {
    String(
      decoding: try JSONSerialization.data(withJSONObject: feature, options: [.sortedKeys]), as: UTF8.self)
  }
}
