import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import RegistryFiles
import RegistryStore
import ServiceNetwork
import Testing

@testable import RegistryAPI

/// What OGC API – Features asks, by the number of its part and section; more of each is in the tests of what does it.
struct ConformanceTests {
  private static let collections = ["counties", "townships", "villages", "facilities", "posts", "unserved"]
  private static let items = "/collections/facilities/items"

  // MARK: - Part 1, 17-069r4: paths

  @Test func `1-7.2 the landing page links to what describes the server`() async throws {
    try await ReadingServer().run { client in
      let landing = try await client.ask("/")
      #expect(landing.status == 200 && landing.type == "application/json")
      let relations = Set(landing.links.compactMap { $0["rel"] })
      #expect(
        relations.isSuperset(of: ["service-desc", "service-doc", "conformance", "data", "self", "alternate"]))
      #expect(
        landing.links.contains {
          $0["rel"] == "service-desc" && $0["type"] == "application/vnd.oai.openapi+json;version=3.0"
        })
      #expect(landing.links.contains { $0["rel"] == "service-doc" && $0["type"] == "text/html" })
      // Each link gives what it says, where its type is what is accepted.
      for link in landing.links {
        let (address, type) = (try #require(link["href"]), try #require(link["type"]))
        let answer = try await client.ask(address, [.accept: type])
        #expect(answer.status == 200, "\(address)")
        #expect(type.hasPrefix(answer.type), "\(address)")
      }
    }
  }

  @Test func `1-7.4 the declared classes are those that are done`() async throws {
    try await ReadingServer().run { client in
      let classes = try #require(try await client.ask("/conformance").json["conformsTo"] as? [String])
      let prefix = "http://www.opengis.net/spec/ogcapi-features-"
      for name in [
        "1/1.0/conf/core", "1/1.0/conf/geojson", "1/1.0/conf/html", "1/1.0/conf/oas30", "2/1.0/conf/crs",
        "4/1.0/conf/create-replace-delete", "4/1.0/conf/update", "4/1.0/req/optimistic-locking-etags",
        "5/1.0/conf/schemas", "5/1.0/conf/queryables", "5/1.0/conf/sortables",
      ] {
        #expect(classes.contains(prefix + name), "\(name)")
      }
      #expect(Set(classes).count == classes.count)
    }
  }

  @Test func `1-7.13 every collection is the same in the list and by itself, in all its forms`() async throws
  {
    try await ReadingServer().run { client in
      let list = try await client.ask("/collections")
      #expect(Set(list.links.compactMap { $0["rel"] }).isSuperset(of: ["self", "alternate"]))
      let collections = try #require(list.json["collections"] as? [[String: Any]])
      #expect(Set(collections.compactMap { $0["id"] as? String }).isSuperset(of: Self.collections))
      for collection in collections {
        let id = try #require(collection["id"] as? String)
        let own = try await client.ask("/collections/\(id)")
        #expect(NSDictionary(dictionary: own.json).isEqual(to: collection), "\(id)")
        let links = own.links
        for form in Form.features {
          #expect(
            links.contains {
              $0["rel"] == "items" && $0["type"] == form.bareType || $0["type"] == form.mediaType
            }, "\(id) \(form.name)")
        }
        #expect(links.contains { $0["rel"] == "enclosure" })
        #expect(
          collection["itemType"] as? String == "feature" && collection["title"] != nil
            && collection["description"] != nil)
        let systems = try #require(collection["crs"] as? [String])
        #expect(systems.contains(ServedSystem.crs84.uri))
        #expect(systems.contains(try #require(collection["storageCrs"] as? String)))
      }
      #expect(try await client.ask("/collections/dUmmYColLection").status == 404)
    }
  }

  @Test func `1-7.14 every feature lies in its collection's extent`() async throws {
    try await ReadingServer().run { client in
      for id in ["villages", "facilities", "childrens-home"] {
        let extent = try #require(try await client.ask("/collections/\(id)").json["extent"] as? [String: Any])
        let box = try #require((extent["spatial"] as? [String: Any])?["bbox"] as? [[Double]])[0]
        for feature in try await client.ask("/collections/\(id)/items?limit=1000").features {
          guard let place = (feature["geometry"] as? [String: Any])?["coordinates"] as? [Double] else {
            continue
          }
          #expect(place[0] >= box[0] && place[1] >= box[1] && place[0] <= box[2] && place[1] <= box[3])
        }
      }
      let extent = try #require(
        try await client.ask("/collections/facilities").json["extent"] as? [String: Any])
      let interval = (extent["temporal"] as? [String: Any])?["interval"] as? [[Any]]
      #expect(interval?.first?.count == 2)
    }
  }

  // MARK: - Part 1: parameters

  @Test func `1-7.15.1 the document declares the parameters as the suite reads them`() async throws {
    try await ReadingServer().run { client in
      let paths = try #require(try await client.ask("/api").json["paths"] as? [String: [String: Any]])
      for id in Self.collections {
        let get = try #require(paths["/collections/\(id)/items"]?["get"] as? [String: Any])
        let parameters = try #require(get["parameters"] as? [[String: Any]])
        func schema(_ name: String) throws -> [String: Any] {
          let parameter = try #require(parameters.first { $0["name"] as? String == name }, "\(id) \(name)")
          #expect(parameter["in"] as? String == "query" && parameter["required"] as? Bool == false)
          #expect(parameter["style"] as? String == "form" && parameter["explode"] as? Bool == false)
          return try #require(parameter["schema"] as? [String: Any])
        }
        let limit = try schema("limit")
        #expect(limit["type"] as? String == "integer" && limit["minimum"] as? Int == 1)
        #expect((limit["maximum"] as? Int ?? 0) >= (limit["default"] as? Int ?? .max))
        let box = try schema("bbox")
        #expect(
          box["type"] as? String == "array" && box["minItems"] as? Int == 4 && box["maxItems"] as? Int == 6)
        #expect((box["items"] as? [String: Any])?["type"] as? String == "number")
        #expect(try schema("datetime")["type"] as? String == "string")
        #expect(get["responses"].map { "\($0)".contains("200") } == true)
      }
    }
  }

  @Test(arguments: [
    ("limit=1", 200), ("limit=1000000", 200), ("limit=99999999999999999999", 200), ("limit=0", 400),
    ("limit=-1", 400),
    ("limit=a", 400), ("limit=1.5", 400), ("limit=", 400),
    ("bbox=113,32,115,34", 200), ("bbox=-180,-90,180,90", 200), ("bbox=177,65,-177,70", 200),
    ("bbox=-0.5,51.2,0.3,51.7", 200), ("bbox=-5,-1,5,1", 200), ("bbox=-180,85,180,90", 200),
    ("bbox=-180,-90,180,-85", 200),
    ("bbox=113,32.5,113,32.5", 200), ("bbox=113,32,0,115,34,9000", 200), ("bbox=113,32,115", 400),
    ("bbox=113,32,0,115,34", 400), ("bbox=113,34,115,32", 400), ("bbox=190,32,200,34", 400),
    ("bbox=113,95,115,96", 400),
    ("bbox=a,b,c,d", 400), ("bbox=", 400),
    ("datetime=2018-06-01", 200), ("datetime=2018-06-01T00:00:00Z", 200),
    ("datetime=2018-01-01/2018-12-31", 200),
    ("datetime=../2018-12-31", 200), ("datetime=/2018-12-31", 200), ("datetime=2018-01-01/..", 200),
    ("datetime=2018-01-01/", 200),
    ("datetime=2018-12-31/2018-01-01", 400), ("datetime=../..", 200), ("datetime=yesterday", 400),
    ("datetime=2018-02-30", 400),
    ("datetime=2018-01-01/2018-06-01/2018-12-31", 400),
    ("kind=nursing-home", 200), ("kind=school", 400), ("capacity=10", 200), ("capacity=ten", 400),
    ("unknownQueryParameter=1", 400), ("limit=1&limit=2", 400), ("%62box=113,32,115,34", 200),
    ("name=%ff", 400),
    ("name=a+b", 200), ("crs=http://www.opengis.net/def/crs/0/unsupported", 400),
    ("bbox=113,32,115,34&bbox-crs=http://www.opengis.net/def/crs/0/unsupported", 400),
    ("bbox=113,32,115,34&bbox%2Dcrs=http://www.opengis.net/def/crs/OGC/1.3/CRS84", 200),
    ("sortby=-capacity,name", 200),
    ("sortby=nothing", 400), ("properties=name,kind", 200), ("properties=nothing", 400),
    ("q=%E5%AE%B6,x", 200), ("f=json", 200),
    ("f=shp", 400),
  ])
  func `1-7.15 parameters are taken or refused, never by 422 or 500`(query: String, status: Int) async throws
  {
    try await ReadingServer().run { client in
      let answer = try await client.ask("\(Self.items)?\(query)")
      #expect(answer.status == status, "\(answer.text.prefix(300))")
      if status == 400 {
        // RFC 9457, and what 1.0 clients look for.
        #expect(answer.type == "application/problem+json")
        #expect(answer.json["status"] as? Int == 400 && answer.json["code"] as? String == "400")
      }
    }
  }

  @Test func `1-7.15.3 what has no place or time is in every box and interval, and can be left out`()
    async throws
  {
    try await ReadingServer().run { client in
      let nowhere = "\(Self.items)?bbox=-10,-10,-9,-9"
      let found = try await client.ask(nowhere)
      #expect(found.ids == ["H5"] && found.json["numberWithoutGeometry"] as? Int == 1)
      #expect(try await client.ask(nowhere + "&hasGeometry=true").ids.isEmpty)
    }
  }

  @Test func `1-7.15.8 numbers, time and links of a page are right, to the last one`() async throws {
    try await ReadingServer().run { client in
      var (address, seen) = (Optional("\(Self.items)?limit=5"), [String]())
      while let next = address {
        let page = try await client.ask(next)
        #expect(page.json["numberMatched"] as? Int == 12)
        #expect(page.json["numberReturned"] as? Int == page.features.count)
        let stamp = try #require(page.json["timeStamp"] as? String)
        #expect((try? Date(stamp, strategy: .iso8601)) != nil)
        #expect(page.links.allSatisfy { $0["type"] != nil && $0["href"]?.hasPrefix("http") == true })
        #expect(page.links.count { $0["rel"] == "alternate" } == Form.features.count - 1)
        seen += page.ids
        address = page.link("next")
      }
      #expect(seen == (0..<12).map { "H\($0)" })
    }
  }

  @Test func `1-7.16 a feature has its id, links to itself, its other forms and its collection`() async throws
  {
    try await ReadingServer().run { client in
      let question = "service=childrens-home&within=10m"
      for (id, query) in [
        ("villages", ""), ("facilities", ""), ("childrens-home", ""), ("unserved", question),
      ] {
        let first = try #require(try await client.ask("/collections/\(id)/items?limit=1&\(query)").ids.first)
        let item = try await client.ask("/collections/\(id)/items/\(first)?\(query)")
        #expect(
          item.status == 200 && item.type == "application/geo+json" && item.json["id"] as? String == first)
        #expect(Set(item.links.compactMap { $0["rel"] }).isSuperset(of: ["self", "alternate", "collection"]))
      }
      #expect(try await client.ask("\(Self.items)/none").status == 404)
    }
  }

  @Test func `1-8 a document without outside references describes every answer that is given`() async throws {
    try await ReadingServer().run { client in
      let api = try await client.ask("/api")
      #expect((api.json["openapi"] as? String)?.hasPrefix("3.0.") == true)
      #expect(!api.text.contains(#""$ref":"http"#))
      #expect((api.json["components"] as? [String: Any])?["securitySchemes"] != nil)
      let page = try await client.ask("/api", [.accept: "text/html"])
      #expect(page.type == "text/html")
    }
  }

  @Test func `1-7.5 methods, forms and errors have the codes of HTTP`() async throws {
    try await ReadingServer().run { client in
      let wrong = try await client.ask("/collections", method: .delete)
      #expect(wrong.status == 405 && wrong.headers[.allow] == "GET, HEAD, OPTIONS")
      #expect(try await client.ask(Self.items, [.accept: "image/png"]).status == 406)
      #expect(try await client.ask("/nowhere").status == 404)
      let head = try await client.ask(Self.items, method: .head)
      #expect(head.status == 200 && head.body.isEmpty)
      let unknown = try await client.ask(Self.items, [.authorization: "Bearer none"])
      #expect(unknown.status == 401 && unknown.headers[.wwwAuthenticate] != nil)
      let page = try await client.ask(Self.items)
      let tag = try #require(page.headers[.eTag])
      #expect(try await client.ask(Self.items, [.ifNoneMatch: tag]).status == 304)
      let varied = page.headers[.vary] ?? ""
      #expect(["Accept", "Accept-Encoding", "Authorization"].allSatisfy { varied.contains($0) })
    }
  }

  // MARK: - Part 2, 18-058r1

  @Test func `2-6.2 coordinates are those of the authority, and every answer says which`() async throws {
    try await ReadingServer().run { client in
      for system in ServedSystem.allCases {
        for address in [Self.items, "\(Self.items)/H0", "/collections/unserved/items"] {
          let answer = try await client.ask("\(address)?crs=\(system.uri)")
          #expect(answer.headers[.contentCrs] == "<\(system.uri)>")
        }
        let item = try await client.ask("\(Self.items)/H0?crs=\(system.uri)").json
        let place = try #require((item["geometry"] as? [String: Any])?["coordinates"] as? [Double])
        #expect((place[0] > place[1]) == (system != .epsg4326 && system != .epsg4490 && system != .epsg4526))
      }
      #expect(try await client.ask(Self.items).headers[.contentCrs] == "<\(ServedSystem.crs84.uri)>")
      let north = try await client.ask(
        "\(Self.items)?bbox=32.55,112.95,32.65,113.05&bbox-crs=\(ServedSystem.epsg4326.uri)&hasGeometry=true")
      #expect(north.ids == ["H0"])
    }
  }

  // MARK: - Part 3, 19-079r2, and Part 5, 23-058: what features have

  @Test func `3-6.2 schemas are JSON Schema 2020-12 with an id, forms and roles`() async throws {
    try await ReadingServer().run { client in
      for (id, name) in Self.collections.flatMap({ id in
        ["schema", "queryables", "sortables"].map { (id, $0) }
      }) {
        let answer = try await client.ask("/collections/\(id)/\(name)")
        #expect(answer.status == 200 && answer.type == "application/schema+json")
        #expect(answer.json["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
        #expect((answer.json["$id"] as? String)?.hasSuffix("/collections/\(id)/\(name)") == true)
        #expect(
          answer.json["type"] as? String == "object" && answer.json["additionalProperties"] as? Bool == false)
        let properties = try #require(answer.json["properties"] as? [String: [String: Any]])
        for (property, schema) in properties {
          // Spatial ones have a format and no type.
          let isSpatial = (schema["format"] as? String)?.hasPrefix("geometry") == true
          #expect((schema["type"] == nil) == isSpatial, "\(id) \(property)")
        }
      }
    }
  }

  // MARK: - What browsers and clients do

  @Test func `pages of other origins may ask for everything that the headers tell`() async throws {
    try await ReadingServer().run { client in
      let origin: HTTPFields = [.origin: "https://map.example"]
      let answer = try await client.ask(Self.items, origin)
      #expect(answer.headers[.accessControlAllowOrigin] == "*")
      let exposed = answer.headers[.accessControlExposeHeaders] ?? ""
      #expect(["ETag", "Link", "Location", "Content-Crs"].allSatisfy { exposed.contains($0) })
      var preflight = origin
      preflight[.accessControlRequestMethod] = "PATCH"
      let allowed = try await client.ask("\(Self.items)/H1", method: .options, preflight)
      #expect(allowed.headers[.accessControlAllowMethods]?.contains("PATCH") == true)
      // An OPTIONS that is none of a browser's says what may be done.
      #expect(
        try await client.ask("\(Self.items)/H1", method: .options, origin).headers[.allow]
          == "GET, HEAD, OPTIONS")
    }
  }

  @Test func `GDAL and QGIS find what they look for in explicit paths, with numbers of 17 digits`()
    async throws
  {
    try await ReadingServer().run { client in
      let paths = try #require(try await client.ask("/api").json["paths"] as? [String: Any])
      #expect(!paths.keys.contains { $0.contains("{collectionId}") })
      let box = "113.00000000000001,32.500000000000014,113.20000000000002,32.700000000000003"
      for id in ["facilities", "unserved"] {
        let answer = try await client.ask("/collections/\(id)/items?f=json&limit=1000&bbox=\(box)")
        #expect(answer.status == 200 && answer.json["type"] as? String == "FeatureCollection")
      }
      #expect(
        try await client.ask("\(Self.items)?f=json&limit=1000&bbox=\(box)&kind=childrens-home").status == 200)
    }
  }
}
