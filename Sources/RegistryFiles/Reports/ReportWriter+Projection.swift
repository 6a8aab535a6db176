public import ServiceNetwork

extension ReportWriter {
  /// Writes what observed values come to.
  ///
  /// - Throws: what the sink throws.
  public func write(_ projection: TargetProjection) throws {
    let provenance = Provenance(of: projection)
    let headings = ["indicator", "name", "division", "year", "value", "bound", "met"]
    switch format {
    case .table:
      var table = TextTable([
        ("indicator", .leading), ("division", .leading), ("year", .leading), ("value", .trailing),
        ("bound", .trailing), ("met", .leading),
      ])
      for line in projection.lines {
        table.append([
          line.indicator.nameZh, line.divisionName, String(line.year), line.value.rounded.description,
          line.bound.description, line.isMet ? "yes" : "no",
        ])
      }
      try writeTable("Observed values drawn on from \(projection.asOf).\n\n\(table.text)", provenance)
    case .csv:
      remark(on: provenance)
      try writeCSV(headings: headings, rows: projection.lines) { line in
        [
          line.indicator.name, line.indicator.nameZh, line.division.description, String(line.year),
          line.value.rounded.description, line.bound.description, String(line.isMet),
        ]
      }
    case .json, .geojson:
      try writeJSON { json in
        json.object { json in
          json.member("asOf", projection.asOf.description)
          json.member("registryState", provenance.state)
          json.member("version", provenance.version)
          json.array("projections") { json in
            for line in projection.lines {
              json.object { json in
                json.member("indicator", line.indicator.name)
                json.member("name", line.indicator.nameZh)
                json.member("division", line.division.description)
                json.member("year", line.year)
                json.member("value", line.value.rounded.value)
                json.member("bound", line.bound.description)
                json.member("isMet", line.isMet)
              }
            }
          }
        }
      }
    }
  }
}
