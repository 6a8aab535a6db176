import CZlib
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

/// A server with a county of thirty villages, one of them without a place, and homes in some, one with a wicked name.
struct ReadingServer {
  static let today = CalendarDate(iso8601: "2020-12-31") ?? .distantPast
  /// When everything in it was written.
  static let written = Date(timeIntervalSince1970: 1_609_833_600.25)
  static let wickedName = #"<script>alert("1")</script> & '家'"#

  let registry: Registry
  let application: any ApplicationProtocol

  init() throws {
    registry = try Registry.inMemory()
    var divisions = try [("4117", "市"), ("411726", "泌阳县"), ("411726100", "王店镇")].map {
      Division(code: try DivisionCode($0), name: $1, level: try DivisionCode($0).impliedLevel ?? .county)
    }
    for number in 0..<30 {
      let place = try Coordinate(
        longitude: 113 + Double(number % 6) * 0.17, latitude: 32.5 + Double(number / 6) * 0.13)
      divisions.append(
        Division(
          code: try DivisionCode("4117261002\(10 + number)"), name: "村\(number)", level: .village,
          location: number == 7 ? nil : place))
    }
    try Self.take(divisions.map { .division($0) }, into: .divisions, of: registry)
    try Self.take(
      try (0..<12).map { number in
        var home = Facility(
          id: "H\(number)", kind: number < 8 ? "childrens-home" : "nursing-home",
          name: number == 3 ? Self.wickedName : "家\(number)",
          division: try DivisionCode("4117261002\(10 + number)"),
          location: number == 5 ? nil : try Coordinate(longitude: 113 + Double(number) * 0.1, latitude: 32.6),
          history: try StatusHistory(text: "building 2017-01-01; operating 2018-0\(1 + number % 9)-01"))
        home.capacity = 10 * number
        return .facility(home)
      }, into: .facilities, of: registry)
    application = Application(
      router: RegistryServer(registry: registry, today: { Self.today }).router(),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)))
  }

  static func take(
    _ rows: [RegistryRow], into table: RegistryTable, of registry: Registry, at date: Date = written
  ) throws {
    let summary = try registry.importRows(
      ImportDescription(table: table, author: .tester, date: date), report: { _ in }
    ) { importer in
      try importer.begin(file: "f", columns: Set(table.columns.map(\.name)))
      for (index, row) in rows.enumerated() { try importer.add(TableRow(row: row, line: index + 2)) }
    }
    try #require(summary.isCommitted)
  }

  /// Does something with a client that keeps asking.
  func run(_ body: @escaping @Sendable (ReadingClient) async throws -> Void) async throws {
    try await application.test(.live) { try await body(ReadingClient(client: $0)) }
  }
}

struct ReadingClient: Sendable {
  let client: any TestClientProtocol

  struct Answer {
    let status: Int
    let headers: HTTPFields
    let body: Data

    var type: String { String((headers[.contentType] ?? "").prefix { $0 != ";" }) }
    var text: String { String(decoding: body, as: UTF8.self) }
    var json: [String: Any] { (try? JSONSerialization.jsonObject(with: body)) as? [String: Any] ?? [:] }
    var features: [[String: Any]] { json["features"] as? [[String: Any]] ?? [] }
    var ids: [String] { features.compactMap { $0["id"] as? String } }
    var links: [[String: String]] { json["links"] as? [[String: String]] ?? [] }

    func link(_ relation: String) -> String? { links.first { $0["rel"] == relation }?["href"] }
  }

  func ask(
    _ address: String, method: HTTPRequest.Method = .get, _ headers: HTTPFields = [:], body: String? = nil
  ) async throws -> Answer {
    // Links are whole addresses; the client is connected already.
    let path = address.replacing(/^http:\/\/[^\/]+/, with: "")
    let response = try await client.executeRequest(
      uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
    return Answer(
      status: response.status.code, headers: response.headers, body: Data(response.body.readableBytesView))
  }
}

extension Data {
  /// What was compressed into a gzip file.
  func gunzipped() throws -> Data {
    var stream = z_stream()
    try #require(
      inflateInit2_(&stream, MAX_WBITS + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK)
    defer { inflateEnd(&stream) }
    var input = [UInt8](self)
    var output = [UInt8](repeating: 0, count: 1 << 22)
    let (code, count) = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        let code = inflate(&stream, Z_FINISH)
        return (code, output.count - Int(stream.avail_out))
      }
    }
    try #require(code == Z_STREAM_END)
    return Data(output[..<count])
  }
}
