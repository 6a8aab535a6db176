import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import RegistryStore
import ServiceNetwork
import Testing

@testable import RegistryAPI

/// A server that answers over real HTTP for as long as a test talks to it.
struct LiveServer {
  /// An answer.
  struct Answer {
    var status: Int
    var headers: HTTPFields
    var text: String

    var json: [String: Any] {
      (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any] ?? [:]
    }

    func objects(_ member: String) -> [[String: Any]] { json[member] as? [[String: Any]] ?? [] }

    func link(_ relation: String) -> String? {
      objects("links").first { $0["rel"] as? String == relation }?["href"] as? String
    }
  }

  private let client: any TestClientProtocol

  /// Runs a server for a registry while `body` asks it.
  static func run(
    _ registry: Registry, today: CalendarDate, _ body: @escaping @Sendable (LiveServer) async throws -> Void
  ) async throws {
    let application = Application(
      router: RegistryServer(registry: registry, today: { today }).router(),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)))
    try await application.test(.live) { client in try await body(LiveServer(client: client)) }
  }

  /// Asks for an address; of a whole one, as links are, the path is asked.
  func get(_ address: String, _ headers: HTTPFields = [:]) async throws -> Answer {
    let path = address.replacing(/^http:\/\/[^\/]+/, with: "")
    let response = try await client.executeRequest(uri: path, method: .get, headers: headers, body: nil)
    return Answer(
      status: response.status.code, headers: response.headers, text: String(buffer: response.body))
  }

  /// The header of somebody who has a new token.
  static func token(_ role: Role, in code: String? = nil, of registry: Registry) throws -> HTTPFields {
    let token = BearerToken.random()
    try registry.add(
      AccessToken(
        name: "\(role) \(code ?? "")", role: role, division: try code.map { try DivisionCode($0) },
        createdAt: Date()),
      digest: token.digest)
    return [.authorization: "Bearer \(token.text)"]
  }
}

extension Registry {
  /// Takes rows as a file brings them; whether they were taken.
  @discardableResult
  func take(
    _ rows: [RegistryRow], into table: RegistryTable, columns: Set<String>? = nil, at date: Date = Date(),
    edition: EditionImport? = nil
  ) throws -> Bool {
    let groups = table == .demand ? try catalogue().demandGroups.map(\.column) : []
    let description = ImportDescription(
      table: table, author: Author(name: "clerk", way: .import, source: "f.csv"), date: date, edition: edition
    )
    return try importRows(description, report: { _ in }) { importer in
      try importer.begin(file: "f.csv", columns: columns ?? Set(table.columns.map(\.name) + groups))
      for (index, row) in rows.enumerated() { try importer.add(TableRow(row: row, line: index + 2)) }
    }.isCommitted
  }
}
