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

  /// Writes who was shown personal data.
  ///
  /// - Throws: what the sink throws.
  public func write(_ reads: [PersonalRead]) throws {
    try writeList(
      reads, named: "reads",
      [
        ListColumn("at") { .text($0.at.formatted(.iso8601)) }, ListColumn("reader") { .text($0.reader) },
        ListColumn("table") { .text($0.table.rawValue) }, ListColumn("count") { .number($0.count) },
        ListColumn("id") { .text($0.onlyId) }, ListColumn("request") { .text($0.request) },
      ])
  }
}
