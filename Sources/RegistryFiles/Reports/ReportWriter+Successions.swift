public import ServiceNetwork

extension ReportWriter {
  /// Writes what became of divisions; a succession has no place, and so no GeoJSON.
  ///
  /// - Throws: what the sink throws.
  public func write(_ successions: [Succession]) throws {
    func cells(_ succession: Succession) -> [String] {
      [
        succession.since.description, succession.kinds.map(\.rawValue).joined(separator: " "),
        succession.formerCode.description, succession.formerName, succession.code.description,
        succession.name,
        succession.evidence,
      ]
    }
    switch format {
    case .table:
      var table = TextTable(
        ["since", "change", "former", "former name", "code", "name", "how known"].map { ($0, .leading) })
      for succession in successions { table.append(cells(succession)) }
      try write(table.text)
    case .csv:
      try writeCSV(
        headings: ["since", "change", "former_code", "former_name", "code", "name", "evidence"],
        rows: successions, cells)
    case .json, .geojson:
      try writeJSON { json in
        try json.object { json in
          try json.array("successions") { json in
            try writeElements(successions, to: &json) { succession, json in
              json.object { json in
                json.member("since", succession.since.description)
                json.member("change", succession.kinds.map(\.rawValue).joined(separator: " "))
                json.member("formerCode", succession.formerCode.description)
                json.member("formerName", succession.formerName)
                json.member("code", succession.code.description)
                json.member("name", succession.name)
                json.member("evidence", succession.evidence)
              }
            }
          }
        }
      }
    }
  }
}
