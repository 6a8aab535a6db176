internal import Foundation
public import ServiceNetwork

extension ReportWriter {
  /// Writes how targets stand.
  ///
  /// - Parameter items: what each of the targets lacks, where that is asked for; as many as there are lines.
  /// - Throws: what the sink throws.
  public func write(_ report: TargetReport, missing items: [[MissingItem]]? = nil) throws {
    let provenance = Provenance(of: report)
    switch format {
    case .table: try writeTable(report.table(with: items), provenance)
    case .csv:
      remark(on: provenance)
      if let items {
        try writeCSV(
          headings: ["indicator", "division", "year", "id", "name", "reason"],
          rows: zip(report.lines, items).flatMap { line, items in items.map { (line, $0) } }
        ) { line, item in
          [
            line.indicator.name, line.target.division.description, String(line.target.year), item.id,
            item.name,
            item.reason.en,
          ]
        }
      } else {
        try writeCSV(headings: TargetReport.Line.headings, rows: report.lines) { $0.cells }
      }
    case .json, .geojson:
      try writeJSON { json in
        json.object { json in
          json.member("asOf", report.asOf.description)
          json.member("registryState", provenance.state)
          json.member("version", provenance.version)
          json.array("targets") { json in
            for (index, line) in report.lines.enumerated() {
              json.object { json in
                line.write(to: &json)
                guard let items else { return }
                json.array("list") { json in items[index].forEach { $0.write(to: &json) } }
              }
            }
          }
        }
      }
    }
  }
}

extension TargetReport {
  fileprivate func table(with items: [[MissingItem]]?) -> String {
    var table = TextTable([
      ("year", .leading), ("indicator", .leading), ("division", .leading), ("bound", .trailing),
      ("value", .trailing), ("state", .leading), ("missing", .trailing), ("in charge", .leading),
    ])
    for line in lines {
      table.append([
        String(line.target.year), line.indicator.nameZh, line.divisionName, line.target.bound.description,
        line.shown(line.value) ?? "–", line.state.rawValue, line.shown(line.missing) ?? "–",
        line.target.unitInCharge ?? "–",
      ])
    }
    let counts = State.allCases.compactMap { state -> String? in
      let count = lines.count { $0.state == state }
      return count > 0 ? "\(count) \(state.rawValue)" : nil
    }
    var text = """
      Targets on \(asOf): \(lines.count)\(counts.isEmpty ? "" : " (\(counts.joined(separator: ", ")))").

      \(table.text)
      """
    guard let items else { return text }
    for (line, items) in zip(lines, items) where !items.isEmpty {
      text += "\n\(line.target.year) \(line.indicator.nameZh), \(line.divisionName): \(items.count) missing\n"
      for item in items { text += "  \(item.id)  \(item.name)  \(item.reason.en)\n" }
    }
    return text
  }
}

extension TargetReport.Line {
  static let headings = [
    "indicator", "name", "division", "division_name", "year", "bound", "value", "state", "missing",
    "unit_in_charge", "shared_from",
  ]

  var cells: [String?] {
    [
      indicator.name, indicator.nameZh, target.division.description, divisionName, String(target.year),
      target.bound.description, value?.rounded.description, state.rawValue, missing?.rounded.description,
      target.unitInCharge, sharedFrom?.description,
    ]
  }

  func write(to json: inout JSONWriter) {
    json.member("indicator", indicator.name)
    json.member("name", indicator.nameZh)
    json.member("nameEn", indicator.nameEn)
    json.member("division", target.division.description)
    json.member("divisionName", divisionName)
    json.member("year", target.year)
    json.member("bound", target.bound.description)
    json.member("value", value?.rounded.value)
    json.member("unit", indicator.unit)
    json.member("state", state.rawValue)
    json.member("missing", missing?.rounded.value)
    json.member("unitInCharge", target.unitInCharge)
    json.member("sharedFrom", sharedFrom?.description)
  }

  /// A value as people read it: as a percentage where the bound is one.
  func shown(_ value: IndicatorValue?) -> String? {
    guard let value else { return nil }
    guard target.bound.isPercent || indicator.measure.isShare else { return value.rounded.description }
    // All digits: 99.96 % is not 100 %.
    return "\(ExactNumber(value.rounded.value * 100))%"
  }
}

extension MissingItem {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", id)
      json.member("name", name)
      json.member("reason", reason.en)
    }
  }
}
