public import Foundation
public import ServiceNetwork

extension ReportWriter {
  /// Writes whose tokens there are.
  ///
  /// - Parameter now: the time at which it is told whether they are good.
  /// - Throws: what the sink throws.
  public func write(_ tokens: [AccessToken], at now: Date) throws {
    try writeList(
      tokens, named: "tokens",
      [
        ListColumn("name") { .text($0.name) }, ListColumn("role") { .text($0.role.rawValue) },
        ListColumn("division") { .text($0.division?.description) },
        ListColumn("created_at") { .text($0.createdAt.formatted(.iso8601)) },
        ListColumn("expires_at") { .text($0.expiresAt?.formatted(.iso8601)) },
        ListColumn("state") { token in
          .text(token.revokedAt != nil ? "revoked" : token.isValid(at: now) ? "good" : "expired")
        },
      ])
  }
}
