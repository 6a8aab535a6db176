public import Foundation
internal import GRDB
public import ServiceNetwork

/// Why a token cannot be made or taken back.
public enum TokenError: Error, Equatable, CustomStringConvertible {
  /// There is a token of this name already.
  case nameTaken(String)
  /// There is no division of this code.
  case noDivision(String)
  /// The role is for a division of another level.
  case wrongLevel(Role, DivisionLevel)
  /// There is no token of this name.
  case notFound(String)

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .nameTaken(let name): "there was a token '\(name)' already; the journal must tell the two apart"
    case .noDivision(let code): "there is no division \(code)"
    case .wrongLevel(let role, let level): "a \(role.rawValue) is not for a \(level.rawValue)"
    case .notFound(let name): "there is no token '\(name)'; 'fuwang token list' lists them"
    }
  }
}

extension Registry {
  /// Adds a token.
  ///
  /// - Parameter digest: the SHA-256 of its text.
  /// - Throws: ``TokenError``
  public func add(_ token: AccessToken, digest: Data) throws {
    try write { database in
      let isTaken = try Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM token WHERE name = ?)", arguments: [token.name])
      guard isTaken == false else { throw TokenError.nameTaken(token.name) }
      let division = try token.division.map { code in
        let row = try Row.fetchOne(
          database, sql: "SELECT pk, level FROM division WHERE code = ? AND endedOn IS NULL",
          arguments: [code.description])
        guard let row else { throw TokenError.noDivision(code.description) }
        let level = try row.level(1)
        guard level == (token.role == .countyEditor ? .county : .township) else {
          throw TokenError.wrongLevel(token.role, level)
        }
        return row[0] as Int64
      }
      try database.execute(
        literal: """
          INSERT INTO token (digest, name, role, division, createdAt, expiresAt)
          VALUES (\(digest), \(token.name), \(token.role.rawValue), \(division), \(token.createdAt.journalText),
            \(token.expiresAt?.journalText))
          """)
    }
  }

  /// The tokens, in the order in which they were made.
  public func tokens() throws -> [AccessToken] {
    try read { try TokenRow.fetchAll($0).map(\.token) }
  }

  /// Takes a token back; it stays in the list.
  ///
  /// - Throws: ``TokenError/notFound(_:)``
  public func revokeToken(named name: String, date: Date) throws {
    try write { database in
      try database.execute(
        literal: "UPDATE token SET revokedAt = ifnull(revokedAt, \(date.journalText)) WHERE name = \(name)")
      guard database.changesCount > 0 else { throw TokenError.notFound(name) }
    }
  }

  /// Whether anybody was ever given a token.
  public func hasTokens() throws -> Bool {
    try read { try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM token)") ?? false }
  }

  /// Who bears a token; `nil` where it opens nothing at that time.
  ///
  /// - Parameter digest: the SHA-256 of its text.
  public func caller(digest: Data, at date: Date) async throws -> Caller? {
    try await readInTask { database in
      guard let found = try TokenRow.fetchAll(database, digest: digest).first, found.token.isValid(at: date)
      else {
        return nil
      }
      return Caller(name: found.token.name, role: found.token.role, division: found.token.division)
    }
  }
}

/// Tokens as the store keeps them.
private struct TokenRow {
  let token: AccessToken

  static func fetchAll(_ database: Database, digest: Data? = nil) throws -> [TokenRow] {
    try Row.fetchAll(
      database,
      """
      SELECT token.name, token.role, division.code, token.createdAt, token.expiresAt, token.revokedAt
      FROM token
      LEFT JOIN division ON division.pk = token.division
      WHERE \(digest) IS NULL OR token.digest = \(digest)
      ORDER BY token.pk
      """ as SQLRequest<Row>
    ).map { row in
      TokenRow(
        token: AccessToken(
          name: row[0], role: Role(rawValue: row[1]) ?? .public,
          division: (row[2] as String?).map(DivisionCode.init(registered:)),
          createdAt: try Date(journalText: row[3]),
          expiresAt: try (row[4] as String?).map(Date.init(journalText:)),
          revokedAt: try (row[5] as String?).map(Date.init(journalText:))))
    }
  }
}
