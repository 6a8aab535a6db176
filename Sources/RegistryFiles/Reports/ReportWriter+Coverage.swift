public import ServiceNetwork

extension ReportWriter {
  /// Writes coverage reports: JSON is an object for one, an array for several; a table sums several services
  /// up in a row each unless areas are asked for.
  ///
  /// - Throws: what the sink throws.
  public func write(_ reports: [CoverageReport], withAreas: Bool) throws {
    switch format {
    case .table:
      if withAreas {
        for (index, report) in reports.enumerated() { try write((index > 0 ? "\n" : "") + report.areaTable) }
      } else {
        try write(CoverageReport.summaryTable(of: reports))
      }
      try write("\n\(Provenance(of: reports.map(\.analysis)).line)\n")
    case .csv:
      remark(on: Provenance(of: reports.map(\.analysis)))
      try writeCSV(
        headings: ["service", "code", "name"] + CoverageReport.Figures.columns,
        rows: reports.flatMap { report in report.areas.map { (report.question.service.name, $0) } }
      ) { service, area in [service, area.code?.description, area.name] + area.figures.cells }
    case .json:
      try writeJSON { json in
        if reports.count == 1 {
          reports[0].write(to: &json)
        } else {
          json.array { json in for report in reports { report.write(to: &json) } }
        }
      }
    case .geojson:
      try writeJSON { json in
        json.object { json in
          json.member("type", "FeatureCollection")
          if let first = reports.first {
            json.provenance(Provenance(of: reports.map(\.analysis)), measure: first.question.measure)
          }
          json.array("features") { json in
            for report in reports { for area in report.areas { report.writeFeature(area, to: &json) } }
          }
        }
      }
    }
  }
}

extension CoverageReport {
  // MARK: - JSON

  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("service", question.service.name)
      json.member("rule", question.rule.description)
      json.provenance(Provenance(of: analysis), measure: question.measure)
      json.member("asOf", question.asOf.description)
      json.member("area", question.area?.description)
      json.member("demandGroup", question.demandGroup)
      json.scenario(of: question)
      json.member("ruleZh", question.rule.words(.zh))
      json.member("by", level.rawValue)
      json.member("serving", serving)
      json.member("servingWithoutLocation", servingWithoutLocation)
      json.object("total") { total.write(to: &$0) }
      json.array("areas") { json in
        for area in areas {
          json.area(area.code, area.name) { area.figures.write(to: &$0) }
        }
      }
    }
  }

  fileprivate func writeFeature(_ area: Area, to json: inout JSONWriter) {
    json.object { json in
      json.member("type", "Feature")
      json.member("id", area.code?.description)
      json.geometry(area.location)
      json.object("properties") { json in
        json.member("service", question.service.name)
        json.member("rule", question.rule.description)
        json.member("asOf", question.asOf.description)
        json.member("demandGroup", question.demandGroup)
        json.scenario(of: question)
        json.member("code", area.code?.description)
        json.member("name", area.name)
        area.figures.write(to: &json)
      }
    }
  }

  // MARK: - Tables

  fileprivate static func summaryTable(of reports: [CoverageReport]) -> String {
    guard let first = reports.first else { return "The registry has no service.\n" }
    var table = TextTable([
      ("service", .leading), ("rule", .leading), ("served", .trailing), ("unserved", .trailing),
      ("no place", .trailing), ("share", .trailing), ("persons", .trailing), ("unserved", .trailing),
      ("share", .trailing),
    ])
    for report in reports {
      let figures = report.total
      table.append([
        report.question.service.name, report.question.rule.phrase, String(figures.served),
        String(figures.unserved), String(figures.withoutLocation), figures.share.percent,
        String(figures.demand), String(figures.demandUnserved), figures.demandShare.percent,
      ])
    }
    return """
      \(first.total.villages) villages on \(first.question.asOf)\(first.areaPhrase)\(first.question.scenarioPhrase), and the persons of each \
      service's demand group.

      \(table.text)
      """
  }

  fileprivate var areaTable: String {
    var table = TextTable([
      (level.rawValue, .leading), ("code", .leading), ("villages", .trailing), ("served", .trailing),
      ("unserved", .trailing), ("no place", .trailing), ("share", .trailing), ("persons", .trailing),
      ("unserved", .trailing), ("share", .trailing),
    ])
    func row(_ name: String, _ code: String, _ figures: Figures) -> [String] {
      [
        name, code, String(figures.villages), String(figures.served), String(figures.unserved),
        String(figures.withoutLocation), figures.share.percent, String(figures.demand),
        String(figures.demandUnserved), figures.demandShare.percent,
      ]
    }
    for area in areas {
      table.append(row(area.name ?? "(in no \(level.rawValue))", area.code?.description ?? "", area.figures))
    }
    table.append(row("total", "", total))
    return """
      \(question.service.nameZh), \(question.service.nameEn): \(question.rule.phrase) on \(question.asOf)\(areaPhrase)\(question.scenarioPhrase); \
      persons: \(question.demandGroup ?? "not counted").

      \(table.text)\(remarks)
      """
  }

  private var areaPhrase: String { question.area.map { " in \($0)" } ?? "" }

  /// What the figures leave out, a line each.
  private var remarks: String {
    let remarks: [(count: Int, text: String)] = [
      (
        servingWithoutLocation,
        "of the \(serving) that serve have no coordinates: no distance to them is known"
      ),
      (total.withoutLocation, "villages have no coordinates, and may or may not be served"),
      (
        question.demandGroup == nil ? 0 : total.withoutDemand,
        "villages have no count of persons, and add none"
      ),
      (
        total.demandLater,
        "villages have a count only from after \(question.demandAsOf ?? question.asOf), which was taken"
      ),
    ]
    let lines = remarks.filter { $0.count > 0 }.map { "\($0.count) \($0.text).\n" }
    return lines.isEmpty ? "" : "\n" + lines.joined()
  }

}

extension CoverageReport.Figures {
  fileprivate static let columns = [
    "villages", "served", "unserved", "without_location", "demand", "demand_served", "demand_unserved",
    "share",
    "demand_share", "without_demand", "demand_later",
  ]

  fileprivate var cells: [String?] {
    [
      String(villages), String(served), String(unserved), String(withoutLocation), String(demand),
      String(demandServed), String(demandUnserved), share.map { String($0.toTenThousandth) },
      demandShare.map { String($0.toTenThousandth) }, String(withoutDemand), String(demandLater),
    ]
  }

  fileprivate func write(to json: inout JSONWriter) {
    json.member("villages", villages)
    json.member("served", served)
    json.member("unserved", unserved)
    json.member("withoutLocation", withoutLocation)
    json.member("demand", demand)
    json.member("demandServed", demandServed)
    json.member("demandUnserved", demandUnserved)
    json.member("share", share?.toTenThousandth)
    json.member("demandShare", demandShare?.toTenThousandth)
    json.member("withoutDemand", withoutDemand)
    json.member("demandLater", demandLater)
  }
}
