public import ServiceNetwork

extension ReportWriter {
  /// Writes what became of divisions.
  ///
  /// - Throws: what the sink throws.
  public func write(_ successions: [Succession]) throws {
    try writeList(
      successions, named: "successions",
      [
        ListColumn("since") { .text($0.since.description) },
        ListColumn("change") { .text($0.kinds.map(\.rawValue).joined(separator: " ")) },
        ListColumn("former_code") { .text($0.formerCode.description) },
        ListColumn("former_name") { .text($0.formerName) }, ListColumn("code") { .text($0.code.description) },
        ListColumn("name") { .text($0.name) }, ListColumn("evidence") { .text($0.evidence) },
      ])
  }
}
