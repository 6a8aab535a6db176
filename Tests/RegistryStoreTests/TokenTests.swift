import Fixtures
import Foundation
import GRDB
import ServiceNetwork
import Testing

@testable import RegistryStore

struct TokenTests {
  private static let now = Date(timeIntervalSince1970: 1_700_000_000)
  private let digest = Data(repeating: 7, count: 32)

  private func registry() throws -> Registry {
    let registry = try Registry.inMemory()
    try registry.take(smallTree, into: .divisions)
    return registry
  }

  private func token(_ name: String, _ role: Role, in code: String? = nil, days: Double? = 1) -> AccessToken {
    AccessToken(
      name: name, role: role, division: code.map(DivisionCode.init(registered:)), createdAt: Self.now,
      expiresAt: days.map { Self.now.addingTimeInterval($0 * 86_400) })
  }

  @Test func `a token opens what it is for, until it expires or is taken back`() async throws {
    let registry = try registry()
    #expect(try !registry.hasTokens())
    try registry.add(token("县", .countyEditor, in: "411726000000"), digest: digest)
    #expect(try registry.hasTokens())
    let expected = Caller(
      name: "县", role: .countyEditor, division: DivisionCode(registered: "411726000000"))
    #expect(try await registry.caller(digest: digest, at: Self.now) == expected)
    #expect(try await registry.caller(digest: Data(repeating: 8, count: 32), at: Self.now) == nil)
    // The moment at which it expires is the first without it.
    let end = Self.now.addingTimeInterval(86_400)
    #expect(try await registry.caller(digest: digest, at: end.addingTimeInterval(-0.01)) == expected)
    #expect(try await registry.caller(digest: digest, at: end) == nil)
    try registry.revokeToken(named: "县", date: Self.now)
    #expect(try await registry.caller(digest: digest, at: Self.now) == nil)
    #expect(try registry.tokens().map(\.revokedAt) == [Self.now])
    #expect(throws: TokenError.notFound("乡")) { try registry.revokeToken(named: "乡", date: Self.now) }
  }

  @Test func `a token that cannot be is refused`() throws {
    let registry = try registry()
    try registry.add(token("一", .volunteer, days: nil), digest: digest)
    #expect(throws: TokenError.nameTaken("一")) {
      try registry.add(token("一", .volunteer), digest: Data(repeating: 1, count: 32))
    }
    #expect(throws: TokenError.noDivision("411727000000")) {
      try registry.add(token("二", .countyEditor, in: "411727000000"), digest: Data(repeating: 2, count: 32))
    }
    #expect(throws: TokenError.wrongLevel(.townshipEditor, .county)) {
      try registry.add(token("三", .townshipEditor, in: "411726000000"), digest: Data(repeating: 3, count: 32))
    }
  }

  @Test func `a division that gets another code is still the token's`() async throws {
    let registry = try registry()
    try registry.add(token("县", .countyEditor, in: "411726000000"), digest: digest)
    try registry.write {
      try $0.execute(sql: "UPDATE division SET code = '411799000000' WHERE code = '411726000000'")
    }
    #expect(try await registry.caller(digest: digest, at: Self.now)?.division?.description == "411799000000")
  }
}
