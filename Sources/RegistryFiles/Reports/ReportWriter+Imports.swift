public import ServiceNetwork

extension ReportWriter {
  /// Writes the files that a registry took in; they have no place, and so no GeoJSON.
  ///
  /// - Throws: what the sink throws.
  public func write(_ imports: [ImportRecord]) throws {
    switch format {
    case .table:
      var table = TextTable([
        ("imported at", .leading), ("table", .leading), ("file", .leading), ("crs", .leading),
        ("rows", .trailing), ("added", .trailing), ("changed", .trailing),
      ])
      for record in imports {
        table.append([
          record.importedAt, record.table, record.file, record.crs, String(record.rows), String(record.added),
          String(record.changed),
        ])
      }
      try write(table.text)
    case .csv:
      try writeCSV(
        headings: ["imported_at", "table", "file", "crs", "rows", "added", "changed"], rows: imports
      ) { record in
        [
          record.importedAt, record.table, record.file, record.crs, String(record.rows), String(record.added),
          String(record.changed),
        ]
      }
    case .json, .geojson:
      try writeJSON { json in
        json.object { json in
          json.array("imports") { json in
            for record in imports {
              json.object { json in
                json.member("importedAt", record.importedAt)
                json.member("table", record.table)
                json.member("file", record.file)
                json.member("crs", record.crs)
                json.member("rows", record.rows)
                json.member("added", record.added)
                json.member("changed", record.changed)
              }
            }
          }
        }
      }
    }
  }
}
