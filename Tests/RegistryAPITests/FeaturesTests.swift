import Fixtures
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import RegistryFiles
import RegistryStore
import ServiceNetwork
import Testing

@testable import RegistryAPI

/// OGC API – Features, Parts 1 and 2, over real HTTP: two counties, villages, homes and a post.
struct FeaturesTests {
  private static let today = CalendarDate(iso8601: "2020-12-31") ?? .distantPast
  private let registry: Registry
  private let application: any ApplicationProtocol

  init() throws {
    registry = try Registry.inMemory()
    let tree: [(String, String, Double?)] = [
      ("4117", "市", nil), ("411726", "泌阳县", 113.3), ("411727", "汝南县", 114.3), ("411726100", "王店镇", 113.4),
      ("411727100", "王岗镇", 114.4), ("411726100201", "刘庄村", 113.5), ("411726100202", "李庄村", 113.6),
      ("411727100201", "金庄村", 114.5),
    ]
    try Self.take(
      try tree.map { code, name, longitude in
        let code = try DivisionCode(code)
        return .division(
          Division(
            code: code, name: name, level: code.impliedLevel ?? .village,
            location: try longitude.map { try Coordinate(longitude: $0, latitude: 33) }))
      }, into: .divisions, of: registry)
    try Self.take(try Self.facilities(), into: .facilities, of: registry)
    let term = try #require(Term(appointedOn: CalendarDate(iso8601: "2018-05-01") ?? .distantPast))
    try Self.take(
      [
        .post(
          Post(
            id: "P", role: "child-welfare-director", division: try DivisionCode("411726100201"), term: term,
            person: "示某某", phone: "13800005678"))
      ], into: .posts, of: registry)
    let server = RegistryServer(registry: registry, today: { Self.today })
    application = Application(
      router: server.router(),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)))
  }

  private static func facilities() throws -> [RegistryRow] {
    try (1...5).map { number in
      var home = Facility(
        id: "H\(number)", kind: number == 5 ? "nursing-home" : "childrens-home", name: "家\(number)",
        division: try DivisionCode(number < 4 ? "411726100201" : "411727100201"),
        location: number == 4 ? nil : try Coordinate(longitude: 113 + Double(number) / 2, latitude: 33),
        history: try StatusHistory(
          text: number == 2
            ? "operating 2018-01-01; closed 2019-01-01" : "building 2017-01-01; operating 2019-06-01"))
      home.capacity = number == 3 ? nil : 10 * number
      home.occupied = number == 5 ? 4 : nil
      home.phone = "0396-700000\(number)"
      home.address = "幸福路\(number)号"
      return .facility(home)
    }
  }

  private static func take(_ rows: [RegistryRow], into table: RegistryTable, of registry: Registry) throws {
    let summary = try registry.importRows(
      ImportDescription(table: table, author: .tester, date: Date()), report: { _ in }
    ) { importer in
      try importer.begin(file: "f", columns: Set(table.columns.map(\.name)))
      for (index, row) in rows.enumerated() { try importer.add(TableRow(row: row, line: index + 2)) }
    }
    try #require(summary.isCommitted)
  }

  private struct Answer {
    var status: Int
    var headers: HTTPFields
    var text: String

    var json: [String: Any] {
      (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any] ?? [:]
    }

    var features: [[String: Any]] { json["features"] as? [[String: Any]] ?? [] }
    var ids: [String] { features.compactMap { $0["id"] as? String } }
    var properties: [String: Any] { json["properties"] as? [String: Any] ?? [:] }

    func link(_ relation: String) -> String? {
      let links = json["links"] as? [[String: Any]] ?? []
      return links.first { $0["rel"] as? String == relation }?["href"] as? String
    }
  }

  private func ask(
    _ address: String, method: HTTPRequest.Method = .get, headers: HTTPFields = [:]
  ) async throws -> Answer {
    try await application.test(.live) { try await Self.ask($0, address, method: method, headers: headers) }
  }

  private static func ask(
    _ client: any TestClientProtocol, _ address: String, method: HTTPRequest.Method = .get,
    headers: HTTPFields = [:]
  ) async throws -> Answer {
    // Links are whole addresses; the client is connected already.
    let path = address.replacing(/^http:\/\/[^\/]+/, with: "")
    let response = try await client.executeRequest(uri: path, method: method, headers: headers, body: nil)
    return Answer(
      status: response.status.code, headers: response.headers, text: String(buffer: response.body))
  }

  private func token(_ role: Role, in code: String? = nil) throws -> HTTPFields {
    try LiveServer.token(role, in: code, of: registry)
  }

  // MARK: - Collections

  @Test func `collections have what their items have, and a box around all of them`() async throws {
    let list = try await ask("/collections")
    let collections = try #require(list.json["collections"] as? [[String: Any]])
    let ids = collections.compactMap { $0["id"] as? String }
    #expect(ids.prefix(6) == ["counties", "townships", "villages", "facilities", "posts", "unserved"])
    #expect(ids.contains("demand"))
    #expect(ids.contains("childrens-home") && !ids.contains("child-welfare-director"))
    for (id, collection) in zip(ids, collections) {
      let single = try await ask("/collections/\(id)")
      #expect(single.status == 200)
      #expect(NSDictionary(dictionary: single.json).isEqual(to: collection), "\(id)")
    }
    let villages = try #require(collections[2]["extent"] as? [String: Any])["spatial"] as? [String: Any]
    #expect(villages?["bbox"] as? [[Double]] == [[113.5, 33, 114.5, 33]])
    let unknown = try await ask("/collections/vilages")
    #expect(unknown.status == 404)
    #expect(unknown.json["detail"] as? String == "there is no collection 'vilages'; did you mean 'villages'?")
  }

  @Test func `conformance names what is done`() async throws {
    let classes = try #require(try await ask("/conformance").json["conformsTo"] as? [String])
    #expect(classes.contains("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"))
    #expect(classes.contains("http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs"))
  }

  // MARK: - The document

  @Test func `the document says what the server does, and the server does it`() async throws {
    let answer = try await ask("/api")
    #expect(answer.headers[.contentType] == "application/vnd.oai.openapi+json;version=3.0")
    #expect((answer.json["openapi"] as? String)?.hasPrefix("3.0.") == true)
    let paths = try #require(answer.json["paths"] as? [String: [String: Any]])
    #expect(paths["/collections/facilities/items"] != nil && paths["/collections/nursing-home/items"] != nil)
    #expect(paths["/collections/unserved/items"] != nil)
    #expect(!answer.text.contains("collectionId"))
    try await application.test(.live) { client in
      var names: Set<String> = []
      let administrator = try token(.administrator)
      let answer = try await Self.ask(client, "/api")
      let paths = try #require(answer.json["paths"] as? [String: [String: Any]])
      for (path, item) in paths {
        for operation in item.values {
          let operation = try #require(operation as? [String: Any])
          #expect(names.insert(try #require(operation["operationId"] as? String)).inserted)
        }
        // There is no proposal and no scenario that could be looked at.
        guard !path.contains("{proposalId}"), !path.contains("{scenarioName}") else { continue }
        // Nor are there roads; and a plan is posted for.
        guard path != "/detours", path != "/plans/upgrades" else { continue }
        let get = try #require(item["get"] as? [String: Any])
        let parameters = try #require(get["parameters"] as? [[String: Any]])
        var address = path
        if let end = path.firstRange(of: "/{featureId}")?.lowerBound {
          let items = try await Self.ask(client, path[..<end] + "?limit=1")
          guard let id = items.ids.first else { continue }
          address = path.replacing("{featureId}", with: id)
        }
        if path == "/find" { address += "?q=wd" }
        if path == "/nearest" { address += "?near=114,33" }
        if path == "/area" { address += "?point=114,33&within=5km" }
        #expect(try await Self.ask(client, address, headers: administrator).status == 200, "\(address)")
        // A default and each word that is listed are taken, anything unknown is not.
        for parameter in parameters where parameter["in"] as? String == "query" {
          let name = try #require(parameter["name"] as? String)
          let schema = try #require(parameter["schema"] as? [String: Any])
          let values = (schema["enum"] as? [String] ?? []) + (schema["default"].map { ["\($0)"] } ?? [])
          for value in Set(values) {
            let answer = try await Self.ask(
              client, "\(address)\(address.contains("?") ? "&" : "?")\(name)=\(value)", headers: administrator
            )
            #expect(answer.status == 200, "\(address) \(name)=\(value): \(answer.text)")
          }
        }
        let unknown = "\(address)\(address.contains("?") ? "&" : "?")unknownQueryParameter=1"
        #expect(try await Self.ask(client, unknown, headers: administrator).status == 400, "\(unknown)")
      }
    }
    let items = try #require(paths["/collections/facilities/items"]?["get"] as? [String: Any])
    let parameters = try #require(items["parameters"] as? [[String: Any]])
    let bbox = try #require(parameters.first { $0["name"] as? String == "bbox" }?["schema"] as? [String: Any])
    #expect(bbox["minItems"] as? Int == 4 && bbox["maxItems"] as? Int == 6)
    let limit = try #require(
      parameters.first { $0["name"] as? String == "limit" }?["schema"] as? [String: Any])
    #expect(
      limit["type"] as? String == "integer" && limit["minimum"] as? Int == 1
        && limit["default"] as? Int == 100)
    for parameter in parameters {
      #expect(parameter["style"] as? String == "form" && parameter["explode"] as? Bool == false)
    }
    #expect(!parameters.contains { $0["name"] as? String == "phone" })
  }

  @Test func `schemas say what there is for the one who asks`() async throws {
    func names(_ path: String, _ headers: HTTPFields = [:]) async throws -> Set<String> {
      let answer = try await ask(path, headers: headers)
      #expect(answer.headers[.contentType] == "application/schema+json")
      return Set((answer.json["properties"] as? [String: Any] ?? [:]).keys)
    }
    let open = try await names("/collections/posts/schema")
    #expect(open.contains("role") && open.contains("geometry") && !open.contains("person"))
    #expect(try await names("/collections/posts/schema", token(.cityEditor)).contains("person"))
    #expect(try await !names("/collections/posts/queryables", token(.administrator)).contains("person"))
    let sortables = try await names("/collections/facilities/sortables")
    #expect(
      sortables.contains("capacity") && !sortables.contains("geometry")
        && !sortables.contains("statusHistory"))
    let schema = try await ask("/collections/facilities/schema").json
    let kind = (schema["properties"] as? [String: [String: Any]])?["kind"]
    #expect((kind?["enum"] as? [String])?.contains("nursing-home") == true)
    #expect(schema["required"] as? [String] == ["kind", "name"])
  }

  // MARK: - Items

  @Test func `items are features with their properties, counted and linked`() async throws {
    let answer = try await ask("/collections/facilities/items?limit=2")
    #expect(answer.headers[.contentType] == "application/geo+json")
    #expect(answer.json["numberMatched"] as? Int == 5)
    #expect(answer.json["numberReturned"] as? Int == 2)
    #expect(answer.ids == ["H1", "H2"])
    let first = answer.features[0]
    #expect((first["geometry"] as? [String: Any])?["coordinates"] as? [Double] == [113.5, 33])
    let properties = try #require(first["properties"] as? [String: Any])
    #expect(properties["status"] as? String == "operating")
    #expect(properties["openedOn"] as? String == "2019-06-01")
    #expect(properties["statusHistory"] as? String == "building 2017-01-01; operating 2019-06-01")
    #expect(properties["countyName"] as? String == "泌阳县")
    #expect(properties["capacity"] as? Int == 10)
    #expect(properties["closedOn"] is NSNull)
    for relation in ["self", "alternate", "next", "collection"] { #expect(answer.link(relation) != nil) }
    let kind = try await ask("/collections/nursing-home/items")
    #expect(kind.ids == ["H5"])
  }

  @Test(arguments: [
    "", "&sortby=-name", "&sortby=capacity", "&sortby=-capacity,name", "&sortby=county,-capacity",
  ])
  func `pages have every feature once, whatever the order`(order: String) async throws {
    var address: String? = "/collections/facilities/items?limit=2\(order)"
    var ids: [String] = []
    var pages = 0
    while let next = address, pages < 9 {
      let page = try await ask(next)
      ids += page.ids
      address = page.link("next")
      pages += 1
    }
    #expect(pages == 3)
    #expect(ids.sorted() == ["H1", "H2", "H3", "H4", "H5"])
    let whole = try await ask("/collections/facilities/items?limit=9\(order)")
    #expect(whole.ids == ids)
    #expect(whole.link("next") == nil)
  }

  @Test func `a page goes on where it was while others write`() async throws {
    let first = try await ask("/collections/facilities/items?limit=2")
    let next = try #require(first.link("next"))
    // Before the place one goes, behind it one comes.
    _ = try registry.merge(keep: "H3", drop: "H1", author: .tester, date: Date())
    let new = Facility(
      id: "A0", kind: "childrens-home", name: "新", history: StatusHistory(always: .operating))
    try Self.take([.facility(new)], into: .facilities, of: registry)
    let second = try await ask(next)
    let third = try await ask(try #require(second.link("next")))
    #expect(second.ids + third.ids == ["H3", "H4", "H5", "A0"])
  }

  @Test(arguments: [
    ("bbox=113.4,32.9,113.6,33.1", ["H1", "H4"]), ("bbox=113.5,33,113.5,33", ["H1", "H4"]),
    ("bbox=113.5000001,33,114,33", ["H2", "H4"]), ("bbox=113.4,32.9,0,113.6,33.1,9", ["H1", "H4"]),
    ("bbox=177,65,-177,70", ["H4"]), ("bbox=170,-90,114.1,90", ["H1", "H2", "H4"]),
    ("bbox=32.9,113.4,33.1,113.6&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4326", ["H1", "H4"]),
    (
      "bbox=12500000,3800000,12640000,3900000&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/3857",
      ["H1", "H4"]
    ),
    ("datetime=2018-06-01", ["H2"]), ("datetime=2018-12-31/2019-06-01", ["H1", "H2", "H3", "H4", "H5"]),
    ("datetime=2019-01-01", []), ("datetime=2019-05-31T23:00:00Z/..", ["H1", "H3", "H4", "H5"]),
    // As GDAL 3.6 writes days.
    ("datetime=2018-06-01T", ["H2"]), ("datetime=..%2F2018-01-01T", ["H2"]),
    ("limit=99999999999999999999&name=%E5%AE%B63", ["H3"]),
    ("datetime=../2018-01-01", ["H2"]), ("status=closed", ["H2"]), ("capacity=40", ["H4"]),
    ("county=411727000000", ["H4", "H5"]), ("kind=nursing-home&status=operating", ["H5"]),
    ("openedOn=2018-01-01", ["H2"]), ("name=%E5%AE%B63", ["H3"]),
    ("q=%E5%B9%B8%E7%A6%8F%E8%B7%AF2,h5", ["H2", "H5"]),
    ("q=nothing", []),
  ])
  func `features are chosen by where and when they are, and what`(query: String, ids: [String]) async throws {
    let answer = try await ask("/collections/facilities/items?\(query)")
    #expect(answer.status == 200, "\(answer.text)")
    #expect(answer.ids == ids)
    #expect(answer.json["numberMatched"] as? Int == ids.count)
  }

  @Test(arguments: [
    ("limit=0", "limit"), ("limit=many", "limit"), ("bbox=1,2,3", "bbox"), ("bbox=1,2,3,4,5", "bbox"),
    ("bbox=1,2,x,4", "bbox"), ("bbox=114,34,115,33", "bbox"), ("bbox=114,33,190,34", "bbox"),
    ("datetime=2018", "datetime"), ("datetime=2019-01-01/2018-01-01", "datetime"),
    ("datetime=..", "datetime"),
    ("crs=EPSG:4326", "crs"), ("bbox-crs=http://www.opengis.net/def/crs/0/unsupported", "bbox-crs"),
    ("f=shp", "f"), ("sortby=phone", "sortby"), ("sortby=nmae", "sortby"), ("properties=nmae", "properties"),
    ("status=open", "status"), ("capacity=x", "capacity"), ("openedOn=2018", "openedOn"),
    ("phone=1", "phone"),
    ("unknown=1", "unknown"), ("limit=1&limit=2", "limit"), ("cursor=x", "cursor"), ("q=,", "q"),
    ("q=h5,", "q"), ("datetime=T", "datetime"), ("capacity=9223372036854775808", "capacity"),
  ])
  func `what cannot be asked is refused with the parameter's name`(query: String, parameter: String)
    async throws
  {
    let answer = try await ask("/collections/facilities/items?\(query)")
    #expect(answer.status == 400)
    #expect(answer.headers[.contentType] == "application/problem+json")
    #expect(answer.json["parameter"] as? String == parameter)
  }

  @Test func `a cursor of another order is refused`() async throws {
    let page = try await ask("/collections/facilities/items?limit=2")
    let next = try #require(page.link("next"))
    #expect(try await ask(next + "&sortby=name").status == 400)
  }

  @Test func `properties are chosen, and other forms are the same features`() async throws {
    let chosen = try await ask("/collections/facilities/items?properties=name,capacity&limit=1")
    let properties = try #require(chosen.features.first?["properties"] as? [String: Any])
    #expect(Set(properties.keys) == ["name", "capacity"])
    let table = try await ask("/collections/facilities/items?f=csv&properties=id,capacity")
    #expect(table.headers[.contentType]?.hasPrefix("text/csv") == true)
    #expect(
      table.text
        == "id,capacity,x,y\nH1,10,113.5,33.0\nH2,20,114.0,33.0\nH3,,114.5,33.0\nH4,40,,\nH5,50,115.5,33.0\n")
    let sequence = try await ask(
      "/collections/facilities/items", headers: [.accept: "application/geo+json-seq"])
    #expect(sequence.text.split(separator: "\u{1E}").count == 5)
    #expect(try await ask("/collections/facilities/items", headers: [.accept: "image/png"]).status == 406)
    let any = try await ask(
      "/collections/facilities/items", headers: [.accept: "text/csv;q=0.5, application/*;q=0.9, */*;q=0.1"])
    #expect(any.headers[.contentType] == "application/geo+json")
  }

  // MARK: - Coordinate systems

  @Test(arguments: [
    ("OGC/1.3/CRS84", [113.5, 33]), ("EPSG/0/4326", [33, 113.5]), ("EPSG/0/4490", [33, 113.5]),
    // GDAL 3.6.2, gdaltransform.
    ("EPSG/0/3857", [12_634_762.2050, 3_895_303.9634]), ("EPSG/0/4547", [3_652_859.0882, 453_273.1494]),
    ("EPSG/0/4526", [3_652_859.0882, 38_453_273.1494]),
  ])
  func `coordinates come in the order of the system's axes`(name: String, expected: [Double]) async throws {
    let uri = "http://www.opengis.net/def/crs/\(name)"
    for address in [
      "/collections/facilities/items?limit=1&crs=\(uri)", "/collections/facilities/items/H1?crs=\(uri)",
    ] {
      let answer = try await ask(address)
      #expect(answer.headers[.contentCrs] == "<\(uri)>")
      let feature = answer.features.first ?? answer.json
      let numbers = try #require((feature["geometry"] as? [String: Any])?["coordinates"] as? [Double])
      #expect(zip(numbers, expected).allSatisfy { abs($0 - $1) < 0.001 }, "\(numbers)")
    }
    #expect(
      try await ask("/collections/facilities/items").headers[.contentCrs] == "<\(ServedSystem.crs84.uri)>")
  }

  // MARK: - One item

  @Test func `an item is a feature with links, or nothing is there`() async throws {
    let answer = try await ask("/collections/villages/items/411726100201")
    #expect(answer.json["id"] as? String == "411726100201")
    #expect(answer.properties["parentName"] as? String == "王店镇")
    #expect(answer.properties["countyName"] as? String == "泌阳县")
    #expect(answer.link("collection")?.hasSuffix("/collections/villages") == true)
    #expect(try await ask("/collections/counties/items/411726100201").status == 404)
    #expect(try await ask("/collections/nothing/items/1").status == 404)
    #expect(try await ask("/collections/facilities/items/H1", method: .head).text.isEmpty)
  }

  @Test func `what is told of a facility's life is what it is found and ordered by`() async throws {
    let life = try StatusHistory(
      text: "operating 2010-01-01; suspended 2012-01-01; operating 2014-01-01; closed 2030-01-01")
    try Self.take(
      [
        .facility(Facility(id: "L", kind: "nursing-home", name: "长", history: life)),
        .facility(
          Facility(id: "M", kind: "nursing-home", name: "常", history: StatusHistory(always: .suspended))),
      ], into: .facilities, of: registry)
    let all = try await ask("/collections/facilities/items")
    for feature in all.features {
      let properties = try #require(feature["properties"] as? [String: Any])
      for name in ["status", "openedOn", "closedOn"] {
        guard let value = properties[name] as? String else { continue }
        let found = try await ask("/collections/facilities/items?\(name)=\(value)")
        #expect(found.ids.contains(try #require(feature["id"] as? String)), "\(name) \(value)")
      }
    }
    let long = try await ask("/collections/facilities/items/L").properties
    #expect(long["status"] as? String == "operating")
    #expect(long["openedOn"] as? String == "2010-01-01")
    #expect(long["closedOn"] as? String == "2030-01-01")
    #expect(long["statusHistory"] as? String == life.text)
    let always = try await ask("/collections/facilities/items/M").properties
    #expect(always["status"] as? String == "suspended" && always["statusHistory"] as? String == "suspended")
    #expect(
      try await ask("/collections/facilities/items?sortby=openedOn,closedOn").ids == [
        "M", "L", "H2", "H1", "H3", "H4", "H5",
      ])
  }

  @Test func `the number of features follows every change`() async throws {
    func matched(_ query: String) async throws -> Int? {
      try await ask("/collections/facilities/items?limit=1\(query)").json["numberMatched"] as? Int
    }
    for query in ["", "&kind=childrens-home", "&bbox=113,32,113.6,34", "&datetime=2018-06-01", "&q=h5"] {
      let before = try #require(try await matched(query))
      #expect(try await matched(query + "&sortby=-name") == before)
    }
    #expect(try await matched("&kind=childrens-home") == 4)
    _ = try registry.merge(keep: "H3", drop: "H1", author: .tester, date: Date())
    #expect(try await matched("&kind=childrens-home") == 3)
    #expect(try await matched("&kind=nursing-home") == 1)
    #expect(try await matched("") == 4)
  }

  @Test func `what a client has is not sent again, until something changes`() async throws {
    for address in ["/collections/facilities/items/H1", "/collections/facilities/items"] {
      let first = try await ask(address)
      let tag = try #require(first.headers[.eTag])
      #expect(try await ask(address, headers: [.ifNoneMatch: "\"x\", \(tag)"]).status == 304)
      #expect(try await ask(address, headers: [.ifNoneMatch: "\"x\""]).status == 200)
      #expect(first.headers[.vary]?.contains("Accept") == true)
    }
    let tag = try #require(try await ask("/collections/facilities/items/H1").headers[.eTag])
    #expect(tag.hasPrefix("\""))
    var home = Facility(
      id: "H1", kind: "childrens-home", name: "新家", history: StatusHistory(always: .operating))
    home.division = try DivisionCode("411726100201")
    try Self.take([.facility(home)], into: .facilities, of: registry)
    #expect(try await ask("/collections/facilities/items/H1", headers: [.ifNoneMatch: tag]).status == 200)
  }

  @Test func `a page of another origin may ask, and read the headers`() async throws {
    let origin = HTTPFields([HTTPField(name: .origin, value: "https://example.org")])
    let answer = try await ask("/collections/facilities/items/H1", headers: origin)
    #expect(answer.headers[.accessControlAllowOrigin] == "*")
    #expect(answer.headers[.accessControlExposeHeaders]?.contains("Content-Crs") == true)
    #expect(try await ask("/nowhere", headers: origin).headers[.accessControlAllowOrigin] == "*")
    #expect(try await ask("/collections").headers[.accessControlAllowOrigin] == nil)
    var preflight = origin
    preflight[.accessControlRequestMethod] = "GET"
    let allowed = try await ask("/collections", method: .options, headers: preflight)
    #expect(allowed.status == 204)
    #expect(allowed.headers[.accessControlAllowHeaders]?.contains("If-Match") == true)
    // An OPTIONS that is no preflight tells what may be done.
    for headers in [origin, [:]] {
      let options = try await ask("/collections/facilities/items", method: .options, headers: headers)
      #expect(options.status == 200)
      #expect(options.headers[.allow] == "GET, HEAD, OPTIONS")
    }
    #expect(try await ask("/collections", method: .delete).headers[.allow] == "GET, HEAD, OPTIONS")
  }

  // MARK: - Who may see what

  @Test func `names and telephones are for those who may see them`() async throws {
    let post = "/collections/posts/items/P"
    let home = "/collections/facilities/items/H1"
    #expect(Set(try await ask(post).properties.keys).isDisjoint(with: ["person", "phone"]))
    #expect(try await ask(home).properties["phone"] == nil)
    let volunteer = try token(.volunteer)
    #expect(try await ask(home, headers: volunteer).properties["phone"] as? String == "0396-7000001")
    #expect(try await ask(post, headers: volunteer).properties["person"] as? String == "示**")
    let own = try token(.countyEditor, in: "411726")
    let other = try token(.countyEditor, in: "411727")
    #expect(try await ask(post, headers: own).properties["phone"] as? String == "13800005678")
    #expect(try await ask(post, headers: other).properties["phone"] as? String == "138****5678")
    for f in ["csv", "jsonseq"] {
      let text = try await ask("/collections/posts/items?f=\(f)").text
      #expect(!text.contains("示某某") && !text.contains("13800005678"))
    }
    // No filter tells what it hides.
    #expect(try await ask("/collections/posts/items?person=x").status == 400)
    #expect(try await ask("/collections/posts/items?q=13800005678").ids.isEmpty)
  }

  @Test func `a token that opens nothing is refused, and says how to come in`() async throws {
    let wrong = try await ask("/collections", headers: [.authorization: "Bearer fw_nothing"])
    #expect(wrong.status == 401)
    #expect(wrong.headers[.wwwAuthenticate] == #"Bearer error="invalid_token""#)
    #expect(try await ask("/collections", headers: [.authorization: "Basic eDp5"]).status == 401)
    let good = try token(.volunteer)
    #expect(try await ask("/collections", headers: good).status == 200)
    try registry.revokeToken(named: "volunteer ", date: Date())
    #expect(try await ask("/collections", headers: good).status == 401)
  }
}
