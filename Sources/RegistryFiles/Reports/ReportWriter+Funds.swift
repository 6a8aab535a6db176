public import ServiceNetwork

extension ReportWriter {
  /// Writes what became of money.
  ///
  /// - Throws: what the sink throws.
  public func write(_ report: FundReport) throws {
    let provenance = Provenance(of: report)
    switch format {
    case .table: try writeTable(report.table, provenance)
    case .csv:
      remark(on: provenance)
      try writeCSV(
        headings: [
          "year", "source", "allocated", "allocated_to_homes", "planned", "committed", "accepted",
          "unplanned",
          "unaccepted", "overspent", "works", "works_without_cost",
        ], rows: report.lines
      ) { line in
        [String(line.year), line.source.description] + line.amounts.map(\.description)
          + [String(line.works.count), String(line.worksWithoutCost)]
      }
    case .json, .geojson:
      try writeJSON { json in
        json.object { json in
          json.member("asOf", report.asOf.description)
          json.member("registryState", provenance.state)
          json.member("version", provenance.version)
          json.array("funds") { json in report.lines.forEach { $0.write(to: &json) } }
          json.array("mismatches") { json in
            for mismatch in report.mismatches {
              json.object { json in
                json.member("fund", mismatch.fund)
                json.member("upgrade", mismatch.upgrade)
                json.member("allocated", mismatch.allocated.description)
                json.member("cost", mismatch.cost?.description)
              }
            }
          }
        }
      }
    }
  }
}

extension FundReport {
  fileprivate var table: String {
    var table = TextTable([
      ("year", .leading), ("source", .leading), ("allocated", .trailing), ("to homes", .trailing),
      ("planned", .trailing), ("committed", .trailing), ("accepted", .trailing), ("unplanned", .trailing),
      ("unaccepted", .trailing), ("overspent", .trailing), ("works", .trailing),
    ])
    for line in lines {
      table.append(
        [String(line.year), line.source.description] + line.amounts.map(\.description)
          + [String(line.works.count)])
    }
    var text = "Money and the works of nursing homes on \(asOf), yuan.\n\n\(table.text)"
    let uncosted = lines.reduce(0) { $0 + $1.worksWithoutCost }
    if uncosted > 0 { text += "\nworks without a cost, which count as nothing: \(uncosted)\n" }
    for mismatch in mismatches {
      let cost = mismatch.cost.map { "\($0)" } ?? "an unknown sum"
      text +=
        "fund \(mismatch.fund): \(mismatch.allocated) for works \(mismatch.upgrade), which cost \(cost)\n"
    }
    return text
  }
}

extension FundReport.Line {
  fileprivate var amounts: [Money] {
    [allocated, allocatedToHomes, planned, committed, accepted, unplanned, unaccepted, overspent]
  }

  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("year", year)
      json.member("source", source.description)
      json.member("allocated", allocated.description)
      json.object("byPurpose") { json in
        for entry in byPurpose { json.member(entry.purpose, entry.amount.description) }
      }
      json.member("planned", planned.description)
      json.member("committed", committed.description)
      json.member("accepted", accepted.description)
      json.member("unplanned", unplanned.description)
      json.member("unaccepted", unaccepted.description)
      json.member("overspent", overspent.description)
      json.array("works") { json in works.forEach { json.text($0) } }
      json.member("worksWithoutCost", worksWithoutCost)
    }
  }
}
