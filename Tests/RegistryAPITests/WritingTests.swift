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

/// Writing over real HTTP: who may, what is taken, and what becomes of it.
struct WritingTests {
  private static let today = CalendarDate(iso8601: "2020-12-31") ?? .distantPast
  private static let home = "/collections/facilities/items/H1"
  private let registry: Registry
  private let application: any ApplicationProtocol

  init() throws {
    registry = try Registry.inMemory()
    let tree = [
      ("4117", "市"), ("411726", "泌阳县"), ("411727", "汝南县"), ("411726100", "王店镇"), ("411726101", "杨集镇"),
      ("411727100", "王岗镇"), ("411726100201", "刘庄村"), ("411726101201", "李庄村"), ("411727100201", "金庄村"),
    ]
    try registry.take(
      try tree.map { code, name in
        let code = try DivisionCode(code)
        return .division(Division(code: code, name: name, level: code.impliedLevel ?? .village))
      }, into: .divisions)
    let homes = [("H1", "411726100201"), ("H2", "411727100201")]
    try registry.take(
      try homes.map { id, division in
        var home = Facility(
          id: id, kind: "nursing-home", name: "\(id)敬老院", division: try DivisionCode(division),
          location: try Coordinate(longitude: 113.5, latitude: 33),
          history: try StatusHistory(text: "building 2017-01-01; operating 2018-06-01"))
        home.capacity = 50
        home.phone = "0396-7000001"
        return .facility(home)
      }, into: .facilities)
    let server = RegistryServer(registry: registry, today: { Self.today })
    application = Application(
      router: server.router(),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)))
  }

  private struct Answer {
    var status: Int
    var headers: HTTPFields
    var json: [String: Any]
    var text: String

    var properties: [String: Any] { json["properties"] as? [String: Any] ?? [:] }
    var pointers: [String] {
      (json["errors"] as? [[String: Any]] ?? []).compactMap { $0["pointer"] as? String }
    }
    var coordinates: [Double]? { (json["geometry"] as? [String: Any])?["coordinates"] as? [Double] }
    var tag: String { headers[.eTag] ?? "" }
  }

  private func ask(
    _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields = [:], body: String? = nil
  ) async throws -> Answer {
    try await application.test(.live) { client in
      let response = try await client.executeRequest(
        uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
      let json = try? JSONSerialization.jsonObject(with: Data(response.body.readableBytesView))
      return Answer(
        status: response.status.code, headers: response.headers, json: json as? [String: Any] ?? [:],
        text: String(buffer: response.body))
    }
  }

  private func token(_ role: Role, in code: String? = nil) throws -> HTTPFields {
    try LiveServer.token(role, in: code, of: registry)
  }

  private func add(
    _ properties: String, to collection: String = "facilities", at geometry: String = "null",
    as editor: HTTPFields
  ) async throws -> Answer {
    var headers = editor
    headers[.contentType] = "application/geo+json"
    return try await ask(
      .post, "/collections/\(collection)/items", headers,
      body: #"{"type": "Feature", "geometry": \#(geometry), "properties": \#(properties)}"#)
  }

  private func patch(
    _ path: String, _ patch: String, as editor: HTTPFields, knowing tag: String? = "*"
  ) async throws -> Answer {
    var headers = editor
    headers[.contentType] = "application/merge-patch+json"
    headers[.ifMatch] = tag
    return try await ask(.patch, path, headers, body: patch)
  }

  // MARK: - What is taken

  @Test func `a feature is added, found at its address, and in the journal as its author's`() async throws {
    let editor = try token(.cityEditor)
    let added = try await add(
      #"{"kind": "nursing-home", "name": "新敬老院", "division": "411726100201", "capacity": 30, "openedOn": "2019-03-01"}"#,
      at: #"{"type": "Point", "coordinates": [113.51, 33.01]}"#, as: editor)
    #expect(added.status == 201)
    let address = try #require(added.headers[.location])
    let got = try await ask(.get, address.replacing(/^http:\/\/[^\/]+/, with: ""), editor)
    #expect(NSDictionary(dictionary: got.properties).isEqual(to: added.properties))
    #expect(got.coordinates == [113.51, 33.01])
    #expect(got.properties["statusHistory"] as? String == "planned; operating 2019-03-01")
    let act = try #require(try registry.acts(limit: 1).first)
    #expect(act.author.name == "cityEditor " && act.author.way == .http && act.what == "add to facilities")
    // The same again is no second one, and changes nothing of the first.
    let again = try await add(
      #"{"kind": "nursing-home", "name": "新敬老院", "division": "411726100201", "capacity": 31}"#, as: editor)
    #expect(again.status == 409)
    #expect(
      try await ask(.get, "/collections/facilities/items?name=新敬老院&capacity=30".urlEncoded).json[
        "numberMatched"] as? Int == 1)
  }

  @Test func `a patch changes what it tells, and a whole feature unsets what it does not`() async throws {
    let editor = try token(.cityEditor)
    let patched = try await patch(Self.home, #"{"properties": {"capacity": 60, "phone": null}}"#, as: editor)
    #expect(patched.status == 200)
    #expect(patched.properties["capacity"] as? Int == 60 && patched.properties["phone"] is NSNull)
    #expect(patched.properties["name"] as? String == "H1敬老院" && patched.coordinates == [113.5, 33])

    var headers = editor
    headers[.contentType] = "application/geo+json"
    headers[.ifMatch] = patched.tag
    let replaced = try await ask(
      .put, Self.home, headers,
      body: """
        {"type": "Feature", "id": "other", "geometry": null,
         "properties": {"id": "other", "countyName": "x", "kind": "nursing-home", "name": "新名", "division": "411726100201"}}
        """)
    #expect(replaced.status == 200)
    #expect(replaced.properties["id"] as? String == "H1" && replaced.properties["name"] as? String == "新名")
    #expect(replaced.properties["capacity"] is NSNull && replaced.coordinates == nil)
    // Nobody means to forget a facility's life.
    #expect(replaced.properties["openedOn"] as? String == "2018-06-01")
  }

  @Test func `what was read comes back in any system without changing anything`() async throws {
    let editor = try token(.cityEditor)
    for system in ServedSystem.allCases {
      let got = try await ask(.get, "\(Self.home)?crs=\(system.uri)", editor)
      var headers = editor
      headers[.contentType] = "application/geo+json"
      headers[.contentCrs] = "<\(system.uri)>"
      headers[.ifMatch] = got.tag
      let body = String(decoding: try JSONSerialization.data(withJSONObject: got.json), as: UTF8.self)
      let put = try await ask(.put, Self.home, headers, body: body)
      #expect(put.status == 200 && put.coordinates == [113.5, 33], "\(system)")
    }
    #expect(try registry.acts(limit: 10).allSatisfy { $0.author.way != .http })
    // A surveyor's pair, north first: what was given is remembered.
    var headers = editor
    headers[.contentCrs] = "<\(ServedSystem.epsg4547.uri)>"
    let moved = try await patch(
      Self.home, #"{"geometry": {"type": "Point", "coordinates": [3652748.0431, 500000]}}"#, as: headers)
    #expect(moved.coordinates == [114, 33])
    let point = try #require(try registry.history(of: "H1").first?.changes.first?.fields)
    #expect(point.contains { $0.column == "given_crs" && $0.after == "EPSG:4547" })
  }

  @Test(arguments: [
    (
      #"{"properties": {"status": "suspended"}}"#,
      "building 2017-01-01; operating 2018-06-01; suspended 2020-12-31"
    ),
    (
      #"{"properties": {"status": "closed", "closedOn": "2019-09-01"}}"#,
      "building 2017-01-01; operating 2018-06-01; closed 2019-09-01"
    ),
    (#"{"properties": {"openedOn": "2018-07-01"}}"#, "building 2017-01-01; operating 2018-07-01"),
    (#"{"properties": {"openedOn": null}}"#, "operating"),
    (
      #"{"properties": {"statusHistory": "planned 2016-01-01; operating 2018-01-01"}}"#,
      "planned 2016-01-01; operating 2018-01-01"
    ),
  ])
  func `a facility's life changes by its days`(change: String, history: String) async throws {
    let answer = try await patch(Self.home, change, as: try token(.cityEditor))
    #expect(answer.status == 200)
    #expect(answer.properties["statusHistory"] as? String == history)
  }

  @Test func `a post is added without a name in the public's eyes, and ends`() async throws {
    let editor = try token(.countyEditor, in: "411726")
    let added = try await add(
      #"{"role": "child-welfare-director", "division": "411726100201", "person": "示某某", "phone": "13800005678", "appointedOn": "2018-01-01"}"#,
      to: "posts", as: editor)
    #expect(added.status == 201 && added.properties["person"] as? String == "示某某")
    let id = try #require(added.json["id"] as? String)
    #expect(try await ask(.get, "/collections/posts/items/\(id)").properties["person"] == nil)
    var headers = editor
    headers[.ifMatch] = added.tag
    #expect(try await ask(.delete, "/collections/posts/items/\(id)", headers).status == 204)
    let ended = try await ask(.get, "/collections/posts/items/\(id)")
    #expect(ended.status == 200 && ended.properties["endedOn"] as? String == "2020-12-31")
  }

  @Test func `a closed facility stays as closed, and closing it again changes nothing`() async throws {
    var headers = try token(.cityEditor)
    headers[.ifMatch] = "*"
    for _ in 1...2 { #expect(try await ask(.delete, Self.home, headers).status == 204) }
    let closed = try await ask(.get, Self.home)
    #expect(closed.status == 200 && closed.properties["closedOn"] as? String == "2020-12-31")
    #expect(try registry.history(of: "H1").first?.changes.count == 2)
  }

  @Test func `divisions are changed and added, and end by no request`() async throws {
    let editor = try token(.countyEditor, in: "411726")
    let renamed = try await patch(
      "/collections/villages/items/411726100201", #"{"properties": {"name": "刘新庄村"}}"#, as: editor)
    #expect(renamed.status == 200 && renamed.properties["name"] as? String == "刘新庄村")
    let added = try await add(#"{"code": "411726100202", "name": "新村"}"#, to: "villages", as: editor)
    #expect(added.status == 201 && added.properties["parent"] as? String == "411726100000")
    let code = try await patch(
      "/collections/villages/items/411726100201", #"{"properties": {"code": "411726100203"}}"#, as: editor)
    #expect(code.status == 422 && code.pointers == ["/properties/code"])
    var whole = editor
    (whole[.contentType], whole[.ifMatch]) = ("application/geo+json", "*")
    let other = try await ask(
      .put, "/collections/villages/items/411726100201", whole,
      body: #"{"type": "Feature", "geometry": null, "properties": {"code": "411726100203", "name": "x"}}"#)
    #expect(other.status == 422 && other.pointers == ["/properties/code"])
    var headers = editor
    headers[.ifMatch] = "*"
    let deleted = try await ask(.delete, "/collections/villages/items/411726100201", headers)
    #expect(deleted.status == 405 && deleted.headers[.allow]?.contains("DELETE") == false)
  }

  @Test func `kinds and services are written by those who may write everywhere`() async throws {
    let (city, county) = (try token(.cityEditor), try token(.countyEditor, in: "411726"))
    let clinic = #"{"kind": "clinic", "nameZh": "诊所", "nameEn": "clinic", "post": false}"#
    #expect(try await add(clinic, to: "kinds", as: county).status == 403)
    #expect(
      try await ask(.options, "/collections/kinds/items", county).headers[.allow] == "GET, HEAD, OPTIONS")
    let kind = try await add(clinic, to: "kinds", as: city)
    #expect(
      kind.status == 201 && kind.properties["post"] as? Bool == false && kind.json["geometry"] is NSNull)
    // A kind has a collection from then on.
    #expect(try await ask(.get, "/collections/clinic/items").status == 200)
    let service = try await add(
      #"{"service": "clinic", "nameZh": "诊所", "nameEn": "clinic", "kinds": "clinic", "rule": "within 5km"}"#,
      to: "services", as: city)
    #expect(service.status == 201 && service.properties["rule"] as? String == "within 5000 m straight")
    let wider = try await patch(
      "/collections/services/items/clinic",
      #"{"properties": {"rule": "within 8km", "demandGroup": "elderly"}}"#,
      as: city, knowing: service.tag)
    #expect(wider.status == 200 && wider.properties["demandGroup"] as? String == "elderly")
    let wrong = try await patch(
      "/collections/services/items/clinic", #"{"properties": {"rule": "near", "kinds": "x"}}"#, as: city)
    #expect(wrong.status == 422 && wrong.pointers.contains("/properties/rule"))
    #expect(
      try await add(#"{"kind": "Big Clinic", "nameZh": "诊", "nameEn": "c"}"#, to: "kinds", as: city).pointers
        == ["/properties/kind"])
    var headers = city
    headers[.ifMatch] = "*"
    #expect(try await ask(.delete, "/collections/kinds/items/clinic", headers).status == 405)
    let table = try await ask(.get, "/collections/kinds/items?f=csv&limit=1")
    #expect(table.text.split(whereSeparator: \.isNewline).first == "kind,nameZh,nameEn,post")
    let found = try await ask(.get, "/collections/kinds/items?post=true&sortby=-kind")
    #expect(found.json["numberMatched"] as? Int == 2)
    #expect(try await ask(.get, "/collections/kinds/items?post=maybe").status == 400)
  }

  // MARK: - What is not

  // MARK: - Counts of persons

  @Test func `counts of a day are added, changed and taken back, and their past stays`() async throws {
    let county = try token(.countyEditor, in: "411726")
    let path = "/collections/demand/items/411726100201.2018-12-31"
    let counts = #"{"code": "411726100201", "asOf": "2018-12-31", "elderly": 120, "leftBehindChildren": 7}"#
    let added = try await add(counts, to: "demand", as: county)
    #expect(added.status == 201 && added.headers[.location]?.hasSuffix(path) == true)
    #expect(added.properties["divisionName"] as? String == "刘庄村" && added.properties["disabled"] is NSNull)
    // Of the same day there is one feature, whatever groups it counts.
    let further = #"{"code": "411726100201", "asOf": "2018-12-31", "disabled": 3}"#
    #expect(try await add(further, to: "demand", as: county).status == 409)
    #expect(
      try await add(counts.replacing("411726", with: "411727"), to: "demand", as: county).status == 403)
    let changed = try await patch(
      path, #"{"properties": {"elderly": 121, "leftBehindChildren": null, "source": "年报"}}"#, as: county,
      knowing: added.tag)
    #expect(changed.status == 200 && changed.properties["elderly"] as? Int == 121)
    #expect(changed.properties["leftBehindChildren"] is NSNull && changed.tag != added.tag)
    #expect(
      try await patch(path, #"{"properties": {"elderly": 9}}"#, as: county, knowing: added.tag).status == 412)
    // A source alone is that of the counts that stand.
    let sourced = try await patch(path, #"{"properties": {"source": "普查"}}"#, as: county)
    #expect(sourced.properties["source"] as? String == "普查" && sourced.properties["elderly"] as? Int == 121)
    let none = try await patch(path, #"{"properties": {"elderly": null}}"#, as: county)
    #expect(none.status == 422 && none.pointers == ["/properties"])
    let elsewhere = try await patch(path, #"{"properties": {"asOf": "2019-12-31"}}"#, as: county)
    #expect(elsewhere.status == 422 && elsewhere.pointers == ["/properties/asOf"])
    let negative = try await patch(path, #"{"properties": {"elderly": -1}}"#, as: county)
    #expect(negative.status == 422 && negative.pointers == ["/properties/elderly"])
    var headers = county
    headers[.ifMatch] = "*"
    #expect(try await ask(.delete, path, headers).status == 204)
    #expect(try await ask(.get, path).status == 404)
    #expect(try await ask(.delete, path, headers).status == 404)
    let past = try await ask(.get, "\(path)/history")
    let changes = try #require(past.json["changes"] as? [[String: Any]])
    #expect(changes.map { $0["change"] as? String } == ["removed", "changed", "changed", "added"])
    // What was taken back can be counted again.
    #expect(try await add(counts, to: "demand", as: county).status == 201)
  }

  @Test func `taking counts back waits for approval as any other write`() async throws {
    let township = try token(.townshipEditor, in: "411726100")
    let county = try token(.countyEditor, in: "411726")
    let path = "/collections/demand/items/411726100201.2018-12-31"
    let counts = #"{"code": "411726100201", "asOf": "2018-12-31", "elderly": 120}"#
    #expect(try await add(counts, to: "demand", as: county).status == 201)
    try registry.set(.approval, to: "township-editor", author: .tester, date: Date())
    var headers = township
    headers[.ifMatch] = "*"
    let held = try await ask(.delete, path, headers)
    #expect(held.status == 202)
    #expect(try await ask(.get, path).properties["elderly"] as? Int == 120)
    let proposal = try #require(held.headers[.location]).replacing(/^http:\/\/[^\/]+/, with: "")
    let approved = try await ask(.post, "\(proposal)/approve", county)
    #expect(approved.status == 200, "\(approved.text)")
    #expect(try await ask(.get, path).status == 404)
  }

  @Test func `counts are paged, ordered and chosen as other features are`() async throws {
    let days = (0..<40).map { "20\(10 + $0 / 4)-0\(1 + $0 % 4)-01" }
    for code in ["411726100201", "411726101201", "411727100201"] {
      let rows = try days.enumerated().map { number, day in
        let persons = number % 3 == 0 ? ["population": number] : ["elderly": number, "population": 9]
        return RegistryRow.demand(
          DemandCount(
            division: try DivisionCode(code), asOf: try #require(CalendarDate(iso8601: day)), persons: persons
          ))
      }
      try registry.take(rows, into: .demand, columns: ["code", "as_of", "elderly", "population"])
    }
    for order in ["", "&sortby=-elderly,asOf"] {
      var ids: [String] = []
      var path: String? = "/collections/demand/items?limit=7" + order
      while let next = path {
        let page = try await ask(.get, next)
        #expect(page.json["numberMatched"] as? Int == 120)
        ids += (page.json["features"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
        let links = page.json["links"] as? [[String: Any]] ?? []
        path = (links.first { $0["rel"] as? String == "next" }?["href"] as? String)?
          .replacing(/^http:\/\/[^\/]+/, with: "")
      }
      #expect(ids.count == 120 && Set(ids).count == 120)
      #expect(order.isEmpty ? ids == ids.sorted() : ids[0] == "411726100201.2019-03-01", "\(ids[0])")
    }
    let some = try await ask(
      .get, "/collections/demand/items?code=411726101201&datetime=2012-01-01/2012-12-31&elderly=10")
    #expect(some.json["numberMatched"] as? Int == 1)
  }

  @Test func `wrong values are named all at once, by where they stand`() async throws {
    let editor = try token(.cityEditor)
    let wrong = try await patch(
      Self.home,
      #"{"properties": {"capacity": 1.5, "grade": 3, "openedOn": "2018-02-30", "kind": "school", "nme": "x", "county": "1", "name": " "}, "geometry": {"type": "Point", "coordinates": ["a", 1]}}"#,
      as: editor)
    #expect(wrong.status == 422)
    #expect(
      wrong.pointers == [
        "/properties/capacity", "/properties/county", "/properties/grade", "/properties/kind",
        "/properties/name",
        "/properties/nme", "/properties/openedOn", "/geometry/coordinates",
      ])
    for (patchText, pointer) in [
      (#"{"properties": {"division": "999999999999"}}"#, "/properties/division"),
      (#"{"properties": {"uscc": "abc"}}"#, "/properties/uscc"),
      (#"{"properties": {"name": null}}"#, "/properties/name"),
      (#"{"geometry": {"type": "Point", "coordinates": [33, 113.5]}}"#, "/geometry/coordinates"),
      (#"{"propertys": {"capacity": 1}}"#, "/propertys"), (#"{"id": "H9"}"#, "/id"),
      (#"{"type": "Point"}"#, "/type"),
      (#"{"geometry": {"type": "LineString", "coordinates": []}}"#, "/geometry"),
      (#"{"properties": {"closedOn": "2018-01-01"}}"#, "/properties/closedOn"),
      (
        #"{"properties": {"statusHistory": "operating 2018-01-01", "status": "closed"}}"#,
        "/properties/status"
      ),
    ] {
      let answer = try await patch(Self.home, patchText, as: editor)
      #expect(answer.status == 422 && answer.pointers == [pointer], "\(patchText)")
    }
    #expect(try await add(#"{"kind": "nursing-home"}"#, as: editor).pointers == ["/properties/name"])
    #expect(try registry.acts(limit: 1).first?.author.way != .http)
  }

  @Test(arguments: [
    ("{", 400), ("[]", 400), (#"{"type": "Point"}"#, 400), (#"{"type": "Feature", "properties": {}}"#, 400),
    (#"{"type": "Feature", "geometry": 1, "properties": {}}"#, 400),
    (#"{"type": "Feature", "geometry": null, "properties": []}"#, 400),
    (String(repeating: "[", count: 100_000), 400), (String(repeating: " ", count: 2 << 20 + 1), 413),
  ])
  func `what is no feature is refused`(body: String, status: Int) async throws {
    var headers = try token(.cityEditor)
    headers[.contentType] = "application/geo+json"
    #expect(try await ask(.post, "/collections/facilities/items", headers, body: body).status == status)
  }

  @Test func `another media type, system or parameter is refused`() async throws {
    var headers = try token(.cityEditor)
    headers[.contentType] = "text/csv"
    #expect(try await ask(.post, "/collections/facilities/items", headers, body: "id").status == 415)
    headers[.contentType] = "application/geo+json"
    #expect(try await ask(.post, "/collections/facilities/items?x=1", headers, body: "{}").status == 400)
    headers[.contentCrs] = "<http://www.opengis.net/def/crs/EPSG/0/2154>"
    #expect(try await ask(.post, "/collections/facilities/items", headers, body: "{}").status == 400)
  }

  // MARK: - Who may

  @Test func `whoever may not write is told so, and nothing more`() async throws {
    let patchText = #"{"properties": {"capacity": 1}}"#
    let unknown = try await patch(Self.home, patchText, as: [:])
    #expect(unknown.status == 401 && unknown.headers[.wwwAuthenticate] == "Bearer")
    #expect(try await patch(Self.home, patchText, as: try token(.volunteer)).status == 403)
    let county = try token(.countyEditor, in: "411726")
    #expect(try await patch("/collections/facilities/items/H2", patchText, as: county).status == 403)
    #expect(try await patch("/collections/facilities/items/none", patchText, as: county).status == 404)
    // Nor may a facility be carried out of the county, or made in another.
    let moving = try await patch(Self.home, #"{"properties": {"division": "411727100201"}}"#, as: county)
    #expect(moving.status == 403)
    let elsewhere = try await add(
      #"{"kind": "nursing-home", "name": "x", "division": "411727100201"}"#, as: county)
    #expect(elsewhere.status == 403)
    #expect(try await add(#"{"kind": "nursing-home", "name": "x"}"#, as: county).status == 403)
    #expect(try await patch(Self.home, patchText, as: county).status == 200)
  }

  @Test func `options and the schema tell what this caller may do`() async throws {
    let county = try token(.countyEditor, in: "411726")
    let all = "GET, HEAD, OPTIONS, PUT, PATCH, DELETE"
    #expect(try await ask(.options, Self.home).headers[.allow] == "GET, HEAD, OPTIONS")
    #expect(try await ask(.options, Self.home, county).headers[.allow] == all)
    #expect(
      try await ask(.options, "/collections/facilities/items/H2", county).headers[.allow]
        == "GET, HEAD, OPTIONS")
    #expect(
      try await ask(.options, "/collections/facilities/items", county).headers[.allow]
        == "GET, HEAD, OPTIONS, POST")
    #expect(
      try await ask(.options, "/collections/unserved/items", county).headers[.allow] == "GET, HEAD, OPTIONS")
    func readOnly(_ answer: Answer) -> Set<String> {
      let properties = answer.json["properties"] as? [String: [String: Any]] ?? [:]
      return Set(properties.filter { $0.value["readOnly"] as? Bool == true }.keys)
    }
    let schema = try await ask(.get, "/collections/facilities/schema", county)
    #expect(readOnly(schema) == ["id", "divisionName", "county", "countyName"])
    #expect(readOnly(try await ask(.get, "/collections/facilities/schema")).contains("name"))
  }

  // MARK: - Whose writes wait

  @Test func `a township editor's write waits, is seen as a difference, and is done when approved`()
    async throws
  {
    try registry.set(.approval, to: "township-editor", author: .tester, date: Date())
    let (township, county) = (
      try token(.townshipEditor, in: "411726100"), try token(.countyEditor, in: "411726")
    )
    let held = try await patch(
      Self.home, #"{"properties": {"capacity": 70, "status": "suspended"}}"#, as: township)
    #expect(held.status == 202 && held.headers[.location]?.hasSuffix("/proposals/1") == true)
    #expect(try await ask(.get, Self.home).properties["capacity"] as? Int == 50)
    let new = try await add(
      #"{"kind": "nursing-home", "name": "新院", "division": "411726100201"}"#, as: township)
    #expect(new.status == 202)

    let list = try await ask(.get, "/proposals?state=waiting", county)
    let proposals = try #require(list.json["proposals"] as? [[String: Any]])
    #expect(proposals.compactMap { $0["id"] as? Int } == [2, 1])
    let fields = try #require(try await ask(.get, "/proposals/1", county).json["fields"] as? [[String: Any]])
    let capacity = try #require(fields.first { $0["field"] as? String == "capacity" })
    #expect(capacity["before"] as? String == "50" && capacity["after"] as? String == "70")

    // Not by its author, nor by another county, nor by nobody.
    #expect(try await ask(.post, "/proposals/1/approve", township).status == 403)
    #expect(
      try await ask(.post, "/proposals/1/approve", try token(.countyEditor, in: "411727")).status == 404)
    #expect(try await ask(.post, "/proposals/1/approve").status == 401)
    #expect(try await ask(.get, "/proposals").status == 401)

    #expect(try await ask(.post, "/proposals/1/approve", county).status == 200)
    let done = try await ask(.get, Self.home).properties
    #expect(done["capacity"] as? Int == 70 && done["status"] as? String == "suspended")
    let act = try #require(try registry.acts(limit: 1).first)
    #expect(act.author.name == "townshipEditor 411726100")
    #expect(act.author.source?.contains("approved by countyEditor 411726") == true)
    #expect(try await ask(.post, "/proposals/1/approve", county).status == 409)
    #expect(try await ask(.post, "/proposals/2/approve", county).status == 200)
    #expect(
      try await ask(.get, "/collections/facilities/items?name=新院".urlEncoded).json["numberMatched"] as? Int
        == 1)
  }

  @Test func `a proposal is rejected with a reason, or refused where its record changed meanwhile`()
    async throws
  {
    try registry.set(.approval, to: "township-editor", author: .tester, date: Date())
    let (township, county) = (
      try token(.townshipEditor, in: "411726100"), try token(.countyEditor, in: "411726")
    )
    for capacity in [70, 80] {
      let held = try await patch(Self.home, #"{"properties": {"capacity": \#(capacity)}}"#, as: township)
      #expect(held.status == 202)
    }
    var headers = county
    headers[.contentType] = "application/json"
    #expect(try await ask(.post, "/proposals/1/reject", headers, body: "{}").status == 422)
    #expect(
      try await ask(.post, "/proposals/1/reject", headers, body: #"{"reason": "70 were never built"}"#).status
        == 200)
    let decision = try await ask(.get, "/proposals/1", township).json["decision"] as? [String: Any]
    #expect(decision?["reason"] as? String == "70 were never built")
    #expect(try await patch(Self.home, #"{"properties": {"capacity": 55}}"#, as: county).status == 200)
    #expect(try await ask(.post, "/proposals/2/approve", county).status == 409)
    #expect(try await ask(.get, Self.home).properties["capacity"] as? Int == 55)
  }

  // MARK: - Who was first

  @Test func `who does not know the last state writes nothing`() async throws {
    let editor = try token(.cityEditor)
    let known = try await ask(.get, Self.home, editor).tag
    let patchText = #"{"properties": {"capacity": 51}}"#
    #expect(try await patch(Self.home, patchText, as: editor, knowing: nil).status == 428)
    let first = try await patch(Self.home, patchText, as: editor, knowing: known)
    #expect(first.status == 200)
    #expect(
      try await patch(Self.home, #"{"properties": {"capacity": 52}}"#, as: editor, knowing: known).status
        == 412)
    #expect(try await patch(Self.home, patchText, as: editor, knowing: "W/\(first.tag)").status == 412)
    // A state that was read in another form is the same state.
    let form = try await ask(.get, Self.home + "?f=csv", editor).tag
    #expect(form != first.tag)
    #expect(
      try await patch(Self.home, #"{"properties": {"capacity": 53}}"#, as: editor, knowing: form).status
        == 200)
  }

  @Test func `of many who count up at once nobody's count is lost`() async throws {
    let editor = try token(.cityEditor)
    try await application.test(.live) { client in
      try await withThrowingTaskGroup { group in
        for _ in 1...8 {
          group.addTask {
            for _ in 1...5 {
              while true {
                let got = try await client.executeRequest(
                  uri: Self.home, method: .get, headers: editor, body: nil)
                let feature = try JSONDecoder().decode(Counted.self, from: Data(got.body.readableBytesView))
                var headers = editor
                headers[.contentType] = "application/merge-patch+json"
                headers[.ifMatch] = got.headers[.eTag]
                let body = #"{"properties": {"capacity": \#(feature.properties.capacity + 1)}}"#
                let answer = try await client.executeRequest(
                  uri: Self.home, method: .patch, headers: headers, body: ByteBuffer(string: body))
                if answer.status == .ok { break }
                try #require(answer.status == .preconditionFailed)
              }
            }
          }
        }
        try await group.waitForAll()
      }
    }
    #expect(try await ask(.get, Self.home).properties["capacity"] as? Int == 90)
  }

  private struct Counted: Decodable {
    struct Properties: Decodable {
      let capacity: Int
    }
    let properties: Properties
  }
}

extension String {
  fileprivate var urlEncoded: String {
    addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed) ?? self
  }
}
