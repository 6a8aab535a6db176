public import ServiceNetwork

extension ReportWriter {
  /// Writes the files that a registry took in.
  ///
  /// - Throws: what the sink throws.
  public func write(_ imports: [ImportRecord]) throws {
    try writeList(
      imports, named: "imports",
      [
        ListColumn("imported_at") { .text($0.importedAt) }, ListColumn("table") { .text($0.table) },
        ListColumn("file") { .text($0.file) }, ListColumn("crs") { .text($0.crs) },
        ListColumn("rows") { .number($0.rows) }, ListColumn("added") { .number($0.added) },
        ListColumn("changed") { .number($0.changed) },
      ])
  }
}
