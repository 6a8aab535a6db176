internal import Foundation
public import ServiceNetwork

extension ReportWriter {
  /// Writes what waits for approval, or waited.
  ///
  /// - Throws: what the sink throws.
  public func write(_ proposals: [Proposal]) throws {
    try writeList(
      proposals, named: "proposals",
      [
        ListColumn("id") { .number($0.id) }, ListColumn("at") { .text($0.at.formatted(.iso8601)) },
        ListColumn("author") { .text($0.author) }, ListColumn("collection") { .text($0.collection) },
        ListColumn("change") { .text($0.change.rawValue) }, ListColumn("feature_id") { .text($0.recordId) },
        ListColumn("name") { .text($0.name) }, ListColumn("division") { .text($0.division?.description) },
        ListColumn("state") { .text($0.state.rawValue) }, ListColumn("reason") { .text($0.decision?.reason) },
      ])
  }

  /// Writes what a proposal would change.
  ///
  /// - Throws: what the sink throws.
  public func write(fieldsOf proposal: Proposal) throws {
    try writeList(
      proposal.fields, named: "fields",
      [
        ListColumn("field") { .text($0.column) }, ListColumn("before") { .text($0.before) },
        ListColumn("after") { .text($0.after) },
      ])
  }
}
